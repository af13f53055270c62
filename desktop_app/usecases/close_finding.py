"""Đóng phát hiện: an administrator says what was done about a fork, a restore or a difference (C10)."""

from desktop_app.errors import NO_SUCH_MATTER, NOT_THIS_WAY, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.matter_lookup import FINDING, parts_of
from desktop_app.ports.matters import CloseFinding
from forms.errors import Faults, RuleError


def close_finding(order: CloseFinding, desk: Desk, open_work: OpenWork) -> None:
    """Close it with a reason; finding, name and reason stay, and the audit says who.

    Args:
        order: Which one, and what was done.
        desk: The shift; an administrator's.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_MATTER, NOT_THIS_WAY.
        RuleError: No reason.
    """
    desk.require("close_finding")
    letter, *ids = parts_of(order.key)
    if letter != FINDING or not ids[0].isdecimal():
        raise DeskError(NOT_THIS_WAY)
    if not order.reason.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    number = int(ids[0])
    with open_work() as work:
        if not work.findings.close(number, desk.shift.user, desk.now(), order.reason):
            raise DeskError(NO_SUCH_MATTER)
        work.audit.append("close_finding", {"finding": number})
        work.commit()
