"""The whole desk against a real province over emulated bad lines: everything arrives, dossiers before scans.

Nothing here looks at a clock: what is asserted are counts and orders. How long it takes is told by
`python -m tests.links.weather`.
"""

import json
import time
from random import Random

import pytest

from tests.links.ends import DESIGN, Desk, emulated, far_province, missing
from tests.links.flows import DEAD, KEPT, RESET, Flows, Segment, read, reset_of
from tests.links.line import Way, Weather

GAPS = Weather(rate=256_000, rtt=300, loss=0.02, up=6, down=3)
ROUNDS_MAX = 30

real = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.xdist_group("links"),
    pytest.mark.skipif(bool(missing()), reason=f"no line can be emulated here: {missing()}"),
]


def test_the_emulated_line_has_its_rate_and_its_delay():
    """Calibration: 50 KB in packets at the design rate leave one after the other and arrive half a round trip later."""
    way = Way(Weather(rate=64_000, rtt=600, queue=60), Random(1))
    arrivals = [way.send(1400, 0.0, 0.0) for _ in range(36)]
    assert arrivals[0] == pytest.approx(1400 * 8 / 64_000 + 0.3)
    assert arrivals[-1] == pytest.approx(36 * 1400 * 8 / 64_000 + 0.3)
    assert 6.0 < arrivals[-1] < 7.0, "with a handshake of two round trips 7.5 to 8.0 s, as the design asks"


def test_the_emulated_line_loses_what_it_should_and_the_same_from_the_same_seed():
    def lost(seed):
        way = Way(Weather(loss=0.1), Random(seed))
        return [way.send(100, n, 0.0) is None for n in range(10_000)]

    assert 900 < sum(lost(1)) < 1100
    assert lost(1) == lost(1) != lost(2)


def test_the_emulated_line_has_a_bounded_queue_and_gaps():
    full = Way(Weather(rate=8000, queue=2.0), Random(1))
    sent = [full.send(1000, 0.0, 0.0) for _ in range(10)]
    assert (full.counted["overflowed"], sum(at is not None for at in sent)) == (7, 3)
    gap = Way(Weather(up=20, down=10), Random(1))
    assert [gap.send(100, now, 0.0) is None for now in (0, 19, 21, 29, 31, 49, 51)] == [False, False, True, True, False, False, True]


NEAR, FAR = bytes((10, 78, 0, 1)), bytes((10, 78, 0, 2))
SYN, ACK, RST = 2, 16, 4


def packet(seq, flags=ACK, payload=0, ports=(40_000, 443)):
    return Segment(NEAR, FAR, ports, seq, 7, flags, payload)


@pytest.mark.parametrize(("fate", "ends"), [(KEPT, False), (RESET, True), (DEAD, True)])
def test_a_gap_ends_connections_that_are_older_and_no_others(fate, ends):
    flows = Flows(fate)
    assert not flows.outlived(packet(1, SYN), 0)
    assert not flows.outlived(packet(2), 0)
    assert flows.outlived(packet(2), 1) == ends
    assert not flows.outlived(packet(1, SYN), 1), "the same ports, greeted anew"
    assert not flows.outlived(packet(2), 1)


def test_a_reset_is_one_its_receiver_believes():
    answer = read(reset_of(packet(5, payload=10)))
    assert (answer.source, answer.target, answer.ports) == (FAR, NEAR, (443, 40_000))
    assert (answer.seq, answer.flags, answer.payload) == (7, RST, 0), "the number its receiver waits for"
    assert reset_of(packet(5, RST)) is None


def test_payload_is_counted_once_however_often_tcp_repeats_it_and_anew_in_the_next_connection():
    flows, last = Flows(KEPT), 2**32 - 50
    flows.carried(packet(last, SYN))
    for seq, length in ((1, 100), (101, 100), (1, 100), (201, 0), (101, 100)):
        flows.carried(packet((last + seq) % 2**32, payload=length))
    assert flows.payload == 200
    flows.carried(packet(9, SYN, ports=(40_001, 443)))
    flows.carried(packet(10, payload=5, ports=(40_001, 443)))
    assert flows.payload == 205


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("links")
    with emulated(Weather()) as line, far_province(folder, line) as province:
        desk = Desk(folder, line.near)
        desk.found(province)
        yield line, province, desk, folder


def drain(desk):
    """Run rounds until nothing waits; give their results."""
    rounds = []
    for _ in range(ROUNDS_MAX):
        rounds.append(desk("sync", "once", codes=(0, 4))["round"])
        facts = desk("sync", "status")["sync"]
        if not rounds[-1]["still_waiting"] and not facts["blobs_waiting"]:
            return rounds
    raise AssertionError(f"never drained: {rounds[-3:]}")


class TestOnABadLine:
    """The design point: 64 kbit/s, 600 ms, one packet of ten lost each way."""

    pytestmark = real

    def test_a_dossier_arrives_and_its_code_comes_home(self, world):
        line, province, desk, folder = world
        number = desk.receive(folder)
        line.change(DESIGN)
        rounds = drain(desk)
        counted = line.report()
        line.change(Weather())
        assert desk("show", number)["dossier"]["official_code"] == province.cli("show", number)["official_code"] != ""
        said = sum(done["bytes_up"] for done in rounds)
        assert 0 < said < counted["up"]["bytes"], "the line counts what the program cannot see: TLS, TCP, IP"


class TestOnALineWithGaps:
    """Six seconds up, three down; the long gaps are in the weather."""

    pytestmark = real

    def test_scans_and_dossiers_arrive_and_an_urgent_dossier_overtakes_the_scans(self, world):
        line, province, desk, folder = world
        number = desk.receive(folder)
        scan = folder / "scan.jpg"
        scan.write_bytes(b"\xff\xd8\xff\xe0" + Random(5).randbytes(150_000))
        desk("attach", number, str(scan))
        line.change(GAPS)
        saturating = desk.begin("sync", "once")
        urgent = desk.receive(folder)
        overtook = False
        while saturating.poll() is None and not overtook:
            shown = province.cli("show", urgent, ok=False)
            time.sleep(1.0)
            overtook = bool(shown.get("official_code")) and saturating.poll() is None
        saturating.communicate(timeout=300)
        drain(desk)
        line.change(Weather())
        assert overtook, "the urgent dossier was there before the scan"
        assert desk("show", urgent)["dossier"]["truth"] == "accepted"
        assert desk("sync", "status")["sync"]["blobs_waiting"] == 0


class TestWhereConnectionsEnd:
    """In the middle of a file the line resets what was connected, or forgets it without a word."""

    pytestmark = real

    @pytest.mark.parametrize("fate", [RESET, DEAD])
    def test_a_file_is_at_the_province_all_the_same(self, world, fate):
        line, _, desk, folder = world
        scan, number = folder / f"{fate}.jpg", desk.receive(folder)
        scan.write_bytes(b"\xff\xd8\xff\xe0" + Random(fate).randbytes(90_000))
        desk("attach", number, str(scan))
        line.change(Weather(rate=128_000, rtt=100))
        with desk.noticing_soon():
            sending = desk.begin("sync", "once")
            while line.report()["payload_up"] < 20_000 and sending.poll() is None:
                time.sleep(0.1)
            line.change(Weather(flows=fate))  # a connection whose greeting it did not see is older
            shown, _ = sending.communicate(timeout=300)
        assert json.loads(shown)["round"]["trouble"].startswith("no answer"), "given up, and not by a person"
        ended = line.report()["of_ended"]
        drain(desk)
        line.change(Weather())
        assert ended > 0
        assert desk("sync", "status")["sync"]["blobs_waiting"] == 0
