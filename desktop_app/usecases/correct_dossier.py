"""Sửa thông tin: the citizen's fields of a dossier, and handing a refused one in again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier.dossier import correct


@dataclass(frozen=True, slots=True)
class CorrectDossier:
    """Changes by JSON Pointer (RFC 6901): `{"/applicant/phone": "0905000001"}`; None deletes."""

    dossier_id: str
    changes: Mapping[str, Any]


def correct_dossier(order: CorrectDossier, desk: Desk, open_work: OpenWork) -> None:
    """Book the changes; a dossier that the province refused is submitted again with them.

    Args:
        order: What changes.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: A path that is not the clerk's, or a dossier that is accepted already.
    """
    desk.require("correct_dossier")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        work.book(record, correct(doc, order.changes), verb="correct_dossier")
        work.commit()
