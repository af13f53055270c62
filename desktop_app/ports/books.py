"""Books of the commune as this desk sees them, and the check that a number may be given without a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports.work import UnitOfWork
from forms.dossier.book_writes import is_book
from forms.dossier.faults import NO_SUCH_BOOK, NOT_THE_HOLDER
from forms.errors import RuleError


@dataclass(frozen=True, slots=True)
class BookRow:
    """One volume: its id, its document, and whether the province has confirmed it."""

    id: UUID
    doc: Mapping[str, Any]
    is_confirmed: bool


class Books(Protocol):
    """The read side."""

    def books(self) -> Sequence[BookRow]:
        """Return all volumes, the newest first."""


def held_book(work: UnitOfWork, record: UUID) -> tuple[Mapping[str, Any], str]:
    """Return a book that this machine holds by the province's word, and the machine's id.

    Only then is the next number nobody else's: whoever held it before has handed all its entries in.

    Args:
        work: The transaction that runs.
        record: The book.

    Raises:
        DeskError: NOT_ENROLLED.
        RuleError: NO_SUCH_BOOK, NOT_THE_HOLDER.
    """
    certificate = work.device.certificate()
    if certificate is None:
        raise DeskError(NOT_ENROLLED)
    doc, device = work.dossiers.get(record), certificate.dev.hex()
    if doc is None or not is_book(doc):
        raise RuleError(NO_SUCH_BOOK)
    if doc["holder"] != device or not work.dossiers.base(record):
        raise RuleError(NOT_THE_HOLDER)
    return doc, device
