"""Money of one dossier: taken, returned, asked for, paid; each as happenings ready to be booked.

Here: these commands. Not here: what each writes (`fee_writes`), how much is owed (`forms.money`), who may
(`roles`). Append only: a mistake is answered by a counter-entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.dossier.dossier import Happening, instant, tried
from forms.dossier.faults import NO_SUCH_FEE
from forms.dossier.lifecycle import Status
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from forms.dossier.fee_parts import Exemption
    from forms.dossier.fees import FeeLine


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a line stands in the cash ledger.

    Attributes:
        receipt_no: Its number; empty where nothing was paid.
        day: The ledger's day.
        desk: Tag of the machine whose ledger it is.
        clerk: User whose drawer it is.
        method: `cash` or `transfer`.
    """

    receipt_no: str
    day: date
    desk: str
    clerk: str
    method: str = "cash"

    def spelt(self) -> dict[str, str]:
        """Return it as the event carries it."""
        number = {"receipt_no": self.receipt_no} if self.receipt_no else {}
        place = {"day": self.day.isoformat(), "desk": self.desk, "clerk": self.clerk}
        return {**number, **place, "method": self.method}


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken.

    Attributes:
        amount: Đồng, 0 where somebody is spared wholly.
        title: What for.
        rows: How the sum came about.
        exemption: Who is spared and why, or None.
        exempted: Đồng left out for it.
        bank_line: Key of the line of a bank's statement that shows the money, or empty.
    """

    amount: int
    title: str
    rows: tuple[FeeLine, ...] = ()
    exemption: Exemption | None = None
    exempted: int = 0
    bank_line: str = ""


def take(
    doc: Mapping[str, Any], taking: Taking, entry: Entry, *, settles: bool, due_at: datetime | None = None
) -> tuple[Happening, ...]:
    """Take money.

    Args:
        doc: The document.
        taking: How much and what for.
        entry: Its place in the ledger.
        settles: Nothing is owed after it: a dossier that waits for its payment goes on.
        due_at: Until when it is promised then (`recomputed.counted_when_paid`); None: as it was.

    Raises:
        RuleError: The document cannot take it.
    """
    payload: dict[str, Any] = {"amount": taking.amount, "title": taking.title, **entry.spelt()}
    if taking.rows:
        payload["rows"] = [line._asdict() for line in taking.rows]
    if taking.exemption is not None:
        payload["exempt"] = {**taking.exemption._asdict(), "amount": taking.exempted}
        payload["exempt"]["ground"] = taking.exemption.ground.value
    if taking.bank_line:
        payload["bank_line"] = taking.bank_line
    happened = [Happening("fee.line", payload)]
    if settles and doc.get("status") == Status.AWAITING_PAYMENT.value:
        promised = {} if due_at is None else {"promised_due_at": instant(due_at)}
        happened.append(_command("pay", doc, receipt_no=entry.receipt_no, **promised))
    return tried(doc, *happened)


def give_back(doc: Mapping[str, Any], receipt_no: str, reason: str, entry: Entry) -> tuple[Happening, ...]:
    """Return a fee: the same sum, negative, naming what it answers.

    Args:
        doc: The document.
        receipt_no: Number under which it was taken.
        reason: Why.
        entry: Its own place in the ledger, with a number of its own.

    Raises:
        RuleError: No fee of this number, or it was returned already.
    """
    taken = next((line for line in doc.get("fees", ()) if line.get("receipt_no") == receipt_no), None)
    if taken is None:
        raise RuleError(NO_SUCH_FEE)
    facts = {"amount": -taken["amount"], "title": reason, "reverses": receipt_no}
    return tried(doc, Happening("fee.line", {**facts, **entry.spelt()}))


def ask_payment(doc: Mapping[str, Any], amount: int, title: str, officer: str) -> tuple[Happening, ...]:
    """Ask for a payment; the dossier waits until it is made."""
    return tried(doc, _command("ask_payment", doc, amount=amount, title=title, officer=officer))


def _command(name: str, doc: Mapping[str, Any], **args: Any) -> Happening:
    return Happening("cmd", {"name": name, "args": args, "expected": doc["status"]})
