"""F20, U13: through a reverse proxy that buffers, and a line that is cut every 50 KB, everything arrives.

Bytes are counted outside the program. A proxy that buffers swallows what it had of a cut request; so one cut
costs at most the append, or the batch, that was under way.
"""

import time
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from sync.core.pacing import APPEND_MIN, Pace
from sync.province.clock import SystemClock
from sync.transport.http import HttpsLine
from tests.links.cutter import cutting
from tests.links.nginx import missing, proxied
from tests.support.province import running_province
from tests.sync.province.test_round_over_https import Machine

CUT = 50_000
ROUNDS_MAX = 120
SIZE = 600_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("links"),
    pytest.mark.skipif(bool(missing()), reason=f"no reverse proxy here: {missing()}"),
]


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    with running_province(tmp_path_factory.mktemp("proxied")) as made:
        yield made


class Noting(HttpsLine):
    """A line that remembers what was offered in appends."""

    def __init__(self, url, ca):
        super().__init__(url, ca)
        self.appends = []

    def append(self, url, offset, piece):
        self.appends.append((offset, len(piece)))
        return super().append(url, offset, piece)


@pytest.fixture(params=[True, False], ids=["buffering", "unbuffered"])
def cut_line(province, tmp_path, request):
    with (
        proxied(province, tmp_path / "nginx", buffering=request.param) as port,
        cutting(port, CUT) as cutter,
    ):
        machine = Machine(province, Random(request.node.name).getrandbits(32))
        machine.line.close()
        machine.means = replace(machine.means, clock=SystemClock())
        machine.line = Noting(f"https://127.0.0.1:{cutter.port}", province.ca_path)
        yield machine, cutter
        machine.line.close()


def drain(machine):
    """Run rounds until nothing waits and every file is there; give the reports."""
    reports, pace = [], Pace()
    for _ in range(ROUNDS_MAX):
        reports.append(machine.go(pace))
        pace = reports[-1].pace
        time.sleep(reports[-1].at_least_s)
        there = all(transfer.state == "have" for _, transfer in machine.replica.files.values())
        if not reports[-1].still_waiting and there:
            return reports
    raise AssertionError([report.trouble for report in reports[-5:]])


def test_a_scan_arrives_and_a_cut_costs_at_most_one_append(cut_line):
    machine, cutter = cut_line
    machine.replica.keep_file(Random(machine.signer.public).randbytes(SIZE))  # none that the commune has
    reports = drain(machine)
    assert cutter.cuts >= SIZE // CUT
    assert sum(report.blobs_sent for report in reports) == 1
    appends = machine.line.appends
    again = sum(size for _, size in appends) - SIZE
    broken = [size for (offset, size), (after, _) in pairwise(appends) if after < offset + size]
    assert again <= sum(broken) + APPEND_MIN
    assert len(broken) <= cutter.cuts, "no append goes again without a cut"
    handshakes = cutter.connections * 3_000
    assert cutter.bytes_up <= SIZE + cutter.cuts * CUT + handshakes


def test_dossiers_arrive_once_however_often_the_line_is_cut(cut_line):
    machine, cutter = cut_line
    cutter.cut_after = 15_000
    for _ in range(600):
        machine.desk._receive()
    drain(machine)
    assert cutter.cuts > 0
    codes = [doc["official_code"] for doc in machine.replica.confirmed.values() if doc.get("official_code")]
    assert len(codes) == len(set(codes)) > 0
    assert machine.replica.acked() == machine.replica.last_seq()
