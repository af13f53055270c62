"""When the next round begins: a timer, and nothing else (sync.md S9).

How long to wait is told after each round by `pacing`; what a round is stands elsewhere.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from desktop_app.runtime.tasks import STOP_S

BROKEN_S: Final = 60.0
"""Wait after a round that broke without saying when to try again."""


class Rounds:
    """Background rounds: one thread, so never two at once; a missed one is made up for once."""

    def __init__(
        self, work: Callable[[], float], trouble: Callable[[Exception], None], now: Callable[[], datetime]
    ) -> None:
        """Take what to do.

        Args:
            work: Carries out one round and returns the seconds until the next.
            trouble: Told of an exception that `work` let out; its text goes to no log.
            now: The clock.
        """
        self._work = work
        self._trouble = trouble
        self._now = now
        self._stopped = False
        self._resting = threading.Event()
        self._resting.set()
        # One thread, so never two at once; a second instance is the next round, set while this one ends.
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
            timezone=now().tzinfo,
        )

    def start(self, first_s: float = 0.0) -> None:
        """Begin; the first round comes after `first_s` seconds."""
        self._scheduler.start()
        self._set(first_s)

    def stop(self, within_s: float = STOP_S) -> None:
        """End; a round that runs is waited for, but so long only: a dead line keeps no office open."""
        self._stopped = True
        self._scheduler.remove_all_jobs()
        self._scheduler.shutdown(wait=False)
        self._resting.wait(within_s)

    def _run(self) -> None:
        self._resting.clear()
        try:
            if not self._stopped:
                self._carry_out()
        finally:
            self._resting.set()

    def _carry_out(self) -> None:
        next_s = BROKEN_S
        try:
            next_s = self._work()
        except Exception as error:  # noqa: BLE001 - one broken round must not end all rounds (N1)
            self._trouble(error)
        if not self._stopped:
            self._set(next_s)

    def _set(self, seconds: float) -> None:
        at = self._now() + timedelta(seconds=seconds)
        self._scheduler.add_job(self._run, "date", run_date=at, id="round", replace_existing=True)
