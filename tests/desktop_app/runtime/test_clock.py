"""The real clock is aware of its zone, and the real dice stay between their bounds."""

from datetime import timedelta

from desktop_app.runtime.clock import SystemClock, SystemDice


def test_the_clock_is_vietnams_and_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert clock.monotonic() <= clock.monotonic()


def test_the_dice_fall_differently_and_within_their_bounds() -> None:
    dice = SystemDice()
    assert len({dice.bytes(16) for _ in range(50)}) == 50
    assert all(2.0 <= dice.uniform(2.0, 3.0) < 3.0 for _ in range(200))
