"""The dialogs of the rules: an answer with its reason, a day with its source, a file, the yes to a change."""

from collections.abc import Callable

from kivy.utils import escape_markup

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.rules_ports import PackageDifference
from desktop_app.ui.screens.rules.packing import DayTyped
from desktop_app.ui.screens.rules.presenter import Proposal, RulesPresenter
from desktop_app.ui.screens.rules.rows import change_lines, day_words, kind_words
from desktop_app.ui.signing_ports import SigningPlace
from desktop_app.ui.strings import WORDS, number
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.lines import ask_about


class Questions:
    """Asks, and passes the answers on to the presenter."""

    def __init__(self, rules: RulesPresenter, keyboard: Keyboard) -> None:
        """Ask on behalf of the rules."""
        self._rules, self._keyboard = rules, keyboard

    def open_row(self, place: int) -> None:
        """What Enter does in each of the lists; a day says all it has in its row."""
        if self._rules.chosen == "packages":
            self._rules.show_package(place, self._show_package)
        elif self._rules.chosen == "unverified":
            self._answer(place)

    def add_day(self, *, is_working: bool) -> None:
        """Ask for a day off or worked."""
        if not self._rules.may_publish():
            return
        action = "add_worked" if is_working else "add_off"
        asks = (
            Ask("day", WORDS("day_date")),
            Ask("name", WORDS("day_name")),
            Ask("source", WORDS("day_source")),
            Ask("make_up", WORDS("day_exchanged_off" if is_working else "day_exchanged"), required=False),
            Ask("effective", WORDS("effective_or_day"), required=False),
        )

        def asked(answers: Answers | None) -> None:
            if answers is not None:
                self._rules.propose_day(DayTyped(**answers, is_working=is_working), self._confirm)

        Dialog(self._keyboard, asked, title=WORDS(action), confirm=WORDS("compare"), asks=asks).open()

    def ask_file(self) -> None:
        """Ask where the file of a package lies."""
        if self._rules.may_publish():
            asks = (Ask("path", WORDS("package_path")),)
            Dialog(
                self._keyboard,
                lambda answers: self.take_file(answers["path"]) if answers is not None else None,
                title=WORDS("publish_file"), confirm=WORDS("compare"), asks=asks,
            ).open()  # fmt: skip

    def ask_signer(self) -> None:
        """Show which key this machine signs with, and take another."""
        self._rules.ask_signer(self._signer)

    def _signer(self, place: SigningPlace) -> None:
        asks = (
            *(
                Ask(name, WORDS(f"signer_{name}"), getattr(place, name), required=False)
                for name in ("file", "library", "token", "certificate")
            ),
            Ask("pin", WORDS("signer_try"), required=False, secret=True),
        )

        def attempt(answers: Answers, settled: Callable[[str], None]) -> None:
            texts = {name: text for name, text in answers.items() if name != "pin"}
            self._rules.keep_signer(SigningPlace(**texts), bytearray(answers["pin"].encode()), settled)

        Dialog(
            self._keyboard, lambda _answers: None, title=WORDS("set_signer"), message=WORDS("signer_about"),
            confirm=WORDS("signer_keep"), asks=asks, attempt=attempt,
        ).open()  # fmt: skip

    def take_file(self, path: str) -> None:
        """Compare a file that was named or dropped."""
        self._rules.propose_file(path, self._confirm)

    def _answer(self, place: int) -> None:
        row = self._rules.question_at(place)
        if row is None:
            return
        choices = tuple(Hit(value, words) for value, words in row.choices)
        asks = (
            Ask("value", WORDS("rule_value"), row.value, required=bool(choices), choices=choices),
            Ask("reason", WORDS("rule_reason"), lines=True),
            Ask("effective", WORDS("effective_or_today"), required=False),
        )

        def asked(answers: Answers | None) -> None:
            if answers is not None:
                self._rules.propose_answer(
                    row.name, answers["value"], answers["reason"], answers["effective"], self._confirm
                )

        message = escape_markup(f"{row.why}\n{WORDS('rule_source', source=row.source)}")
        Dialog(
            self._keyboard, asked, title=row.question, message=message, confirm=WORDS("compare"), asks=asks
        ).open()

    def _confirm(self, proposal: Proposal) -> None:
        ask_about(
            self._keyboard,
            lambda: self._rules.publish(proposal),
            title=WORDS("publish_title"),
            message=_about(proposal.difference),
            lines=change_lines(proposal.difference),
            confirm=WORDS("publish"),
        )

    def _show_package(self, difference: PackageDifference) -> None:
        ask_about(
            self._keyboard,
            _nothing,
            title=WORDS("package_title"),
            message=_about(difference),
            lines=change_lines(difference),
        )


def _about(difference: PackageDifference) -> str:
    said = WORDS(
        "package_about",
        kind=kind_words(difference.kind),
        edition=difference.edition,
        day=day_words(difference.effective_from),
        digest=difference.digest,
    )
    moved = WORDS("rules_moved", count=number(len(difference.moved))) if difference.moved else ""
    return str(escape_markup(f"{said}\n{moved}".strip()))


def _nothing() -> None:
    """It was only shown."""
