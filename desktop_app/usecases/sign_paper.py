"""Ký số: a paper of a dossier is drawn from its record, signed, and kept with the dossier as a file of it."""

from dataclasses import dataclass, field, replace

from desktop_app.ports import Desk, FormShelf, OpenWork, Queries
from desktop_app.ports.lookup import record_id
from desktop_app.ports.paper_of import paper_of
from desktop_app.ports.papers import PaperKind
from desktop_app.ports.serials import numbering
from desktop_app.ports.signing import OpenKey
from desktop_app.ports.told import Deliver, told_of
from forms.dossier.dossier import Attachment, attach, tried

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class SignPaper:
    """Which paper of which dossier."""

    dossier_id: str
    kind: str = PaperKind.RECEIPT.value


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The signed file, its digest, its title in the dossier; `where` says where else it went, if it did."""

    pdf: bytes = field(repr=False)
    sha256: str
    title: str
    where: str = ""


def sign_paper(  # noqa: PLR0913 - the key and the file's place beside the four of every paper
    order: SignPaper,
    desk: Desk,
    shelf: FormShelf,
    queries: Queries,
    key: OpenKey,
    open_work: OpenWork,
    *,
    deliver: Deliver | None = None,
) -> SignedPaper:
    """Sign a paper and keep it: sealed beside the store, then its event and audit entry in one transaction.

    The signed paper is an original of its own, however often the same paper was printed. Token and pencil are
    slow: the store is not held while they work.

    Args:
        order: Which.
        desk: The shift; its device signs the squares on the paper.
        shelf: The catalogue.
        queries: The read side.
        key: Opened by `open_signer`.
        open_work: The store.
        deliver: Takes the signed file somewhere else too; None keeps it in the dossier only.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER, PAPER_NOT_YET, DISK_FULL, and what the key says.
        RuleError: A void dossier takes no file, or the paper's face lacks a letter.
    """
    desk.require("sign_paper")
    kind, record = PaperKind(order.kind), record_id(order.dossier_id)
    notices = list[str]()
    with open_work() as work:
        numbered = numbering(work, kind, record, notices)
        told = replace(told_of(record, kind, work, shelf, queries), copy=1, serial=numbered)
        paper = paper_of(kind, told, desk)
        tried(told.doc, attach(Attachment("0" * 64, 0, _PDF)))  # said before a PIN is used up on it
        work.commit()  # a number out of a book is the paper's also if the key then fails
    from forms.papers.pdf import draw_all  # noqa: PLC0415 - drags in the drawing library

    signed = key.sign_pdf(draw_all([paper], title=paper.name), paper.name)
    title = f"{paper.name} (đã ký số)"
    sealed = open_work().blobs.seal([signed])
    with open_work() as work:
        blob = work.blobs.keep(sealed, _PDF)
        kept = Attachment(blob.sha256, blob.size, _PDF, "", title)
        work.book(record, (attach(kept),), verb="sign_paper")
        work.commit()
    name = f"da-ky-{told.doc['number']}-{kind.value}.pdf"
    where = [deliver(signed, name)] if deliver is not None else []
    return SignedPaper(signed, blob.sha256, title, " ".join((*where, *notices)))
