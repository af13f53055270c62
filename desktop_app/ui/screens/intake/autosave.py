"""When a draft is kept: at once when a field is left, 300 ms after the last key otherwise. No toolkit here.

At most one save is under way; what was typed meanwhile is saved right after it, so that the newest text
always wins.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop_app.ui.ports import DraftContent
from desktop_app.ui.stage import Stage

if TYPE_CHECKING:
    from desktop_app.ui.asking import Cancel, Tasks

QUIET_S: Final = 0.3


class Autosave:
    """Keeps one draft on the disk as it is typed."""

    def __init__(
        self,
        stage: Stage,
        draft_id: str,
        content: Callable[[], DraftContent],
        told: Callable[[BaseException | None], None],
    ) -> None:
        """Begin with nothing to save.

        Args:
            stage: the world of the screen.
            draft_id: which draft.
            content: takes a snapshot of everything as typed.
            told: hears of every save that ended: None when it is on the disk, else why not.
        """
        self._office = stage.office
        self._tasks: Tasks = stage.store
        self._later = stage.later
        self._draft_id, self._content, self._told = draft_id, content, told
        self._timer: Cancel | None = None
        self._dirty = self._saving = self._stopped = False
        self._waiting: list[Callable[[], None]] = []

    def typed(self) -> None:
        """A key was pressed: save when there is a pause."""
        self._dirty = True
        self._call_off()
        self._timer = self._later(QUIET_S, self._save)

    def left(self) -> None:
        """A field was left: save now."""
        if self._dirty:
            self._call_off()
            self._save()

    def settle(self, then: Callable[[], None]) -> None:
        """Have ``then`` called once everything typed so far is on the disk."""
        self._waiting.append(then)
        self.left()
        self._settled()

    def stop(self) -> None:
        """The draft is gone (received or discarded): nothing is saved any more."""
        self._stopped = True
        self._call_off()

    def _call_off(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None

    def _save(self) -> None:
        if self._saving or self._stopped or not self._dirty:
            return
        self._saving, self._dirty = True, False
        content, draft_id = self._content(), self._draft_id
        self._tasks.run(
            lambda: self._office.save_draft(draft_id, content), lambda _kept: self._ended(None), self._ended
        )

    def _ended(self, error: BaseException | None) -> None:
        self._saving = False
        if self._stopped:
            return
        self._told(error)
        if error is not None:
            self._dirty = True
            self._waiting.clear()
        elif self._dirty:
            self._save()
        self._settled()

    def _settled(self) -> None:
        if not self._saving and not self._dirty:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()
