"""The paper of each kind, out of a dossier's record."""

from collections.abc import Callable, Mapping
from typing import Final

from desktop_app.ports import circular_papers, house_papers
from desktop_app.ports.desk import Desk
from desktop_app.ports.papers import PaperKind, Told
from forms.papers.content import Paper

_PAPERS: Final[Mapping[PaperKind, Callable[[Told, Desk], Paper]]] = {
    PaperKind.RECEIPT: circular_papers.receipt,
    PaperKind.SUPPLEMENT: circular_papers.supplement,
    PaperKind.REFUSAL: circular_papers.refusal,
    PaperKind.APOLOGY: circular_papers.apology,
    PaperKind.STOP: circular_papers.stop,
    PaperKind.CONTROL: circular_papers.control,
    PaperKind.FEE: house_papers.fee,
    PaperKind.HAND_OVER: house_papers.hand_over,
    PaperKind.CERTIFICATION: house_papers.certification,
    PaperKind.NOTICE: house_papers.notice,
}


def paper_of(kind: PaperKind, told: Told, desk: Desk) -> Paper:
    """Write a paper of a dossier.

    Args:
        kind: Which.
        told: The record.
        desk: The shift; its device signs the squares.

    Raises:
        DeskError: PAPER_NOT_YET when what it records has not happened.
    """
    return _PAPERS[kind](told, desk)
