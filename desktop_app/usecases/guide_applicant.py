"""Hướng dẫn tại quầy (Mẫu 02): what is still missing, while there is no dossier (NĐ 118/2025 Đ16)."""

from dataclasses import dataclass, field

from desktop_app.errors import NO_SUCH_DRAFT, NOTHING_MISSING, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.entry import DraftContent, read_draft
from desktop_app.ports.lookup import record_id, the_procedure
from desktop_app.ports.papers import issuer_of
from desktop_app.ports.told import Deliver
from forms.dossier.lookups import STANDS_FOR_PAPER, LookupStatus
from forms.dossier.people import Applicant
from forms.dossier.procedure import Procedure
from forms.papers.about import About
from forms.papers.supplement import supplement_paper

GUIDED_BECAUSE = "Hồ sơ chưa đủ thành phần theo quy định của thủ tục."


@dataclass(frozen=True, slots=True)
class GuideApplicant:
    """Which draft, what is to be completed and why; without items, the required papers it lacks."""

    draft_id: str
    items: tuple[str, ...] = ()
    reason: str = GUIDED_BECAUSE


@dataclass(frozen=True, slots=True)
class Guided:
    """The paper as PDF, what it asks for, and in Vietnamese where it went."""

    pdf: bytes = field(repr=False)
    items: tuple[str, ...]
    where: str


def guide_applicant(
    order: GuideApplicant, desk: Desk, shelf: FormShelf, deliver: Deliver, open_work: OpenWork
) -> Guided:
    """Write Mẫu 02 from a draft; the draft stays, no number is used, the print stands in the audit log.

    Args:
        order: What.
        desk: The shift; its user guides.
        shelf: The catalogue.
        deliver: The printer, or a file.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DRAFT, NOTHING_MISSING, NO_PRINTER, PRINTER_FAILED.
        RuleError: Unknown procedure, applicant without a name.
    """
    desk.require("guide_applicant")
    record = record_id(order.draft_id, NO_SUCH_DRAFT)
    with open_work() as work:
        draft = work.drafts.get(record)
        if draft is None:
            raise DeskError(NO_SUCH_DRAFT)
        content, _ = read_draft(draft.content)
        procedure = the_procedure(shelf, draft.procedure)
        items = order.items or lacking(procedure, content)
        if not items:
            raise DeskError(NOTHING_MISSING)
        about = About(
            issuer=issuer_of(desk, shelf.units(), desk.commune),
            number="",
            official_code=None,
            applicant=Applicant.from_dict(content.applicant),
            procedure=procedure.name,
            issued_at=desk.now(),
        )
        paper = supplement_paper(about, items, order.reason, desk.shift.full_name)
        from forms.papers.pdf import draw  # noqa: PLC0415 - drags in the drawing library

        pdf = draw(paper, title=paper.name)
        work.audit.append("guide_applicant", {"procedure": procedure.code, "items": len(items)})
        work.commit()
    return Guided(pdf, items, deliver(pdf, f"huong-dan-{desk.now():%Y%m%d-%H%M%S}.pdf"))


def lacking(procedure: Procedure, content: DraftContent) -> tuple[str, ...]:
    """Name the required papers of a draft's case that neither lie on the counter nor are looked up.

    Args:
        procedure: The catalogue's record.
        content: The draft.
    """
    waits = {one.name: LookupStatus.PENDING.value for one in procedure.data_replaces}
    found = {name for name, status in {**waits, **content.lookups}.items() if status in STANDS_FOR_PAPER}
    return tuple(
        paper.name
        for paper in procedure.required_papers(content.case)
        if not content.papers.get(paper.name) and paper.name not in found
    )
