"""A real province for tests: `motcua-province serve --port 0` as a process, spoken to by its own commands."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSWORD = "mat-khau-cua-can-bo-thu"
COMMUNE = "24184"


@dataclass
class Province:
    """A province that runs: where it listens, whom to pin, and its commands."""

    url: str
    ca_path: Path
    home: Path
    process: subprocess.Popen[str]

    def cli(self, *args: str, ok: bool = True) -> dict[str, Any]:
        """Run one `motcua-province` command on this home; return its JSON object (with `exit` when not `ok`)."""
        return province_command(self.home, *args, ok=ok)

    def enrol_code(self, commune: str = COMMUNE) -> str:
        """Return a fresh one-time code for a commune's device."""
        return str(self.cli("enrol-code", "--commune", commune)["code"])

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._ended()

    def stop(self) -> str:
        """End the server politely; return its log."""
        if self.process.poll() is None:
            self.process.terminate()
        self._ended()
        return self.log.read_text("utf-8")

    @property
    def log(self) -> Path:
        """What the server wrote to its error stream."""
        return self.home.with_suffix(".log")

    def _ended(self) -> None:
        self.process.wait(timeout=15)
        self.process.stdout.close()


def province_command(home: Path, *args: str, ok: bool = True) -> dict[str, Any]:
    """Run `motcua-province --json --home HOME …` and read the one object it prints."""
    command = [sys.executable, "-m", "sync.province", "--home", str(home), "--json", *args]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment(), timeout=60)
    if ok and run.returncode:
        raise AssertionError(f"{args[0]} ended with {run.returncode}: {run.stdout}{run.stderr}")
    shown: dict[str, Any] = json.loads(run.stdout) if run.stdout.strip() else {}
    return shown if ok else {**shown, "exit": run.returncode, "stderr": run.stderr}


def make_province(home: Path, *communes: str) -> None:
    """Create a province with one officer (`thu`) and the given offices."""
    province_command(home, "init", "--officer", "thu", "--officer-name", "Trần Văn Thử")
    for commune in communes or (COMMUNE,):
        province_command(home, "office", "add", "--commune", commune, "--name", f"Xã Thử Nghiệm {commune}")


def start_province(
    home: Path, port: int = 0, *, host: str = "127.0.0.1", within: tuple[str, ...] = ()
) -> Province:
    """Serve an existing home; return when it listens.

    Args:
        home: the province's folder.
        port: 0 takes a free one.
        host: the address to listen on.
        within: words before the command, as those that enter a namespace.
    """
    command = [
        *within,
        sys.executable,
        "-m",
        "sync.province",
        "--home",
        str(home),
        "--json",
        "serve",
        "--port",
        str(port),
        "--host",
        host,
    ]
    log = home.with_suffix(".log")
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=_environment()
        )
    line = process.stdout.readline()
    if not line:
        raise AssertionError(f"the province did not start: {log.read_text('utf-8')}")
    ready = json.loads(line)
    return Province(ready["url"], Path(ready["ca"]), home, process)


@contextmanager
def running_province(tmp_path: Path, *communes: str) -> Iterator[Province]:
    """Make a province under `tmp_path`, serve it on a free port, and end it afterwards."""
    home = tmp_path / "province"
    make_province(home, *communes)
    province = start_province(home)
    try:
        yield province
    finally:
        if province.process.returncode is None:
            province.stop()


def _environment() -> dict[str, str]:
    root = Path(__file__).parents[2]
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "MOTCUA_PASSPHRASE": PASSWORD, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
