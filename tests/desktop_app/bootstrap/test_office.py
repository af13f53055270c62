"""The unlocked office as it is wired: what a shift leaves in the audit besides its verbs."""

import json

import pytest

from desktop_app.bootstrap.office import Office
from desktop_app.errors import DISK_FULL, NOT_ALLOWED, DeskError
from desktop_app.usecases.add_clerk import AddClerk
from desktop_app.usecases.find_dossiers import FindDossiers
from tests.support.counter import PASSPHRASE, Counter
from tests.support.office import cheap_guesses


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def opened(counter: Counter, user: str) -> Office:
    with cheap_guesses():
        return counter.house.open_office(counter.home, user, bytearray(PASSPHRASE.encode()))


def audited(office: Office) -> list[tuple[str, str, dict]]:
    bodies = office._vault._connection.execute("SELECT body FROM audit ORDER BY n").fetchall()
    entries = [json.loads(body) for (body,) in bodies]
    return [(entry["actor"], entry["verb"], entry["detail"]) for entry in entries]


def test_whoever_is_refused_by_role_is_written_down_once_for_each_try(counter):
    clerk = opened(counter, "thu")
    before = len(audited(clerk))
    secret = bytearray(b"mot mat khau du dai")
    for refused in (lambda: clerk.add_clerk(AddClerk("gian", "Gian", "clerk", secret)), clerk.list_staff, clerk.verify_audit):
        with pytest.raises(DeskError) as error:
            refused()
        assert error.value.fault == NOT_ALLOWED
    denied = [("thu", "denied", {"user": "thu", "verb": verb}) for verb in ("add_clerk", "list_staff", "verify_audit")]
    assert audited(clerk)[before:] == denied
    clerk.find_dossiers(FindDossiers())
    assert len(audited(clerk)) == before + 3
    clerk.close()
    administrator = opened(counter, "quantri")
    assert administrator.verify_audit().whole
    administrator.close()


def test_another_fault_is_no_denial(counter):
    clerk = opened(counter, "thu")
    before = audited(clerk)
    with pytest.raises(DeskError):
        clerk.read_dossier("H15.24.184-261120-0009")
    assert audited(clerk) == before
    clerk.close()


def test_a_shift_is_written_down_from_unlock_to_lock(counter):
    clerk = opened(counter, "thu")
    before = len(audited(clerk))
    clerk.close()
    clerk.close()
    officer = opened(counter, "lan")
    assert audited(officer)[before:] == [("thu", "lock_office", {"user": "thu"}), ("lan", "unlock_office", {"failures": 0, "user": "lan"})]
    officer.close()


def test_an_office_that_cannot_write_still_locks(counter, monkeypatch):
    clerk = opened(counter, "thu")
    monkeypatch.setattr("desktop_app.storage.unit_of_work.Work.commit", lambda _work: (_ for _ in ()).throw(DeskError(DISK_FULL)))
    clerk.close()
    assert not any(clerk._vault._unlocked.store_key)
