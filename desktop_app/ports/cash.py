"""The cash ledger as the desk's verbs see it: entries and closings out of the log, one way to close a day.

Frozen rows and Protocols only. The arithmetic stands in `forms.money`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from forms.money.closing import Closing
from forms.money.ledger import Drawer, LedgerEntry


@dataclass(frozen=True, slots=True)
class CashEntry:
    """One entry with where it came from.

    Attributes:
        n: Its place in the store's log.
        dossier_id: The dossier.
        number: Provisional number of the dossier.
        payer: Who applied.
        entry: What was booked.
        at: The claimed instant, RFC 3339.
        by: User who booked it.
        is_refused: The province did not take it; the money was moved all the same.
    """

    n: int
    dossier_id: str
    number: str
    payer: str
    entry: LedgerEntry
    at: str
    by: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class CashFilter:
    """What a list of entries is narrowed to; days are local and included, empty texts mean all."""

    first: date
    last: date
    desk: str = ""
    clerk: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class CashPage:
    """A page, the newest first: hand `next` back for the page after it; 0 at the end."""

    rows: tuple[CashEntry, ...]
    next: int


class CashBook(Protocol):
    """The read side; beside a transaction or inside one."""

    def page(self, narrowed: CashFilter, after: int = 0, limit: int = 100) -> CashPage:
        """Return a page; `after` is the `next` of the page before."""

    def of_drawer(self, drawer: Drawer, day: date) -> Sequence[CashEntry]:
        """Return all entries of one drawer and day, in order."""

    def closings(self, first: date, last: date) -> Sequence[Closing]:
        """Return the closings of a period, by day."""

    def is_closed(self, drawer: Drawer, day: date) -> bool:
        """Tell whether a drawer was closed for a day."""

    def unclosed(self, desk: str, before: date) -> Sequence[tuple[date, Drawer]]:
        """Return earlier days of one machine with entries and without a closing; at most a hundred."""

    def last_receipt(self, series: str) -> str:
        """Return the highest number of a series that the log knows, or empty."""

    def codes(self) -> Sequence[tuple[str, str]]:
        """Return every code and number of dossiers that are not void, each with the dossier's id."""

    def booked(self, bank_lines: Collection[str]) -> frozenset[str]:
        """Return those of these keys of statement lines that the log knows."""


class CashTable(CashBook, Protocol):
    """The same inside a transaction."""

    def close(self, closing: Closing) -> UUID:
        """Book a closing as an event of its own; returns its id."""
