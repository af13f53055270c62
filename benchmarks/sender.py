"""A desk that sends the corpus: a real enrolled office with a real store, whose rounds use a line that stays.

What stands in the dossiers is the corpus; store, events, keys, runner and transport are the program's own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from benchmarks.corpus import Doc, corpus, difference, lawful, reception
from benchmarks.ground import CLERK, an_office, enrol
from desktop_app.runtime.clock import SystemClock, SystemDice
from forms.dossier.dossier import Happening
from sync.core.codec import Zstd, with_dictionary
from sync.core.pacing import Pace
from sync.core.signing import Ed25519Signer
from sync.runner import run_round
from sync.runner.report import Means, RoundReport
from sync.transport.http import HttpsLine
from tests.support.office import Office
from tests.support.province import COMMUNE, Province

Line = TypeVar("Line", bound=HttpsLine)
AT_ONCE = 500
"""Dossiers booked in one transaction, so that filling a store takes no longer than it must."""
FAST = Pace(good_bps=8e6, srtt_s=0.01, mtbf_s=3600.0)
"""What a desk has learnt of loopback after a while."""


class Sender:
    """An office and its line.

    Args:
        home: where it lives; made and enrolled when empty.
        url: of the province, or of a counting relay before it.
        province: the province itself.
        codec: the compressor; the program's own when none is given.
    """

    def __init__(self, home: Path, url: str, province: Province, codec: Zstd | None = None) -> None:
        if not home.exists():
            an_office(home, enrolled=False)
            enrol(home, url, province)
        self._url, self._ca = url, province.ca_path
        self.office = Office(home, SystemClock(), SystemDice())
        with self.office.work() as work:
            signer = Ed25519Signer(work.device.seed())
        self.means = Means(SystemClock(), SystemDice(), signer, codec or with_dictionary())
        self.pace = Pace()

    def receive(self, first: int, count: int) -> list[tuple[UUID, Doc]]:
        """Book documents of the corpus, each as one new dossier."""
        desk, booked = self.office.desk(), list[tuple[UUID, Doc]]()
        for begin in range(first, first + count, AT_ONCE):
            with self.office.work() as work:
                for n in range(begin, min(begin + AT_ONCE, first + count)):
                    doc, record = corpus().doc(n), desk.new_id()
                    payload = reception(doc, n, COMMUNE, CLERK)
                    work.book(record, [Happening("dossier.new", payload)], verb="receive_dossier")
                    booked.append((record, doc))
                work.commit()
        return booked

    def edit(self, booked: Sequence[tuple[UUID, Doc]]) -> None:
        """Book a typical edit of each dossier as field changes."""
        with self.office.work() as work:
            for record, doc in booked:
                changes = difference(lawful(doc), lawful(corpus().changed(doc)), "/content")
                work.book(record, [Happening("fields.set", changes)], verb="correct_dossier")
            work.commit()

    @contextmanager
    def line(self, kind: type[Line] = HttpsLine) -> Iterator[Line]:
        """Open a line that stays for several rounds."""
        line = kind(self._url, self._ca)
        try:
            yield line
        finally:
            line.close()

    def round(self, line: HttpsLine) -> RoundReport:
        """Carry out one round over a line that must carry it to its end."""
        report = self.try_round(line)
        assert report.contact, report.trouble
        assert not report.refused, "the province refused what was measured"
        return report

    def try_round(self, line: HttpsLine) -> RoundReport:
        """Carry out one round, however it ends."""
        with self.office.open.replica() as replica:
            report = run_round(replica, line, self.means, self.pace)
        self.pace = report.pace
        return report

    def close(self) -> None:
        """Close the office."""
        self.office.open.close()
