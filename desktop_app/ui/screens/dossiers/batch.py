"""Print a paper of many dossiers, one after the other, until done or stopped. No toolkit here.

Each is a job of its own: a dossier without that paper does not hold up the others, and a stop loses none.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop_app.ui.ports import PrintPaper
from desktop_app.ui.stage import Stage, trouble_of


class Progress(NamedTuple):
    """How far a batch is; ``left`` are the dossiers without a print, ``why`` the last reason among them."""

    done: int
    total: int
    left: tuple[str, ...] = ()
    why: str = ""
    running: bool = True

    @property
    def printed(self) -> int:
        """How many papers went to the printer."""
        return self.done - len(self.left)


QUIET: Final = Progress(0, 0, running=False)
"""No batch was begun."""


class Batch:
    """Prints one batch at a time."""

    def __init__(self, stage: Stage, tell: Callable[[Progress], None]) -> None:
        """Print on ``stage``; ``tell`` hears of every paper, and of the end."""
        self._stage, self._tell = stage, tell
        self._waiting: list[str] = []
        self._is_stopping = False
        self._at = QUIET

    @property
    def at(self) -> Progress:
        """How far it is."""
        return self._at

    def begin(self, dossiers: tuple[str, ...], kind: str) -> None:
        """Print ``kind`` of each dossier, in this order; nothing while another batch runs."""
        if not self._at.running and dossiers:
            self._waiting, self._is_stopping = list(dossiers), False
            self._at = Progress(0, len(dossiers))
            self._tell(self._at)
            self._next(kind)

    def stop(self) -> None:
        """Print no further one; the one that runs ends."""
        self._is_stopping = True

    def _next(self, kind: str) -> None:
        if self._is_stopping or not self._waiting:
            self._at = self._at._replace(running=False)
            self._tell(self._at)
            return
        dossier, office = self._waiting.pop(0), self._stage.office

        def went_on(left: tuple[str, ...], why: str) -> None:
            at = self._at
            self._at = at._replace(done=at.done + 1, left=at.left + left, why=why or at.why)
            self._tell(self._at)
            self._next(kind)

        self._stage.store.run(
            lambda: office.print_paper(PrintPaper((dossier,), kind)),
            lambda _printed: went_on((), ""),
            lambda error: went_on((dossier,), str(trouble_of(error))),
        )
