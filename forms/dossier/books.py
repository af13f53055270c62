"""The commune's own books: opened, handed on, taken from a lost machine, entered (docs/adr/0007).

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


def take_lost(doc: Mapping[str, Any], device: str, start: int, reason: str, of: str) -> tuple[Happening, ...]:
    """Declare the device that holds a book lost; this one holds it from here on.

    Args:
        doc: The book.
        device: Who holds it then.
        start: The next number. Those before it that were not entered are left to the lost device.
        reason: What happened to it.
        of: The lost device, as the person who declares it knows it.

    Raises:
        RuleError: Another device holds it, or this one; an impossible number; no reason.
    """
    return tried(
        doc, Happening("book.lost", {"device": device, "of": of, "next": start, "reason": reason.strip()})
    )


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
