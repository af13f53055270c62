"""Thinking of the sync page: facts, and one round at a time, on the line's own worker. No toolkit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.ui.asking import Asking
from desktop_app.ui.ports import RoundResult, RoundStep, SyncFacts
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, number


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the page shows."""

    facts: SyncFacts | None = None
    running: bool = False
    step: str = ""
    progress: RoundStep | None = None
    outcome: str = ""
    figures: str = ""
    trouble: str = ""


class SyncPresenter:
    """Reads the facts, runs a round when asked, stops it when asked."""

    def __init__(
        self, stage: Stage, post: Callable[[Callable[[], None]], None], render: Callable[[SyncState], None]
    ) -> None:
        """Begin with nothing known.

        Args:
            stage: the world of the screen.
            post: the door from the line's worker into the window.
            render: shows a state.
        """
        self._stage, self._post, self._render = stage, post, render
        self._asking = stage.asking()
        self._line = Asking(stage.line)
        self._state = SyncState()
        self._cancelled = False

    def start(self) -> None:
        """Read the facts."""
        self._asking.ask(
            "facts", self._stage.office.sync_status, lambda facts: self._show(facts=facts), self._failed
        )

    def sync_now(self) -> None:
        """Run one round; while it runs, a second wish changes nothing."""
        if self._state.running:
            return
        self._cancelled = False
        self._show(running=True, step=WORDS("sync_running"), outcome="", figures="", trouble="")
        office = self._stage.office
        self._line.ask(
            "round", lambda: office.run_round(self._progress, self._is_cancelled), self._ended, self._broke
        )

    def cancel(self) -> None:
        """Stop after the step that runs; what the province has taken stays taken."""
        if self._state.running:
            self._cancelled = True
            self._show(step=WORDS("sync_stopping"))

    def close(self) -> None:
        """The screen is left; a running round goes on."""
        self._asking.close()
        self._line.close()

    def _is_cancelled(self) -> bool:
        return self._cancelled

    def _progress(self, step: RoundStep) -> None:
        self._post(lambda: self._stepped(step))

    def _stepped(self, step: RoundStep) -> None:
        if self._state.running and not self._cancelled:
            self._show(step=step.sentence, progress=step)

    def _ended(self, result: RoundResult) -> None:
        figures = WORDS(
            "round_line",
            sent=number(result.sent), accepted=number(result.accepted), refused=number(result.refused),
            pulled=number(result.pulled), trips=number(result.round_trips),
            seconds=f"{result.seconds:.1f}".replace(".", ","),
        )  # fmt: skip
        self._show(running=False, step="", outcome=result.sentence, figures=figures)
        self._again()

    def _broke(self, error: BaseException) -> None:
        self._show(running=False, step="", trouble=str(trouble_of(error)))
        self._again()

    def _again(self) -> None:
        self._stage.changed()
        self.start()

    def _failed(self, error: BaseException) -> None:
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)
