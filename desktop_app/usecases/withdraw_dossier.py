"""Dừng giải quyết: at the applicant's request, while nothing is decided (TT 03/2025 Đ7; Mẫu 05)."""

from dataclasses import dataclass

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier.dossier import withdraw


@dataclass(frozen=True, slots=True)
class WithdrawDossier:
    """Which dossier, and what the applicant asked for."""

    dossier_id: str
    reason: str


def withdraw_dossier(order: WithdrawDossier, desk: Desk, open_work: OpenWork) -> None:
    """Stop a dossier.

    Args:
        order: Which, and why.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: It is decided or closed already.
    """
    desk.require("withdraw_dossier")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        work.book(record, withdraw(doc, order.reason), verb="withdraw_dossier")
        work.commit()
