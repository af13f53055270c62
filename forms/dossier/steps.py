"""The steps of a process, in fractions of a day (0,25 = 2 hours of work), laid end to end.

Here: until when a dossier must be handed on, and when each step should end. Not here: who does it, or when it
was done (the log), the rule of 15:00 itself (`due_dates`).
Source: published processes of communes and departments: receiving 0,25, assigning 0,25, handling 0,5–2,5,
checking 0,25–1, signing 0,25, stamping 0,25; handing back has no length ("giờ hành chính").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from forms.dossier.calendar import DAY_MINUTES, local
from forms.dossier.due_dates import transfer_at
from forms.dossier.lifecycle import RUNNING, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.dossier.calendar import WorkCalendar
    from forms.dossier.procedure import Procedure, Step

TRANSFER: Final = "Chuyển giải quyết"


@dataclass(frozen=True, slots=True)
class StepTime:
    """When a step begins and must end, local time."""

    name: str
    begins: datetime
    ends: datetime


def plan_of(doc: Mapping[str, Any], procedure: Procedure, calendar: WorkCalendar) -> tuple[StepTime, ...]:
    """Return until when an open dossier must be handed on, and its steps.

    The steps are those of its procedure, counted from the receipt: they hold while the due date is the one
    that was promised.

    Args:
        doc: The dossier's document.
        procedure: The version it keeps.
        calendar: The office's calendar.

    Raises:
        RuleError: A calendar without working days.
    """
    if doc.get("status") not in RUNNING:
        return ()
    received = local(datetime.fromisoformat(str(doc["received_at"])))
    transfer = StepTime(TRANSFER, received, transfer_at(received, calendar))
    first = (transfer,) if doc["status"] == Status.RECEIVED else ()
    if doc.get("due_at") not in (None, doc.get("promised_due_at")):
        return first
    return first + step_times(procedure.steps, received, calendar)


def step_times(steps: Sequence[Step], received_at: datetime, calendar: WorkCalendar) -> tuple[StepTime, ...]:
    """Return when each step should begin and end if all take their whole time.

    Every end is counted from the receipt, so that rounding to minutes never adds up.

    Args:
        steps: In order.
        received_at: Instant of receipt.
        calendar: The office's calendar.

    Raises:
        RuleError: A calendar without working days.
    """
    spent, begins = Fraction(0), calendar.next_opening(received_at)
    times = []
    for step in steps:
        spent += step.days
        ends = calendar.add_working(received_at, ceil(spent * DAY_MINUTES))
        times.append(StepTime(step.name, begins, ends))
        begins = ends
    return tuple(times)
