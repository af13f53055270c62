"""Offices, devices, officers and what they read: the same promises on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from sync.core.feed import Cursor
from sync.core.tally import Tally
from sync.core.verdict import OK, Verdict, Word
from sync.province.archive import DossierQuery
from sync.province.ports import DossierState, LoggedEvent
from sync.province.registry import Office, Officer, Session
from tests.support.province_stores import DEV, EPOCH, A, B, a_certificate, a_store

NOW = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    with a_store(request.param, tmp_path) as made:
        yield made


def test_a_code_is_good_once_and_until_its_minute(store):
    with store.register() as register:
        register.put_code(b"a" * 32, "24184", NOW)
        register.put_code(b"b" * 32, "24184", NOW)
    with store.register() as register:
        assert register.take_code(b"a" * 32, NOW) is None, "its last instant is over"
        assert register.take_code(b"a" * 32, NOW - timedelta(seconds=1)) == "24184"
        assert register.take_code(b"a" * 32, NOW - timedelta(seconds=1)) is None
    with pytest.raises(RuntimeError), store.register() as register:
        assert register.take_code(b"b" * 32, NOW - timedelta(seconds=1)) == "24184"
        raise RuntimeError
    with store.register() as register:
        assert register.take_code(b"b" * 32, NOW - timedelta(seconds=1)) == "24184", "undone with what failed"


def test_sessions_end_by_themselves(store):
    officer = Officer("o1", "thu", "Trần Văn Thử", "hash")
    session = Session(b"s" * 32, "o1", "token", NOW)
    with store.register() as register:
        register.add_officer(officer)
        register.put_session(session)
    with store.register() as register:
        assert register.session(b"s" * 32, NOW - timedelta(hours=1)) == session
        assert register.session(b"s" * 32, NOW) is None
        assert register.session(b"s" * 32, NOW - timedelta(hours=1)) is None, "it was forgotten"


def test_an_offices_name_may_change_and_its_unit_never(store):
    with store.register() as register:
        register.add_office(Office("24184", "Xã Thử Mới", "H15.24.999"))
        assert register.office("24184") == Office("24184", "Xã Thử Mới", "H15.24.184")
        assert [office.commune for office in register.offices()] == ["24190", "24184"]
        assert register.office("00000") is None


def test_a_certificate_is_kept_once_and_its_code_remembers_it(store):
    other, code = a_certificate(b"d" * 16, 2, tag="M3N4"), b"c" * 32
    with store.register() as register:
        register.put_code(code, "24184", NOW)
        assert register.enrolled(code, NOW - timedelta(seconds=1)) is None
        assert register.take_code(code, NOW - timedelta(seconds=1)) == "24184"
        register.add_device(other, code)
    with store.register() as register:
        register.add_device(other)
        register.add_device(a_certificate())
        assert register.enrolled(code, NOW - timedelta(seconds=1)) == other
        assert register.enrolled(code, NOW) is None, "the code has ended"
        assert register.tags("24184") == {"K7Q2", "M3N4"}
    assert store.scope_of(b"d" * 16) == A


def test_a_revoked_device_is_known_as_such_until_it_is_trusted_again(store):
    with store.register() as register:
        register.set_revoked(DEV, NOW)
        assert [(each.dev, each.commune, each.tag, each.revoked_at) for each in register.devices()] == [(DEV, "24184", "K7Q2", NOW)]
    with store.begin(A) as tx:
        assert tx.device(DEV, b"any line").revoked
    with store.register() as register:
        register.add_device(a_certificate())
        assert register.devices()[0].revoked_at == NOW, "showing the certificate again takes nothing back"
        register.set_revoked(DEV, None)
    with store.begin(A) as tx:
        assert not tx.device(DEV, EPOCH).revoked


def test_a_serial_or_a_tag_is_never_given_twice(store):
    for twin in (a_certificate(b"d" * 16, 1, tag="M3N4"), a_certificate(b"d" * 16, 2)):
        with pytest.raises(Exception), store.register() as register:  # noqa: B017 - each database has its own word
            register.add_device(twin)
    assert store.scope_of(b"d" * 16) is None


def test_officers_come_by_login_and_failures_are_counted(store):
    officer = Officer("o1", "thu", "Trần Văn Thử", "hash")
    with store.register() as register:
        register.add_officer(officer)
        register.add_officer(replace(officer, id="o2", login="an", active=False))
        assert (register.officer("o1"), register.officer_by_login("thu"), register.officers()) == (officer, officer, (officer,))
        assert register.officer_by_login("an") == replace(officer, id="o2", login="an", active=False)
        for minutes in (0, 20, 2000):
            register.note_failure("thu", NOW - timedelta(minutes=minutes))
        assert register.failures("thu", NOW - timedelta(minutes=15)) == 1
        assert register.failures("an", NOW - timedelta(days=9)) == 0


def _put(store, scope, n, **facts):
    doc = {"status": "received", "procedure": "2.000815", "number": f"T-24184-K7Q2-{n:05d}-9F3M", **facts}
    with store.begin(scope) as tx:
        tx.put_dossier(DossierState(UUID(int=n), 1, doc))


def test_a_dossier_is_found_by_the_beginnings_of_its_words_without_marks(store):
    _put(store, A, 1, applicant={"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001"})
    _put(store, A, 2, applicant={"full_name": "H’Mẫu Niê", "phone": "0900000001"}, official_code="H15.24.184-261121-0007")
    _put(store, B, 3, applicant={"full_name": "Nguyễn Văn Thử", "note": "x" * 5000}, status="accepted")

    def found(text="", **parts):
        with store.archive() as archive:
            return [int(UUID(row.id)) for row in archive.find(DossierQuery(text, **parts)).rows]

    assert found("nguyen thu") == [3, 1]
    assert found("NGHIỆM ngu") == [1]
    assert found("066190") == [1]
    assert found("hmau") == [2]
    assert found("261121-0007") == [2]
    assert found("090000000") == [2]
    assert found("khong co ai") == []
    assert found("'); -- & | !") == [3, 2, 1], "nothing in it is a word"
    assert found(commune="24190") == [3]
    assert found(status="received") == [2, 1]
    _put(store, A, 1, applicant={"full_name": "Nguyễn Thị Đổi"})
    assert found("nghiem") == []
    assert found("doi") == [1]
    assert found() == [1, 3, 2], "last touched first"


def test_pages_follow_each_other_without_a_gap(store):
    for n in range(1, 8):
        _put(store, A, n)
    with store.archive() as archive:
        first = archive.find(DossierQuery(limit=3))
        second = archive.find(DossierQuery(limit=3, after=first.after))
        third = archive.find(DossierQuery(limit=3, after=second.after))
    ids = [int(UUID(row.id)) for page in (first, second, third) for row in page.rows]
    assert (ids, third.after) == ([7, 6, 5, 4, 3, 2, 1], None)


def test_a_dossier_is_located_by_each_of_its_names_with_its_history(store):
    _put(store, A, 5, official_code="H15.24.184-261121-0007")
    held = Verdict(Word.QUARANTINED, "schema")
    with store.begin(A) as tx:
        for seq, verdict in enumerate((OK, held), 1):
            raw = b"%d" % seq
            tx.put_event(LoggedEvent(UUID(int=seq), UUID(int=5), raw, bytes(32), DEV, f"2026-11-21T00:00:0{seq}+00:00", verdict, 1, EPOCH))
            tx.append_feed(UUID(int=seq), raw, Cursor(A, seq, bytes(32)), Tally())
    with store.archive() as archive:
        for name in (str(UUID(int=5)), " H15.24.184-261121-0007 ", "T-24184-K7Q2-00005-9F3M"):
            kept = archive.locate(name)
            assert (kept.scope, kept.id, kept.rev, kept.doc["status"]) == (A, UUID(int=5), 1, "received")
        for nobody in ("", "T-1", str(UUID(int=6)), "\0", "H15.24.184-261121-0008"):
            assert archive.locate(nobody) is None
        assert [each.raw for each in archive.history(A, UUID(int=5))] == [b"1", b"2"]
        assert archive.history(B, UUID(int=5)) == ()
        waiting = archive.attention(10)
    assert [(each.eid, each.dossier, each.verdict) for each in waiting] == [(str(UUID(int=2)), str(UUID(int=5)), held)]


def test_a_look_sees_one_moment(store):
    _put(store, A, 1)
    with store.archive() as archive:
        assert len(archive.find(DossierQuery()).rows) == 1
        _put(store, A, 2)
        assert len(archive.find(DossierQuery()).rows) == 1
    with store.archive() as archive:
        assert len(archive.find(DossierQuery()).rows) == 2
