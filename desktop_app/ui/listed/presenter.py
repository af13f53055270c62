"""Thinking of a filtered list: which filter is on, which pages are here, what a row opens. No toolkit here.

What is listed, and in which words, is its screen's own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, TypeVar

from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS
from forms.dossier.roles import may

Found = TypeVar("Found")
After = TypeVar("After", int, str)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table, in its words; `tone` is the look of its kind, `late` marks its age."""

    key: str
    cells: tuple[str, ...]
    tone: str
    late: bool


@dataclass(frozen=True, slots=True)
class Shown(Generic[After]):
    """What one page brings, and where the next one begins (empty at the end)."""

    rows: tuple[Line, ...]
    next: After
    counts: Mapping[str, int]
    caption: str
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows. ``first`` counts new lists: the table then goes back to its top."""

    chosen_filter: str = "all"
    filters: tuple[tuple[str, int], ...] = ()
    rows: tuple[Line, ...] = ()
    first: int = 0
    caption: str = ""
    alarm: str = ""
    trouble: str = ""


class ListPresenter(ABC, Generic[Found, After]):
    """A list that is read page by page as the table nears its end.

    Attributes:
        verb: What reads it; a role that may not is told so unasked, or each reload would be a denial.
        denied: Name of the sentence that says so.
        filters: Names of the filters, in their order; the list begins with the first.
        begin: Where the first page begins.
    """

    verb: ClassVar[str]
    denied: ClassVar[str]
    filters: ClassVar[tuple[str, ...]]
    begin: After

    def __init__(self, stage: Stage, render: Callable[[Listed], None]) -> None:
        """Begin with an empty list; nothing is asked before :meth:`start`."""
        self._stage, self._render = stage, render
        self._asking = stage.asking()
        self._state = Listed(chosen_filter=self.filters[0], filters=tuple((name, 0) for name in self.filters))
        self._next: After = self.begin
        self._loading = False

    @abstractmethod
    def fetch(self, chosen: str, after: After) -> Found:
        """Read one page of a filter; away from the window."""

    @abstractmethod
    def say(self, page: Found) -> Shown[After]:
        """Put a page into its words."""

    @abstractmethod
    def open(self, place: int) -> None:
        """Open what a row stands for."""

    def start(self) -> None:
        """Read the first page."""
        self._ask(self.begin)

    def choose_filter(self, name: str) -> None:
        """Show only some rows."""
        self._state = replace(self._state, chosen_filter=name)
        self._ask(self.begin)

    def step_filter(self, step: int) -> None:
        """Go to a neighbouring filter; the row of filters is a circle."""
        place = self.filters.index(self._state.chosen_filter) + step
        self.choose_filter(self.filters[place % len(self.filters)])

    def near_end(self) -> None:
        """The table nears its last row: fetch the next page, once."""
        if self._next and not self._loading:
            self._ask(self._next)

    def key_at(self, place: int) -> str:
        """Return the key of a row; empty where there is none."""
        return self._state.rows[place].key if 0 <= place < len(self._state.rows) else ""

    def leave(self) -> None:
        """Back to the list of dossiers."""
        self._stage.go("dossiers", "")

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def _ask(self, after: After) -> None:
        if not may(self._stage.office.shift.role, self.verb):
            self._show(trouble=WORDS(self.denied))
            return
        self._loading = True
        chosen = self._state.chosen_filter
        self._asking.ask(
            "list", lambda: self.fetch(chosen, after), lambda page: self._found(after, page), self._failed
        )

    def _found(self, after: After, page: Found) -> None:
        shown = self.say(page)
        self._loading, self._next = False, shown.next
        self._show(
            rows=self._state.rows + shown.rows if after else shown.rows,
            filters=tuple((name, shown.counts[name]) for name in self.filters),
            first=self._state.first + (not after), caption=shown.caption, alarm=shown.alarm, trouble="",
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._loading = False
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)
