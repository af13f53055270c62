"""What the measurements stand on: a real office in a folder, enrolled by a key or by a real province.

Only the guess of a passphrase is made cheap, as in the tests; store, keys, forms, verbs and transport are
the program's own. What is received in it stands in `invented`.
"""

from pathlib import Path
from typing import Any

from desktop_app.bootstrap import House
from desktop_app.bootstrap.office import Office
from desktop_app.config import Settings, write_settings
from desktop_app.storage.connection import open_store
from desktop_app.storage.keys import FLOOR, KeyRing
from desktop_app.usecases.enrol_device import EnrolDevice
from tests.support.office import PASSPHRASE, cheap_guesses
from tests.support.office import Office as TestOffice
from tests.support.province import COMMUNE, Province

CLERK, ADMINISTRATOR = "thu", "quantri"


def an_office(home: Path, *, enrolled: bool = True) -> None:
    """Create an office with its people; enrolled by a province that is only a signing key."""
    office = TestOffice(home)
    if enrolled:
        office.enrol()
    office.open.close()
    write_settings(home, Settings(office="Trung tâm Phục vụ hành chính công xã Thử Nghiệm", commune=COMMUNE))


def unlocked(home: Path, user: str = CLERK) -> Office:
    """Open the office as the program does."""
    with cheap_guesses():
        return House(cost=FLOOR).open_office(home, user, bytearray(PASSPHRASE.encode()))


def bare_connection(home: Path) -> Any:
    """Open the same store beside the office: same key, same settings, no verbs."""
    with cheap_guesses():
        _, key = KeyRing(home / "keyring.json", bytes).open(CLERK, bytearray(PASSPHRASE.encode()))
    return open_store(home / "office.db", key)


def enrol(home: Path, url: str, province: Province) -> None:
    """Enrol an office over a line, by the real verb."""
    office = unlocked(home, ADMINISTRATOR)
    office.enrol_device(EnrolDevice(url, str(province.ca_path), province.enrol_code()))
    office.close()
