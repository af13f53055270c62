"""What people do in a simulated commune: right things, wrong things, and bytes that are no event at all."""

from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID

from forms.dossier.dossier import instant
from forms.errors import RuleError
from sync.core.ids import uuid7
from sync.province.projection import Book
from tests.simulation.parts import Province, SimClock, SimDice, catalogue
from tests.support.replica import MemoryReplica

ADMIN, CLERKS, OFFICER = "quan-tri", ("can-bo-1", "can-bo-2"), "cong-chuc"
PROCEDURES = ("2.000815", "1.001193", "1.004873")
DUE = "2026-03-09T17:00:00+07:00"
NAMES = ("Nguyễn Thị Thử Nghiệm", "H’Mẫu Niê", "Trần Văn Ví Dụ")


class Desk:
    """One device's people, writing into its replica."""

    def __init__(self, replica: MemoryReplica, rng: Random, clock: SimClock, commune: str, tag: str) -> None:
        self.replica, self._rng, self._clock, self._commune, self._tag = replica, rng, clock, commune, tag
        self._dice, self._count = SimDice(rng), 0

    def name_staff(self) -> None:
        """The office's people, named by its first administrator."""
        roles = [(ADMIN, "administrator"), (OFFICER, "commune_officer"), *((c, "clerk") for c in CLERKS)]
        for user, role in roles:
            self.write(self._id(), "staff.set", {"user": user, "role": role}, ADMIN)

    def act(self) -> str:
        """Do one thing; returns what, for the trace."""
        rng = self._rng
        records = list(self.replica.lasts.keys() | self.replica.confirmed.keys())
        records = sorted(
            record for record in records if record in self.replica.confirmed or self._mine(record)
        )
        if not records or rng.random() < 0.2:
            return self._receive()
        record = rng.choice(records[-4:] if rng.random() < 0.6 else records)
        kind, payload, actor = self._something(record)
        if kind == "poison":
            self._poison()
        else:
            self.write(record, kind, payload, actor)
        return f"{kind} {record}"

    def write(self, record: UUID, kind: str, payload: dict[str, Any], actor: str) -> None:
        """Book one event."""
        self.replica.book(
            record, kind, payload,
            eid=self._id(), actor=actor, at=instant(self._clock.now()), salt=self._rng.randbytes(16),
        )  # fmt: skip

    def _mine(self, record: UUID) -> bool:
        return any(e.record == record and e.kind == "dossier.new" for e in self.replica.own.values())

    def _receive(self) -> str:
        record, rng = self._id(), self._rng
        self._count += 1
        procedure = catalogue().get(rng.choice(PROCEDURES))
        number = "066190000001" if rng.random() < 0.85 else "không rõ"
        doc = {
            "procedure": procedure.code,
            "procedure_edition": catalogue().edition,
            "number": f"T-{self._commune}-{self._tag}-{self._count:05d}-0000",
            "office": self._commune,
            "received_at": instant(self._clock.now()),
            "received_by": rng.choice(CLERKS),
            "applicant": {"full_name": rng.choice(NAMES), "citizen_id": number, "phone": "0905000001"},
            "content": {"a": "1"},
            "papers": [
                {"name": p.name, "originals": 1, "copies": 0, "handed_in": True} for p in procedure.papers
            ],
            "sets": 1,
            "return_by": "desk",
            "promised_due_at": DUE,
        }
        self.write(record, "dossier.new", {"doc": doc}, doc["received_by"])
        self._command(record, "submit", {"promised_due_at": DUE}, doc["received_by"], "draft")
        return f"receive {record}"

    def _command(
        self, record: UUID, name: str, args: dict[str, Any], actor: str, expected: str | None
    ) -> None:
        self.write(record, "cmd", {"name": name, "args": args, "expected": expected}, actor)

    def _something(self, record: UUID) -> tuple[str, dict[str, Any], str]:
        rng, clerk = self._rng, self._rng.choice(CLERKS)
        status = self.replica.confirmed.get(record, {}).get("status")
        others = sorted(self.replica.confirmed) or [record]
        cmd = lambda name, **args: ("cmd", {"name": name, "args": args, "expected": status}, clerk)  # noqa: E731
        done = {"signer": "Người ký thử", "decided_at": DUE, "result_number": "1", "summary": ""}
        choices = [
            lambda: ("fields.set", {"/applicant/full_name": rng.choice(NAMES)}, clerk),
            lambda: ("fields.set", {"/applicant/full_name": rng.choice(NAMES), "/sets": 2}, clerk),
            lambda: (
                "fields.set",
                {"/applicant": {"full_name": "Lê Thị Ví Dụ", "citizen_id": "066190000001"}},
                clerk,
            ),
            lambda: ("fields.set", {f"/content/{rng.choice('abc')}": str(rng.randrange(3))}, clerk),
            lambda: (
                "fields.set",
                {"/applicant/citizen_id": "066190000001", "/contact/phone": "0905000002"},
                clerk,
            ),
            lambda: ("fields.set", {"/contact/phone": f"090500000{rng.randrange(9)}"}, clerk),
            lambda: ("fields.set", {"/official_code": "H15.99.01-260302-9999"}, clerk),
            lambda: ("state.set", {"/status": "returned"}, clerk),
            lambda: ("staff.set", {"user": clerk, "role": "commune_officer"}, clerk),
            lambda: ("note", {"text": "ghi chú thử"}, clerk),
            lambda: (
                "fee.line",
                {"amount": 2000, "receipt_no": "1", "title": "phí thử", "reverses": None},
                clerk,
            ),
            lambda: ("attach.add", self._attachment(), clerk),
            lambda: ("attach.void", {"sha256": self._attached(record), "reason": "nhầm trang"}, clerk),
            lambda: ("dossier.void", {"reason": "lập nhầm", "basis": "thử"}, rng.choice((ADMIN, OFFICER, clerk))),
            lambda: ("link.duplicate", {"other": str(rng.choice(others)), "outcome": "same", "reason": "thử"}, clerk),
            lambda: ("note", self._settlement(record), clerk),
            lambda: ("later.kind", {"of": "a newer program"}, clerk),
            lambda: cmd("submit", promised_due_at=DUE),
            lambda: cmd("supplement", set={"/content/a": "bổ sung"}, note="", promised_due_at=DUE),
            lambda: cmd("pay", receipt_no="", promised_due_at=DUE),
            lambda: cmd("pay", receipt_no=""),
            lambda: cmd("deliver_result", receiver="Người nhận thử", signer="Người ký thử", returned_at=DUE),
            lambda: cmd("withdraw_request", reason="thử"),
            lambda: (*cmd("accept", officer=OFFICER)[:2], OFFICER),
            lambda: (*cmd("decide", outcome="granted", **done)[:2], OFFICER),
            lambda: cmd("decide", outcome="granted", **done),
            lambda: ("poison", {}, clerk),
        ]
        return rng.choice(choices)()

    def _attachment(self) -> dict[str, Any]:
        content = self._rng.randbytes(self._rng.randrange(1, 40_000))
        name = self.replica.keep_file(content)
        return {
            "sha256": name.hex(),
            "size": len(content),
            "type": "image/png",
            "part": "",
            "title": "thử.png",
        }

    def _attached(self, record: UUID) -> str:
        attachments = self.replica.confirmed.get(record, {}).get("attachments", {})
        return self._rng.choice(sorted(attachments) or ["0" * 64])

    def _settlement(self, record: UUID) -> dict[str, Any]:
        """A person's choice about something that was not taken; or an older choice taken back."""
        waiting = [e for e in self.replica.own.values() if e.record == record]
        about = str(self._rng.choice(waiting).eid) if waiting else str(record)
        if self._rng.random() < 0.3:
            return {"text": "xem lại", "reopens": about}
        return {"text": "đã hỏi công dân", "settles": about, "choice": self._rng.choice(("theirs", "dropped"))}

    def _poison(self) -> None:
        eid = self._id()
        body = self._rng.choice(
            (b'{"eid":"%s","kind":7}' % str(eid).encode(), b"\xff\xfe", b"{", b'{"a":1.5}')
        )
        self.replica.book_raw(eid, body)

    def _id(self) -> UUID:
        return uuid7(int(self._clock.now().timestamp() * 1000), self._dice.bytes(10))


