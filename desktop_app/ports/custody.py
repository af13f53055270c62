"""The check that a number may be given without a line: who holds a book, by the province's word."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports.work import UnitOfWork
from forms.dossier.book_writes import is_book
from forms.dossier.faults import NO_SUCH_BOOK, NOT_THE_HOLDER
from forms.errors import RuleError


def held_book(work: UnitOfWork, record: UUID) -> tuple[Mapping[str, Any], str]:
    """Return a book that this machine holds by the province's word, and the machine's id.

    Only then is the next number nobody else's: whoever held it before has handed all its entries in, or was
    declared lost and left its numbers behind.

    Args:
        work: The transaction that runs.
        record: The book.

    Raises:
        DeskError: NOT_ENROLLED.
        RuleError: NO_SUCH_BOOK, NOT_THE_HOLDER.
    """
    doc, device = known_book(work, record)
    head = work.books.head(record)
    if head is None or not head.holder == head.confirmed_holder == device:
        raise RuleError(NOT_THE_HOLDER)
    return doc, device


def known_book(work: UnitOfWork, record: UUID) -> tuple[Mapping[str, Any], str]:
    """Return a book, whoever holds it, and this machine's id.

    Args:
        work: The transaction that runs.
        record: The book.

    Raises:
        DeskError: NOT_ENROLLED.
        RuleError: NO_SUCH_BOOK.
    """
    certificate = work.device.certificate()
    if certificate is None:
        raise DeskError(NOT_ENROLLED)
    doc = work.dossiers.get(record)
    if doc is None or not is_book(doc):
        raise RuleError(NO_SUCH_BOOK)
    return doc, certificate.dev.hex()
