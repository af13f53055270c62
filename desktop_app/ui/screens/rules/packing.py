"""What was typed about a day or an open question becomes a package; nothing is published here. No toolkit."""

from dataclasses import dataclass
from datetime import date, datetime

from forms.catalogue.holidays import DayOverride, spelt
from forms.catalogue.package import Head, PackageKind, pack_json
from forms.dossier.calendar import local
from forms.xforms.reading import read_date


@dataclass(frozen=True, slots=True)
class DayTyped:
    """A day as it was typed; `make_up` is the day worked in its stead, empty for none."""

    day: str
    name: str
    source: str
    effective: str
    is_working: bool = False
    make_up: str = ""


def day_package(typed: DayTyped, now: datetime) -> bytes:
    """Pack a day off or worked, and the day it is exchanged for.

    Args:
        typed: What was typed; dates as people write them.
        now: The desk's clock: it names the package.

    Raises:
        ValueError: A text is no date.
    """
    rows = [DayOverride(read_date(typed.day), typed.is_working, typed.name, typed.source)]
    if typed.make_up:
        rows.append(DayOverride(read_date(typed.make_up), not typed.is_working, typed.name, typed.source))
    first = read_date(typed.effective) if typed.effective else min(row.day for row in rows)
    head = Head(PackageKind.DAYS_OFF, _edition(now), first, source=typed.source)
    return pack_json(head, spelt(sorted(rows)))


def answer_package(name: str, value: str, reason: str, effective: str, now: datetime) -> bytes:
    """Pack the answer to an open question; its reason is the package's source.

    Args:
        name: Of the setting.
        value: The answer.
        reason: The decision it rests on, or who was asked.
        effective: First day, as people write dates; empty for today.
        now: The desk's clock.

    Raises:
        ValueError: The text is no date.
    """
    first: date = read_date(effective) if effective else local(now).date()
    head = Head(PackageKind.SETTINGS, _edition(now), first, source=reason)
    return pack_json(head, {"settings": {name: value}})


def _edition(now: datetime) -> str:
    """Name a package after the instant it is made: two of them never share a name."""
    return f"{local(now):%Y%m%d.%H%M%S.%f}"
