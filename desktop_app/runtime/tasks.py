"""Two workers, the store's and the line's, and glances at folders; each task gives exactly one answer.

Answers come on the thread that `post` serves.

No toolkit is known here: how an answer reaches the window's thread is given.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Final, TypeVar

Answer = TypeVar("Answer")
Post = Callable[[Callable[[], None]], None]
STOP_S: Final = 10.0
"""How long an ending office waits for the round that runs (LOCK-2); a round may be left at any point."""


class Worker:
    """One thread with a queue: tasks run in the order they came, one at a time."""

    def __init__(self, name: str, post: Post) -> None:
        self._post = post
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._ended = Event()
        self._ended.set()

    def run(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run `work` on this worker, then hand over `done(answer)` or `failed(error)`: exactly one of them.

        Args:
            work: May touch disk or line; must not touch the window.
            done: Called through `post` with what `work` returned.
            failed: Called through `post` with the exception that `work` raised.
        """
        self._pool.submit(self._carry_out, work, done, failed)

    def stop(self, within_s: float | None = None) -> None:
        """Drop the tasks that wait and end the thread after the one that runs.

        Args:
            within_s: The longest to wait for that one, in seconds; None waits for its end.
        """
        self._pool.shutdown(wait=within_s is None, cancel_futures=True)
        if within_s is not None:
            self._ended.wait(within_s)

    def _carry_out(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._ended.clear()
        try:
            _answer(self._post, work, done, failed)
        finally:
            self._ended.set()


class Glances:
    """Looks at places that may hang (a stick, a folder of the network): each on a thread of its own.

    None waits for another, and the end of the program waits for none.
    """

    def __init__(self, post: Post) -> None:
        self._post = post

    def run(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run `work` beside everything else; as `Worker.run` answers. It must not touch store or window."""
        told = (self._post, work, done, failed)
        Thread(target=_answer, args=told, name="motcua-glance", daemon=True).start()


def _answer(
    post: Post,
    work: Callable[[], Answer],
    done: Callable[[Answer], None],
    failed: Callable[[BaseException], None],
) -> None:
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001 - whatever it was, the screen must hear of it
        # bound now: the name `error` is gone when the window's thread comes to it
        post(lambda error=error: failed(error))  # type: ignore[misc]
    else:
        post(lambda: done(answer))


class Workers:
    """The store's worker and the line's: a slow line never delays a save; and glances, which delay nobody."""

    def __init__(self, post: Post) -> None:
        self.store = Worker("motcua-store", post)
        self.line = Worker("motcua-line", post)
        self.glances = Glances(post)

    def stop(self) -> None:
        """End both, the line's first: its round may still ask the store's files."""
        self.line.stop()
        self.store.stop()
