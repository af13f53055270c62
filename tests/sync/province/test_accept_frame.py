"""What the province makes of a frame, in memory: order, verdicts, roles, numbers, and what is only for a person."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

import pytest

from sync.core.event import RAW_MAX, compose
from sync.core.feed import feed_start
from sync.core.frames import FrameReader, FrameType, Seal, write_frame
from sync.core.ids import uuid7
from sync.core.messages import Answer, EventsHeader, FeedFrame, Head, Mark, Refuse, ScopeMark, write_events
from sync.core.signing import Address, Ed25519Signer, key_id
from sync.core.stamp import chain_next, chain_start
from sync.core.verdict import Word
from sync.province.exchange import Asked, Turned
from sync.province.ports import Device
from sync.province.projection import Book
from sync.province.usecases.accept_frame import accept_frame
from sync.province.usecases.answer_request import answer_request
from sync.province.usecases.open_request import open_request
from tests.simulation.parts import START, Province, SimClock, catalogue
from tests.support.province_fakes import revoked

SCOPE, DUE = "c:24184", "2026-03-02T17:00:00+07:00"
ADMIN, CLERK, OFFICER = "quan-tri", "can-bo", "cong-chuc"
COPY, BIRTH = "2.000815", "1.001193"


class Sender:
    """A device that writes its frames by hand."""

    def __init__(self, province: Province, n: int = 1) -> None:
        self.province, self.house = province, province.house
        self.signer = Ed25519Signer(bytes([n]) * 32)
        self.dev, self.epoch = bytes([n]) * 16, bytes([n]) * 8
        self.chain, self.seq, self.req_n, self.rng = chain_start(self.dev, self.epoch), 0, 0, Random(n)
        self.commune = self.house.store.add(
            Device(SCOPE, self.dev, self.epoch, self.signer.public, START + timedelta(days=9), 0, self.chain)
        )
        self.address = Address(self.dev, self.epoch, self.house.key)
        self.at = "2026-03-02T08:00:00+07:00"

    @property
    def have(self):
        return self.commune.lines[self.dev, self.epoch].have if self.commune.lines else 0

    def event(self, kind, payload, actor=CLERK, record=None, base=0):
        eid = uuid7(0, self.rng.randbytes(10))
        return compose(
            eid=eid, record=record or self.record, kind=kind, base=base, after=None, payload=payload, actor=actor,
            at=self.at, salt=bytes(16),
        )  # fmt: skip

    def frame(self, *raws, eids=None, signer=None, plain=False, named=None):
        header = EventsHeader(self.seq + 1, self.chain[:16], len(raws), named)
        body = write_events(header, raws)
        sealed = write_frame(
            FrameType.EVENTS,
            body,
            seal=Seal(signer or self.signer, self.address),
            codec=None if plain else self.house.codec,
        )
        for raw, eid in zip(raws, eids or [None] * len(raws), strict=True):
            self.seq += 1
            self.chain = chain_next(self.chain, eid, sha256(raw).digest()) if eid else self.chain
        return FrameReader().feed(sealed)[0]

    def head(self, **changes):
        self.req_n += 1
        facts = {
            "address": self.address, "ack": Mark(0, bytes(16)), "last": self.seq, "feeds": (), "nonce": bytes(16),
            "req_n": self.req_n,
        } | changes  # fmt: skip
        return Head(**facts)

    def open(self, **changes):
        body = self.head(**changes).to_bytes()
        sealed = write_frame(FrameType.HEAD, body, seal=Seal(self.signer, self.address))
        return open_request(FrameReader().feed(sealed)[0], self.house)

    def send(self, *events):
        """Send events in one frame; returns what was taken."""
        frame = self.frame(*[e.raw for e in events], eids=[e.eid for e in events])
        return accept_frame(frame, self.open(), self.house)

    def verdict(self, event):
        return self.commune.events[event.eid].verdict

    def said(self, kind, payload, **facts):
        event = self.event(kind, payload, **facts)
        self.send(event)
        return self.verdict(event)

    def cmd(self, name, actor=CLERK, expected=None, **args):
        return self.said("cmd", {"name": name, "args": args, "expected": expected}, actor=actor)

    def receive(self, procedure=COPY, **applicant):
        """Send a lawful dossier; returns its document at the province."""
        self.record = uuid7(1, self.rng.randbytes(10))
        found = catalogue().get(procedure)
        papers = [{"name": p.name, "originals": 1, "copies": 0, "handed_in": True} for p in found.papers]
        doc = {
            "procedure": procedure, "procedure_edition": catalogue().edition, "number": "T-24184-K7Q2-00001-0000",
            "office": "24184", "received_at": "2026-03-02T08:00:00+07:00", "received_by": CLERK,
            "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001", **applicant},
            "content": {}, "papers": papers, "sets": 1, "return_by": "desk", "promised_due_at": DUE,
        }  # fmt: skip
        submit = {"name": "submit", "args": {"promised_due_at": DUE}, "expected": "draft"}
        self.send(self.event("dossier.new", {"doc": doc}), self.event("cmd", submit))
        return self.doc

    @property
    def doc(self):
        return self.commune.dossiers[self.record].doc

    def staff(self):
        for user, role in ((ADMIN, "administrator"), (OFFICER, "commune_officer"), (CLERK, "clerk")):
            assert (
                self.said("staff.set", {"user": user, "role": role}, actor=ADMIN, record=UUID(int=1)).word
                == "ok"
            )


@pytest.fixture
def device():
    return Sender(Province.build(Random(1), SimClock(START), real=True))


def test_a_submitted_dossier_gets_its_code_once_and_the_feed_tells_all(device):
    assert device.receive()["status"] == "received"
    code = device.doc["official_code"]
    assert code == "H15.99.01-260302-0001"
    assert [meta for _eid, meta, _h in device.commune.feed.values()][-1].startswith(b'{"at":')
    assert len(device.commune.feed) == 3
    assert device.receive()["official_code"] == "H15.99.01-260302-0002"


def test_another_due_date_comes_down_beside_the_printed_one(device):
    device.receive()
    assert device.doc["due_at"] == DUE, "the same promise is not repeated"
    printed = "2026-03-09T17:00:00+07:00"
    device.receive(citizen_id="1")
    device.said("fields.set", {"/applicant/citizen_id": "066190000001"})
    device.cmd("submit", expected="draft", promised_due_at=printed)
    assert (device.doc["due_at"], device.doc["promised_due_at"]) == (DUE, printed)


def test_a_frame_sent_twice_counts_once(device):
    device.record = UUID(int=5)
    event = device.event("staff.set", {"user": ADMIN, "role": "administrator"}, actor=ADMIN)
    frame = device.frame(event.raw, eids=[event.eid])
    asked = device.open()
    assert accept_frame(frame, asked, device.house).accepted == 1
    assert accept_frame(frame, asked, device.house).accepted == 0
    assert len(device.commune.feed) == 1


def test_the_same_event_under_another_number_is_a_dup_without_a_second_row(device):
    device.record = UUID(int=5)
    event = device.event("later.kind", {})
    device.send(event)
    assert device.send(event).verdicts == (), "counted once, and nothing to say of it"
    assert (len(device.commune.feed), device.have) == (1, 2)


def test_another_body_under_a_known_id_waits_for_a_person(device):
    device.record = UUID(int=5)
    event = device.event("later.kind", {})
    device.send(event)
    other = event.raw.replace(b"later.kind", b"other.kind")
    device_frame = device.frame(other, eids=[event.eid])
    taken = accept_frame(device_frame, device.open(), device.house)
    assert [early.verdict.why for early in taken.verdicts] == ["eid"]
    assert device.commune.events[event.eid].raw == event.raw
    assert [raw for _dev, raw, _why, _at in device.commune.held.values()] == [other]


@pytest.mark.parametrize(
    "path", ["/official_code", "/status", "/due_at", "/officer", "/decision", "/result", "/number"]
)
def test_no_device_sets_what_is_not_its_own(device, path):
    before = dict(device.receive())
    verdict = device.said("fields.set", {path: "x"})
    assert (verdict.word, verdict.why, verdict.paths) == (Word.REJECTED, "not_authority", (path,))
    assert device.doc == before
    assert verdict.text.endswith(".")


@pytest.mark.parametrize("kind", ["code.assign", "state.set"])
def test_no_device_speaks_for_the_province(device, kind):
    device.receive()
    assert device.said(kind, {"code": "x"}).why == "not_authority"


def test_a_new_dossier_brings_no_path_of_the_province(device):
    device.record = UUID(int=7)
    doc = {"office": "24184", "official_code": "x", "procedure": COPY}
    assert device.said("dossier.new", {"doc": doc}).word is Word.REJECTED
    assert device.record not in device.commune.dossiers


def test_a_dossier_of_another_commune_waits_for_a_person(device):
    device.record = UUID(int=7)
    verdict = device.said("dossier.new", {"doc": {"office": "99999"}})
    assert (verdict.word, verdict.why) == (Word.QUARANTINED, "scope")


def test_what_the_preflight_refuses_names_the_path_and_can_be_corrected(device):
    assert device.receive(citizen_id="123")["status"] == "draft"
    refused = [e.verdict for e in device.commune.events.values() if e.verdict.why == "preflight"]
    assert refused[0].paths == ("/applicant/citizen_id",)
    assert refused[0].text
    assert device.said("fields.set", {"/applicant/citizen_id": "066190000001"}).word == "ok"
    assert device.cmd("submit", expected="draft", promised_due_at=DUE).word == "ok"
    assert device.doc["official_code"].endswith("-0001")


def test_the_clerk_s_fields_freeze_when_the_dossier_is_accepted(device):
    device.staff()
    device.receive()
    assert device.cmd("accept", actor=OFFICER, expected="received", officer=OFFICER).word == "ok"
    verdict = device.said("fields.set", {"/applicant/full_name": "Trần Văn Ví Dụ"})
    assert (verdict.why, verdict.paths) == ("frozen", ("/applicant/full_name",))
    assert device.said("fields.set", {"/contact/phone": "0905000001"}).word == "ok"


def decide(device, actor):
    done = {
        "outcome": "granted",
        "signer": "Người ký thử",
        "decided_at": DUE,
        "result_number": "1",
        "summary": "",
    }
    return device.cmd("decide", actor=actor, expected=device.doc["status"], **done)


def test_a_commune_officer_decides_the_certified_copy_at_the_desk(device):
    device.staff()
    device.receive()
    device.cmd("accept", actor=OFFICER, expected="received", officer=OFFICER)
    assert decide(device, OFFICER).word == "ok"
    assert device.doc["status"] == "decided"


def test_a_clerk_does_not_decide_nor_who_received_it(device):
    device.staff()
    device.receive()
    device.cmd("accept", actor=OFFICER, expected="received", officer=OFFICER)
    assert decide(device, CLERK).why == "role"
    assert device.said("staff.set", {"user": CLERK, "role": "commune_officer"}, actor=ADMIN).word == "ok"
    assert decide(device, CLERK).why == "role"
    assert device.doc["status"] == "processing"


def test_nobody_unknown_decides(device):
    device.receive()
    assert device.cmd("accept", actor=OFFICER, expected="received", officer=OFFICER).why == "role"


def test_what_the_province_decides_is_not_decided_at_a_desk(device):
    device.staff()
    device.receive(BIRTH)
    assert device.cmd("accept", actor=OFFICER, expected="received", officer=OFFICER).why == "role"


def test_only_an_administrator_names_staff_and_never_an_officer_of_the_province(device):
    device.record = UUID(int=1)
    assert device.said("staff.set", {"user": CLERK, "role": "clerk"}, actor=CLERK).why == "role"
    device.staff()
    assert device.said("staff.set", {"user": "x", "role": "administrator"}, actor=CLERK).why == "role"
    assert device.said("staff.set", {"user": "x", "role": "province_officer"}, actor=ADMIN).why == "staff"
    assert device.said("staff.set", {"user": OFFICER, "role": None}, actor=ADMIN).word == "ok"
    assert {user: role for (_, user), role in device.commune.staff.items()} == {
        ADMIN: "administrator",
        CLERK: "clerk",
    }


def test_a_status_the_author_did_not_see_is_refused(device):
    device.receive()
    assert device.cmd("withdraw_request", expected="processing", reason="thử").why == "state"
    assert (
        device.cmd("deliver_result", expected="received", receiver="x", signer="x", returned_at=DUE).why
        == "state"
    )


def test_two_devices_on_one_field_leave_a_conflict_that_is_listed(device):
    other = Sender(device.province, 2)
    device.receive()
    other.record, rev = device.record, device.commune.dossiers[device.record].rev
    assert device.said("fields.set", {"/applicant/full_name": "Trần Văn Ví Dụ"}, base=rev).word == "ok"
    verdict = other.said("fields.set", {"/applicant/full_name": "H’Mẫu Niê", "/sets": 2}, base=rev)
    assert (verdict.word, verdict.paths) == (Word.CONFLICT, ("/applicant/full_name",))
    assert (device.doc["applicant"]["full_name"], device.doc["sets"]) == ("Trần Văn Ví Dụ", 2)


@pytest.mark.parametrize(
    "body",
    [b'{"eid":"%s","kind":7}', b'{"eid":"%s","a":1.5e3,"b":[]}', b'{"eid":"%s"}'],
    ids=["shape", "float", "little"],
)
def test_an_event_that_does_not_read_is_kept_raw_and_stops_nothing(device, body):
    device.record = eid = uuid7(0, bytes(10))
    raw = body % str(eid).encode()
    good = device.event("later.kind", {})
    taken = accept_frame(
        device.frame(raw, good.raw, eids=[eid, good.eid], named=eid), device.open(), device.house
    )
    assert (taken.accepted, device.commune.events[eid].raw) == (2, raw)
    assert device.verdict(good).word == "ok"


def test_an_event_beyond_256_kib_is_kept_raw(device):
    device.record = eid = uuid7(0, bytes(10))
    raw = b'{"eid":"%s","x":"%s"}' % (str(eid).encode(), b"x" * RAW_MAX)
    accept_frame(device.frame(raw, eids=[eid]), device.open(), device.house)
    assert device.commune.events[eid].verdict.why == "size"


def test_a_frame_that_cannot_be_opened_is_asked_for_plain(device):
    device.record = UUID(int=5)
    frame = device.frame(device.event("later.kind", {}).raw * 9)
    body = frame.body[:-4] + b"\x00\x00\x00\x00"
    sealed = Seal(device.signer, device.address)
    broken = FrameReader().feed(write_frame(FrameType.EVENTS, body, seal=sealed))[0]
    assert accept_frame(broken, device.open(), device.house).resend
    assert device.have == 0


def test_a_frame_with_a_bad_signature_is_put_aside_and_have_stays(device):
    device.record = UUID(int=5)
    event = device.event("later.kind", {})
    taken = accept_frame(
        device.frame(event.raw, signer=Ed25519Signer(b"x" * 32)), device.open(), device.house
    )
    assert (taken.accepted, device.have) == (0, 0)
    assert [why for _dev, _raw, why, _at in device.commune.held.values()] == ["signature"]


def test_what_a_revoked_device_sends_is_quarantined_and_it_gets_no_feed(device):
    device.receive()
    device.commune.certified[device.dev] = revoked(device.commune.certified[device.dev])
    verdict = device.said("note", {"text": "muộn"})
    assert (verdict.word, verdict.why) == (Word.QUARANTINED, "revoked")
    assert answers(device, device.open(feeds=(ScopeMark(SCOPE, 0, device_start()),)))[0].feeds == ()


def device_start():
    return feed_start(SCOPE).h[:16]


def answers(device, asked):
    frames = FrameReader().feed(b"".join(answer_request(asked, [], device.house)))
    bodies = [frame.plain(device.house.codec) for frame in frames]
    return Answer.read(bodies[0]), [FeedFrame.read(body) for body in bodies[1:]]


def test_a_request_number_seen_before_gets_have_and_nothing_else(device):
    device.receive()
    feeds = (ScopeMark(SCOPE, 0, device_start()),)
    asked = device.open(feeds=feeds)
    first, rows = answers(device, asked)
    again, nothing = answers(device, asked)
    assert len(rows[0].rows) == 3
    assert (again.have, again.feeds, again.blob_token, nothing) == (first.have, (), "", [])


def test_an_own_body_does_not_come_back_and_another_s_does(device):
    other = Sender(device.province, 2)
    device.receive()
    feeds = (ScopeMark(SCOPE, 0, device_start()),)
    own, theirs = (answers(who, who.open(feeds=feeds))[1][0].rows for who in (device, other))
    assert [bool(row.raw) for row in own] == [False, False, True]
    assert all(row.raw for row in theirs)


def test_an_unknown_cursor_is_said_so_and_gets_no_rows(device):
    device.receive()
    answer, rows = answers(device, device.open(feeds=(ScopeMark(SCOPE, 2, bytes(16)),)))
    assert (answer.feeds[0].known, rows) == (False, [])


def test_another_commune_s_feed_is_passed_over(device):
    answer, rows = answers(device, device.open(feeds=(ScopeMark("c:99999", 0, bytes(16)),)))
    assert (answer.feeds, rows) == ((), [])


def turned(device, signer=None, **changes):
    body = replace(device.head(), **changes).to_bytes()
    sealed = Seal(signer or device.signer, changes.get("address", device.address))
    return open_request(FrameReader().feed(write_frame(FrameType.HEAD, body, seal=sealed))[0], device.house)


def test_a_stranger_s_signature_gets_no_signed_word(device):
    assert turned(device, signer=Ed25519Signer(b"x" * 32)) == Turned(b"", "signature")


def test_a_head_for_another_province_gets_no_signed_word(device):
    assert turned(device, address=replace(device.address, to=bytes(8))).refusal == b""


def test_an_unknown_epoch_of_a_known_device_is_a_new_line(device):
    address = replace(device.address, epoch=b"?" * 8)
    body = device.head(address=address).to_bytes()
    sealed = write_frame(FrameType.HEAD, body, seal=Seal(device.signer, address))
    asked = open_request(FrameReader().feed(sealed)[0], device.house)
    assert isinstance(asked, Asked)
    answer = answers(device, asked)[0]
    assert (answer.have, answer.have_hash) == (0, chain_start(device.dev, b"?" * 8)[:16])


def test_an_unknown_device_is_refused_by_a_signed_word(device):
    refused = turned(device, address=replace(device.address, dev=b"?" * 16))
    refuse = Refuse.read(FrameReader().feed(refused.refusal)[0].plain(device.house.codec))
    assert refuse.why == "unknown_device"


def test_an_expired_certificate_is_refused_by_a_signed_word(device):
    device.house.clock.step(10 * 86400)
    refused = device.open()
    frame = FrameReader().feed(refused.refusal)[0]
    to = Address(device.dev, device.epoch, key_id(device.signer.public))
    assert frame.holds(device.house.signer.public, to)
    assert Refuse.read(frame.plain(device.house.codec)).why == "expired"


def test_who_asks_rightly_is_let_in(device):
    assert isinstance(device.open(), Asked)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("staff.set", {"user": "x", "role": []}),
        ("staff.set", {"user": "x", "role": {}}),
        ("fields.set", {"/papers/" + "9" * 5000: None}),
        ("fields.set", {"/papers/" + "9" * 5000 + "/name": "x"}),
        ("fields.set", {"/applicant": 5}),
        ("fields.set", {"/contact": [1]}),
        ("fields.set", {"/papers/0": "x"}),
        ("fields.set", {"/promised_due_at": "mai"}),
        ("attach.add", {"sha256": [], "size": 1, "type": "x"}),
    ],
)
def test_a_shape_that_no_reader_could_show_is_refused_and_holds_up_nothing(device, kind, payload):
    before = device.receive()
    assert device.said(kind, payload, actor=ADMIN).word == "rejected"
    assert device.doc == before
    assert device.said("note", {"text": "Đã gọi điện"}).word == "ok"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:00:00-07:00", "hôm nay"])
def test_a_dossier_born_outside_the_calendar_is_refused_and_holds_up_nothing(device, at):
    device.receive()
    birth = {name: device.doc[name] for name in ("procedure", "number", "office", "received_by", "applicant")}
    device.record = UUID(int=7)
    assert device.said("dossier.new", {"doc": {**birth, "received_at": at}}).word == "rejected"
    assert device.cmd("submit", promised_due_at=DUE).why == "absent"
    assert device.receive()["official_code"]


def test_the_province_counts_the_due_date_of_a_supplement_itself(device):
    device.receive(BIRTH)
    house = device.house
    with house.store.begin(SCOPE) as tx:
        book = Book(tx, SCOPE, house.versions(), house.ledger, house.dice, START)
        for name, args in (("accept", {}), ("require_supplement", {"items": ["Giấy chứng sinh"], "reason": "Thiếu"})):
            book.say(device.record, "cmd", {"name": name, "args": {"officer": "tinh", **args}}, "tinh")
    printed = "2099-01-05T17:00:00+07:00"
    assert device.cmd("supplement", set={}, note="", promised_due_at="mai").word == "rejected"
    assert device.cmd("supplement", set={}, note="", promised_due_at=printed).word == "ok"
    assert device.doc["promised_due_at"] == printed
    assert device.doc["due_at"].startswith("2026-03-")


def test_the_province_counts_the_due_date_of_a_payment_itself_also_of_an_older_desk(device):
    for promised in ({"promised_due_at": "2099-01-05T17:00:00+07:00"}, {}):
        device.at = "2026-03-02T08:00:00+07:00"
        device.receive(BIRTH)
        house = device.house
        with house.store.begin(SCOPE) as tx:
            book = Book(tx, SCOPE, house.versions(), house.ledger, house.dice, START)
            for name, args in (("accept", {}), ("ask_payment", {"amount": 70_000, "title": "Thuế thử"})):
                book.say(device.record, "cmd", {"name": name, "args": {"officer": "tinh", **args}}, "tinh")
        before, device.at = device.doc["due_at"], "2026-03-09T08:00:00+07:00"
        assert device.cmd("pay", receipt_no="BL-1", **promised).word == "ok"
        assert (before, device.doc["due_at"]) == (DUE, "2026-03-09T17:00:00+07:00")
        assert device.doc["promised_due_at"] == promised.get("promised_due_at", before)


def test_what_no_rule_foresaw_waits_for_a_person_and_holds_up_nothing(device, monkeypatch):
    device.receive()
    with monkeypatch.context() as broken:
        broken.setattr("sync.province.verdicts.project", lambda *_, **__: {}["a hole in the law"])
        assert device.said("note", {"text": "x"}).word == "quarantined"
    assert device.said("note", {"text": "Đã gọi điện"}).word == "ok"


def test_nobody_receives_a_dossier_in_anothers_name_to_decide_it(device):
    device.staff()
    device.receive()
    birth = {name: device.doc[name] for name in ("procedure", "number", "office", "received_at", "applicant")}
    device.record = UUID(int=7)
    said = device.said("dossier.new", {"doc": {**birth, "received_by": CLERK}}, actor=OFFICER)
    assert (said.why, said.paths) == ("not_authority", ("/received_by",))


def test_each_desk_of_a_commune_names_its_own_people(device):
    device.staff()
    other = Sender(device.province, n=2)
    assert other.said("staff.set", {"user": "hai", "role": "clerk"}, actor=ADMIN, record=UUID(int=2)).why == "role"
    for user, role in (("quan.ly.2", "administrator"), (OFFICER, "commune_officer")):
        named = other.said("staff.set", {"user": user, "role": role}, actor="quan.ly.2", record=UUID(int=2))
        assert named.word == "ok"
    other.receive()
    assert other.cmd("accept", actor=OFFICER, expected="received", officer=OFFICER).word == "ok"
    other.receive()
    assert other.cmd("accept", actor=ADMIN, expected="received", officer=ADMIN).why == "role"
