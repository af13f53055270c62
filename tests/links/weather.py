"""Long runs over bad lines: `python -m tests.links.weather` prints one table and ends with 1 when something was lost.

Seconds are told beside those of a plain TCP connection that carries as many bytes over the same line, in the
same run; bytes are counted at the line, as IP packets.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.links.ends import DESIGN, VILLAGE, Desk, Emulated, emulated, far_province, inside, missing
from tests.links.flows import DEAD, KEPT, RESET
from tests.links.line import Weather
from tests.support.province import Province

GAPS = replace(VILLAGE, up=20, down=10)
RESETS, DEATHS = replace(GAPS, flows=RESET), replace(GAPS, flows=DEAD)
DOSSIERS = 200
SCAN = 2_000_000
ROUNDS_MAX = 60
PAYLOAD = 1348 / 1400
"""What of a full packet TCP carries."""
SINK = """
import socket, sys
server = socket.create_server((sys.argv[1], 0))
print(server.getsockname()[1], flush=True)
line, _ = server.accept()
while line.recv(65536): pass
line.sendall(b"k")
"""
SOURCE = """
import socket, sys
line = socket.create_connection((sys.argv[1], int(sys.argv[2])))
line.sendall(bytes(int(sys.argv[3])))
line.shutdown(socket.SHUT_WR)
line.recv(1)
"""


@dataclass(frozen=True)
class Run:
    """One row of the table."""

    what: str
    seconds: float
    up: int
    plain_s: float
    rounds: int
    lost: int
    payload: int

    def row(self) -> str:
        ratio = self.seconds / self.plain_s
        return f"| {self.what} | {self.seconds:.1f} | {self.up:,} | {self.payload:,} | {self.plain_s:.1f} | {ratio:.2f} | {self.rounds} | {self.lost} |"


class Lines:
    """Both ends, and the runs over them."""

    def __init__(self, folder: Path, line: Emulated, province: Province) -> None:
        self._folder, self._line, self._province = folder, line, province
        self._desk = Desk(folder, line.near)
        self._desk.found(province)
        self._seed = 0

    def dossiers(self, weather: Weather) -> Run:
        """Send many new dossiers."""
        self._seed += 1
        self._desk("seed", "--dossiers", str(DOSSIERS), "--seed", str(self._seed))
        return self._timed(f"{DOSSIERS} dossiers, {_said(weather)}", weather)

    def scan(self, weather: Weather) -> Run:
        """Send one large file."""
        number = self._desk.receive(self._folder)
        self._seed += 1
        path = self._folder / "scan.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + Random(self._seed).randbytes(SCAN))
        self._desk("attach", number, str(path))
        return self._timed(f"a scan of {SCAN // 1_000_000} MB, {_said(weather)}", weather)

    def urgent(self, weather: Weather, samples: int = 5) -> list[float]:
        """Say after how many seconds the province has a dossier that is received while a scan saturates the line."""
        number = self._desk.receive(self._folder)
        path = self._folder / "scan.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + Random(0).randbytes(SCAN))
        self._desk("attach", number, str(path))
        self._line.change(weather)
        saturating, waits = self._desk.begin("sync", "once"), list[float]()
        time.sleep(15.0)
        while len(waits) < samples and saturating.poll() is None:
            dossier, began = self._desk.receive(self._folder), time.monotonic()
            while not self._province.cli("show", dossier, ok=False).get("official_code"):
                time.sleep(0.3)
            waits.append(round(time.monotonic() - began, 1))
        saturating.kill()
        saturating.communicate()
        return waits

    def _timed(self, what: str, weather: Weather) -> Run:
        self._line.change(weather)
        rounds = list(self._rounds())
        counted = self._line.report()
        seconds = sum(done["seconds"] for done in rounds) + sum(done["next_try_s"] for done in rounds[:-1] if done["trouble"])
        self._line.change(replace(weather, flows=KEPT))  # the plain one is the kept one
        plain = self._plain(int(counted["up"]["bytes"] * PAYLOAD))
        self._line.change(Weather())
        facts = self._desk("sync", "status")["sync"]
        lost = facts["waiting"] + facts["unknown"] + facts["blobs_waiting"]
        return Run(what, seconds, counted["up"]["bytes"], plain, len(rounds), lost, counted["payload_up"])

    def _rounds(self) -> Iterator[dict[str, float]]:
        for _ in range(ROUNDS_MAX):
            done = self._desk("sync", "once", codes=(0, 4))["round"]
            ended = time.monotonic()
            yield done
            facts = self._desk("sync", "status")["sync"]
            if not done["still_waiting"] and not facts["blobs_waiting"]:
                return
            if done["trouble"]:  # the pause that the desk itself would make
                time.sleep(max(0.0, done["next_try_s"] - (time.monotonic() - ended)))

    def _plain(self, count: int) -> float:
        far, near = inside(self._line.far), inside(self._line.near)
        sink = subprocess.Popen(
            [*far, sys.executable, "-c", SINK, self._line.far_address], stdout=subprocess.PIPE, text=True
        )
        port = sink.stdout.readline().strip()
        began = time.monotonic()
        subprocess.run(
            [*near, sys.executable, "-c", SOURCE, self._line.far_address, port, str(count)], check=True, timeout=900
        )
        seconds = time.monotonic() - began
        sink.wait(timeout=30)
        sink.stdout.close()
        return seconds


def _said(weather: Weather) -> str:
    gaps = f", {weather.down:.0f} s gone every {weather.up + weather.down:.0f}, {weather.flows}" if weather.down else ""
    return f"{weather.rate / 1000:.0f} kbit/s {weather.rtt:.0f} ms {weather.loss:.0%}{gaps}"


def main() -> int:
    """Run everything, print as it comes."""
    if reason := missing():
        print(f"no line can be emulated here: {reason}")
        return 0
    print("| what | seconds | bytes up | TCP payload up | plain TCP, s | ratio | rounds | lost |\n|---|---|---|---|---|---|---|---|", flush=True)
    lost = 0
    with tempfile.TemporaryDirectory() as name, emulated(Weather()) as line, far_province(Path(name), line) as province:
        lines = Lines(Path(name), line, province)
        runs: tuple[tuple[Callable[[Weather], Run], Weather], ...] = (
            (lines.dossiers, VILLAGE),
            (lines.dossiers, DESIGN),
            (lines.dossiers, GAPS),
            (lines.scan, VILLAGE),
            (lines.scan, GAPS),
            (lines.scan, RESETS),
            (lines.scan, DEATHS),
        )
        for work, weather in runs:
            run = work(weather)
            lost += run.lost
            print(run.row(), flush=True)
        urgent = lines.urgent(DESIGN)
    print(json.dumps({"lost": lost, "urgent_while_a_scan_saturates_s": urgent}))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
