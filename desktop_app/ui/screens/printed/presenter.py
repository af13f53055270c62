"""Thinking of the ledger of receipts: which states are looked at, which pages are here. No toolkit here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.ui.matter_ports import ListPrinted, PrintedPage, PrintedRow, PrintedState
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, moment, number
from forms.dossier.roles import may

PAGE: Final = 100
FILTERS: Final = {
    "all": frozenset[PrintedState](),
    "open": frozenset({PrintedState.WAITING, PrintedState.SENDING, PrintedState.UNKNOWN}),
    "accepted": frozenset({PrintedState.ACCEPTED}),
    "refused": frozenset({PrintedState.REFUSED}),
    "quarantined": frozenset({PrintedState.QUARANTINED}),
    "voided": frozenset({PrintedState.VOIDED}),
    "unexplained": frozenset({PrintedState.UNEXPLAINED}),
}
_DONE: Final = frozenset({PrintedState.ACCEPTED, PrintedState.VOIDED})


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of the table, in its words; `late` where the province has not answered for a working day."""

    dossier_id: str
    cells: tuple[str, ...]
    tone: str
    late: bool


@dataclass(frozen=True, slots=True)
class PrintedView:
    """What the ledger shows. ``first`` counts new lists: the table then goes back to its top."""

    chosen_filter: str = "all"
    filters: tuple[tuple[str, int], ...] = ()
    rows: tuple[PrintedLine, ...] = ()
    first: int = 0
    caption: str = ""
    alarm: str = ""
    trouble: str = ""


class PrintedPresenter:
    """Lists the numbers given out here, the newest first; pages as the table nears its end."""

    def __init__(self, stage: Stage, render: Callable[[PrintedView], None]) -> None:
        """Begin with an empty list; nothing is asked before :meth:`start`."""
        self._stage, self._render = stage, render
        self._asking = stage.asking()
        self._state = PrintedView(filters=tuple((name, 0) for name in FILTERS))
        self._next = 0
        self._loading = False

    def start(self) -> None:
        """Read the first page."""
        self._ask(0)

    def choose_filter(self, name: str) -> None:
        """Show only some states."""
        self._state = replace(self._state, chosen_filter=name)
        self._ask(0)

    def step_filter(self, step: int) -> None:
        """Go to a neighbouring filter; the row of filters is a circle."""
        names = list(FILTERS)
        self.choose_filter(names[(names.index(self._state.chosen_filter) + step) % len(names)])

    def near_end(self) -> None:
        """The table nears its last row: fetch the next page, once."""
        if self._next and not self._loading:
            self._ask(self._next)

    def open(self, place: int) -> None:
        """Open the dossier of a row; a number without one opens nothing."""
        if 0 <= place < len(self._state.rows) and self._state.rows[place].dossier_id:
            self._stage.go("dossier", self._state.rows[place].dossier_id)

    def export(self, path: str) -> None:
        """Write the whole ledger as a CSV file, whatever the filter shows."""
        office = self._stage.office

        def written(rows: int) -> None:
            self._stage.notify(WORDS("printed_exported", count=number(rows), path=path), False)

        self._asking.ask("export", lambda: office.export_printed(path), written, self._failed)

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def _ask(self, after: int) -> None:
        if not may(self._stage.office.shift.role, "list_printed"):
            self._show(trouble=WORDS("printed_not_for_role"))  # unasked, or each reload would be a denial
            return
        self._loading = True
        order, office = ListPrinted(FILTERS[self._state.chosen_filter], after, PAGE), self._stage.office
        self._asking.ask(
            "list", lambda: office.list_printed(order), lambda page: self._found(after, page), self._failed
        )

    def _found(self, after: int, page: PrintedPage) -> None:
        self._loading = False
        self._next = page.next
        fresh = tuple(_line(row) for row in page.rows)
        unexplained = page.unexplained
        self._show(
            rows=self._state.rows + fresh if after else fresh,
            filters=tuple((name, _count(states, page.counts)) for name, states in FILTERS.items()),
            first=self._state.first + (not after), caption=_caption(page.counts),
            alarm=WORDS("printed_alarm", count=number(unexplained)) if unexplained else "", trouble="",
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._loading = False
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)


def _line(row: PrintedRow) -> PrintedLine:
    cells = (
        row.number,
        row.applicant or "–",
        WORDS(f"printed_{row.state.value}"),
        row.official_code or "–",
        moment(row.received_at),
        WORDS("age_days", days=row.age_days) if row.age_days else WORDS("age_today"),
        number(row.copies),
    )
    late = row.state not in _DONE and row.age_days > 0
    return PrintedLine(row.dossier_id, cells, f"printed_{row.state.value}", late)


def _count(states: frozenset[PrintedState], counts: Mapping[str, int]) -> int:
    wanted = {state.value for state in states}
    return sum(many for state, many in counts.items() if not wanted or state in wanted)


def _caption(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    if not total:
        return WORDS("printed_none")
    return WORDS("printed_shown", total=number(total), accepted=number(counts.get("accepted", 0)))
