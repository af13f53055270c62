"""The steps of a process, in fractions of a day (0,25 = 2 hours of work), laid end to end.

Here: when each step should end. Not here: who does it, or when it was done (the log of the province).
Source: published processes of communes and departments: receiving 0,25, assigning 0,25, handling 0,5–2,5,
checking 0,25–1, signing 0,25, stamping 0,25; handing back has no length ("giờ hành chính").
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from forms.dossier.calendar import DAY_MINUTES
from forms.dossier.faults import STEPS_TOO_LONG
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.dossier.calendar import WorkCalendar


class Step(NamedTuple):
    """One step; `days` in working days of 8 hours, zero where it has no length."""

    name: str
    days: Fraction


class StepTime(NamedTuple):
    """When a step begins and must end, local time."""

    name: str
    begins: datetime
    ends: datetime


def step_times(steps: Sequence[Step], received_at: datetime, calendar: WorkCalendar) -> tuple[StepTime, ...]:
    """Return when each step should begin and end if all take their whole time.

    Every end is counted from the receipt, so that rounding to minutes never adds up.

    Args:
        steps: In order.
        received_at: Instant of receipt.
        calendar: The office's calendar.

    Raises:
        RuleError: A negative length, or a calendar without working days.
    """
    spent, begins = Fraction(0), calendar.next_opening(received_at)
    times = []
    for step in steps:
        if step.days < 0:
            raise RuleError(Faults.BAD_LIMIT.value, step=step.name)
        spent += step.days
        ends = calendar.add_working(received_at, ceil(spent * DAY_MINUTES))
        times.append(StepTime(step.name, begins, ends))
        begins = ends
    return tuple(times)


def check_steps(steps: Sequence[Step], limit_days: Fraction) -> None:
    """Refuse a process whose steps together take longer than the limit.

    Args:
        steps: In order.
        limit_days: The procedure's limit in working days.

    Raises:
        RuleError: They do.
    """
    if sum((step.days for step in steps), Fraction(0)) > limit_days:
        raise RuleError(STEPS_TOO_LONG)
