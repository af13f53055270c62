"""Real files copied by hand: a desk of yesterday, a desk cloned, a province set back, months away; all end equal."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.storage.findings import FindingTable
from sync.core.conflict import Finding
from sync.core.phases import Phase
from sync.province.usecases.compact_scope import compact_scope
from tests.simulation.parts import Province
from tests.support.fakes import FakeDice
from tests.support.office import Office
from tests.support.paired import (
    SCOPE,
    StraightLine,
    a_province,
    a_round,
    assert_equal,
    commune_of,
    edit,
    enrol,
    receive,
    rounds_until_rest,
)


@pytest.fixture
def province() -> Province:
    return a_province()


@pytest.fixture
def office(tmp_path: Path, province: Province) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    enrol(made, province)
    receive(made, "Người Thử Một")
    rounds_until_rest(made, province)
    yield made
    made.open.close()


def copied(office: Office, name: str) -> Path:
    """The whole folder, as somebody would copy it while the office is locked."""
    office.open.close()
    there = office.home.with_name(name)
    shutil.copytree(office.home, there)
    office.unlock("thu")
    return there


def put_back(office: Office, copy: Path, *, side_file: bool) -> None:
    """Yesterday's files in the place of today's; perhaps the side file is today's still."""
    office.open.close()
    witness = (office.home / "witness").read_bytes()
    shutil.rmtree(office.home)
    shutil.copytree(copy, office.home)
    if not side_file:
        (office.home / "witness").write_bytes(witness)
    office.unlock("thu")


def names(office: Office) -> list[str]:
    ask = office.open._connection.execute
    return sorted(row[0] for row in ask("SELECT applicant FROM dossiers"))


def found(office: Office) -> list[Finding]:
    return [one.kind for one in FindingTable(office.open._connection).listed()]


def test_two_sides_that_talk_are_equal(office: Office, province: Province) -> None:
    record = receive(office, "Người Thử Hai")
    edit(office, record, phone="0912000111")
    rounds_until_rest(office, province)
    assert_equal(office, province)
    assert found(office) == []
    view = office.open.queries.read(record)
    assert view is not None
    assert view.truth.value == "accepted"


@pytest.mark.parametrize("side_file", [True, False], ids=["whole folder", "store only"])
def test_a_desk_of_yesterday_gets_back_what_it_lost_and_sends_what_it_writes_now(
    office: Office, province: Province, side_file: bool
) -> None:
    copy = copied(office, "yesterday")
    lost = receive(office, "Người Thử Hai")
    edit(office, lost, phone="0912000111")
    rounds_until_rest(office, province)
    put_back(office, copy, side_file=side_file)
    receive(office, "Người Thử Ba")
    rounds_until_rest(office, province)
    assert names(office) == ["Người Thử Ba", "Người Thử Hai", "Người Thử Một"]
    (finding,) = found(office)  # written on since, it may first look like another history
    assert finding in ((Finding.SET_BACK, Finding.FORKED) if side_file else (Finding.SET_BACK,))
    assert_equal(office, province)
    again = office.open.queries.read(lost)
    assert again is not None
    assert (again.doc["applicant"]["phone"], again.truth.value) == ("0912000111", "accepted")


def test_a_cloned_desk_and_its_twin_both_end_equal_and_are_shown(office: Office, province: Province) -> None:
    twin = Office(copied(office, "twin"), dice=FakeDice(77))
    receive(office, "Người Của Máy Một")
    receive(twin, "Người Của Máy Hai")
    for _ in range(3):
        rounds_until_rest(office, province)
        rounds_until_rest(twin, province)
    rounds_until_rest(office, province)
    for desk in (office, twin):
        assert names(desk) == ["Người Của Máy Hai", "Người Của Máy Một", "Người Thử Một"]
        assert_equal(desk, province)
    assert set(found(office)) | set(found(twin)) >= {Finding.FORKED, Finding.TWIN}
    receive(office, "Người Sau Cùng")
    rounds_until_rest(office, province)
    rounds_until_rest(twin, province)
    assert_equal(twin, province)
    twin.open.close()


def test_a_province_of_yesterday_gets_everything_again(office: Office, province: Province) -> None:
    backup = province.backup()
    second = receive(office, "Người Thử Hai")
    rounds_until_rest(office, province)
    code = office.open.queries.read(second).doc["official_code"]  # type: ignore[union-attr]
    province.restore(backup)
    edit(office, second, phone="0912000111")
    rounds_until_rest(office, province)
    assert_equal(office, province)
    assert found(office) == [Finding.PROVINCE_RESTORED]
    view = office.open.queries.read(second)
    assert view is not None
    assert (view.doc["official_code"], view.doc["applicant"]["phone"]) == (code, "0912000111")


def test_a_desk_months_behind_takes_a_snapshot_and_keeps_its_unsent_work(
    office: Office, province: Province, tmp_path: Path
) -> None:
    other = Office(tmp_path / "other", dice=FakeDice(5))
    enrol(other, province, "A1B2")
    for n in range(5):
        receive(other, f"Người Bên Kia {n}")
    rounds_until_rest(other, province)
    compact_scope(SCOPE, province.house)
    unsent = receive(office, "Người Chưa Gửi")
    report = a_round(office, StraightLine(province))
    assert report.phase is not Phase.SUSPICIOUS
    rounds_until_rest(office, province)
    assert_equal(office, province)
    assert found(office) == [Finding.TOO_OLD]
    assert unsent in commune_of(province).dossiers
    assert len(names(office)) == 7
    other.open.close()
