"""Wrong tries cost time, survive a restart, and never lock for good (KEY-5)."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.storage.delays import SECONDS, Delays
from tests.support.fakes import A_MORNING


def test_the_first_three_are_free_then_it_doubles_to_a_minute(tmp_path: Path) -> None:
    delays, waits = Delays(tmp_path / "d.json"), []
    for _ in range(12):
        delays.failed("thu", A_MORNING)
        waits.append(delays.wait_s("thu", A_MORNING))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert SECONDS[-1] == 60


def test_they_are_kept_across_restarts_and_end_with_a_good_passphrase(tmp_path: Path) -> None:
    for _ in range(5):
        Delays(tmp_path / "d.json").failed("thu", A_MORNING)
    again = Delays(tmp_path / "d.json")
    assert again.failures("thu") == 5
    assert again.wait_s("canbo", A_MORNING) == 0
    assert again.wait_s("thu", A_MORNING + timedelta(seconds=3)) == 1
    assert again.wait_s("thu", A_MORNING + timedelta(seconds=4)) == 0
    again.passed("thu")
    assert again.failures("thu") == 0


@pytest.mark.parametrize("content", [b"", b"[]", b'{"thu": 3}', b'{"thu": {"n": 3}}'])
def test_a_torn_file_costs_a_delay_and_never_the_entry(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "d.json").write_bytes(content)
    assert Delays(tmp_path / "d.json").wait_s("thu", A_MORNING) == 0


def test_a_clock_set_back_waits_the_delay_and_no_longer(tmp_path: Path) -> None:
    delays = Delays(tmp_path / "d.json")
    for _ in range(4):
        delays.failed("thu", A_MORNING)
    assert delays.wait_s("thu", A_MORNING - timedelta(days=365)) == 2


@pytest.mark.parametrize(
    "one", ['{"n": "x", "at": "y"}', '{"n": 9, "at": "2026-01-01T00:00:00"}', '{"n": -9, "at": "2026-01-01T00:00:00+07:00"}', "7"]
)
def test_an_entry_that_is_none_costs_the_delay_and_no_entry(tmp_path: Path, one: str) -> None:
    (tmp_path / "d.json").write_text(f'{{"thu": {one}}}')
    delays = Delays(tmp_path / "d.json")
    assert (delays.wait_s("thu", A_MORNING), delays.failures("thu")) == (0, 0)
