"""`motcua`: the entry. A command or the window; nothing is decided here."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.bootstrap import House
from desktop_app.cli.main import main as run_command
from desktop_app.runtime import crash
from desktop_app.runtime.lock import harden

if TYPE_CHECKING:
    from desktop_app.bootstrap.office import Office


class Program(House):
    """The house with its window; a command that needs none never enters the window's room."""

    def __init__(self) -> None:
        """Make it, for the one program of this process."""
        gc.set_threshold(20_000, 20, 20)  # a long form makes 100,000 living objects at a stroke
        super().__init__()

    def open_office(self, home: Path, user: str, passphrase: bytearray) -> "Office":
        """Unlock, in a process that dumps no memory; a crash report quotes no form (LOCK-3, FILE-7)."""
        from importlib.metadata import version  # noqa: PLC0415 - drags in the reading of mail

        harden()
        crash.install(home / "crash", version("motcua"), self.clock.now, _tell)
        return super().open_office(home, user, passphrase)

    def program(self, home: Path) -> object:
        """Return the verbs that run the program itself."""
        from desktop_app.bootstrap.window import Window  # noqa: PLC0415 - drags in the scheduler and the toolkit

        return Window(self, home)


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def main() -> None:
    """Run what the command line says and exit with its code."""
    sys.exit(run_command(sys.argv[1:], Program()))


if __name__ == "__main__":
    main()
