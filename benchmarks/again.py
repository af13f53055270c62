"""Bytes sent again after the line broke: of events, and of a file.

The relay lets a given number of bytes go up and breaks. What it counts over the broken and the second try,
less what the same work takes in one try, less the second greeting and the question how far it came, was sent
again.
"""

import hashlib
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.corpus import corpus
from benchmarks.counted import CountedLine, counted_line, settled
from benchmarks.measure import Row, spread, tell
from benchmarks.sender import Sender
from forms.dossier.dossier import Attachment, attach
from sync.core.pacing import Pace
from sync.transport.http import HttpsLine
from tests.support.province import running_province

DOSSIERS, FILE_BYTES = 60, 600_000
ONE_FRAME, SHARE = 8 << 10, 2 / 3
PACE = Pace(good_bps=16_000.0)
"""A line on which all of the dossiers go in one request, and the file in several appends."""


def rows(runs: int) -> list[Row]:
    """Measure both."""
    data: list[float] = []
    blob: list[float] = []
    pieces: list[int] = []
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as place:
        folder = Path(place)
        with running_province(folder) as province, counted_line(province) as line:
            sender = Sender(folder / "office", line.url, province)
            _round(sender, line)
            for run in range(runs):
                sender.receive(2 * run * DOSSIERS, DOSSIERS)
                whole, idle = _round(sender, line), _round(sender, line)
                asked = _asked(sender, line)
                sender.receive((2 * run + 1) * DOSSIERS, DOSSIERS)
                data.append(_broken(sender, line, int(whole * SHARE))[0] - whole - idle - asked)
                _attach(sender, 2 * run)
                whole = _round(sender, line)
                _attach(sender, 2 * run + 1)
                up, piece = _broken(sender, line, int(whole * SHARE))
                blob.append(up - whole - idle - asked)
                pieces.append(piece)
            sender.close()
    append = max(pieces)
    return [
        _row(
            "sent again after a cut: data",
            data,
            ONE_FRAME,
            f"one frame; {DOSSIERS} dossiers; {corpus().name}",
        ),
        _row(
            "sent again after a cut: file",
            blob,
            append,
            f"one append as it was sized; a file of {FILE_BYTES:,} B",
        ),
    ]


class Watched(HttpsLine):
    """A line that remembers how large the last append was."""

    last = 0

    def append(self, url: str, offset: int, piece: bytes) -> int:
        """Remember, then send."""
        self.last = len(piece)
        return super().append(url, offset, piece)


def _row(what: str, again: list[float], allowed: int, how: str) -> Row:
    note = f"{how}; {spread(again)}; {len(again)} runs"
    return Row(what, max(0.0, median(again)), allowed, "what is allowed", "B", None, note, what, allowed)


def _round(sender: Sender, line: CountedLine) -> float:
    """Carry out one round over a line of its own; return the bytes up."""
    before = settled(line)
    sender.pace = PACE
    with sender.line() as road:
        sender.round(road)
    return settled(line)["bytes_up"] - before["bytes_up"]


def _asked(sender: Sender, line: CountedLine) -> float:
    """Ask how far the province came, over a line that stands; return the bytes up."""
    with sender.line() as road:
        sender.round(road)
        before = settled(line)
        sender.round(road)
    return settled(line)["bytes_up"] - before["bytes_up"]


def _broken(sender: Sender, line: CountedLine, after: int) -> tuple[float, int]:
    """Let a round break and another finish it; return the bytes up of both, and the append that broke."""
    before = settled(line)
    line.order(f"cut {after}")
    sender.pace = PACE
    with sender.line(Watched) as road:
        sender.pace = sender.try_round(road).pace
        piece = road.last
    line.order("up")
    with sender.line() as road:
        report = sender.round(road)
    assert report.still_waiting == 0
    return settled(line)["bytes_up"] - before["bytes_up"], piece


def _attach(sender: Sender, n: int) -> None:
    """Attach a file that does not compress to a dossier of its own."""
    ((record, _),) = sender.receive(1_000_000 + n, 1)
    content = b"\xff\xd8\xff\xe0" + hashlib.shake_128(b"%d" % n).digest(FILE_BYTES - 4)
    with sender.office.work() as work:
        blob = work.blobs.keep(work.blobs.seal([content]), "image/jpeg")
        file = Attachment(blob.sha256, blob.size, "image/jpeg", "paper", "ảnh đo")
        work.book(record, [attach(file)], verb="attach_scan")
        work.commit()


if __name__ == "__main__":
    tell(rows, runs=3)
