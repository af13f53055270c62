"""The provisional counter: one step per receipt, never below what the side file remembers (sync.md S6).

How a number is spelled stands in `forms.dossier.numbering`.
"""

from uuid import UUID

from desktop_app.storage.connection import Connection
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.witness import Witness
from forms.dossier.numbering import provisional_number


class Counter:
    """The column `device.last_number`, inside one transaction."""

    def __init__(self, connection: Connection, device: DeviceRow, witness: Witness) -> None:
        self._connection = connection
        self._device = device
        self._witness = witness
        self.moved = False

    def next_provisional(self, record: UUID) -> str:
        """Return the next number for this dossier; it is used up only if the work commits.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        certificate = self._device.enrolled()
        mark = self._witness.read()
        printed = 0 if mark is None else mark.number
        sql = "UPDATE device SET last_number = max(last_number, ?) + 1 RETURNING last_number"
        seq = self._connection.execute(sql, (printed,)).fetchone()[0]
        self.moved = True
        return provisional_number(certificate.commune, certificate.tag, seq, record)

    def last(self) -> int:
        """Return the last number used."""
        return int(self._connection.execute("SELECT last_number FROM device").fetchone()[0])
