"""What the screen of the commune's books asks; all of it works without a line.

Values and orders are those of the ports and verbs; the screen imports them from here. The office that is
unlocked implements it.
"""

from typing import Protocol
from uuid import UUID

from desktop_app.ports.books import BookLine, Whose
from desktop_app.usecases.enter_book import EnterBook
from desktop_app.usecases.hand_book import HandBook
from desktop_app.usecases.list_books import BookPage, ListBooks
from desktop_app.usecases.open_book import OpenBook
from desktop_app.usecases.print_book import BookPrinted, PrintBook
from desktop_app.usecases.read_book import BookView, ReadBook
from desktop_app.usecases.take_lost_book import TakeLostBook

__all__ = [
    "BookLine",
    "BookPage",
    "BookPrinted",
    "BookView",
    "Books",
    "EnterBook",
    "HandBook",
    "ListBooks",
    "OpenBook",
    "PrintBook",
    "ReadBook",
    "TakeLostBook",
    "Whose",
]


class Books(Protocol):
    """A part of the unlocked office. Every call belongs on the store's worker."""

    def list_books(self, order: ListBooks) -> BookPage:
        """Volumes, the newest first, without their entries."""

    def read_book(self, order: ReadBook) -> BookView:
        """One volume with its newest entries and who held it."""

    def open_book(self, order: OpenBook) -> UUID:
        """Open a volume; this machine holds it once the province has confirmed it."""

    def enter_book(self, order: EnterBook) -> int:
        """Enter by hand; returns the number."""

    def hand_book(self, order: HandBook) -> None:
        """Hand a volume to another machine."""

    def take_lost_book(self, order: TakeLostBook) -> None:
        """Take a volume from a machine that is lost (supervisor, administrator)."""

    def print_book(self, order: PrintBook, to_path: str = "") -> BookPrinted:
        """Print a volume, whole or by period."""
