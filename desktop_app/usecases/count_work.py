"""Thống kê: how much waits, is late, is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.ports import Desk, Queries
from forms.dossier.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """Counts of dossiers: by status (code name), by truth, drafts, due within a working day, late."""

    by_status: Mapping[str, int]
    by_truth: Mapping[str, int]
    drafts: int
    due_soon: int
    late: int


def count_work(desk: Desk, queries: Queries, calendar: WorkCalendar) -> WorkCounts:
    """Return the counts.

    Args:
        desk: The shift and its clock.
        queries: The read side of the store.
        calendar: The office's calendar, which says when the next working day ends.

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG.
    """
    desk.require("count_work")
    now = desk.now()
    numbers = queries.work_numbers(now, calendar.add_working_days(now, 1))
    return WorkCounts(numbers.by_status, numbers.by_truth, numbers.drafts, numbers.due_soon, numbers.late)
