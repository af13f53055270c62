"""Thinking of the ledger of receipts: which states are looked at, and in which words. No toolkit here."""

from collections.abc import Mapping
from typing import Final

from desktop_app.ui.listed.presenter import Line, ListPresenter, Shown
from desktop_app.ui.matter_ports import ListPrinted, PrintedPage, PrintedRow, PrintedState
from desktop_app.ui.strings import WORDS, moment, number

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


class PrintedPresenter(ListPresenter[PrintedPage, int]):
    """Lists the numbers given out here, the newest first.

    Late is what the province has not answered for a working day.
    """

    verb = "list_printed"
    denied = "printed_not_for_role"
    filters = tuple(FILTERS)
    begin = 0

    def fetch(self, chosen: str, after: int) -> PrintedPage:
        """Read one page of a filter."""
        return self._stage.office.list_printed(ListPrinted(FILTERS[chosen], after, PAGE))

    def say(self, page: PrintedPage) -> Shown[int]:
        """Put a page into its words."""
        counts = {name: _count(states, page.counts) for name, states in FILTERS.items()}
        alarm = WORDS("printed_alarm", count=number(page.unexplained)) if page.unexplained else ""
        rows = tuple(_line(row) for row in page.rows)
        return Shown(rows, page.next, counts, _caption(page.counts), alarm)

    def open(self, place: int) -> None:
        """Open the dossier of a row; a number without one opens nothing."""
        if dossier := self.key_at(place):
            self._stage.go("dossier", dossier)

    def export(self, path: str) -> None:
        """Write the whole ledger as a CSV file, whatever the filter shows."""
        office = self._stage.office

        def written(rows: int) -> None:
            self._stage.notify(WORDS("printed_exported", count=number(rows), path=path), False)

        self._asking.ask("export", lambda: office.export_printed(path), written, self._failed)


def _line(row: PrintedRow) -> Line:
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
    return Line(row.dossier_id, cells, f"printed_{row.state.value}", late)


def _count(states: frozenset[PrintedState], counts: Mapping[str, int]) -> int:
    wanted = {state.value for state in states}
    return sum(many for state, many in counts.items() if not wanted or state in wanted)


def _caption(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    if not total:
        return WORDS("printed_none")
    return WORDS("printed_shown", total=number(total), accepted=number(counts.get("accepted", 0)))
