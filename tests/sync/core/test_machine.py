"""The machine walks the table and nothing but the table."""

from pathlib import Path

import pytest

from sync.core.machine import EXCHANGES_MAX, STEPS, Round, Step, Unlisted, advance
from sync.core.phases import MOVES, STOPPED, Phase, Signal, draw

PAGE = (Path(__file__).parents[3] / "docs/sync.md").read_text("utf-8")


def walk(*signals, start=Phase.BOOT_CHECK):
    now, step = Round(start), None
    for signal in signals:
        now, step = advance(now, signal)
    return now, step


def test_a_whole_round_ends_at_rest():
    now, step = walk(
        Signal.AGREES, Signal.WANTED, Signal.GRANTED, Signal.CONNECTED, Signal.SENT, Signal.ANSWERED, Signal.MORE,
        Signal.SENT, Signal.ANSWERED, Signal.DRAINED, Signal.APPENDED, Signal.DONE, Signal.SETTLED,
    )  # fmt: skip
    assert (now.phase, step, now.exchanges) == (Phase.IDLE, Step.WAIT, 2)


def test_data_goes_before_files():
    assert walk(Signal.DATA_WAITS, start=Phase.BLOBS)[0].phase is Phase.DUE


@pytest.mark.parametrize(
    ("signal", "step"),
    [(Signal.FORK, Step.RESTAMP), (Signal.FEED_DIFFERS, Step.REWIND), (Signal.BELOW_FLOOR, Step.REBASE)],
)
def test_each_contradiction_has_its_repair(signal, step):
    assert walk(signal, start=Phase.APPLY)[1] is step


@pytest.mark.parametrize("signal", [Signal.SHRUNK, Signal.STILL_FORKED])
def test_what_no_repair_explains_waits_for_a_person(signal):
    assert walk(signal, start=Phase.APPLY) == (Round(Phase.SUSPICIOUS), Step.STOP)


def test_a_store_behind_its_side_file_begins_a_new_line_before_it_sends():
    assert walk(Signal.BEHIND) == (Round(Phase.RESTAMP), Step.RESTAMP)
    assert walk(Signal.BEHIND, Signal.RESTAMPED)[0].phase is Phase.DUE


def test_only_a_person_leaves_where_nothing_is_sent():
    for phase in STOPPED:
        assert [signal for at, signal in MOVES if at is phase] == [Signal.CONFIRMED]


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("signal", list(Signal))
def test_an_unlisted_pair_raises(phase, signal):
    if (phase, signal) in MOVES:
        assert advance(Round(phase), signal)[1] in Step
    else:
        with pytest.raises(Unlisted):
            advance(Round(phase), signal)


def test_no_round_goes_on_for_ever():
    now = Round(Phase.APPLY, exchanges=EXCHANGES_MAX)
    assert advance(now, Signal.MORE)[0].phase is Phase.SETTLE


def test_every_phase_that_can_be_reached_has_a_step():
    assert set(STEPS) == set(Phase)


def test_the_picture_is_drawn_from_the_table():
    assert draw() in PAGE
    assert all(f"{at} --> {to}: {signal.value}" in draw() for (at, signal), to in MOVES.items())
