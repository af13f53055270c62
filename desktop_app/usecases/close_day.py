"""Chốt sổ: the drawer counted note by note against the ledger; a closed day takes no more entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.errors import NOT_ALLOWED, NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, OpenWork
from forms.dossier.calendar import local
from forms.dossier.roles import Role
from forms.money.closing import Closing, close
from forms.money.ledger import Drawer, sums


@dataclass(frozen=True, slots=True)
class CloseDay:
    """What was counted.

    Attributes:
        counted: Denomination → number of notes.
        day: Local; None for today.
        change: Đồng that lay in the drawer before the first entry.
        reason: Why counted and ledger differ.
        clerk: Whose drawer; empty for one's own. A supervisor may close another's.
    """

    counted: Mapping[int, int] = field(default_factory=dict)
    day: date | None = None
    change: int = 0
    reason: str = ""
    clerk: str = ""


def close_day(order: CloseDay, desk: Desk, open_work: OpenWork) -> Closing:
    """Close a day of a drawer, by an event and its audit entry.

    Args:
        order: What was counted.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        RuleError: Closed already, a day to come, a count that cannot be, a difference without reason.
    """
    desk.require("close_day")
    clerk = order.clerk or desk.shift.user
    if clerk != desk.shift.user and desk.shift.role is not Role.SUPERVISOR:
        raise DeskError(NOT_ALLOWED, verb="close_day")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    today, drawer = local(desk.now()).date(), Drawer(desk.tag, clerk)
    day = order.day or today
    with open_work() as work:
        of_ledger = sums(row.entry for row in work.cash.of_drawer(drawer, day))
        closing = Closing(day, drawer, dict(order.counted), order.change, of_ledger, order.reason.strip())
        close(closing, today=today, is_closed=work.cash.is_closed(drawer, day))
        event = work.cash.close(closing)
        about = {"event": str(event), "day": day.isoformat(), "clerk": clerk, "entries": of_ledger.entries}
        work.audit.append("close_day", {**about, "cash": of_ledger.cash, "difference": closing.difference})
        work.commit()
    return closing
