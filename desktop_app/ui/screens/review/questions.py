"""The dialogs of a review: an answer with its reason, the value it sets, and the yes to the package."""

from collections.abc import Callable

from kivy.utils import escape_markup

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.rules_ports import FlagRow, PackedReview, PackReview
from desktop_app.ui.screens.review.presenter import ReviewPresenter, choice_words
from desktop_app.ui.screens.review.values import FEES, UNITS, needs_value, value_of
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, number
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.lines import ask_about
from forms.dossier.calendar import local
from forms.xforms.reading import read_date


class Questions:
    """Asks, and passes the answers on to the presenter."""

    def __init__(self, review: ReviewPresenter, stage: Stage, keyboard: Keyboard) -> None:
        """Ask on behalf of one review."""
        self._review, self._stage, self._keyboard = review, stage, keyboard

    def answer(self, flag: FlagRow) -> None:
        """Ask what is decided about a doubt."""
        seen = escape_markup(f"{flag.code}  {flag.name}\n{flag.reason}\n{flag.detail}")

        def asked(answers: Answers) -> None:
            if needs_value(answers["choice"]):
                self._ask_value(flag, answers["reason"])
            else:
                self._review.answer(flag, answers["choice"], answers["reason"])

        asks = (_choice_ask(flag.choices, flag.choice), Ask("reason", WORDS("reason"), flag.why, lines=True))
        self._open(WORDS("answer_flag"), asks, asked, message=seen, confirm=WORDS("keep_answer"))

    def answer_kind(self, place: int) -> None:
        """Ask what is decided about every waiting doubt of the kind of a row."""
        kind = self._review.kind_at(place)
        if kind is None:
            return
        choices = tuple(choice for choice in kind.choices if not needs_value(choice_words(choice)[0]))
        asks = (_choice_ask(choices, ""), Ask("reason", WORDS("reason"), lines=True))
        seen = escape_markup(f"{kind.reason}\n{WORDS('kind_waiting', count=number(kind.waiting))}")
        self._open(
            WORDS("answer_kind"),
            asks,
            lambda answers: self._review.answer_kind(kind, answers["choice"], answers["reason"]),
            message=seen, confirm=WORDS("keep_answer"),
        )  # fmt: skip

    def pack(self) -> None:
        """Ask for edition and date of effect of the package."""
        today = local(self._stage.office.now()).date()
        asks = (
            Ask("edition", WORDS("edition"), f"{today:%Y.%m.%d}"),
            Ask("effective", WORDS("effective_from"), f"{today:%d/%m/%Y}"),
            Ask("source", WORDS("package_source"), required=False),
        )
        self._open(WORDS("pack_review"), asks, self._pack, confirm=WORDS("compare"))

    def ask_path(self) -> None:
        """Ask where another export lies."""
        asks = (Ask("path", WORDS("review_path")),)
        title = WORDS("open_review")
        self._open(title, asks, lambda answers: self._stage.go("review", answers["path"]), confirm=title)

    def _pack(self, answers: Answers) -> None:
        try:
            first = read_date(answers["effective"]).isoformat()
        except ValueError:
            self._stage.notify(WORDS("date_shape"), True)
            return
        self._review.pack(PackReview(answers["edition"], first, answers["source"]), self._confirm)

    def _confirm(self, packed: PackedReview) -> None:
        said = WORDS(
            "review_packed",
            count=number(packed.procedures), waiting=number(packed.waiting), path=packed.path,
        )  # fmt: skip
        ask_about(
            self._keyboard,
            lambda: self._review.publish(packed),
            title=WORDS("publish_title"),
            message=escape_markup(said),
            lines=packed.difference.lines,
            confirm=WORDS("publish"),
        )

    def _ask_value(self, flag: FlagRow, reason: str) -> None:
        def asked(answers: Answers) -> None:
            try:
                value = value_of(flag.field, answers)
            except ValueError:
                self._stage.notify(WORDS("value_no_number"), True)
                return
            self._review.answer(flag, "set", reason, value)

        seen = escape_markup(f"{flag.code}  {flag.name}\n{flag.detail}")
        self._open(
            WORDS(f"value_{flag.field}"), _value_asks(flag.field), asked,
            message=seen, confirm=WORDS("keep_answer"),
        )  # fmt: skip

    def _open(
        self,
        title: str,
        asks: tuple[Ask, ...],
        then: Callable[[Answers], None],
        *,
        confirm: str,
        message: str = "",
    ) -> None:
        Dialog(
            self._keyboard,
            lambda answers: then(answers) if answers is not None else None,
            title=title, message=message, confirm=confirm, asks=asks,
        ).open()  # fmt: skip


def _choice_ask(choices: tuple[str, ...], chosen: str) -> Ask:
    hits = tuple(Hit(*choice_words(choice)) for choice in choices)
    return Ask("choice", WORDS("review_choice"), chosen, choices=hits)


def _value_asks(field: str) -> tuple[Ask, ...]:
    if field == "time_limit":
        units = tuple(Hit(unit, WORDS(f"unit_{unit}")) for unit in UNITS)
        return (
            Ask("unit", WORDS("value_unit"), choices=units),
            Ask("value", WORDS("value_number"), required=False),
        )
    if field == "fee":
        kinds = tuple(Hit(kind, WORDS(f"fee_{kind}")) for kind in FEES)
        amount = Ask("amount", WORDS("value_amount"), required=False)
        note = Ask("note", WORDS("value_note"), required=False)
        return Ask("kind", WORDS("value_fee_kind"), choices=kinds), amount, note
    label = WORDS("value_papers_lines" if field == "papers" else "value_text")
    return (Ask("text", label, lines=True),)
