"""Thinking of the review of an import: what is looked at, answered, packed, published. No toolkit.

The list has three sides: what waits, what was answered, and the kinds of doubt; a kind that is opened narrows
the first two to itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.ui.listed.presenter import Line, Listed, ListPresenter, Shown
from desktop_app.ui.rules_ports import (
    AnswerFlags,
    AskReview,
    FlagRow,
    KindRow,
    OpenedReview,
    PackedReview,
    PackReview,
    Published,
    PublishPackage,
    Reviewed,
    ReviewStep,
)
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, number
from forms.dossier.roles import may

PAGE: Final = 100
Post = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page as it was asked for."""

    show: str
    trap: str
    found: Reviewed


class ReviewPresenter(ListPresenter[ReviewPage, str]):
    """Opens an export once, then lists its doubts page by page and carries each answer to the disk."""

    verb = "publish_package"
    denied = "rules_not_for_role"
    filters = ("waiting", "answered", "kinds")
    begin = ""

    def __init__(self, stage: Stage, post: Post, path: str, render: Callable[[Listed], None]) -> None:
        """Begin with nothing read.

        Args:
            stage: the world of the screen.
            post: the door from the store's worker into the window.
            path: of an export or a review; empty to go on with the one that lies open.
            render: shows a state.
        """
        super().__init__(stage, render)
        self._post, self._path, self._trap = post, path, ""
        self._opened: OpenedReview | None = None
        self._flags: dict[str, FlagRow] = {}
        self._kinds: dict[str, KindRow] = {}
        self.ask: Callable[[FlagRow], None] = _nothing
        """How a doubt that was opened is asked about: the screen's own."""

    def start(self) -> None:
        """Open the export, once; then read the first page."""
        office = self._stage.office
        if not self._path or not may(office.shift.role, self.verb):
            super().start()
            return
        path, self._path = self._path, ""
        self._show(caption=WORDS("review_reading"), trouble="")
        self._asking.ask(
            "open", lambda: office.open_review(path, self._progress), self._is_open, self._failed
        )

    def fetch(self, chosen: str, after: str, limit: int = PAGE) -> ReviewPage:
        """Read one page of doubts; the kinds come with each."""
        order = AskReview("answered" if chosen == "answered" else "waiting", self._trap, after, limit)
        return ReviewPage(chosen, self._trap, self._stage.office.ask_review(order))

    def say(self, page: ReviewPage) -> Shown[str]:
        """Put a page into its words."""
        found = page.found
        self._kinds = {kind.trap: kind for kind in found.kinds}
        self._flags |= {row.id: row for row in found.rows}
        kinds = [kind for kind in found.kinds if page.trap in ("", kind.trap)]
        counts = {
            "waiting": sum(kind.waiting for kind in kinds),
            "answered": sum(kind.answered for kind in kinds),
            "kinds": len(found.kinds),
        }
        caption = self._caption(found)
        if page.show == "kinds":
            return Shown(tuple(_kind_line(kind) for kind in found.kinds), "", counts, caption)
        return Shown(tuple(_flag_line(row) for row in found.rows), found.next, counts, caption)

    def open(self, place: int) -> None:
        """A kind narrows the list to itself; a doubt is asked about."""
        flag = self.flag_at(place)
        if flag is not None:
            self.ask(flag)
        elif self._state.chosen_filter == "kinds" and (trap := self.key_at(place)):
            self._trap = trap
            self.choose_filter("waiting")

    def all_kinds(self) -> None:
        """Look at doubts of every kind again."""
        self._trap = ""
        self.start()

    def flag_at(self, place: int) -> FlagRow | None:
        """Return the doubt of a row; None where the row is a kind."""
        return None if self._state.chosen_filter == "kinds" else self._flags.get(self.key_at(place))

    def kind_at(self, place: int) -> KindRow | None:
        """Return the kind of a row, where some of it waits."""
        flag = self.flag_at(place)
        kind = self._kinds.get(flag.trap if flag else self.key_at(place))
        return kind if kind is not None and kind.waiting else None

    def answer(self, flag: FlagRow, choice: str, reason: str, value: Any = None) -> None:
        """Answer one doubt."""
        self._answer(AnswerFlags(flag.id, choice, reason, value))

    def answer_kind(self, kind: KindRow, choice: str, reason: str) -> None:
        """Give every waiting doubt of a kind one answer."""
        self._answer(AnswerFlags("", choice, reason, trap=kind.trap))

    def pack(self, order: PackReview, then: Callable[[PackedReview], None]) -> None:
        """Pack what is fully answered, and have its difference shown."""
        office = self._stage.office
        self._show(caption=WORDS("review_packing"), trouble="")

        def packed(package: PackedReview) -> None:
            self._again()
            then(package)

        self._asking.ask("pack", lambda: office.pack_review(order), packed, self._failed)

    def publish(self, packed: PackedReview) -> None:
        """Put the package into force at this desk."""
        office = self._stage.office
        order = PublishPackage(packed.package)
        self._asking.ask("publish", lambda: office.publish_package(order), self._published, self._failed)

    def leave(self) -> None:
        """Back to the rules."""
        self._stage.go("rules", "")

    def _answer(self, order: AnswerFlags) -> None:
        office = self._stage.office
        self._asking.ask("answer", lambda: office.answer_flags(order), self._answered, self._failed)

    def _answered(self, count: int) -> None:
        self._stage.notify(WORDS("review_done", count=number(count)), False)
        self._again()

    def _again(self) -> None:
        """Read what is shown once more; the table stays where it is, so the next doubt takes the place."""
        chosen, limit = self._state.chosen_filter, max(PAGE, len(self._state.rows))
        self._asking.ask("list", lambda: self.fetch(chosen, "", limit), self._read_again, self._failed)

    def _read_again(self, page: ReviewPage) -> None:
        shown = self.say(page)
        self._loading, self._next = False, shown.next
        filters = tuple((name, shown.counts[name]) for name in self.filters)
        self._show(rows=shown.rows, filters=filters, caption=shown.caption, trouble="")

    def _failed(self, error: BaseException) -> None:
        self._show(caption="")
        super()._failed(error)

    def _published(self, done: Published) -> None:
        key = "rules_published" if done.is_new else "rules_published_before"
        self._stage.notify(WORDS(key, edition=done.edition), False)
        self._stage.changed()
        self.start()

    def _is_open(self, opened: OpenedReview) -> None:
        self._opened = opened
        self._stage.notify(WORDS("review_kept_in", path=opened.path), False)
        self.start()

    def _progress(self, step: ReviewStep) -> None:
        words = WORDS(f"review_{step.doing}", count=number(step.count))
        self._post(lambda: self._stepped(words))

    def _stepped(self, words: str) -> None:
        if self._opened is None:
            self._show(caption=words)

    def _caption(self, found: Reviewed) -> str:
        total = found.waiting + found.answered
        done = WORDS(
            "review_progress",
            answered=number(found.answered), total=number(total), ready=number(found.ready),
        )  # fmt: skip
        return f"{WORDS('review_only', kind=self._kinds[self._trap].reason)} · {done}" if self._trap else done


def _flag_line(row: FlagRow) -> Line:
    tone = "flag_answered" if row.choice else "flag_waiting"
    return Line(row.id, (WORDS(tone), row.code, row.name, row.reason, _said(row)), tone, late=False)


def _said(row: FlagRow) -> str:
    """What was answered and why; for what waits, what was seen."""
    if not row.choice:
        return row.detail
    words = dict(choice_words(choice) for choice in row.choices)
    return f"{words[row.choice]} – {row.why} ({row.person})"


def _kind_line(kind: KindRow) -> Line:
    tone = "flag_waiting" if kind.waiting else "flag_answered"
    waits = WORDS("kind_waiting", count=number(kind.waiting))
    done = WORDS("kind_answered", count=number(kind.answered))
    return Line(kind.trap, (WORDS(tone), "", kind.reason, waits, done), tone, late=False)


def choice_words(choice: str) -> tuple[str, str]:
    """Part a choice as the verb spells it: its code and its words."""
    code, _, words = choice.partition(": ")
    return code, words


def _nothing(_: FlagRow) -> None:
    """No screen asks."""
