"""Repairs that a bad line breaks off, and peers that ask too much: the real store opposite the real verbs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.storage import replica
from desktop_app.storage.findings import FindingTable
from sync.core.conflict import Finding
from sync.core.errors import Offline
from sync.core.frames import FrameReader
from sync.core.tally import Tally
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
    edit,
    enrol,
    receive,
    rounds_until_rest,
)

HEAD_BYTES = 4 + 1 + 1 + 4


class CutLine(StraightLine):
    """Every reply ends after its ANSWER, and pages of a snapshot do not come through."""

    def exchange(self, frames: Sequence[bytes], patience_s: float, leaving: Callable[[], None]) -> Iterator[bytes]:
        reply = b"".join(super().exchange(frames, patience_s, leaving))
        yield reply[: len(FrameReader().feed(reply)[0].body) + HEAD_BYTES + 64]
        raise Offline("cut")

    def snapshot_page(self, scope: str, seq: int, page: int, token: str) -> bytes:
        raise Offline("cut")


@pytest.fixture
def province() -> Province:
    return a_province()


@pytest.fixture
def office(tmp_path: Path, province: Province) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    enrol(made, province)
    yield made
    made.open.close()


def phone_on_screen(office: Office, record: UUID) -> str:
    view = office.open.queries.read(record)
    assert view is not None
    return str(view.doc["applicant"]["phone"])


def test_an_edit_whose_row_is_still_to_come_never_leaves_the_screen(
    office: Office, province: Province, tmp_path: Path
) -> None:
    record = receive(office, "Nguyễn Thị Thử Nghiệm")
    rounds_until_rest(office, province)
    compact_scope(SCOPE, province.house)
    late = Office(tmp_path / "late", dice=FakeDice(9))
    enrol(late, province, "B2C3")
    rounds_until_rest(late, province)
    edit(late, record, phone="0905000009")
    for _ in range(3):
        a_round(late, CutLine(province))
        assert phone_on_screen(late, record) == "0905000009"
    rounds_until_rest(late, province)
    assert phone_on_screen(late, record) == "0905000009"
    assert_equal(late, province)
    late.open.close()


def test_a_difference_that_was_counted_is_not_forgotten_when_the_round_breaks(office: Office, province: Province) -> None:
    record = receive(office, "Nguyễn Thị Thử Nghiệm")
    rounds_until_rest(office, province)
    spoil = "UPDATE dossiers SET doc = json_set(doc, '$.applicant.phone', 'x') WHERE id = ?"
    office.open._connection.execute(spoil, (record.bytes,))
    office.clock.at += timedelta(days=8)
    a_round(office, CutLine(province))
    for _ in range(2):
        a_round(office, StraightLine(province))
    assert phone_on_screen(office, record) == "0905000001"
    assert_equal(office, province)


def test_a_desk_that_spells_documents_differently_takes_one_snapshot_a_day(
    office: Office, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older program meets a kind it does not know: its tally can never be the province's."""
    record = receive(office, "Nguyễn Thị Thử Nghiệm")
    rounds_until_rest(office, province)
    monkeypatch.setattr(replica.StoredReplica, "tally", lambda _self, _scope: Tally(7))
    for n in range(6):
        edit(office, record, phone=f"090500001{n}")
        a_round(office, StraightLine(province))
        province.house.clock.step(3_600)
        office.clock.at += timedelta(hours=1)
    found = [one.kind for one in FindingTable(office.open._connection).listed()]
    assert found == [Finding.DIFFERENT]
    assert phone_on_screen(office, record) == "0905000015"
