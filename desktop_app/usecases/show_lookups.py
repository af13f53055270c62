"""Xem tra cứu: how each look-up stands, until when it must be answered, and what Mẫu 02 would ask for."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier.calendar import WorkCalendar
from forms.dossier.channels import CameBy
from forms.dossier.lookups import LABEL_OF_LOOKUP, limit_at, lookups_of, open_lookups, proposed_supplement


@dataclass(frozen=True, slots=True)
class LookupRow:
    """One look-up: the paper, how it stands, and whether that is still somebody's task."""

    paper: str
    status: str
    label: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Lookups:
    """The look-ups of a dossier.

    Attributes:
        rows: Each paper that data replaces; empty where there is none.
        latest_at: Until when a missing paper must be asked for, local; None without open look-ups.
        is_late: That instant has passed.
        items: What a request for a supplement should ask for because data did not answer; empty for nothing.
    """

    rows: tuple[LookupRow, ...]
    latest_at: datetime | None = None
    is_late: bool = False
    items: tuple[str, ...] = ()


def show_lookups(dossier_id: str, desk: Desk, calendar: WorkCalendar, open_work: OpenWork) -> Lookups:
    """Return the look-ups.

    Args:
        dossier_id: Its id.
        desk: The shift and its clock.
        calendar: The limit is counted by it.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
    """
    desk.require("show_lookups", right="read_dossier")
    with open_work() as work:
        doc = the_dossier(work, record_id(dossier_id))
    open_ones = {one.name for one in open_lookups(doc)}
    rows = tuple(
        LookupRow(one.name, one.status.value, LABEL_OF_LOOKUP[one.status], one.name in open_ones)
        for one in lookups_of(doc)
    )
    if not open_ones:
        return Lookups(rows)
    now, online = desk.now(), doc.get("channel") == CameBy.ONLINE
    latest = limit_at(datetime.fromisoformat(str(doc["received_at"])), calendar, online=online)
    proposal = proposed_supplement(doc, now, calendar, online=online)
    return Lookups(rows, latest, now > latest, proposal.items if proposal is not None else ())
