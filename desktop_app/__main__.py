"""`motcua`: the entry. A command or the window; nothing is decided here."""

import sys
from pathlib import Path

from desktop_app.bootstrap import House
from desktop_app.cli.main import main as run_command


class Program(House):
    """The house with its window; a command that needs none never enters the window's room."""

    def program(self, home: Path) -> object:
        """Return the verbs that run the program itself."""
        from desktop_app.bootstrap.window import Window  # noqa: PLC0415 - drags in the scheduler and the toolkit

        return Window(self, home)


def main() -> None:
    """Run what the command line says and exit with its code."""
    sys.exit(run_command(sys.argv[1:], Program()))


if __name__ == "__main__":
    main()
