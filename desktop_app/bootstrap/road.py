"""The road to the province, as this machine knows it: address and root certificate, one round at a time.

The only module of the desk that imports a transport and the runner.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from desktop_app.bootstrap.resting import RestFile
from desktop_app.config import read_settings, write_settings
from desktop_app.errors import DeskError
from desktop_app.ports import LaneFacts, RoundFacts, RoundStep
from desktop_app.ports.desk import TOO_SOON
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.storage.open_office import OpenOffice
from desktop_app.usecases.enrol_device import EnrolDevice
from forms.errors import Act, Fault
from forms.text.figures import duration
from sync.core.certificate import EnrolRequest
from sync.core.pacing import Pace
from sync.core.phases import Phase
from sync.core.signing import Signer
from sync.runner import Gauge, Means, Progress, RoundReport, run_round

CA_FILE: Final = "province-ca.pem"
LINE_TAKEN: Final = Fault(
    Act.WAIT,
    "Đang có một lượt đồng bộ khác chạy trên máy này.",
    "Chờ lượt đó xong rồi thử lại; không mất gì.",
    "Another round holds the line.",
)
_TAKE_S: Final = 60.0
_ASKED: Final = "Tỉnh đang bận và xin lui lại; máy sẽ tự thử lại sau {}."
_OFTEN: Final = "Vừa thử nhiều lần liền mà chưa tới được tỉnh; máy sẽ tự thử lại, hoặc bấm lại sau {}."
SAID: Final = {
    Phase.CONNECT: "Đang nối tới tỉnh…",
    Phase.PUSH: "Đang gửi hồ sơ…",
    Phase.AWAIT: "Đang chờ tỉnh trả lời…",
    Phase.APPLY: "Đang ghi những gì tỉnh trả về…",
    Phase.REWIND: "Đang đối chiếu với tỉnh: tỉnh vừa khôi phục dữ liệu…",
    Phase.REBASE: "Đang đối chiếu với tỉnh: nhận lại bản chụp của cả xã…",
    Phase.RESTAMP: "Đang đối chiếu với tỉnh: đánh số lại các việc của máy này…",
    Phase.BLOBS: "Đang gửi tệp đính kèm…",
    Phase.SETTLE: "Đang kết thúc lượt đồng bộ…",
}


@dataclass(slots=True)
class Road:
    """Address and certificate; one per data folder."""

    home: Path
    clock: SystemClock
    dice: SystemDice

    def ask(self, order: EnrolDevice, request: EnrolRequest) -> bytes:
        """Send an enrolment request; implements the port `Registrar`.

        Raises:
            Offline, Refused: As the road says.
        """
        from sync.transport.http import enrol  # noqa: PLC0415 - drags in HTTP and TLS

        return enrol(order.url, Path(order.ca_path), request)

    def keep_address(self, order: EnrolDevice) -> None:
        """Keep where the province is, and a copy of its root certificate inside the data folder."""
        (self.home / CA_FILE).write_bytes(Path(order.ca_path).read_bytes())
        settings = replace(read_settings(self.home), province_url=order.url, province_ca=CA_FILE)
        write_settings(self.home, settings)

    def line(self, vault: OpenOffice, signer: Signer) -> "OneLine":
        """Return the road for one user's rounds."""
        return OneLine(self, vault, signer)


@dataclass(frozen=True, slots=True)
class OneLine:
    """Implements the port `Line`: one round, on its own connection to the store, never two at once."""

    road: Road
    vault: OpenOffice
    signer: Signer

    def run_round(
        self, progress: Callable[[RoundStep], None], cancelled: Callable[[], bool], *, by_hand: bool
    ) -> RoundFacts:
        """Carry out one round, or say how long it must still wait (N4).

        Raises:
            DeskError: LINE_TAKEN.
            Corrupt: The store contradicts itself.
        """
        kept = RestFile(self.road.home, self.road.clock)
        with self._taken():
            rest = kept.read()
            wait_s = rest.wait_s(by_hand=by_hand)
            if wait_s > 0:
                return self._too_soon(wait_s, asked=rest.bound_s > 0)
            rest = rest.begun(by_hand=by_hand)
            kept.keep(rest)
            report = self._round(rest.pace, progress, cancelled)
            kept.keep(rest.ended(report))
        return _facts(report)

    def _too_soon(self, wait_s: float, *, asked: bool) -> RoundFacts:
        said = (_ASKED if asked else _OFTEN).format(duration(wait_s))
        with self.vault.replica() as replica:
            waiting = replica.last_seq() - replica.acked()
            report = RoundReport(phase=replica.phase(), still_waiting=waiting, next_try_s=wait_s)
        report.trouble, report.said = TOO_SOON, said
        return _facts(report)

    def resume(self, by: str, at: datetime) -> str:
        """Let rounds run again, not while one runs.

        Raises:
            DeskError: LINE_TAKEN, ROAD_NOT_STOPPED.
        """
        with self._taken(), self.vault.replica() as replica:
            return replica.resume(by, at)

    @contextmanager
    def _taken(self) -> Iterator[None]:
        lock = FileLock(self.road.home / "line.lock", mode=0o600)
        try:
            lock.acquire(timeout=_TAKE_S)
        except Timeout:
            raise DeskError(LINE_TAKEN) from None
        try:
            yield
        finally:
            lock.release()

    def _round(
        self, pace: Pace, progress: Callable[[RoundStep], None], cancelled: Callable[[], bool]
    ) -> RoundReport:
        from sync.transport.http import HttpsLine  # noqa: PLC0415 - drags in HTTP and TLS

        settings = read_settings(self.road.home)
        with self.vault.replica() as replica:
            gauge = Gauge(replica, self.road.clock.monotonic)
            means = Means(
                clock=self.road.clock,
                dice=self.road.dice,
                signer=self.signer,
                progress=lambda phase: _tell(gauge, phase, progress),
                cancelled=cancelled,
            )
            line = HttpsLine(settings.province_url, self.road.home / settings.province_ca)
            try:
                return run_round(replica, line, means, pace)
            finally:
                replica.count_traffic(line.bytes_up, line.bytes_down, line.round_trips)
                line.close()


def _tell(gauge: Gauge, phase: Phase, progress: Callable[[RoundStep], None]) -> None:
    if phase in SAID:
        progress(_step(gauge.step(phase)))


def _step(at: Progress) -> RoundStep:
    data, files = LaneFacts(at.data.done, at.data.total), LaneFacts(at.files.done, at.files.total)
    return RoundStep(SAID[at.phase], data, files, at.rate_bps, at.remaining_s)


def _facts(report: RoundReport) -> RoundFacts:
    return RoundFacts(
        contact=report.contact,
        sent=report.sent,
        accepted=report.accepted,
        refused=report.refused,
        conflicts=report.conflicts,
        pulled=report.pulled,
        bytes_up=report.bytes_up,
        bytes_down=report.bytes_down,
        round_trips=report.round_trips,
        seconds=report.seconds,
        still_waiting=report.still_waiting,
        blobs_sent=report.blobs_sent,
        phase=report.phase.value,
        next_try_s=report.next_try_s,
        trouble=report.trouble,
        sentence=report.said,
    )
