"""What the demo plays on: a province, a line that can be pulled, a desk, a window; each its own process.

Nothing of the province is imported; it is driven by its commands, as an operator would.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from desktop_app.errors import DeskError
from forms.errors import Act, Fault

COMMAND_S: Final = 120
"""Seconds that one command may take; an unlock costs one or two on a slow machine."""
PLAY_S: Final = 300

PART_FAILED: Final = Fault(
    Act.ADMINISTRATOR,
    "Một bước của buổi trình diễn không chạy được.",
    "Xem bước được nêu; sửa nguyên nhân rồi chạy lại «make demo». Không dữ liệu thật nào bị đụng tới.",
    "A step of the demo failed.",
)


@dataclass
class Stage:
    """Folders and processes of one performance.

    Attributes:
        folder: where the two data folders stand; a temporary one.
        out: where pictures and papers are left.
        environment: what a window needs beside the usual variables.
        passphrase: of every invented person of the demo.
        seconds: act → how long it took by the relay's clock.
    """

    folder: Path
    out: Path
    environment: Mapping[str, str]
    passphrase: str
    seconds: dict[str, float] = field(default_factory=dict)
    _children: list[subprocess.Popen[str]] = field(default_factory=list)
    _relay: subprocess.Popen[str] | None = None

    @property
    def province_home(self) -> Path:
        """The province's data folder."""
        return self.folder / "province"

    @property
    def desk_home(self) -> Path:
        """The desk's data folder."""
        return self.folder / "desk"

    def province(self, *words: str) -> dict[str, Any]:
        """Run one command of the province; return its JSON object."""
        return self._command("sync.province", "--home", str(self.province_home), "--json", *words)

    def desk(self, *words: str, user: str) -> dict[str, Any]:
        """Run one command of the desk as a user; return its JSON object."""
        return self._command("desktop_app", "--home", str(self.desk_home), "--json", "--as", user, *words)

    def set_printer(self) -> None:
        """Put a stand-in for the printing command in the window's path: it keeps what would go on paper."""
        command = self.folder / "bin" / "lp"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec cat > "{self.out}/$2"\n', "utf-8")
        command.chmod(0o700)

    def serve(self) -> Mapping[str, Any]:
        """Start the province; return what it says once it listens: `url`, `ca`, `port`."""
        words = ("--home", str(self.province_home), "--json", "serve", "--port", "0")
        return self._first_line(self._start("sync.province", *words))

    def lay_line(self, port: int) -> int:
        """Put a line that can be pulled before a port; return the near end's port."""
        self._relay = self._start("desktop_app.cli.demo.relay", str(port))
        return int(self._first_line(self._relay)["port"])

    def weather(self, order: str) -> dict[str, Any]:
        """Order the line up, down or cut; return its counts."""
        relay = self._relay
        if relay is None or relay.stdin is None:
            raise DeskError(PART_FAILED, step="relay")
        relay.stdin.write(order + "\n")
        relay.stdin.flush()
        return self._first_line(relay)

    def play(self, name: str, steps: Sequence[Mapping[str, Any]], *, kill_at: str = "") -> None:
        """Let the window play gestures.

        Args:
            name: of the act, for its script file.
            steps: gestures as `desktop_app/ui/player.py` reads them.
            kill_at: the line said by the player at which it is killed, as a power cut would; empty for never.

        Raises:
            DeskError: PART_FAILED, the player stopped at a gesture.
        """
        began = float(self.weather("report")["seconds"])
        script = self.folder / f"{name}.json"
        script.write_text(json.dumps(steps, ensure_ascii=False), "utf-8")
        child = self._start("desktop_app", "--home", str(self.desk_home), "desk", "--play", str(script))
        said = ""
        for line in child.stdout or ():
            said = line.strip() or said
            if kill_at and said == kill_at:
                child.send_signal(signal.SIGKILL)
        ended = child.wait(PLAY_S)
        if ended != (-signal.SIGKILL if kill_at else 0):
            raise DeskError(PART_FAILED, step=name, said=said)
        self.seconds[name] = round(float(self.weather("report")["seconds"]) - began, 1)

    def close(self) -> None:
        """End every child, the youngest first."""
        for child in reversed(self._children):
            if child.poll() is None:
                child.terminate()
                child.wait(20)
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()

    def _command(self, program: str, *words: str) -> dict[str, Any]:
        ran = subprocess.run(  # noqa: S603 - our own programs, fixed words
            [sys.executable, "-m", program, *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_S,
        )
        if ran.returncode:
            raise DeskError(PART_FAILED, step=" ".join(words[4:7]), said=ran.stdout[-400:])
        said: dict[str, Any] = json.loads(ran.stdout)
        return said

    def _start(self, program: str, *words: str) -> subprocess.Popen[str]:
        with (self.out / f"{program.partition('.')[0]}.log").open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 - our own programs, fixed words
                [sys.executable, "-m", program, *words],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._children.append(child)
        return child

    def _first_line(self, child: subprocess.Popen[str]) -> dict[str, Any]:
        line = child.stdout.readline() if child.stdout else ""
        if not line:
            raise DeskError(PART_FAILED, step=str(child.args))
        said: dict[str, Any] = json.loads(line)
        return said

    def _environment(self) -> dict[str, str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        ours = {"PATH": path, "MOTCUA_PASSPHRASE": self.passphrase, "PYTHONUNBUFFERED": "1"}
        return {**os.environ, **self.environment, **ours}
