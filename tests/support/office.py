"""A real office on SQLCipher in a temporary folder, in milliseconds: only the guess of a passphrase is made cheap.

The province here is a signing key and nothing more: it certifies a device and writes feed rows by hand.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from desktop_app.ports import Desk, OpenWork, Shift
from desktop_app.storage import keys
from desktop_app.storage.open_office import OpenOffice, Surroundings
from desktop_app.storage.vault import OfficeVault
from forms.dossier.dossier import Happening
from forms.dossier.roles import Role
from sync.core.certificate import Certificate, sign_certificate
from sync.core.feed import Cursor, Meta, Row, Slice, follow
from sync.core.signing import Ed25519Signer
from sync.core.verdict import OK, Verdict
from tests.support.fakes import A_MORNING, FakeClock, FakeDice

PASSPHRASE = "mat khau thu nghiem"
PROVINCE = Ed25519Signer(b"\x07" * 32)


def cheap_guesses() -> AbstractContextManager[Any]:
    """Make one guess of a passphrase cost nothing; tests of the keys themselves do not use it."""
    return patch.object(keys, "_stretch", lambda secret, salt, cost: sha256(secret + salt + repr(cost).encode()).digest())


class Office:
    """An unlocked office and the person at it. `again()` closes it and unlocks it anew."""

    def __init__(self, home: Path, clock: FakeClock | None = None, dice: FakeDice | None = None) -> None:
        self.home, self.clock, self.dice = home, clock or FakeClock(), dice or FakeDice()
        self.given = Surroundings(self.clock.now, self.clock.monotonic, self.dice.bytes, keys.FLOOR)
        self.vault = OfficeVault(home, self.given)
        self.open: OpenOffice
        if not self.vault.exists():
            with cheap_guesses():
                self.open = self.vault.create("quantri", "Quản Trị Thử Nghiệm", self._word())
            self._staff()
            self.open.close()
        self.unlock("thu")

    def unlock(self, user: str) -> OpenOffice:
        """Open the office as this user."""
        with cheap_guesses():
            self.open = self.vault.unlock(user, self._word())
        return self.open

    def again(self, user: str = "thu") -> OpenOffice:
        """Lock, and unlock."""
        self.open.close()
        return self.unlock(user)

    def desk(self) -> Desk:
        """The desk of who unlocked."""
        member = self.open.member
        shift = Shift(member.user, member.role, member.full_name)
        with self._work_of(Desk(self.clock.now, self.dice.bytes, bytes, shift, "", "", None))() as work:
            certificate, signer = work.device.certificate(), Ed25519Signer(work.device.seed())
        tag, commune = (certificate.tag, certificate.commune) if certificate else (None, "")
        return Desk(self.clock.now, self.dice.bytes, signer.sign, shift, commune, "Xã Thử Nghiệm", tag)

    def work(self) -> Any:
        """Begin a transaction."""
        return self._work_of(self.desk())()

    def enrol(self) -> Certificate:
        """Let the province certify this device."""
        with self.work() as work:
            signer = Ed25519Signer(work.device.seed())
            signed = sign_certificate(a_certificate(signer.public, work.device.seal_public()), PROVINCE)
            certificate = work.device.enrol(signed)
            work.commit()
        return certificate

    def book(self, record: UUID, *happenings: Happening, verb: str = "receive_dossier") -> Any:
        """Book in a transaction of its own."""
        with self.work() as work:
            doc = work.book(record, happenings, verb=verb)
            work.commit()
        return doc

    def receive(self, name: str = "Nguyễn Thị Thử Nghiệm", **applicant: str) -> UUID:
        """Receive an invented citizen's dossier; returns its id."""
        desk = self.desk()
        record = desk.new_id()
        with self._work_of(desk)() as work:
            number = work.numbers.next_provisional(record)
            work.book(record, a_reception(number, {"full_name": name, **applicant}), verb="receive_dossier")
            work.commit()
        return record

    def _work_of(self, desk: Desk) -> OpenWork:
        return self.open.open_work(desk)

    def _staff(self) -> None:
        for user, role in (("thu", Role.CLERK), ("canbo", Role.COMMUNE_OFFICER)):
            with cheap_guesses():
                member = self.open.new_member(user, f"Cán Bộ {user.title()}", role, self._word())
            with self.work() as work:
                work.staff.add(member)
                work.audit.append("add_clerk", {"user": user})
                work.commit()

    @staticmethod
    def _word() -> bytearray:
        return bytearray(PASSPHRASE.encode())


def a_certificate(sign: bytes, seal: bytes) -> Certificate:
    """What a province would certify."""
    return Certificate(
        dev=b"\x0d" * 16,
        epoch=b"\x0e" * 8,
        tag="K7Q2",
        scope="c:24184",
        office="Xã Thử Nghiệm",
        serial=1,
        issued_at=A_MORNING.isoformat(),
        not_after="2028-11-20T09:00:00+07:00",
        sign=sign,
        seal=seal,
        province_sign=PROVINCE.public,
        province_seal=b"\x08" * 32,
    )


def a_reception(number: str, applicant: dict[str, str]) -> tuple[Happening, ...]:
    """What is booked when a dossier is received."""
    doc = {
        "procedure": "2.000815",
        "procedure_edition": "thử",
        "number": number,
        "office": "24184",
        "received_at": A_MORNING.isoformat(),
        "received_by": "thu",
        "applicant": applicant,
        "content": {},
        "papers": [],
        "sets": 1,
        "return_by": "desk",
        "promised_due_at": "2026-11-23T17:00:00+07:00",
    }
    submit = {"name": "submit", "args": {"promised_due_at": doc["promised_due_at"]}, "expected": "draft"}
    return Happening("dossier.new", {"doc": doc}), Happening("cmd", submit)


def a_slice(replica: Any, rows: Sequence[tuple[UUID, int, Verdict, bytes]]) -> Slice:
    """Rows as the province would send them, checked: (eid, rev, verdict, raw or nothing)."""
    cursor: Cursor = replica.cursors()[0]
    made = [
        Row(Meta(cursor.seq + n, eid, rev, A_MORNING.isoformat(), verdict).to_bytes(), raw)
        for n, (eid, rev, verdict, raw) in enumerate(rows, 1)
    ]
    return follow(cursor, made, replica.body_hash)


def confirm_all(office: Office, verdict: Verdict = OK) -> None:
    """Let the feed bring a verdict on everything that has none."""
    sql = "SELECT eid FROM events WHERE own = 1 AND verdict IS NULL ORDER BY n"
    waiting = [UUID(bytes=row[0]) for row in office.open._connection.execute(sql)]
    with office.open.replica() as replica:
        replica.apply_slice(a_slice(replica, [(eid, n, verdict, b"") for n, eid in enumerate(waiting, 1)]), 1)
