"""What every screen is handed: the office, the workers, the timer, and the ways out of the screen.

Pure shapes; `app` fills them. Also how any exception of the office becomes the two sentences a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from desktop_app.ui.asking import Asking, Later, Tasks
from desktop_app.ui.strings import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.form_ports import PreviewDesk
    from desktop_app.ui.ports import Office


class Trouble(NamedTuple):
    """What is wrong and what to do next, and the field it is about (a path, often empty)."""

    sentence: str
    remedy: str
    path: str = ""

    def __str__(self) -> str:
        """Both sentences, one after the other."""
        return f"{self.sentence} {self.remedy}".strip()


def trouble_of(error: BaseException) -> Trouble:
    """Say an exception of the office in the words of its fault.

    An exception without a fault is unforeseen: it is named, and its text, which may hold anything, is not
    shown.
    """
    fault = getattr(error, "fault", None)
    if fault is None:
        name = type(error).__name__
        return Trouble(WORDS("unforeseen", name=name), WORDS("unforeseen_remedy"))
    where = getattr(error, "where", None)
    path = where.get("path", "") if isinstance(where, dict) else ""
    return Trouble(str(fault.sentence), str(fault.remedy), str(path))


@dataclass(frozen=True, slots=True)
class Stage:
    """The world of one screen.

    Attributes:
        office: the unlocked desk.
        store: the worker beside the store.
        line: the worker beside the line; a round never makes the store wait.
        later: a timer of the window.
        go: leave for another screen, by name and with what it is to open.
        notify: a short notice; the second argument says that something went wrong.
        changed: tell the window that dossiers or the line changed, so that the strip is read again.
    """

    office: Office
    store: Tasks
    line: Tasks
    later: Later
    go: Callable[[str, str], None]
    notify: Callable[[str, bool], None]
    changed: Callable[[], None]

    def asking(self) -> Asking:
        """Begin the questions of one screen."""
        return Asking(self.store)


class PreviewStage(Protocol):
    """The part of a `Stage` that the preview uses."""

    @property
    def office(self) -> PreviewDesk:
        """Whom it asks."""

    @property
    def go(self) -> Callable[[str, str], None]:
        """Leave it."""

    @property
    def notify(self) -> Callable[[str, bool], None]:
        """A short notice."""

    def asking(self) -> Asking:
        """Begin its questions."""