def officer_acts(province: Province, scope: str, rng: Random) -> str:
    """An officer of the province does something to some dossier, lawful or not."""
    house = province.house
    with house.writing(scope) as tx:
        known = sorted(house.store.communes[scope].dossiers)
        if not known:
            return "officer: nothing here"
        record = rng.choice(known)
        name, args = rng.choice((
            ("accept", {"officer": "can-bo-tinh"}),
            ("require_supplement", {"items": ["Giấy tờ thử"], "reason": "thiếu", "officer": "can-bo-tinh"}),
            ("ask_payment", {"amount": 7000, "title": "Thuế thử", "officer": "can-bo-tinh"}),
            ("decide", {"outcome": "granted", "signer": "Người ký thử", "decided_at": DUE}),
        ))  # fmt: skip
        status = tx.dossier(record).doc["status"]
        book = Book(tx, scope, house.versions(), house.ledger, house.dice, house.clock.now())
        try:
            book.say(record, "cmd", {"name": name, "args": args, "expected": status}, "can-bo-tinh")
        except RuleError:
            return f"officer: {name} not lawful on {status}"
    return f"officer: {name} {record}"


def officer_requeues(province: Province, scope: str) -> str:
    """An officer takes in again what was held, whoever sent it, the oldest first."""
    house, taken = province.house, 0
    with house.writing(scope) as tx:
        book = Book(tx, scope, house.versions(), house.ledger, house.dice, house.clock.now())
        rows = house.store.communes[scope].feed
        for eid in [rows[n][0] for n in range(1, len(rows) + 1)]:
            with suppress(RuleError):
                book.take_again(tx.event(eid), "can-bo-tinh", "máy được dùng lại")
                taken += 1
    return f"officer: took {taken} held events in again"
