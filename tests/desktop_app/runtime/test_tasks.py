"""Two workers: order is kept, a slow line delays no save, and each task answers exactly once."""

import threading
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest

from desktop_app.runtime.tasks import Workers


class Window:
    """A thread's mailbox, as the window's clock would be one."""

    def __init__(self) -> None:
        self._posted: Queue[Any] = Queue()
        self.answers: list[Any] = []

    def post(self, answer: Any) -> None:
        self._posted.put(answer)

    def serve(self, count: int) -> list[Any]:
        for _ in range(count):
            self._posted.get(timeout=5)()
        assert self._posted.empty()
        return self.answers


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def workers(window: Window) -> Iterator[Workers]:
    made = Workers(window.post)
    yield made
    made.stop()


def test_answers_come_in_order_on_the_thread_that_serves_them(window: Window, workers: Workers) -> None:
    seen = set[int]()

    def done(answer: Any) -> None:
        seen.add(threading.get_ident())
        window.answers.append(answer)

    for n in range(20):
        workers.store.run(lambda n=n: n, done, window.answers.append)
    assert window.serve(20) == list(range(20))
    assert seen == {threading.get_ident()}


def test_a_task_that_fails_hands_over_its_error_and_the_next_one_runs(window: Window, workers: Workers) -> None:
    trouble = ValueError("x")

    def broken() -> int:
        raise trouble

    workers.store.run(broken, lambda _: window.answers.append("done"), window.answers.append)
    workers.store.run(lambda: 7, window.answers.append, lambda _: window.answers.append("failed"))
    assert window.serve(2) == [trouble, 7]


def test_a_slow_line_does_not_delay_a_save(window: Window, workers: Workers) -> None:
    line_may_go = threading.Event()
    workers.line.run(lambda: line_may_go.wait(5), lambda _: window.answers.append("round"), window.answers.append)
    workers.store.run(lambda: "saved", window.answers.append, window.answers.append)
    assert window.serve(1) == ["saved"]
    line_may_go.set()
    assert window.serve(1) == ["saved", "round"]


def test_an_answer_that_itself_breaks_is_not_answered_twice(window: Window, workers: Workers) -> None:
    def done(_: Any) -> None:
        window.answers.append("done")
        raise ValueError

    workers.store.run(lambda: 1, done, lambda _: window.answers.append("failed"))
    with pytest.raises(ValueError):
        window.serve(1)
    assert window.answers == ["done"]


def test_a_worker_that_hangs_is_waited_for_only_so_long(window: Window) -> None:
    workers, begun, may_end = Workers(window.post), threading.Event(), threading.Event()

    def hang() -> None:
        begun.set()
        may_end.wait(timeout=30)

    workers.line.run(hang, lambda _: None, lambda _: None)
    assert begun.wait(timeout=5)
    workers.line.stop(within_s=0.05)
    assert not may_end.is_set()
    may_end.set()
    workers.stop()


def test_a_glance_that_hangs_holds_up_no_other_and_not_the_end(window: Window) -> None:
    workers, begun, may_end = Workers(window.post), threading.Event(), threading.Event()

    def hang() -> None:
        begun.set()
        may_end.wait(timeout=30)

    workers.glances.run(hang, lambda _: None, lambda _: None)
    assert begun.wait(timeout=5)
    workers.glances.run(lambda: "found", window.answers.append, lambda _: None)
    workers.glances.run(lambda: 1 / 0, lambda _: None, lambda error: window.answers.append(type(error).__name__))
    assert sorted(window.serve(2)) == ["ZeroDivisionError", "found"]
    workers.stop()
    assert not may_end.is_set()
    may_end.set()
