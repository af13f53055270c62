"""A desk whose road was stopped: it says why, an administrator lets it run again, and the audit remembers who."""

import pytest

from sync.core.phases import Phase, Signal, why_stopped
from sync.province.x509 import make_root
from tests.support.counter import PASSPHRASE, Counter
from tests.support.fakes import A_MORNING
from tests.support.office import cheap_guesses

NOBODY = "https://127.0.0.1:9"


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    made.point_at(NOBODY, make_root("Tỉnh Thử", A_MORNING).certificate)
    made.receive()
    return made


def stop(counter, phase, reason):
    with cheap_guesses():
        office = counter.house.open_office(counter.home, "quantri", bytearray(PASSPHRASE.encode()))
    with office._vault.replica() as replica:
        replica.enter(phase, reason)
    office.close()


@pytest.mark.parametrize(
    ("phase", "signal", "code"), [(Phase.SUSPICIOUS, Signal.FORK, 5), (Phase.HALTED, Signal.REFUSED, 3)]
)
def test_an_administrator_who_confirms_lets_a_stopped_road_run_again(counter, phase, signal, code):
    stop(counter, phase, why_stopped(signal, "thử"))
    assert "motcua sync resume" in counter("sync", "status")["sync"]["trouble"]
    assert "ngừng gửi nhận" in counter("sync", "once", code=code)["round"]["sentence"]
    counter.receive()

    assert "không" in counter("sync", "resume", "--yes", code=3)["sentence"], "a clerk may not"
    assert "Chưa xác nhận" in counter("sync", "resume", user="quantri", code=3)["sentence"]
    assert counter("sync", "status")["sync"]["phase"] == phase.value

    resumed = counter("sync", "resume", "--yes", user="quantri")["resumed"]
    assert resumed["reason"] == f"{signal.name.lower()}: thử"
    facts = counter("sync", "status")["sync"]
    assert (facts["phase"], facts["trouble"], facts["waiting"]) == ("Idle", "", 2)
    assert "Chưa nối được" in counter("sync", "once", code=4)["round"]["sentence"]
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]


def test_a_road_that_runs_needs_no_permission(counter):
    said = counter("sync", "resume", "--yes", user="quantri", code=3)
    assert "không bị ngừng" in said["sentence"]


def test_an_older_store_goes_on_by_itself_in_a_new_line_and_its_finding_stays(counter):
    store = counter.home / "office.db"
    older = store.read_bytes()
    lost = counter.receive()["receipt"]["number"]
    store.write_bytes(older)
    assert counter("sync", "status")["sync"]["trouble"] == ""
    for _ in range(2):
        assert counter("sync", "once", code=4)["round"]["phase"] == "Backoff"
    assert counter.receive()["receipt"]["number"] > lost, "a number that was printed is never given again"
    with cheap_guesses():
        office = counter.house.open_office(counter.home, "quantri", bytearray(PASSPHRASE.encode()))
    found = office._vault._connection.execute("SELECT kind FROM findings").fetchall()
    office.close()
    assert found == [("set_back",)]


def test_the_audit_names_who_let_it_run_and_why_it_had_stopped(counter):
    stop(counter, Phase.SUSPICIOUS, "fork: thử")
    counter("sync", "resume", "--yes", user="quantri")
    with cheap_guesses():
        office = counter.house.open_office(counter.home, "quantri", bytearray(PASSPHRASE.encode()))
    bodies = [bytes(row[0]) for row in office._vault._connection.execute("SELECT body FROM audit ORDER BY n")]
    office.close()
    (entry,) = [body.decode() for body in bodies if b"resume_road" in body]
    assert all(word in entry for word in ('"quantri"', '"fork: thử"', '"Suspicious"'))
