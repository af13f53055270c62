"""One deed for many dossiers (print, sign), one after the other, until done or stopped. No toolkit here.

Each is a job of its own: a dossier without that paper does not hold up the others, a save between two of them
waits for one, and a stop loses none.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop_app.ui.stage import Stage, trouble_of


class Progress(NamedTuple):
    """How far a batch is; ``left`` are the dossiers it failed for, ``why`` the last reason among them.

    ``words`` names the deed: its words are ``{words}_running``, ``_done``, ``_stopped``, ``_failed``.
    """

    done: int
    total: int
    left: tuple[str, ...] = ()
    why: str = ""
    running: bool = True
    words: str = "batch"

    @property
    def succeeded(self) -> int:
        """For how many it was done."""
        return self.done - len(self.left)


QUIET: Final = Progress(0, 0, running=False)
"""No batch was begun."""


Job = Callable[[str], object]
"""What is done for one dossier, on a worker; raises as verbs do."""


class Batch:
    """Works through one batch at a time."""

    def __init__(self, stage: Stage, tell: Callable[[Progress], None]) -> None:
        """Work on ``stage``; ``tell`` hears of every dossier, and of the end."""
        self._stage, self._tell = stage, tell
        self._waiting: list[str] = []
        self._is_stopping = False
        self._at = QUIET

    @property
    def at(self) -> Progress:
        """How far it is."""
        return self._at

    def begin(self, dossiers: tuple[str, ...], job: Job, words: str = "batch") -> None:
        """Do ``job`` for each dossier, in this order; nothing while another batch runs."""
        if not self._at.running and dossiers:
            self._waiting, self._is_stopping = list(dossiers), False
            self._at = Progress(0, len(dossiers), words=words)
            self._tell(self._at)
            self._next(job)

    def stop(self) -> None:
        """Begin no further one; the one that runs ends."""
        self._is_stopping = True

    def _next(self, job: Job) -> None:
        if self._is_stopping or not self._waiting:
            self._at = self._at._replace(running=False)
            self._tell(self._at)
            return
        dossier = self._waiting.pop(0)

        def went_on(left: tuple[str, ...], why: str) -> None:
            at = self._at
            self._at = at._replace(done=at.done + 1, left=at.left + left, why=why or at.why)
            self._tell(self._at)
            self._next(job)

        self._stage.store.run(
            lambda: job(dossier),
            lambda _done: went_on((), ""),
            lambda error: went_on((dossier,), str(trouble_of(error))),
        )
