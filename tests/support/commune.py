"""Desks of one commune on real stores, and the province that judges them in memory, without a wire between.

`meet` is one complete round of a desk: what it has not had judged goes up, the feed comes down.
"""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from desktop_app.ports import Desk, Shift
from desktop_app.storage.form_shelf import ShippedShelf
from forms.catalogue.read import shipped, shipped_versions
from forms.dossier.calendar import WorkCalendar
from forms.dossier.dossier import HandedPaper, Happening, Intake, receive
from forms.dossier.people import Applicant
from forms.dossier.roles import Role
from sync.core.certificate import sign_certificate
from sync.core.event import read_event
from sync.core.feed import Row, follow
from sync.core.intake import Arrived, quarantined
from sync.core.ports import Acked
from sync.core.signing import Ed25519Signer
from sync.core.stamp import chain_start
from sync.province.due_date import shipped_rules
from sync.province.ports import Device
from sync.province.projection import Book
from sync.province.usecases.requeue_event import Requeue, requeue_event
from tests.support.fakes import A_MORNING, FakeClock, FakeDice
from tests.support.office import PROVINCE, Office, a_certificate, cheap_guesses
from tests.support.province_fakes import MemoryLedger, MemoryStore

SCOPE = "c:24184"
SHELF = ShippedShelf()
CALENDAR = WorkCalendar()
BIRTH, COPY = "1.001193", "2.000815"
CITIZEN = {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001", "phone": "0900000001"}


class Commune:
    """A province in memory and the desks that know it."""

    def __init__(self, home: Path) -> None:
        self.home, self.clock = home, FakeClock()
        self.store, self.ledger, self.dice = MemoryStore(), MemoryLedger(), FakeDice(77)
        self.desks: list[DeskAt] = []

    def desk(self, tag: str) -> "DeskAt":
        """Found and enrol a desk."""
        desk = DeskAt(self, tag, len(self.desks) + 1)
        self.desks.append(desk)
        return desk

    def book(self, tx: Any) -> Book:
        return Book(tx, SCOPE, shipped_versions(), self.ledger, self.dice, self.clock.now())

    def say(self, record: UUID, kind: str, payload: dict[str, Any], actor: str = "can-bo-tinh") -> None:
        """Let the province write an event."""
        with self.store.begin(SCOPE) as tx:
            self.book(tx).say(record, kind, payload, actor)

    def requeue(self, eid: str, reason: str = "Đã kiểm tra") -> list[str]:
        """Let an officer take a held event in again."""
        house = SimpleNamespace(
            store=self.store, ledger=self.ledger, versions=shipped_versions, dice=self.dice, clock=self.clock,
            writing=self.store.begin, rules=shipped_rules,
        )  # fmt: skip
        order = Requeue("24184", eid, reason, "can-bo-tinh")
        return [one.verdict for one in requeue_event(order, house)]

    def doc(self, record: UUID) -> dict[str, Any]:
        """The province's document."""
        return self.store.communes[SCOPE].dossiers[record].doc

    def events(self) -> Any:
        """The province's log by event."""
        return self.store.communes[SCOPE].events


class DeskAt:
    """One desk: a real store, a shift, its line at the province."""

    def __init__(self, commune: Commune, tag: str, n: int) -> None:
        self.commune = commune
        self.office = Office(commune.home / tag, commune.clock, FakeDice(n))
        self._add("phu", Role.SUPERVISOR)
        self.dev, self.epoch, self.held = bytes([n]) * 16, bytes([n]) * 8, False
        with self.office.work() as work:
            signer = Ed25519Signer(work.device.seed())
            facts = {"dev": self.dev, "epoch": self.epoch, "tag": tag}
            plain = a_certificate(signer.public, work.device.seal_public())
            work.device.enrol(sign_certificate(replace(plain, **facts), PROVINCE))
            work.commit()
        start = chain_start(self.dev, self.epoch)
        commune.store.add(Device(SCOPE, self.dev, self.epoch, signer.public, A_MORNING, 0, start))
        self.meet()

    def _add(self, user: str, role: Role) -> None:
        self.office.again("quantri")
        with cheap_guesses():
            member = self.office.open.new_member(user, f"Cán Bộ {user.title()}", role, Office._word())
        with self.office.work() as work:
            work.staff.add(member)
            work.commit()
        self.office.again("thu")

    def shift(self, user: str = "thu", role: Role = Role.CLERK) -> Desk:
        """The desk with somebody at it."""
        desk = self.office.desk()
        shift = Shift(user, role, f"Cán Bộ {user.title()}")
        return Desk(desk.now, desk.dice, desk.sign, shift, desk.commune, desk.office, desk.tag)

    @property
    def matters(self) -> Any:
        return self.office.open.matters

    @property
    def upstream(self) -> Any:
        return self.office.open.upstream

    def work_of(self, desk: Desk) -> Any:
        return self.office.open.open_work(desk)

    def receive(self, procedure: str = BIRTH, **applicant: str) -> UUID:
        """Receive a lawful dossier of an invented citizen."""
        desk, found = self.shift(), shipped().get(procedure)
        assert found is not None
        record = desk.new_id()
        with self.work_of(desk)() as work:
            intake = Intake(
                procedure=found,
                edition=shipped().edition,
                number=work.numbers.next_provisional(record),
                office="24184",
                received_at=desk.now(),
                received_by=desk.shift.user,
                promised_due_at=desk.now(),
                applicant=Applicant(**{**CITIZEN, **applicant}),
                papers=tuple(HandedPaper(p.name, 1, 1, handed_in=True) for p in found.papers),
                clock_drift_s=work.device.seconds_off(desk.now()),
            )
            work.book(record, receive(intake), verb="receive_dossier")
            work.commit()
        return record

    def edit(self, record: UUID, user: str = "thu", **fields: Any) -> None:
        """Set fields of the applicant."""
        changes = {f"/applicant/{name}": value for name, value in fields.items()}
        self.book(record, Happening("fields.set", changes), user=user)

    def book(self, record: UUID, *happened: Happening, user: str = "thu", role: Role = Role.CLERK) -> None:
        with self.work_of(self.shift(user, role))() as work:
            work.book(record, happened, verb="correct_dossier")
            work.commit()

    def doc(self, record: UUID) -> Any:
        """The document as the clerk sees it."""
        return self.matters.doc(record)

    def push(self) -> None:
        """Let the province judge what it has not seen of this desk."""
        with self.office.open.replica() as replica, self.commune.store.begin(SCOPE) as tx:
            line = tx.device(self.dev, self.epoch)
            book = self.commune.book(tx)
            for row in replica.pending(line.have, 10_000):
                event = read_event(row.raw)
                arrived = Arrived(row.seq, row.eid, row.chain, row.raw, event.hash, event)
                book.take(quarantined(arrived, "revoked") if self.held else arrived, line)
                line = replace(line, have=row.seq, chain=row.chain)
            tx.put_device(line)

    def pull(self) -> None:
        """Take the feed in, and the ack."""
        with self.office.open.replica() as replica, self.commune.store.begin(SCOPE) as tx:
            cursor = replica.cursors()[0]
            rows = [Row(entry.meta, self._body(entry)) for entry in tx.feed(cursor.seq, 10_000)]
            have = tx.device(self.dev, self.epoch).have
            replica.apply_answer(Acked(have, (), 1, self.commune.clock.now().isoformat()))
            if rows:
                replica.apply_slice(follow(cursor, rows, replica.body_hash), 1)

    def _body(self, entry: Any) -> bytes:
        return b"" if entry.quarantined or entry.dev == self.dev else entry.raw

    def meet(self) -> None:
        self.push()
        self.pull()


def at_rest(*desks: DeskAt) -> None:
    """Let all desks meet the province until nothing moves."""
    for _ in range(2):
        for desk in desks:
            desk.meet()
