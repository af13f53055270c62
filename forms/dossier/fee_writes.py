"""What money writes into the document: a fee line, the request of a payment, that it was paid.

Here: the paths `/fees` and `/payment_request`. Not here: the status (`projection` moves it), the commands
(`payments`). A line of the cash ledger names its `day`; older lines without one are kept as they came.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from forms.dossier.faults import BANK_LINE_TWICE, NO_SUCH_FEE
from forms.dossier.payload import instant_of, text_of
from forms.dossier.postponement import promise_anew
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Doc = dict[str, Any]

METHODS: Final = ("cash", "transfer")
ROWS_MAX: Final = 200
_PARTS: Final = ("title", "quantity", "unit_price", "amount")
_CLAIM: Final = ("ground", "reason", "evidence")


class Author(Protocol):
    """Who wrote an event, and when."""

    by: str
    at: str


def write_fee_line(doc: Doc, payload: Mapping[str, Any], author: Author) -> None:
    """Append a fee line.

    Raises:
        RuleError: Malformed; of the ledger's lines: a number used already, a return of what was not taken or
            was returned, a line of the bank's statement that the dossier has.
    """
    line = {"amount": _whole(payload, "amount"), "title": text_of(payload, "title"), "by": author.by}
    line["at"] = author.at
    for name in ("receipt_no", "reverses"):
        if payload.get(name) is not None:
            line[name] = text_of(payload, name)
    if payload.get("day") is not None:
        line |= _of_ledger(payload)
        _check_against(doc["fees"], line)
    doc["fees"].append(line)


def write_payment_request(doc: Doc, args: Mapping[str, Any], author: Author) -> None:
    """Write what is to be paid; a second request follows the first once that is paid."""
    amount = _whole(args, "amount")
    if amount <= 0:
        raise RuleError(Faults.BAD_EVENT.value, field="amount")
    facts = {name: text_of(args, name) for name in ("title", "officer")}
    before = doc.get("payment_request") or {}
    total = before.get("total", 0) + amount
    request: Doc = {**facts, "amount": amount, "total": total, "requested_at": author.at}
    if before:
        earlier = {name: before[name] for name in before if name != "earlier"}
        request["earlier"] = [*before.get("earlier", ()), earlier]
    doc["payment_request"] = request


def write_paid(doc: Doc, args: Mapping[str, Any], author: Author) -> None:
    """Write that the requested payment was made, by which receipt, and the date promised now.

    An event of an older program names no date: the one in force stays until the province counts it.
    """
    paid: Doc = {"receipt_no": text_of(args, "receipt_no", empty=True)}
    paid |= {"paid_at": author.at, "paid_by": author.by}
    if args.get("promised_due_at") is not None:
        due = instant_of(args, "promised_due_at")
        paid |= {"due_before": doc.get("due_at"), "due_after": due}
        promise_anew(doc, due)
    doc["payment_request"] = {**(doc.get("payment_request") or {}), **paid}


def _of_ledger(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a line of the cash ledger says besides."""
    method, day = text_of(payload, "method"), text_of(payload, "day")
    if method not in METHODS:
        raise RuleError(Faults.BAD_EVENT.value, field="method")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise RuleError(Faults.BAD_EVENT.value, field="day") from None
    line: dict[str, Any] = {"method": method, "day": day, "desk": text_of(payload, "desk")}
    line["clerk"] = text_of(payload, "clerk")
    if payload.get("bank_line") is not None:
        line["bank_line"] = text_of(payload, "bank_line")
    rows = payload.get("rows", [])
    if not isinstance(rows, list) or len(rows) > ROWS_MAX:
        raise RuleError(Faults.BAD_EVENT.value, field="rows")
    if rows:
        line["rows"] = [_row(row) for row in rows]
    if payload.get("exempt") is not None:
        line["exempt"] = _exempt(payload["exempt"])
    return line


def _check_against(lines: list[dict[str, Any]], line: Mapping[str, Any]) -> None:
    number, of, bank = line.get("receipt_no"), line.get("reverses"), line.get("bank_line")
    if number is not None and any(known.get("receipt_no") == number for known in lines):
        raise RuleError(Faults.BAD_EVENT.value, field="receipt_no")
    if bank is not None and any(known.get("bank_line") == bank for known in lines):
        raise RuleError(BANK_LINE_TWICE)
    if of is None:
        if line["amount"] < 0:
            raise RuleError(Faults.BAD_EVENT.value, field="amount")
        return
    taken = next((known for known in lines if known.get("receipt_no") == of), None)
    if taken is None or line["amount"] != -taken["amount"] or any(one.get("reverses") == of for one in lines):
        raise RuleError(NO_SUCH_FEE)


def _row(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict) or row.keys() != set(_PARTS):
        raise RuleError(Faults.BAD_EVENT.value, field="rows")
    return {"title": text_of(row, "title"), **{name: _whole(row, name) for name in _PARTS[1:]}}


def _exempt(claim: Any) -> dict[str, Any]:
    if not isinstance(claim, dict):
        raise RuleError(Faults.BAD_EVENT.value, field="exempt")
    return {**{name: text_of(claim, name) for name in _CLAIM}, "amount": _whole(claim, "amount")}


def _whole(facts: Mapping[str, Any], name: str) -> int:
    value = facts.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RuleError(Faults.BAD_EVENT.value, field=name)
    return value
