"""The cash ledger: its entries and sums, the day an entry belongs to, what a dossier still owes.

Here: arithmetic over what was booked. Not here: the events (`dossier.payments`), counting the drawer
(`closing`), where the ledger is kept. The ledger of a drawer is one user's at one machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.dossier.fee_parts import Exemption, Ground
from forms.dossier.fees import FeeLine, FeeQuote
from forms.errors import RuleError
from forms.money.faults import AMOUNT_NEEDED, NOT_THAT_AMOUNT, NOTHING_OWED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

CASH: Final = "cash"
TRANSFER: Final = "transfer"
STILL_OWED: Final = "Số còn phải nộp"


class Drawer(NamedTuple):
    """Whose money: the tag of the machine, the user."""

    desk: str
    clerk: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry.

    Attributes:
        amount: Đồng; negative for money that went back.
        method: `cash` or `transfer`.
        day: The ledger's day.
        drawer: Whose.
        receipt_no: Its number, or empty.
        reverses: The number it answers, or empty.
        title: What for.
    """

    amount: int
    method: str
    day: date
    drawer: Drawer
    receipt_no: str = ""
    reverses: str = ""
    title: str = ""


class Sums(NamedTuple):
    """What entries come to, đồng; `returned` are positive numbers."""

    entries: int
    cash_taken: int
    cash_returned: int
    transfers_taken: int
    transfers_returned: int

    @property
    def cash(self) -> int:
        """What the drawer holds of them."""
        return self.cash_taken - self.cash_returned

    @property
    def transfers(self) -> int:
        """What the account holds of them."""
        return self.transfers_taken - self.transfers_returned

    @property
    def total(self) -> int:
        """Both."""
        return self.cash + self.transfers


def sums(entries: Iterable[LedgerEntry]) -> Sums:
    """Add up entries."""
    count, parts = 0, {(method, side): 0 for method in (CASH, TRANSFER) for side in (True, False)}
    for entry in entries:
        count += 1
        parts[entry.method, entry.amount >= 0] += abs(entry.amount)
    return Sums(count, parts[CASH, True], parts[CASH, False], parts[TRANSFER, True], parts[TRANSFER, False])


def booking_day(today: date, is_closed: Callable[[date], bool]) -> date:
    """Return the day an entry belongs to: today, or the first day after it that is not closed.

    Args:
        today: Local.
        is_closed: Whether the drawer was closed for a day.
    """
    day = today
    while is_closed(day):
        day += timedelta(days=1)
    return day


def paid(doc: Mapping[str, Any]) -> int:
    """Return what was paid for a dossier and not returned, đồng."""
    return sum(int(line["amount"]) for line in doc.get("fees", ()))


def recorded_exemption(doc: Mapping[str, Any]) -> Exemption | None:
    """Return the exemption that the newest fee line keeps and no return has taken back, or None."""
    lines = doc.get("fees", ())
    gone = {line.get("reverses") for line in lines if line.get("reverses")}
    kept = (line for line in reversed(lines) if line.get("exempt") and line.get("receipt_no") not in gone)
    return exemption_of(next(kept, {}))


def exemption_of(line: Mapping[str, Any]) -> Exemption | None:
    """Return the exemption that a fee line keeps, or None."""
    claim = line.get("exempt")
    return Exemption(Ground(claim["ground"]), claim["reason"], claim["evidence"]) if claim else None


class Owed(NamedTuple):
    """What a dossier costs and what of it is open.

    Attributes:
        due: Fee, and what an officer asked for besides; đồng.
        paid: Paid and not returned.
        lines: How `due` came about.
        is_certain: False where the fee is set locally or not published.
    """

    due: int
    paid: int
    lines: tuple[FeeLine, ...]
    is_certain: bool

    @property
    def open(self) -> int:
        """Đồng still to pay."""
        return max(0, self.due - self.paid)

    def lines_of(self, amount: int) -> tuple[FeeLine, ...]:
        """Return the lines of a payment: the fee's own where it is paid at once, else the rest as one."""
        if amount == self.due and not self.paid:
            return self.lines
        return (FeeLine(STILL_OWED, 1, amount, amount),)


def owed(doc: Mapping[str, Any], fee: FeeQuote) -> Owed:
    """Return what a dossier owes.

    Args:
        doc: The document.
        fee: Its fee, as quoted.
    """
    request = doc.get("payment_request") or {}
    asked = int(request.get("total", 0))
    lines = (FeeLine(str(request["title"]), 1, asked, asked),) if asked else ()
    return Owed(fee.amount + asked, paid(doc), (*fee.lines, *lines), fee.is_certain)


def amount_to_take(of: Owed, given: int | None, *, spared: bool) -> int:
    """Return how much is taken now.

    Args:
        of: What is owed.
        given: What the clerk entered, or None for all that is open.
        spared: An exemption is claimed now: nothing may be left to pay.

    Raises:
        RuleError: NOTHING_OWED, AMOUNT_NEEDED where the fee is not known, NOT_THAT_AMOUNT.
    """
    if not of.is_certain and given is not None and (given > 0 or (spared and given == 0)):
        return given
    if not of.open and of.is_certain and not spared:
        raise RuleError(NOTHING_OWED)
    if not of.is_certain and not of.open:
        raise RuleError(AMOUNT_NEEDED)
    if given is not None and given != of.open:
        raise RuleError(NOT_THAT_AMOUNT)
    return of.open
