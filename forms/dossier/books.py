"""The commune's own books: opened, handed on, entered (docs/adr/0007, books by custody).

Here: the commands, and the id of a book. Not here: what they write (`book_writes`), the register of dossiers
that is printed by period (`forms.papers.register`).

Numbers are unique without a line because one device holds a book at a time, and a device may enter only into
a book that the province has confirmed to be its own (the desk's verb checks that).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from forms.dossier.dossier import Happening, tried

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume of a book.

    Attributes:
        book: Its sign, e.g. `SCT/BS`.
        title: Its name, e.g. `Sổ chứng thực bản sao từ bản chính`.
        office: Five digits of the commune.
        year: Of the book; one a year.
        volume: Number of the volume within the year.
        first: Its first number; a paper year may be continued from any.
    """

    book: str
    title: str
    office: str
    year: int
    volume: int = 1
    first: int = 1

    @property
    def record(self) -> UUID:
        """Its id: the same on every machine, so that one volume is not opened twice."""
        spelt = f"book\0{self.office}\0{self.book}\0{self.year}\0{self.volume}"
        return UUID(bytes=sha256(spelt.encode()).digest()[:16], version=5)


def open_book(volume: Volume, device: str) -> tuple[Happening, ...]:
    """Open a volume; the device that does holds it."""
    return tried(None, Happening("book.open", {**asdict(volume), "device": device}))


def hand_book(doc: Mapping[str, Any], device: str, to: str) -> tuple[Happening, ...]:
    """Hand a book to another device.

    Raises:
        RuleError: This device does not hold it.
    """
    return tried(doc, Happening("book.hand", {"device": device, "to": to}))


def enter(doc: Mapping[str, Any], device: str, *, dossier: str = "", text: str = "") -> tuple[Happening, ...]:
    """Enter the next number.

    Args:
        doc: The book.
        device: Who enters.
        dossier: Id of the dossier it belongs to, or empty.
        text: What the entry says besides.

    Raises:
        RuleError: This device does not hold it, or the volume is full.
    """
    entry = {"device": device, "n": doc["next"], "dossier": dossier, "text": text}
    return tried(doc, Happening("book.entry", entry))
