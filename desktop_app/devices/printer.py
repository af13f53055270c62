"""Paper out: a PDF to the system's printing command by its standard input, never by a file (FILE-4).

What stands on the paper is `forms.papers`' business. Windows' spool is not driven yet; see docs/state.md.
"""

import shutil
import subprocess
from typing import Final

from desktop_app.errors import NO_PRINTER, PRINTER_FAILED, DeskError

_SECONDS_MAX: Final = 30


class SystemPrinter:
    """CUPS through `lp`; the job keeps no file behind (`PreserveJobFiles` is the server's setting)."""

    def __init__(self, command: str = "lp", queue: str = "") -> None:
        self._command = command
        self._queue = queue

    def print_pdf(self, pdf: bytes, title: str) -> None:
        """Hand the paper to the printer.

        Args:
            pdf: The paper.
            title: Shown in the print queue: a number, never a name.

        Raises:
            DeskError: NO_PRINTER when there is no printing command, PRINTER_FAILED when it refuses.
        """
        found = shutil.which(self._command)
        if found is None:
            raise DeskError(NO_PRINTER)
        words = [found, "-t", title, *(["-d", self._queue] if self._queue else []), "-"]
        try:
            ended = subprocess.run(  # noqa: S603 - the words are ours, no shell
                words, input=pdf, capture_output=True, timeout=_SECONDS_MAX, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            raise DeskError(PRINTER_FAILED) from None
        if ended.returncode != 0:
            raise DeskError(PRINTER_FAILED, code=str(ended.returncode))
