"""The desk's real store opposite the simulator's province: the real verbs of both sides, and no line to wait for."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from forms.dossier.dossier import Happening
from sync.core.certificate import Certificate, sign_certificate
from sync.core.codec import with_dictionary
from sync.core.errors import Offline, Refused
from sync.core.ports import Line
from sync.core.signing import Ed25519Signer
from sync.core.stamp import chain_start
from sync.core.tally import Tally
from sync.province.ports import Device
from sync.runner import Means, RoundReport, run_round
from tests.simulation.parts import Province, SimClock, catalogue
from tests.support.fakes import A_MORNING, FakeDice
from tests.support.office import Office
from tests.support.province_fakes import Commune

COMMUNE = "24184"
SCOPE = f"c:{COMMUNE}"
DUE = "2026-11-23T17:00:00+07:00"


def a_province() -> Province:
    """A province of one commune with real signatures; nobody is enrolled yet."""
    made = Province.build(Random(7), SimClock(A_MORNING), real=True)
    made.house = replace(made.house, codec=with_dictionary())
    return made


def commune_of(province: Province) -> Commune:
    return province.house.store.communes[SCOPE]


def enrol(office: Office, province: Province, tag: str = "K7Q2") -> None:
    """Certify the office's device, as an enrolment would."""
    dev, epoch = tag.encode().ljust(16, b"\x0d"), tag.encode().ljust(8, b"\x0e")
    until, house = A_MORNING + timedelta(days=700), province.house
    with office.work() as work:
        signer = Ed25519Signer(work.device.seed())
        certificate = Certificate(
            dev=dev, epoch=epoch, tag=tag, scope=SCOPE, office="Xã Thử Nghiệm", serial=1,
            issued_at=A_MORNING.isoformat(), not_after=until.isoformat(), sign=signer.public,
            seal=work.device.seal_public(), province_sign=house.signer.public, province_seal=b"\x08" * 32,
        )  # fmt: skip
        house.store.add(Device(SCOPE, dev, epoch, signer.public, until, 0, chain_start(dev, epoch)), "H15.99.84")
        work.device.enrol(sign_certificate(certificate, house.signer))
        work.commit()


def receive(office: Office, name: str) -> UUID:
    """Receive a dossier that the province takes."""
    desk = office.desk()
    record, procedure = desk.new_id(), catalogue().get("2.000815")
    with office._work_of(desk)() as work:
        doc = {
            "procedure": procedure.code,
            "procedure_edition": catalogue().edition,
            "number": work.numbers.next_provisional(record),
            "office": COMMUNE,
            "received_at": office.clock.now().isoformat(),
            "received_by": "thu",
            "applicant": {"full_name": name, "citizen_id": "066190000001", "phone": "0905000001"},
            "content": {},
            "papers": [{"name": p.name, "originals": 1, "copies": 0, "handed_in": True} for p in procedure.papers],
            "sets": 1,
            "return_by": "desk",
            "promised_due_at": DUE,
        }
        submit = {"name": "submit", "args": {"promised_due_at": DUE}, "expected": "draft"}
        work.book(record, [Happening("dossier.new", {"doc": doc}), Happening("cmd", submit)], verb="receive_dossier")
        work.commit()
    return record


def edit(office: Office, record: UUID, **fields: Any) -> None:
    """Correct fields of the applicant."""
    changes = {f"/applicant/{name}": value for name, value in fields.items()}
    office.book(record, Happening("fields.set", changes), verb="correct_dossier")


class StraightLine:
    """A line on which everything arrives at once; implements `sync.core.ports.Line`."""

    def __init__(self, province: Province) -> None:
        self._province = province
        self.bytes_up = self.bytes_down = self.round_trips = 0

    def exchange(self, frames: Sequence[bytes], patience_s: float, leaving: Callable[[], None]) -> Iterator[bytes]:
        leaving()
        reply = self._province.hear(b"".join(frames))
        if reply is None:
            raise Offline("no answer")
        return iter((reply,))

    def snapshot_page(self, scope: str, seq: int, page: int, token: str) -> bytes:
        with self._province.house.store.begin(scope) as tx:
            body = tx.snapshot_page(seq, page)
        if body is None:
            raise Refused("no such snapshot")
        return body

    def create_upload(self, sha256: bytes, size: int, token: str) -> str:
        return self._province.house.shelf.create(sha256, size)

    def append(self, url: str, offset: int, piece: bytes) -> int:
        return self._province.house.shelf.append(url, offset, piece)


def means_of(office: Office, dice: FakeDice | None = None) -> Means:
    """What a round of this office works with."""
    with office.work() as work:
        signer = Ed25519Signer(work.device.seed())
    return Means(clock=office.clock, dice=dice or office.dice, signer=signer)


def a_round(office: Office, line: Line, dice: FakeDice | None = None) -> RoundReport:
    """One round of this office over a line."""
    means = means_of(office, dice)
    with office.open.replica() as replica:
        return run_round(replica, line, means)


def rounds_until_rest(office: Office, province: Province, most: int = 12) -> None:
    """Round after round until nothing waits on either side."""
    for _ in range(most):
        a_round(office, StraightLine(province))
        with office.open.replica() as replica:
            drained = replica.acked() == replica.last_seq()
            if drained and replica.cursors()[0].seq == len(commune_of(province).feed):
                return
    raise AssertionError("the office never came to rest")


def assert_equal(office: Office, province: Province) -> None:
    """Both sides hold the same documents and tally; every own event has a verdict and is at the province once."""
    commune, ask = commune_of(province), office.open._connection.execute
    docs = {record: (state.rev, state.doc) for record, state in commune.dossiers.items()}
    rows = ask("SELECT id, rev, coalesce(confirmed, doc) FROM dossiers WHERE rev > 0").fetchall()
    assert {UUID(bytes=id_): (rev, json.loads(doc)) for id_, rev, doc in rows} == docs
    assert ask("SELECT count(*) FROM events WHERE own = 1 AND verdict IS NULL").fetchone() == (0,)
    for eid, raw in ask("SELECT eid, raw FROM events WHERE own = 1"):
        assert commune.events[UUID(bytes=eid)].raw == raw
    told = commune.tallies.get(len(commune.feed), Tally())
    with office.open.replica() as replica:
        assert replica.tally(SCOPE) == told == replica.recount(SCOPE, A_MORNING)
        assert replica.cursors()[0].h == commune.feed[len(commune.feed)][2]
    with office.work() as work:
        assert work.audit.verify().broken_at is None
