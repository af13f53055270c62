"""Sổ thu: a page of entries, with the sums of the whole day, its closings, and days that wait for theirs."""

from dataclasses import dataclass
from datetime import date

from desktop_app.ports import Desk
from desktop_app.ports.cash import CashBook, CashEntry, CashFilter
from forms.dossier.calendar import local
from forms.money.closing import Closing
from forms.money.ledger import Drawer, Sums, sums

_MOST = 500


@dataclass(frozen=True, slots=True)
class ReadLedger:
    """Which entries: a day (None for today), whose drawer on this machine (empty for all), how paid.

    `after` is the `next` of the page before.
    """

    day: date | None = None
    clerk: str = ""
    method: str = ""
    after: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """What the ledger says.

    Attributes:
        day: The day.
        rows: The newest first.
        next: For the page after it, 0 at the end.
        sums: Of everything the order names, not of the page.
        closings: Of that day on this machine.
        unclosed: Earlier days of this machine that wait, with whose drawer.
    """

    day: date
    rows: tuple[CashEntry, ...]
    next: int
    sums: Sums
    closings: tuple[Closing, ...]
    unclosed: tuple[tuple[date, Drawer], ...]


def read_ledger(order: ReadLedger, desk: Desk, cash: CashBook) -> LedgerPage:
    """Read a page of a day.

    Args:
        order: Which.
        desk: The shift and its clock.
        cash: The read side.

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG.
    """
    desk.require("read_ledger")
    day, tag = order.day or local(desk.now()).date(), desk.tag or ""
    narrowed = CashFilter(day, day, tag, order.clerk, order.method)
    page = cash.page(narrowed, order.after, min(max(order.limit, 1), _MOST))
    return LedgerPage(
        day=day,
        rows=page.rows,
        next=page.next,
        sums=sums(row.entry for row in all_of(cash, narrowed)),
        closings=tuple(one for one in cash.closings(day, day) if one.drawer.desk == tag),
        unclosed=tuple(cash.unclosed(tag, local(desk.now()).date())),
    )


def all_of(cash: CashBook, narrowed: CashFilter) -> list[CashEntry]:
    """Return all entries, the newest first."""
    rows, after = list[CashEntry](), 0
    while True:
        page = cash.page(narrowed, after, _MOST)
        rows += page.rows
        after = page.next
        if not after:
            return rows
