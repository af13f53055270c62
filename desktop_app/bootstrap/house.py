"""The house: which folder, which clock; an office created, unlocked, shown at the gate.

Implements what `cli.main` asks of a house and, as `LockedDesk`, what `ui.ports.Gate` promises.
"""

import os
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop_app.config import Settings, read_settings, write_settings
from desktop_app.errors import NO_OFFICE, DeskError
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.storage.keys import USUAL, Cost
from desktop_app.storage.open_office import OpenOffice, Surroundings
from desktop_app.storage.vault import OfficeVault
from desktop_app.usecases.create_office import CreateOffice, OfficeCreated, create_office
from desktop_app.usecases.unlock_office import GateFacts, gate_facts, unlock_office

if TYPE_CHECKING:
    from desktop_app.bootstrap.author_desk import AuthorDesk
    from desktop_app.bootstrap.office import Office
    from desktop_app.bootstrap.shelf import Shelf
    from desktop_app.storage.form_shelf import ShippedShelf


class House:
    """One program's worth of wiring; cheap to make, opens nothing."""

    def __init__(self, *, clock: SystemClock | None = None, cost: Cost = USUAL) -> None:
        """Take the clock, and what a guess of a new passphrase shall cost (tests use the floor)."""
        self.clock = clock or SystemClock()
        self.dice = SystemDice()
        self._cost = cost

    @cached_property
    def _shelf(self) -> "ShippedShelf":
        from desktop_app.storage.form_shelf import ShippedShelf  # noqa: PLC0415 - drags in XML

        return ShippedShelf()

    def folder(self, home: Path | None) -> Path:
        """Return the data folder: the one named, else the user's own by the system's custom."""
        if home is not None:
            return home
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "MotCua"
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "motcua"

    def shelf(self) -> "Shelf":
        """Return the verbs that need no store."""
        from desktop_app.bootstrap.shelf import Shelf  # noqa: PLC0415 - drags in XML

        return Shelf(self._shelf, self.clock, self.dice)

    def author(self) -> "AuthorDesk":
        """Return what shows a form to its author; it knows no office."""
        from desktop_app.bootstrap.author_desk import AuthorDesk  # noqa: PLC0415 - drags in the form engine

        return AuthorDesk(self.clock, self.dice)

    def founding(self, home: Path) -> "Founding":
        """Return the verbs that make an office in an empty folder."""
        return Founding(home, self.vault(home))

    def vault(self, home: Path) -> OfficeVault:
        """Return the folder of an office, locked."""
        given = Surroundings(self.clock.now, self.clock.monotonic, self.dice.bytes, self._cost)
        return OfficeVault(home, given)

    def gate(self, home: Path) -> "LockedDesk":
        """Return the locked desk for the window."""
        return LockedDesk(self, home)

    def find_office(self, home: Path) -> None:
        """Refuse a folder without an office, before anybody is asked for a passphrase.

        Raises:
            DeskError: NO_OFFICE.
        """
        if not self.vault(home).exists():
            raise DeskError(NO_OFFICE)

    def open_office(self, home: Path, user: str, passphrase: bytearray) -> "Office":
        """Unlock the office; the passphrase is overwritten.

        Raises:
            DeskError: NO_OFFICE, NAME_THE_USER, WRONG_PASSPHRASE and the store's own faults.
        """
        from desktop_app.bootstrap.opening import opened  # noqa: PLC0415 - all verbs of the office

        vault = unlock_office(user, passphrase, self.vault(home))
        return opened(cast("OpenOffice", vault), home, self.clock, self.dice)


class LockedDesk:
    """Implements `ui.ports.Gate`."""

    def __init__(self, house: House, home: Path) -> None:
        self._house, self._home = house, home

    def facts(self) -> GateFacts:
        """Return which office this is and who may unlock it."""
        vault = self._house.vault(self._home)
        return gate_facts(vault, read_settings(self._home).office if vault.exists() else "")

    def unlock(self, user: str, passphrase: bytearray) -> "Office":
        """Open the store as this user."""
        return self._house.open_office(self._home, user, passphrase)


class Founding:
    """The verbs of an empty folder."""

    def __init__(self, home: Path, vault: OfficeVault) -> None:
        self._home, self._vault = home, vault

    def create_office(self, order: CreateOffice) -> OfficeCreated:
        """Tạo kho."""
        return create_office(order, self._vault, self._write)

    def _write(self, order: CreateOffice) -> None:
        write_settings(
            self._home,
            replace(
                Settings(),
                office=order.office_name,
                commune=order.commune,
                address=order.address,
                phone=order.phone,
            ),
        )
