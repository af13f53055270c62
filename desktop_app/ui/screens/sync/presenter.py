"""Thinking of the sync page: facts, and one round at a time, on the line's own worker. No toolkit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.ui.asking import Asking
from desktop_app.ui.ports import LastRound, RoundResult, RoundStep, SyncFacts
from desktop_app.ui.screens.sync.lanes import LaneLine, lanes, pace_words
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, clock_time, number
from forms.errors import Act


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the page shows.

    Attributes:
        facts: None until the store was asked.
        running: A round wished for here runs.
        step: What it does now.
        lanes: How far its two lanes are, dossiers first; empty before the first step.
        pace: Rate and remaining time, as far as they were measured.
        outcome: How it ended.
        figures: What it moved.
        waits: Why the wish must wait, and how long; empty when it need not.
        last: How the last round ended, whoever began it, and when the next begins by itself.
        trouble: What went wrong.
    """

    facts: SyncFacts | None = None
    running: bool = False
    step: str = ""
    lanes: tuple[LaneLine, ...] = ()
    pace: str = ""
    outcome: str = ""
    figures: str = ""
    waits: str = ""
    last: str = ""
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
        self._asking.ask("facts", self._stage.office.sync_status, self._known, self._failed)

    def sync_now(self) -> None:
        """Run one round; while it runs, a second wish changes nothing."""
        if self._state.running:
            return
        self._cancelled = False
        self._show(
            running=True,
            step=WORDS("sync_running"),
            lanes=(),
            pace="",
            outcome="",
            figures="",
            waits="",
            trouble="",
        )
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
            self._show(step=step.sentence, lanes=lanes(step), pace=pace_words(step))

    def _ended(self, result: RoundResult) -> None:
        if result.too_soon:
            self._show(running=False, step="", waits=result.sentence)
            self._again()
            return
        figures = WORDS(
            "round_line",
            sent=number(result.sent), accepted=number(result.accepted), refused=number(result.refused),
            pulled=number(result.pulled), trips=number(result.round_trips),
            seconds=f"{result.seconds:.1f}".replace(".", ","),
        )  # fmt: skip
        self._show(running=False, step="", outcome=result.sentence, figures=figures)
        self._again()

    def _broke(self, error: BaseException) -> None:
        words = str(trouble_of(error))
        must_wait = getattr(getattr(error, "fault", None), "act", None) is Act.WAIT
        self._show(running=False, step="", **{"waits" if must_wait else "trouble": words})
        self._again()

    def _known(self, facts: SyncFacts) -> None:
        office = self._stage.office
        self._show(
            facts=facts, last=_last_words(office.last_round, office.next_round_at, self._state.outcome)
        )

    def _again(self) -> None:
        self._stage.changed()
        self.start()

    def _failed(self, error: BaseException) -> None:
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)


def _last_words(last: LastRound | None, next_at: datetime | None, outcome: str) -> str:
    """Say how the last round ended unless that is said already, and when the timer begins the next."""
    parts = []
    if last is not None and last.sentence != outcome:
        parts.append(WORDS("round_before", at=clock_time(last.at), said=last.sentence))
    if next_at is not None:
        parts.append(WORDS("round_next", at=clock_time(next_at)))
    return " ".join(parts)
