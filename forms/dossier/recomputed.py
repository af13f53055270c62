"""A due date counted anew from a dossier's document, and what a changed calendar does to open dossiers.

Here: what a document says of its clock; which promises move, from when to when, only those still ahead. Not
here: the arithmetic (`due_dates`), who logs them, who may write them (the province owns `/due_at`; design
README amendment 4).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.dossier.calendar import local
from forms.dossier.due_dates import (
    Pause,
    SupplementClock,
    SupplementTimes,
    due_after_pause,
    due_after_supplement,
    due_at,
)
from forms.dossier.lifecycle import ENDS, Status
from forms.dossier.postponement import extension_of
from forms.dossier.procedure import Unit
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from forms.dossier.calendar import WorkCalendar
    from forms.dossier.procedure import Procedure, TimeLimit

SAME: Final = timedelta(minutes=1)
"""Receipts print minutes; less is the same promise."""
_WAITING: Final = frozenset({Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT})
_DONE: Final = frozenset({*ENDS, *_WAITING, Status.DECIDED, Status.DRAFT})


class DueChange(NamedTuple):
    """A due date that moves; local times."""

    dossier_id: str
    old: datetime
    new: datetime


class Rule(NamedTuple):
    """What a due date is counted by, besides the dossier itself.

    Attributes:
        calendar: The office's calendar.
        remote: The commune carries the remote flag.
        supplement_clock: For procedures that do not name their own.
    """

    calendar: WorkCalendar
    remote: bool = False
    supplement_clock: SupplementClock = SupplementClock.RESTART


def counted(doc: Mapping[str, Any], procedure: Procedure, rule: Rule) -> datetime:
    """Count a dossier's due date anew from its document, local time.

    It runs from the receipt, or as the supplement's clock says; what a payment was waited for is not counted
    (NĐ 151/2025: setting and paying financial duties). A date that an apology promised since is moved by
    later payments only: nobody counts a person's promise back.

    Args:
        doc: The dossier's document.
        procedure: The version it keeps.
        rule: What it is counted by.

    Raises:
        RuleError: The procedure has no clock, or the calendar no working day.
        ValueError: A fact that the count needs is no instant.
    """
    limit = procedure.limit_for(str(doc.get("case") or ""))
    if limit.unit is Unit.CAMPAIGN:
        raise RuleError(Faults.DUE_BY_HAND.value)
    received, request, payments = _instant(doc, "received_at"), _supplemented(doc), _payments(doc)
    if _is_postponed(doc, request):
        return _postponed(doc["apology"], payments, limit, rule.calendar)
    if request is None:
        more = extension_of(doc, limit)
        return due_at(limit, received, rule.calendar, remote=rule.remote, more=more, pauses=payments)
    earlier = (
        Pause(_instant(one, "requested_at"), _instant(one, "supplemented_at"))
        for one in request.get("earlier", ())
    )
    requested, supplemented = _instant(request, "requested_at"), _instant(request, "supplemented_at")
    times = SupplementTimes(received, requested, supplemented, (*earlier, *payments))
    clock = SupplementClock(procedure.supplement_clock or rule.supplement_clock)
    return due_after_supplement(limit, clock, times, rule.calendar, remote=rule.remote)


def counted_when_paid(
    doc: Mapping[str, Any], procedure: Procedure, rule: Rule, paid_at: datetime
) -> datetime | None:
    """Return the due date of a dossier whose payment was made, local time.

    Args:
        doc: The document, which waits for the payment.
        procedure: The version it keeps.
        rule: What it is counted by.
        paid_at: The instant of the payment.

    Returns:
        The new due date; None where the procedure has no clock (theo đợt): the date set by hand stays.

    Raises:
        RuleError: The calendar has no working day.
    """
    if procedure.limit_for(str(doc.get("case") or "")).unit is Unit.CAMPAIGN:
        return None
    request = {**(doc.get("payment_request") or {}), "paid_at": paid_at.isoformat()}
    return counted({**doc, "payment_request": request}, procedure, rule)


def recomputed(
    dossiers: Iterable[tuple[str, Mapping[str, Any]]],
    procedure_of: Callable[[Mapping[str, Any]], Procedure | None],
    before: Callable[[date], Rule],
    after: Callable[[date], Rule],
    now: datetime,
) -> Iterator[DueChange]:
    """Give the due dates that a changed calendar moves.

    A dossier is left alone when it has ended or is decided, waits for a supplement or a payment (it is
    counted anew when that comes), has no clock, was due already, or keeps a date that a person or the
    province set (it is not what `before` counts).

    Args:
        dossiers: Pairs of id and document.
        procedure_of: The version of its procedure that a dossier keeps, or None.
        before: By what a date promised on a day was counted.
        after: By what it is counted now.
        now: This instant.
    """
    for dossier_id, doc in dossiers:
        procedure = procedure_of(doc)
        if doc.get("status") in _DONE or procedure is None:
            continue
        try:
            old = _instant(doc, "due_at")
            day = _promised_on(doc)
            if old <= now or abs(counted(doc, procedure, before(day)) - old) >= SAME:
                continue
            new = counted(doc, procedure, after(day))
        except (RuleError, ValueError, TypeError):
            continue
        if abs(new - old) >= SAME:
            yield DueChange(dossier_id, local(old), new)


def _promised_on(doc: Mapping[str, Any]) -> date:
    """Return the local day on which the date in force was counted: the newest receipt, supplement or payment.

    A setting that takes effect later is none of its promise.
    """
    moments = [_instant(doc, "received_at"), *(pause.ends for pause in _payments(doc))]
    request = _supplemented(doc)
    if request is not None:
        moments.append(_instant(request, "supplemented_at"))
    return local(max(moments)).date()


def _supplemented(doc: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the newest request of a supplement, if what it asked for has come."""
    request = doc.get("supplement_request")
    return request if isinstance(request, dict) and request.get("supplemented_at") is not None else None


def _payments(doc: Mapping[str, Any]) -> tuple[Pause, ...]:
    """Return the times during which payments were waited for; a clock that ran ahead makes none backwards."""
    request = doc.get("payment_request")
    rows = (*request.get("earlier", ()), request) if isinstance(request, dict) else ()
    paid = [one for one in rows if one.get("paid_at") is not None]
    times = [(_instant(one, "requested_at"), _instant(one, "paid_at")) for one in paid]
    return tuple(Pause(begins, max(begins, ends)) for begins, ends in times)


def _is_postponed(doc: Mapping[str, Any], supplemented: Mapping[str, Any] | None) -> bool:
    """Tell whether the date in force was promised by an apology: nothing was supplemented after it."""
    apology = doc.get("apology")
    if not isinstance(apology, dict):
        return False
    return supplemented is None or _instant(supplemented, "supplemented_at") <= _instant(apology, "at")


def _postponed(
    apology: Mapping[str, Any], payments: tuple[Pause, ...], limit: TimeLimit, calendar: WorkCalendar
) -> datetime:
    said, due = _instant(apology, "at"), local(_instant(apology, "due_after"))
    for payment in sorted(payments):
        if payment.begins >= said:
            due = due_after_pause(limit, due, payment, calendar)
    return due


def _instant(facts: Mapping[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(str(facts.get(name)))
