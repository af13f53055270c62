"""A desk that takes a fee and kills itself on the way; run as a process by `test_book_numbers`."""

import os
import signal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

from desktop_app.usecases.take_fee import TakeFee, take_fee
from tests.support.commune import CALENDAR, SHELF
from tests.support.fakes import FakeDice
from tests.support.office import Office

UNIT = "desktop_app.storage.unit_of_work.Work."
POINTS = {
    # name of the point -> what runs there, before or after it, at the how-manieth time
    "the entry is written": (UNIT + "book", "after", 1),
    "the fee line is written": (UNIT + "book", "after", 2),
    "before commit": (UNIT + "commit", "before", 1),
    "after commit": (UNIT + "commit", "after", 1),
}


def take_and_die(home: Path, point: str, dossier: str) -> None:
    """Unlock, take the fee, die at the point."""
    office = Office(home, dice=FakeDice(99))
    desk = office.desk()
    name, when, nth = POINTS[point]
    real, calls = resolve_name(name.replace(".Work.", ":Work.")), []

    def dying(*args: Any, **named: Any) -> Any:
        calls.append(1)
        done = None if when == "before" else real(*args, **named)
        if len(calls) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    with patch(name, dying):
        take_fee(TakeFee(dossier, amount=10_000), desk, SHELF, CALENDAR, office._work_of(desk))
