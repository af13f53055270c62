"""Giải quyết hồ sơ: an officer accepts, asks for papers or money, apologises, decides; one event each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from forms.dossier.calendar import VN
from forms.dossier.dossier import instant
from forms.dossier.postponement import postponed
from forms.dossier.procedure import DecidedAt
from forms.errors import RuleError
from forms.text.figures import DONG_MAX
from sync.province.faults import Faults
from sync.province.projection import Book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.dossier.calendar import WorkCalendar
    from sync.province.archive import OpenArchive
    from sync.province.exchange import House
    from sync.province.orders import OfficersOrder
    from sync.province.ports import DossierState

_REQUIRED = {
    "accept": (),
    "require_supplement": ("items", "reason"),
    "ask_payment": ("amount", "title"),
    "apologise": ("reason", "due_at"),
    "decide": ("outcome", "summary", "signer"),
}


def decide_dossier(order: OfficersOrder, house: House, open_archive: OpenArchive) -> DossierState:
    """Carry an officer's order out: one event, one feed row, one transaction.

    Args:
        order: what to do.
        house: the province.
        open_archive: finds the dossier by any of its names.

    Returns:
        The dossier afterwards.

    Raises:
        RuleError: no such dossier, it has changed since it was shown, the desk decides, a field is empty, the
            new date of an apology is not lawful, what is asked for is no sum, or the lifecycle does not allow
            it. Nothing is written.
    """
    if order.command not in _REQUIRED:
        raise RuleError(Faults.INCOMPLETE.value, field="command")
    for name in _REQUIRED[order.command]:
        if not order.args.get(name):
            raise RuleError(Faults.INCOMPLETE.value, field=name)
    with open_archive() as archive:
        found = archive.locate(order.dossier)
    if found is None:
        raise RuleError(Faults.NO_SUCH_DOSSIER.value)
    now, versions, calendar = house.clock.now(), house.versions(), house.rules(found.scope).calendar
    with house.writing(found.scope) as tx:
        state = tx.dossier(found.id)
        if state is None:
            raise RuleError(Faults.NO_SUCH_DOSSIER.value)
        if order.seen_rev is not None and order.seen_rev != state.rev:
            raise RuleError(Faults.MOVED_ON.value)
        procedure = versions.of_dossier(state.doc)
        if procedure is None or procedure.decided_at is not DecidedAt.PROVINCE:
            raise RuleError(Faults.DESK_DECIDES.value)
        args = _args(order, now)
        if order.command == "ask_payment":
            _check_sum(args["amount"])
        if order.command == "apologise":
            args = {**_apology(order, state.doc, calendar, now), "agency": procedure.agency}
        payload = {"name": order.command, "args": args, "expected": state.doc["status"]}
        book = Book(tx, found.scope, versions, house.ledger, house.dice, now)
        return book.say(found.id, "cmd", payload, order.officer.id)


def _apology(
    order: OfficersOrder, doc: Mapping[str, Any], calendar: WorkCalendar, now: datetime
) -> dict[str, Any]:
    """Return the arguments of an apology with its new date found lawful; without a zone it is local."""
    try:
        asked = datetime.fromisoformat(order.args["due_at"])
        promised = datetime.fromisoformat(doc["due_at"])
    except ValueError:
        raise RuleError(Faults.INCOMPLETE.value, field="due_at") from None
    asked = asked if asked.tzinfo is not None else asked.replace(tzinfo=VN)
    due = postponed(promised, asked, now, calendar, already=doc.get("apology") is not None)
    signer = order.args.get("signer") or order.officer.full_name
    return {"reason": order.args["reason"], "due_at": instant(due), "signer": signer}


def _check_sum(amount: object) -> None:
    if not isinstance(amount, int) or not 0 < amount <= DONG_MAX:
        raise RuleError(Faults.NOT_A_SUM.value)


def _args(order: OfficersOrder, now: datetime) -> dict[str, Any]:
    """Return the command's arguments with what the page does not ask: who acts, and when."""
    if order.command == "decide":
        return {"result_number": "", **order.args, "decided_at": now.isoformat(timespec="seconds")}
    return {**order.args, "officer": order.officer.full_name}
