"""Previews first, large originals last, and none of them for ever last (U11)."""

import pytest

from sync.core.blobs import TROUBLES_MAX, FileState, Lane, Transfer, lane_of
from sync.core.lanes import Turns

KIB = 1 << 10


def _sent(appends, weights=None, quantum=64 * KIB, **files):
    """Which lane sent how many bytes, in order, when each lane's files are cut into appends of the quantum."""
    waiting, turns, order = {Lane[name]: size for name, size in files.items()}, Turns(), []
    for _ in range(appends):
        costs = {lane: min(quantum, size) for lane, size in waiting.items() if size}
        lane = turns.next(costs, weights or {}, quantum)
        if lane is None:
            break
        waiting[lane] -= costs[lane]
        order.append((lane, costs[lane]))
    return order


def test_a_preview_goes_before_any_original():
    assert _sent(1, PREVIEW=20 * KIB, SMALL=300 * KIB, LARGE=5000 * KIB) == [(Lane.PREVIEW, 20 * KIB)]


def test_lanes_take_turns_by_bytes_and_the_largest_is_not_starved():
    order = _sent(30, PREVIEW=4000 * KIB, SMALL=4000 * KIB, LARGE=4000 * KIB)
    sent = {lane: sum(size for each, size in order if each is lane) for lane in Lane}
    assert sent == dict.fromkeys(Lane, 640 * KIB)


def test_a_lane_that_is_alone_sends_at_every_turn():
    assert len(_sent(10, LARGE=640 * KIB)) == 10


def test_a_lane_that_the_province_shut_sends_nothing():
    assert {lane for lane, _ in _sent(20, {"P4": 0}, SMALL=600 * KIB, LARGE=600 * KIB)} == {Lane.SMALL}
    assert _sent(5, {"P2": 0, "P3": 0, "P4": 0}, SMALL=600 * KIB) == []


def test_a_lane_of_twice_the_weight_sends_twice_the_bytes():
    order = _sent(30, {"P3": 2}, SMALL=4000 * KIB, LARGE=4000 * KIB)
    assert sum(lane is Lane.SMALL for lane, _ in order) == 2 * sum(lane is Lane.LARGE for lane, _ in order)


@pytest.mark.parametrize(("size", "preview", "lane"), [
    (60_000, True, Lane.PREVIEW), (1 << 20, False, Lane.SMALL), ((1 << 20) + 1, False, Lane.LARGE), (100, False, Lane.SMALL),
])
def test_a_file_travels_in_the_lane_of_its_size(size, preview, lane):
    assert lane_of(size, preview=preview) is lane


def test_a_file_that_came_wrong_three_times_waits_for_a_person():
    file = Transfer(100).replied("want", "/u", 40)
    lost = file.anew(wrong=False)
    assert (lost.state, lost.url, lost.troubles, lost.offered) == (FileState.OFFERED, "", 0, True)
    for _ in range(TROUBLES_MAX):
        assert file.offered
        file = file.anew(wrong=True).replied("want", "/u", 0)
    assert not file.offered
