"""From an unlocked store to an office at work: the shift, the calendar, the printer, the road.

The door to all verbs; it is loaded when somebody unlocks, or a little before (`afterwards`).
"""

from pathlib import Path
from typing import Final

from desktop_app.bootstrap.given import Given
from desktop_app.bootstrap.office import Office, open_office
from desktop_app.bootstrap.road import Road
from desktop_app.config import read_settings
from desktop_app.devices.page_image import shrink
from desktop_app.devices.printer import SystemPrinter
from desktop_app.ports import Desk, Shift
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.storage.form_shelf import OfficeShelf
from desktop_app.storage.open_office import OpenOffice
from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar

OWN_DAYS: Final = "holidays.json"
"""An office's own table of days off; same shape as the shipped one, which it replaces whole."""


def opened(vault: OpenOffice, home: Path, clock: SystemClock, dice: SystemDice) -> Office:
    """Bind an unlocked store to its surroundings.

    Args:
        vault: The open store.
        home: Its folder.
        clock: The machine's.
        dice: The machine's.
    """
    settings = read_settings(home)
    member = vault.member
    desk = Desk(
        now=clock.now,
        dice=dice.bytes,
        sign=_unsigned,
        shift=Shift(member.user, member.role, member.full_name),
        commune=settings.commune,
        office=settings.office,
        tag=None,
        office_address=settings.address,
        office_phone=settings.phone,
    )
    calendar = WorkCalendar(overrides=holidays.overrides(_own_days(home)))
    shelf = OfficeShelf(vault.packages, clock.now)
    return open_office(vault, desk, Given(shelf, calendar, SystemPrinter(), Road(home, clock, dice), shrink))


def _own_days(home: Path) -> tuple[holidays.DayOverride, ...] | None:
    """The table of days off that the office put into its folder instead of the shipped one, if any."""
    table = home / OWN_DAYS
    return holidays.parse(table.read_bytes()) if table.exists() else None


def _unsigned(_: bytes) -> bytes:
    """Stand in until the device's key is read from the store; nothing is printed before that."""
    raise AssertionError
