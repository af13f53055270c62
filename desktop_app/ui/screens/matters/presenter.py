"""Thinking of the list of matters: which classes are looked at, which pages are here. No toolkit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.ui.matter_ports import ListMatters, MatterClass, MatterCounts, MatterPage, MatterRow
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, number
from forms.dossier.roles import may

PAGE: Final = 50
FILTERS: Final = {
    "all": ListMatters(),
    "overdue": ListMatters(overdue_only=True),
    "differ": ListMatters(frozenset({MatterClass.SAME_FIELD})),
    "refused": ListMatters(
        frozenset({MatterClass.NOT_OURS, MatterClass.ILLEGAL_MOVE, MatterClass.VOIDED, MatterClass.REFUSED})
    ),
    "twice": ListMatters(frozenset({MatterClass.SAME_NUMBER, MatterClass.DUPLICATE})),
    "file": ListMatters(frozenset({MatterClass.FILE})),
    "finding": ListMatters(frozenset({MatterClass.FINDING})),
    "held": ListMatters(frozenset({MatterClass.QUARANTINED})),
}


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One line of the table, in its words; `tone` is the look of its class."""

    key: str
    cells: tuple[str, ...]
    tone: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class MattersState:
    """What the list shows. ``first`` counts new lists: the table then goes back to its top."""

    chosen_filter: str = "all"
    filters: tuple[tuple[str, int], ...] = ()
    rows: tuple[MatterLine, ...] = ()
    first: int = 0
    caption: str = ""
    alarm: str = ""
    trouble: str = ""


class MattersPresenter:
    """Lists what is open, the oldest first; pages as the table nears its end."""

    def __init__(self, stage: Stage, render: Callable[[MattersState], None]) -> None:
        """Begin with an empty list; nothing is asked before :meth:`start`."""
        self._stage, self._render = stage, render
        self._asking = stage.asking()
        self._state = MattersState(filters=tuple((name, 0) for name in FILTERS))
        self._next = ""
        self._loading = False

    def start(self) -> None:
        """Read the first page."""
        self._ask("")

    def choose_filter(self, name: str) -> None:
        """Show only some classes."""
        self._state = replace(self._state, chosen_filter=name)
        self._ask("")

    def step_filter(self, step: int) -> None:
        """Go to a neighbouring filter; the row of filters is a circle."""
        names = list(FILTERS)
        self.choose_filter(names[(names.index(self._state.chosen_filter) + step) % len(names)])

    def near_end(self) -> None:
        """The table nears its last row: fetch the next page, once."""
        if self._next and not self._loading:
            self._ask(self._next)

    def open(self, place: int) -> None:
        """Open the matter of a row."""
        if 0 <= place < len(self._state.rows):
            self._stage.go("matter", self._state.rows[place].key)

    def leave(self) -> None:
        """Back to the list of dossiers."""
        self._stage.go("dossiers", "")

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def _ask(self, after: str) -> None:
        if not may(self._stage.office.shift.role, "list_matters"):
            self._show(trouble=WORDS("matters_not_for_role"))  # unasked, or each reload would be a denial
            return
        self._loading = True
        order = replace(FILTERS[self._state.chosen_filter], after=after, limit=PAGE)
        office = self._stage.office
        self._asking.ask(
            "list", lambda: office.list_matters(order), lambda page: self._found(after, page), self._failed
        )

    def _found(self, after: str, page: MatterPage) -> None:
        self._loading = False
        self._next = page.next
        fresh = tuple(_line(row) for row in page.rows)
        self._show(
            rows=self._state.rows + fresh if after else fresh,
            filters=tuple((name, _count(order, page.counts)) for name, order in FILTERS.items()),
            first=self._state.first + (not after),
            caption=_caption(page.counts), alarm=_alarm(page.counts), trouble="",
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._loading = False
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)


def age_words(days: int) -> str:
    """Say an age in working days."""
    return WORDS("age_days", days=days) if days else WORDS("age_today")


def _line(row: MatterRow) -> MatterLine:
    cells = (
        WORDS(f"matter_{row.kind.value}"),
        row.official_code or row.number or "–",
        row.applicant or "–",
        row.sentence,
        WORDS(f"owner_{row.owner.value}"),
        age_words(row.age_days),
    )
    return MatterLine(row.key, cells, f"matter_{row.kind.value}", row.overdue)


def _count(order: ListMatters, counts: MatterCounts) -> int:
    if order.overdue_only:
        return counts.overdue
    wanted = {kind.value for kind in order.classes}
    return sum(many for kind, many in counts.by_class.items() if not wanted or kind in wanted)


def _caption(counts: MatterCounts) -> str:
    return WORDS("matters_open", count=number(counts.total)) if counts.total else WORDS("matters_none")


def _alarm(counts: MatterCounts) -> str:
    if not counts.overdue:
        return ""
    return WORDS("matters_alarm", count=number(counts.overdue), days=number(counts.oldest_days))
