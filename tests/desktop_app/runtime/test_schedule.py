"""There is always a next round, never two at once, and a broken one ends nothing."""

import threading
from queue import Queue
from typing import Any

import pytest

from desktop_app.runtime import schedule
from desktop_app.runtime.clock import SystemClock
from desktop_app.runtime.schedule import Rounds


def test_a_round_follows_the_wait_that_the_round_before_asked_for() -> None:
    ran: Queue[int] = Queue()
    waits = iter([0.0, 0.0, 3600.0])

    def one() -> float:
        ran.put(threading.get_ident())
        return next(waits)

    rounds = Rounds(one, lambda _: None, SystemClock().now)
    rounds.start()
    threads = {ran.get(timeout=5) for _ in range(3)}
    rounds.stop()
    assert threading.get_ident() not in threads
    assert ran.empty()


def test_a_round_that_breaks_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told: Queue[Any] = Queue()
    trouble = RuntimeError("broken")

    def broken() -> float:
        raise trouble

    monkeypatch.setattr(schedule, "BROKEN_S", 0.0)
    rounds = Rounds(broken, told.put, SystemClock().now)
    rounds.start()
    assert told.get(timeout=5) is trouble
    assert told.get(timeout=5) is trouble
    rounds.stop()


def test_an_ending_office_does_not_wait_for_a_dead_line() -> None:
    begun, may_end, ran = threading.Event(), threading.Event(), list[int]()

    def one() -> float:
        ran.append(1)
        begun.set()
        may_end.wait(timeout=30)
        return 0.0

    rounds = Rounds(one, lambda _: None, SystemClock().now)
    rounds.start()
    assert begun.wait(timeout=5)
    rounds.stop(within_s=0.05)
    assert not may_end.is_set()
    may_end.set()
    rounds._scheduler._executors["default"]._pool.shutdown(wait=True)
    assert ran == [1], "and none follows it"
