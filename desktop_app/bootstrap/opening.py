"""From an unlocked store to an office at work: the shift, the calendar, the printer, the road.

The door to all verbs; it is loaded when somebody unlocks, or a little before (`afterwards`).
"""

from pathlib import Path

from desktop_app.bootstrap.given import Given
from desktop_app.bootstrap.office import Office, open_office
from desktop_app.bootstrap.road import Road
from desktop_app.bootstrap.signing_verbs import MachineSigner
from desktop_app.config import read_settings
from desktop_app.devices.page_image import shrink
from desktop_app.devices.printer import SystemPrinter
from desktop_app.ports import Desk, Shift
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.storage.form_shelf import OfficeShelf
from desktop_app.storage.open_office import OpenOffice
from forms.catalogue.office_rules import rules_of
from forms.dossier.calendar import local


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
    rules = rules_of(vault.packages.packages, local(clock.now()).date())
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
        settings=rules.settings,
        form_set=rules.settings.answers.get("form_set", settings.form_set),
    )
    shelf = OfficeShelf(vault.packages, clock.now)
    given = Given(
        shelf, rules.calendar, SystemPrinter(), Road(home, clock, dice), shrink, MachineSigner(home)
    )
    return open_office(vault, desk, given)


def _unsigned(_: bytes) -> bytes:
    """Stand in until the device's key is read from the store; nothing is printed before that."""
    raise AssertionError
