"""The one door from a worker's thread into the window's thread.

Workers touch no widget; they hand over a function, and the window calls it in its next frame.
"""

from collections.abc import Callable

from kivy.clock import Clock


def post(work: Callable[[], None]) -> None:
    """Have ``work`` called by the window's thread, soon; may be called from any thread."""
    Clock.schedule_once(lambda _elapsed: work(), 0)


def later(seconds: float, work: Callable[[], None]) -> Callable[[], None]:
    """Have ``work`` called by the window's thread after ``seconds``.

    Returns:
        A function that calls it off.
    """
    event = Clock.schedule_once(lambda _elapsed: work(), seconds)
    return lambda: Clock.unschedule(event)
