"""Both ends of an emulated line for a test: a province behind it, a desk before it, weather between them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.links.line import Weather
from tests.support.province import COMMUNE, Province, province_command, start_province

NOTICING_SOON = """
import runpy
from sync.transport import liveness
liveness.UNACKED_S, liveness.IDLE_S, liveness.INTERVAL_S = 3, 1, 1
runpy.run_module("desktop_app", run_name="__main__")
"""
ROOT = Path(__file__).parents[2]
PASSPHRASE = "mat khau thu nghiem"
DESIGN = Weather(rate=64_000, rtt=600, loss=0.10)
"""The design point of the protocol."""
VILLAGE = Weather(rate=256_000, rtt=300, loss=0.02)


def missing() -> str:
    """Say why this machine can emulate no line, or nothing."""
    if os.geteuid() != 0:
        return "network namespaces with a tunnel device need root"
    if not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        return "there is no /dev/net/tun"
    return "" if shutil.which("ip") else "iproute2 is not installed"


@dataclass
class Emulated:
    """A line that stands."""

    near: str
    far: str
    far_address: str
    _process: subprocess.Popen[str]

    def report(self) -> dict[str, Any]:
        """Count IP packets and bytes so far."""
        return self._ask("report")

    def change(self, weather: Weather) -> None:
        """Begin another weather; counts begin anew."""
        self._ask(f"weather {json.dumps(weather.__dict__)}")

    def _ask(self, order: str) -> dict[str, Any]:
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def emulated(weather: Weather) -> Iterator[Emulated]:
    """Join two fresh namespaces by a line."""
    name = f"mc{os.getpid() % 100_000}"
    command = [sys.executable, "-m", "tests.links.line", name, json.dumps(weather.__dict__)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        facts = json.loads(process.stdout.readline())
        yield Emulated(f"{name}-near", f"{name}-far", facts["far"], process)
    finally:
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


def inside(namespace: str) -> tuple[str, ...]:
    """Return the words that put a command into a namespace."""
    return ("ip", "netns", "exec", namespace)


@contextmanager
def far_province(folder: Path, line: Emulated) -> Iterator[Province]:
    """Serve a province at the far end."""
    home = folder / "province"
    province_command(home, "init", "--officer", "thu", "--officer-name", "Trần Văn Thử", "--host", line.far_address)
    province_command(home, "office", "add", "--commune", COMMUNE, "--name", "Xã Thử Nghiệm")
    province = start_province(home, host=line.far_address, within=inside(line.far))
    try:
        yield province
    finally:
        province.stop()


class Desk:
    """`motcua` as a process at the near end."""

    def __init__(self, folder: Path, namespace: str) -> None:
        self.home, self._namespace = folder / "desk", namespace
        self.secret = folder / "secret"
        self.secret.write_text(PASSPHRASE + "\n")
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self._program = ("-m", "desktop_app")
        self._env = {**kept, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}

    @contextmanager
    def noticing_soon(self) -> Iterator[None]:
        """Let its commands give a connection up after three seconds without an acknowledgement."""
        before, self._program = self._program, ("-c", NOTICING_SOON)
        try:
            yield
        finally:
            self._program = before

    def begin(self, *words: str, user: str = "thu") -> subprocess.Popen[str]:
        """Start one command."""
        command = [*inside(self._namespace), sys.executable, *self._program, "--home", str(self.home), "--json"]
        command += ["--as", user, "--passphrase-file", str(self.secret), *words]
        return subprocess.Popen(command, env=self._env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def __call__(self, *words: str, user: str = "thu", codes: tuple[int, ...] = (0,)) -> dict[str, Any]:
        """Run one command to its end."""
        running = self.begin(*words, user=user)
        out, errors = running.communicate(timeout=900)
        assert running.returncode in codes, f"{words}: {running.returncode} {out} {errors}"
        shown: dict[str, Any] = json.loads(out)
        return shown

    def found(self, province: Province) -> None:
        """Make an office and enrol it over the line."""
        self("init", "--commune", COMMUNE, user="quantri")
        new = ("--role", "clerk", "--new-passphrase-file", str(self.secret))
        self("staff", "add", "--user", "thu", "--name", "Cán Bộ Thử", *new, user="quantri")
        where = ("--url", province.url, "--ca", str(province.ca_path), "--code", province.enrol_code())
        self("enrol", *where, user="quantri")

    def receive(self, folder: Path) -> str:
        """Receive a certified copy; return its number."""
        path = folder / "copy.json"
        applicant = {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001", "birth_date": "1990", "sex": "Nữ"}
        documents = [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]
        path.write_text(json.dumps({"applicant": applicant, "answers": {"documents": documents}}))
        given = ("--procedure", "2.000815", "--answers", str(path))
        return str(self("receive", *given)["receipt"]["number"])
