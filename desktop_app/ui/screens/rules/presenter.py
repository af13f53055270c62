"""Thinking of the rules an office counts by: what is looked at, packed, compared, published. No toolkit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.ui.listed.presenter import Line, Listed, ListPresenter, Shown
from desktop_app.ui.rules_ports import (
    PackageDifference,
    Published,
    PublishedRow,
    PublishPackage,
    QuestionRow,
    Rules,
)
from desktop_app.ui.screens.rules.packing import DayTyped, answer_package, day_package
from desktop_app.ui.screens.rules.rows import day_line, package_line, question_line
from desktop_app.ui.signing_ports import SigningPlace
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, day, number
from forms.dossier.roles import may

PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class RulesPage:
    """One page of one list, and what all three hold."""

    chosen: str
    after: int
    rules: Rules
    packages: Sequence[PublishedRow]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A package that waits for a yes: its file, and what it would change."""

    raw: bytes
    difference: PackageDifference


class RulesPresenter(ListPresenter[RulesPage, int]):
    """Lists the rules, and carries a change from its wish over its difference to its publication."""

    verb = "list_rules"
    denied = "rules_not_for_role"
    filters = ("unverified", "days", "packages")
    begin = 0

    def __init__(self, stage: Stage, render: Callable[[Listed], None]) -> None:
        """Begin with nothing read."""
        super().__init__(stage, render)
        self._questions: dict[str, QuestionRow] = {}
        self._moved = ""

    @property
    def chosen(self) -> str:
        """Which list is shown."""
        return self._state.chosen_filter

    def fetch(self, chosen: str, after: int) -> RulesPage:
        """Read what is in force and what was published."""
        office = self._stage.office
        return RulesPage(chosen, after, office.list_rules(), office.list_packages())

    def say(self, page: RulesPage) -> Shown[int]:
        """Put a page into its words."""
        this_year = self._stage.office.now().year
        days = [row for row in page.rules.days if this_year <= row.day.year <= this_year + 1]
        self._questions = {row.name: row for row in page.rules.questions}
        lines: dict[str, list[Line]] = {
            "unverified": [question_line(row) for row in page.rules.questions],
            "days": [day_line(row) for row in days],
            "packages": [package_line(row) for row in reversed(page.packages)],
        }
        shown = lines[page.chosen]
        end = page.after + PAGE
        counts = {name: len(rows) for name, rows in lines.items()}
        caption = WORDS("rules_hours", hours=", ".join(page.rules.hours))
        following = end if len(shown) > end else 0
        return Shown(tuple(shown[page.after : end]), following, counts, caption, self._moved)

    def open(self, place: int) -> None:
        """Only the screen knows how to ask; see :meth:`question_at` and :meth:`show_package`."""

    def question_at(self, place: int) -> QuestionRow | None:
        """Return the question of a row that may be answered here; else say what answers it."""
        row = self._questions.get(self.key_at(place))
        if row is None or not self.may_publish():
            return None
        if row.answered_by:
            self._stage.notify(WORDS("rule_elsewhere_why", why=row.why), False)
            return None
        return row

    def show_package(self, place: int, then: Callable[[PackageDifference], None]) -> None:
        """Read what a published package changed."""
        if digest := self.key_at(place):
            office = self._stage.office
            self._asking.ask("package", lambda: office.show_package(digest), then, self._failed)

    def may_publish(self) -> bool:
        """Tell whether this person may change the rules; say so where not."""
        if may(self._stage.office.shift.role, "publish_package"):
            return True
        self._stage.notify(WORDS("rules_not_for_role"), True)
        return False

    def propose_answer(
        self, name: str, value: str, reason: str, effective: str, then: Callable[[Proposal], None]
    ) -> None:
        """Pack an answer and compare it with what is in force."""
        now = self._stage.office.now()
        self._propose(lambda: answer_package(name, value, reason, effective, now), then)

    def propose_day(self, typed: DayTyped, then: Callable[[Proposal], None]) -> None:
        """Pack a day and compare it with what is in force."""
        now = self._stage.office.now()
        self._propose(lambda: day_package(typed, now), then)

    def propose_file(self, path: str, then: Callable[[Proposal], None]) -> None:
        """Compare the package of a file with what is in force."""
        if self.may_publish():
            self._propose(lambda: self._stage.office.fetch_package(path), then)

    def publish(self, proposal: Proposal) -> None:
        """Put a package into force."""
        office = self._stage.office
        order = PublishPackage(proposal.raw)
        self._asking.ask("publish", lambda: office.publish_package(order), self._published, self._failed)

    def ask_signer(self, then: Callable[[SigningPlace], None]) -> None:
        """Read which key this machine signs with; only who may change it."""
        if self.may_publish():
            self._asking.ask("signer", self._stage.office.show_signer, then, self._failed)

    def keep_signer(self, place: SigningPlace, pin: bytearray, settled: Callable[[str], None]) -> None:
        """Keep a key, tried first where a PIN was typed.

        Args:
            place: where it is.
            pin: empty: it is not tried.
            settled: hears an empty text when it is kept, else why it is not.
        """
        office = self._stage.office

        def work() -> str:
            said = WORDS("signer_kept" if place.is_set else "signer_gone")
            if pin and place.is_set:
                held = office.open_signer(pin, place)
                office.close_signer()
                until = day(held.valid_until)
                said = WORDS("signer_opened", subject=held.subject, issuer=held.issuer, until=until)
            office.set_signer(place)
            return said

        def kept(said: str) -> None:
            settled("")
            self._stage.notify(said, False)

        self._asking.ask("signer", work, kept, lambda error: settled(str(trouble_of(error))))

    def _propose(self, pack: Callable[[], bytes], then: Callable[[Proposal], None]) -> None:
        office = self._stage.office

        def compared() -> Proposal:
            raw = pack()
            return Proposal(raw, office.diff_package(raw))

        self._asking.ask("proposal", compared, then, self._not_packed)

    def _not_packed(self, error: BaseException) -> None:
        if isinstance(error, ValueError) and not hasattr(error, "fault"):
            self._stage.notify(WORDS("date_shape"), True)
            return
        self._failed(error)

    def _published(self, done: Published) -> None:
        key = "rules_published" if done.is_new else "rules_published_before"
        self._stage.notify(WORDS(key, edition=done.edition), False)
        self._moved = WORDS("rules_moved", count=number(len(done.moved))) if done.moved else ""
        self._stage.changed()
        self.start()
