"""A paper reaches the printer by its standard input and never by a file."""

from pathlib import Path

import pytest

from desktop_app.devices.printer import SystemPrinter
from desktop_app.errors import NO_PRINTER, PRINTER_FAILED, DeskError


def a_command(folder: Path, script: str) -> str:
    path = folder / "lp"
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    return str(path)


def test_the_paper_goes_through_the_pipe_with_its_title(tmp_path: Path) -> None:
    command = a_command(tmp_path, f'echo "$@" > "{tmp_path}/words"; cat > "{tmp_path}/paper"')
    SystemPrinter(command, "quay-1").print_pdf(b"%PDF-1.7 thu", "T-24184-K7Q2-00001-9F3M")
    assert (tmp_path / "paper").read_bytes() == b"%PDF-1.7 thu"
    assert (tmp_path / "words").read_text() == "-t T-24184-K7Q2-00001-9F3M -d quay-1 -\n"


def test_no_printer_and_a_printer_that_refuses_are_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as none:
        SystemPrinter("no-such-command").print_pdf(b"", "x")
    with pytest.raises(DeskError) as refused:
        SystemPrinter(a_command(tmp_path, "cat > /dev/null; exit 1")).print_pdf(b"", "x")
    assert (none.value.fault, refused.value.fault) == (NO_PRINTER, PRINTER_FAILED)
