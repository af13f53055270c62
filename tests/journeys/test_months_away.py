"""Two desks come back after three months: one before the province made its history short, one afterwards.

The same on stores alone: tests/desktop_app/storage/test_copies.py.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.bootstrap import House
from desktop_app.storage.keys import FLOOR
from sync.province.app import open_province
from sync.province.settings import Home
from tests.support.away import AWAY, MonthsAgo, within_months_ago
from tests.support.counter import PASSPHRASE, Counter
from tests.support.office import cheap_guesses
from tests.support.province import COMMUNE, Province, make_province, start_province

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("province")]

MEANWHILE = 150
"""Dossiers of the desk that stayed; more rows than one answer carries."""


@pytest.fixture
def province(tmp_path: Path):
    make_province(tmp_path / "province")
    started = start_province(tmp_path / "province", within=within_months_ago(tmp_path))
    yield started
    if started.process.poll() is None:
        started.stop()


def a_desk(folder: Path, capsys, province: Province, *, months_ago: bool) -> Counter:
    folder.mkdir()
    made = Counter(folder, capsys)
    if months_ago:
        made.house = House(clock=MonthsAgo(), cost=FLOOR)
    made.found()
    made("enrol", "--url", province.url, "--ca", str(province.ca_path), "--code", province.enrol_code(), user="quantri")
    return made


def come_back(desk: Counter) -> None:
    desk.house = House(cost=FLOOR)


def sync(*desks: Counter) -> None:
    """Rounds until one brings nothing, at each desk."""
    for desk in desks:
        for _ in range(12):
            (desk.home / "pace.json").unlink(missing_ok=True)  # hours lie between them
            facts = desk("sync", "once")["round"]
            if facts["contact"] and not facts["still_waiting"] + facts["sent"] + facts["pulled"]:
                break
        else:
            raise AssertionError("it never came to rest")


def documents(desk: Counter) -> dict[UUID, dict]:
    """Every document as this desk shows it, straight from its store."""
    with cheap_guesses():
        office = desk.house.vault(desk.home).unlock("thu", bytearray(PASSPHRASE.encode()))
    try:
        rows = office._connection.execute("SELECT id, doc FROM dossiers").fetchall()
    finally:
        office.close()
    return {UUID(bytes=record): json.loads(doc) for record, doc in rows}


def documents_of(province: Province) -> dict[UUID, dict]:
    opened = open_province(Home(province.home))
    try:
        with opened.store.begin(f"c:{COMMUNE}") as tx:
            return {state.id: state.doc for state in tx.dossiers(None, 10_000)}
    finally:
        opened.close()


def findings(desk: Counter) -> list[dict]:
    return desk("matters", "list", "--kind", "C10")["matters"]["rows"]


def test_desks_three_months_behind_keep_their_unsent_work_with_and_without_a_snapshot(province, tmp_path, capsys):
    early, late = (a_desk(tmp_path / name, capsys, province, months_ago=True) for name in ("early", "late"))
    shared = late.receive()["receipt"]["number"]
    sync(late, early)
    unsent = {early: early.receive()["receipt"]["number"], late: late.receive()["receipt"]["number"]}
    late("correct", shared, "--set", "/applicant/phone=0905000011")
    for desk in (early, late):
        contact = datetime.fromisoformat(desk("sync", "status")["sync"]["last_contact"])
        assert (datetime.now(UTC) - contact).days in range(AWAY.days - 1, AWAY.days + 1)  # noqa: TID251 - real days

    province = three_months_pass(province)
    stayed = a_desk(tmp_path / "stayed", capsys, province, months_ago=False)
    stayed("seed", "--dossiers", str(MEANWHILE))
    sync(stayed)
    stayed("correct", shared, "--set", "/applicant/address=Buôn Thử Hai")
    sync(stayed)

    come_back(early)
    sync(early, stayed)
    assert findings(early) == [], "a long way, and nothing but a way"

    (short,) = province.cli("compact")["compacted"]
    assert short["dossiers"] == MEANWHILE + 2
    come_back(late)
    sync(late, stayed, early, late)
    the_snapshot_is_told_and_closed(late)
    assert findings(early) + findings(stayed) == []

    province.stop()
    told = documents_of(province)
    assert len(told) == MEANWHILE + 3
    assert all(doc["official_code"] for doc in told.values())
    assert documents(late) == documents(early) == documents(stayed) == told
    both = {doc["number"]: doc["applicant"] for doc in told.values()}
    assert set(unsent.values()) <= set(both)
    assert (both[shared]["phone"], both[shared]["address"]) == ("0905000011", "Buôn Thử Hai")
    for desk in (early, late, stayed):
        assert desk("audit", "verify", user="quantri")["audit"]["whole"]


def three_months_pass(province: Province) -> Province:
    """Stop August's server, start today's at the same address."""
    port = int(province.url.rpartition(":")[2])
    province.stop()
    again = start_province(province.home, port)
    province.process = again.process
    return again


def the_snapshot_is_told_and_closed(late: Counter) -> None:
    """One finding; a clerk may read it, an administrator closes it, and not without a reason."""
    (row,) = findings(late)
    assert "lâu không liên lạc" in row["sentence"]
    assert late("matters", "show", row["key"])["matter"]["may"] == []
    late("matters", "close", row["key"], "--reason", "da xem", code=3)
    late("matters", "close", row["key"], "--reason", " ", code=3, user="quantri")
    late("matters", "close", row["key"], "--reason", "Máy nghỉ ba tháng, đã đối chiếu sổ giấy.", user="quantri")
    assert findings(late) == []
