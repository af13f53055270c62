"""The provisional counter: one step per receipt, never below what the side file remembers (sync.md S6).

How a number is spelled stands in `forms.dossier.numbering`.
"""

from typing import Any, Final
from uuid import UUID

from desktop_app.storage.connection import Connection
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.witness import Witness
from forms.dossier.numbering import parse_provisional, provisional_number
from forms.errors import RuleError
from sync.core.certificate import Certificate

_LOST_MAX: Final = 100_000
"""More receipts than a machine prints in the life of a copy: a number further ahead is not one of ours."""


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


class HeardNumbers:
    """Numbers of this machine that come down the feed: a folder set back as a whole does not know of them.

    Neither does its side file then; without this the next receipts would carry numbers that citizens hold.
    """

    def __init__(self, connection: Connection, certificate: Certificate) -> None:
        self._connection = connection
        self._certificate = certificate

    def hear(self, record: UUID, doc: Any) -> None:
        """Never print again what a received dossier carries, if it was printed here."""
        text = doc.get("number") if isinstance(doc, dict) else None
        if not isinstance(text, str):
            return
        try:
            number = parse_provisional(text, record)
        except RuleError:
            return
        if (number.commune, number.tag) == (self._certificate.commune, self._certificate.tag):
            sql = "UPDATE device SET last_number = ?1 WHERE ?1 > last_number AND ?1 <= last_number + ?2"
            self._connection.execute(sql, (min(number.seq, 1 << 40), _LOST_MAX))
