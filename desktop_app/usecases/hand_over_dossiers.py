"""Bàn giao hồ sơ: dossiers go to the unit that goes on with them; the list both sides sign is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop_app.errors import NO_SUCH_DOSSIER, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.house_papers import handed_dossier
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from desktop_app.ports.papers import issuer_of
from desktop_app.ports.serials import HAND_OVERS, draw
from forms.dossier import further
from forms.dossier.calendar import local
from forms.dossier.dossier import Happening
from forms.errors import RuleError
from forms.papers.hand_over import HandedDossier, Handing, hand_over_paper


@dataclass(frozen=True, slots=True)
class HandOverDossiers:
    """Which dossiers, to which unit and whom, with what remark."""

    dossier_ids: tuple[str, ...]
    taker_unit: str
    taker: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The list as PDF, how many dossiers stand on it, and why its number is blank though there is a book."""

    pdf: bytes = field(repr=False)
    count: int
    at: datetime
    notice: str = ""


def hand_over_dossiers(
    order: HandOverDossiers, desk: Desk, shelf: FormShelf, open_work: OpenWork
) -> HandedOver:
    """Book a hand-over on each dossier, all or none, and draw the list.

    Args:
        order: What goes where.
        desk: The shift; its user gives.
        shelf: The catalogue.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: A dossier that is not being processed; of many, its number is said.
    """
    desk.require("hand_over_dossiers")
    records = [record_id(one) for one in order.dossier_ids]
    if not records:
        raise DeskError(NO_SUCH_DOSSIER)
    issuer, at = issuer_of(desk, shelf.units(), desk.commune), desk.now()
    rows = list[HandedDossier]()
    with open_work() as work:
        serial = draw(work, HAND_OVERS, local(at).year, text=order.taker_unit)
        handing = further.Handing(issuer.name, order.taker_unit, order.taker, order.note, serial.n)
        for record in records:
            doc = the_dossier(work, record)
            work.book(record, _happened(doc, handing, len(records)), verb="hand_over_dossiers")
            rows.append(handed_dossier(doc, procedure_of(shelf, doc).short_name, order.note))
        from forms.papers.pdf import draw as drawn  # noqa: PLC0415 - drags in the drawing library

        signed = Handing(desk.shift.full_name, order.taker, order.taker_unit, at, serial.n)
        paper = hand_over_paper(issuer, signed, tuple(rows))
        pdf = drawn(paper, title=paper.name)
        work.commit()
    return HandedOver(pdf, len(rows), at, serial.notice)


def _happened(doc: Mapping[str, Any], handing: further.Handing, count: int) -> tuple[Happening, ...]:
    try:
        return further.hand_over(doc, handing)
    except RuleError as error:
        if count == 1:
            raise
        code = doc.get("official_code") or doc["number"]
        fault = replace(error.fault, sentence=f"Hồ sơ {code}: {error.fault.sentence}")
        raise RuleError(fault, **error.where) from None
