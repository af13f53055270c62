"""Cần xử lý: every open matter of the commune that this machine knows of, the oldest first."""

from dataclasses import replace
from typing import Final

from desktop_app.ports import Desk, FormShelf
from desktop_app.ports.lookup import name_of, record_id
from desktop_app.ports.matter_reading import MatterQueries, MatterSearch
from desktop_app.ports.matter_words import before_now, counts_of, row_of
from desktop_app.ports.matters import ListMatters, MatterClass, MatterPage
from forms.dossier.calendar import WorkCalendar
from forms.dossier.roles import Role

_ENVELOPES: Final = frozenset({MatterClass.FINDING, MatterClass.QUARANTINED})
"""What an administrator sees: that something is held, not what is in it."""
_MOST: Final = 200


def list_matters(
    order: ListMatters, desk: Desk, queries: MatterQueries, shelf: FormShelf, calendar: WorkCalendar
) -> MatterPage:
    """Return a page with the counts of all.

    Args:
        order: Which of them.
        desk: The shift and its clock.
        queries: The read side.
        shelf: Names procedures.
        calendar: Ages are counted in its working days.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER for an id that is none, QUERY_TOO_LONG.
    """
    desk.require("list_matters")
    now = desk.now()
    before = before_now(now, calendar)
    blind = desk.shift.role is Role.ADMINISTRATOR
    classes = (order.classes & _ENVELOPES or _ENVELOPES) if blind else order.classes
    search = MatterSearch(
        classes,
        record_id(order.dossier_id) if order.dossier_id else None,
        order.overdue_only,
        order.after,
    )
    page = queries.page(search, before, min(max(order.limit, 1), _MOST))
    rows = tuple(row_of(one, name_of(shelf, one.procedure), now, calendar) for one in page.rows)
    if blind:
        rows = tuple(replace(row, applicant="", procedure_name="") for row in rows)
    return MatterPage(rows, page.next, counts_of(queries.numbers(before), now, calendar))
