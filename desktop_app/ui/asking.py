"""Questions of a screen to the office, and which answers still matter.

Pure: the worker behind ``Tasks`` and the timer behind ``Later`` are given. An answer is dropped when a newer
question of the same subject was asked meanwhile, or when the screen was left.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

Answer = TypeVar("Answer")
Cancel = Callable[[], None]
Later = Callable[[float, Callable[[], None]], Cancel]
Failed = Callable[[BaseException], None]


class Tasks(Protocol):
    """A worker: exactly one of ``done`` and ``failed`` is called, on the window's thread."""

    def run(self, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Failed, /) -> object:
        """Do ``work`` away from the window."""


class Asking:
    """The questions of one screen, numbered by subject."""

    def __init__(self, tasks: Tasks) -> None:
        """Ask through ``tasks``."""
        self._tasks = tasks
        self._numbers: dict[str, int] = {}
        self._open = True

    def ask(
        self, subject: str, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Failed
    ) -> None:
        """Ask one question; an older one of the same subject is forgotten.

        Args:
            subject: what the question is about; a newer question about it makes this one stale.
            work: what to do away from the window.
            done: receives the answer, if it still matters.
            failed: receives the exception, if it still matters.
        """
        number = self._numbers.get(subject, 0) + 1
        self._numbers[subject] = number

        def answered(answer: Answer) -> None:
            if self._matters(subject, number):
                done(answer)

        def broken(error: BaseException) -> None:
            if self._matters(subject, number):
                failed(error)

        self._tasks.run(work, answered, broken)

    def close(self) -> None:
        """The screen is left: no answer matters any more."""
        self._open = False

    def _matters(self, subject: str, number: int) -> bool:
        return self._open and self._numbers[subject] == number
