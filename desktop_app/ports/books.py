"""Books of the commune as this desk sees them; frozen rows and Protocols only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from forms.dossier.book_writes import ENTRIES_MAX


@dataclass(frozen=True, slots=True)
class BookRow:
    """One volume: its id, its document, and whether the province has confirmed who holds it."""

    id: UUID
    doc: Mapping[str, Any]
    is_confirmed: bool


class Whose(StrEnum):
    """Which volumes a list shows: all, those that this machine holds, those of others, the full ones."""

    ALL = "all"
    MINE = "mine"
    OTHERS = "others"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class BookLine:
    """One volume in a list, without its entries.

    Attributes:
        id: Of the record, as text.
        book: Its sign.
        title: Its name.
        year: Of the book.
        volume: Number of the volume within its year.
        next: The number that the next entry takes.
        holder: Machine's id, 32 hex digits, this desk's own unjudged events included.
        is_here: This machine holds it.
        is_confirmed: The province confirmed who holds it.
        was_lost: Its holder took it from a machine that was declared lost.
        entries: How many it has.
    """

    id: str
    book: str
    title: str
    year: int
    volume: int
    next: int
    holder: str
    is_here: bool
    is_confirmed: bool
    was_lost: bool
    entries: int

    @property
    def is_full(self) -> bool:
        """Whether no further entry has room."""
        return self.entries >= ENTRIES_MAX


@dataclass(frozen=True, slots=True)
class BookSearch:
    """Which volumes, as seen by which machine; the place after which a page begins, 0 for the first."""

    whose: Whose
    device: str
    after: int
    limit: int


class BookHead(NamedTuple):
    """One volume without its entries.

    Attributes:
        id: Of the record.
        volume: Number of the volume within its year.
        holder: Who holds it as this desk sees it, its own unjudged events included.
        confirmed_holder: Who holds it by the province's word; empty before it spoke.
        entries: How many.
    """

    id: UUID
    volume: int
    holder: str
    confirmed_holder: str
    entries: int

    def gives_to(self, device: str) -> bool:
        """Tell whether a device may take the next number: it is the holder on both sides and room is left."""
        return self.holder == self.confirmed_holder == device and self.entries < ENTRIES_MAX


class Place(NamedTuple):
    """Where something stands in a book: volume and number."""

    volume: int
    n: int


class Books(Protocol):
    """The read side."""

    def page(self, search: BookSearch) -> tuple[Sequence[BookLine], int]:
        """Return a page of volumes, the newest first, and the place of the next page; 0 at the end."""

    def counts(self, device: str) -> Mapping[Whose, int]:
        """Count the volumes of each filter, as seen by a machine."""

    def book(self, record: UUID) -> BookRow | None:
        """Return one volume, or None."""

    def places(self, sign: str, years: Sequence[int]) -> Mapping[str, Place]:
        """Return by dossier where the volumes of these years have it; the first entry of a dossier counts."""

    def entered(self, dossiers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Return by id the documents of the dossiers that a book names."""


class BookTable(Protocol):
    """Books inside a transaction."""

    def head(self, record: UUID) -> BookHead | None:
        """Return one volume, or None."""

    def of(self, sign: str, year: int) -> Sequence[BookHead]:
        """Return the volumes of a year, the newest first."""

    def place(self, sign: str, year: int, dossier: str, text: str) -> Place | None:
        """Return where an entry of this dossier and text stands, or None."""
