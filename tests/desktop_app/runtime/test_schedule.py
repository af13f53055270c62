"""There is always a next round, never two at once, and a broken one ends nothing."""

import threading
from queue import Queue
from typing import Any

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


def test_a_round_that_breaks_is_told_and_tried_again() -> None:
    told: Queue[Any] = Queue()
    trouble = RuntimeError("broken")

    def broken() -> float:
        raise trouble

    rounds = Rounds(broken, told.put, SystemClock().now)
    rounds.start()
    assert told.get(timeout=5) is trouble
    rounds.hasten()
    assert told.get(timeout=5) is trouble
    rounds.stop()


def test_a_hastened_round_waits_for_the_running_one_and_is_not_lost() -> None:
    begun, may_end, running, most = Queue[int](), threading.Semaphore(0), [0], [0]

    def one() -> float:
        running[0] += 1
        most[0] = max(most[0], running[0])
        begun.put(1)
        may_end.acquire(timeout=5)
        running[0] -= 1
        return 3600.0

    rounds = Rounds(one, lambda _: None, SystemClock().now)
    rounds.start()
    begun.get(timeout=5)
    rounds.hasten()
    may_end.release(2)
    begun.get(timeout=5)
    may_end.release(2)
    rounds.stop()
    assert most == [1]
