"""Killed at every named point of the device (sync.md section 17): what was promised is there, both sides end equal.

The end is compared with that of a desk nobody killed: the same dossiers, each event once.
"""

import signal
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop_app.storage.findings import FindingTable
from sync.core.conflict import Finding
from sync.core.event import read_event
from sync.province.usecases.compact_scope import compact_scope
from tests.desktop_app.storage.crash_child import POINTS, REPAIRS, work_and_die
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

FIRST, SECOND = "Người Thử Một", "Người Thử Hai"
SPAWN = get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.desktop_app.storage.crash_child"])


@pytest.fixture
def province() -> Province:
    return a_province()


@pytest.fixture
def office(tmp_path: Path, province: Province) -> Iterator[Office]:
    """A desk at rest with one dossier."""
    made = Office(tmp_path / "office")
    enrol(made, province)
    receive(made, FIRST)
    rounds_until_rest(made, province)
    yield made
    made.open.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """How it ends when nobody is killed."""
    province = a_province()
    office = Office(tmp_path_factory.mktemp("undisturbed") / "office")
    enrol(office, province)
    receive(office, FIRST)
    rounds_until_rest(office, province)
    finish(office, province)
    office.open.close()
    return outcome(province)


def killed_at(point: str, office: Office, province: Province) -> list[str]:
    """Let a desk work on this office's files until its point; returns what it had promised the clerk."""
    office.open.close()
    here, there = SPAWN.Pipe()
    child = SPAWN.Process(target=work_and_die, args=(office.home, point, 31, there), daemon=True)
    child.start()
    there.close()
    promised = list[str]()
    line = StraightLine(province)
    while (asked := _next(here)) is not None:
        what, value = asked
        assert what != "lived", f"the point was never reached: {value}"
        if what == "promised":
            promised.append(value)
        elif what == "hear":
            _answer(here, province.hear(value))
        else:
            _answer(here, line.snapshot_page(*value, token=""))
    child.join(timeout=30)
    assert child.exitcode == -signal.SIGKILL
    office.dice = FakeDice(32)
    office.given = replace(office.given, dice=office.dice.bytes)
    office.unlock("thu")
    return promised


def _next(pipe: Any) -> tuple[str, Any] | None:
    try:
        return pipe.recv()  # type: ignore[no-any-return]
    except (EOFError, ConnectionResetError):
        return None


def _answer(pipe: Any, reply: bytes | None) -> None:
    try:
        pipe.send(reply)
    except BrokenPipeError:
        return  # it died before it could read the answer


def finish(office: Office, province: Province) -> None:
    """The clerk does what was never promised to be done; then everything is sent."""
    ask = office.open._connection.execute
    if ask("SELECT 1 FROM dossiers WHERE applicant = ?", (SECOND,)).fetchone() is None:
        receive(office, SECOND)
    first, phone = ask("SELECT id, doc ->> '$.applicant.phone' FROM dossiers WHERE applicant = ?", (FIRST,)).fetchone()
    if phone != "0912000111":
        edit(office, UUID(bytes=first), phone="0912000111")
    rounds_until_rest(office, province)


def outcome(province: Province) -> list[Any]:
    """What the province ends with, but for what dice and order decide."""
    commune = commune_of(province)
    kinds = dict[UUID, list[str]]()
    for event in map(read_event, (logged.raw for logged in commune.events.values())):
        kinds.setdefault(event.record, []).append(event.kind)
    held = [(state.doc["applicant"], state.doc["status"], state.rev, kinds[state.id]) for state in commune.dossiers.values()]
    return sorted(held, key=str)


def check(office: Office, province: Province, promised: list[str]) -> None:
    """What was promised is in the store, the store is whole."""
    ask = office.open._connection.execute
    held = {str(UUID(bytes=row[0])) for row in ask("SELECT id FROM dossiers")}
    assert {word for word in promised if word != "edit"} <= held
    if "edit" in promised:
        assert ask("SELECT count(*) FROM events WHERE kind = 'fields.set'").fetchone() == (1,)
    assert ask("PRAGMA cipher_integrity_check").fetchall() == []
    assert ask("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("point", POINTS)
def test_a_desk_killed_at_this_point_ends_like_one_that_was_not(
    office: Office, province: Province, undisturbed: list[Any], point: str
) -> None:
    promised = killed_at(point, office, province)
    check(office, province, promised)
    finish(office, province)
    assert outcome(province) == undisturbed
    assert_equal(office, province)
    assert FindingTable(office.open._connection).listed() == []


@pytest.mark.parametrize("point", REPAIRS)
def test_a_desk_killed_in_the_middle_of_a_repair_ends_equal(
    office: Office, province: Province, undisturbed: list[Any], point: str
) -> None:
    found = disturb(point, office, province)
    promised = killed_at(point, office, province)
    check(office, province, promised)
    finish(office, province)
    assert_equal(office, province)
    everything = outcome(province)
    assert [held for held in everything if held[0]["full_name"] in (FIRST, SECOND)] == undisturbed
    assert {one.kind for one in FindingTable(office.open._connection).listed()} == {found}


def disturb(point: str, office: Office, province: Province) -> Finding:
    """Bring about what leads to this repair."""
    if point.startswith("new line"):
        office.open.close()
        older = (office.home / "office.db").read_bytes()
        office.unlock("thu")
        receive(office, "Người Bị Mất")
        rounds_until_rest(office, province)
        office.open.close()
        (office.home / "office.db").write_bytes(older)
        office.unlock("thu")
        return Finding.SET_BACK
    if point.startswith("rewind"):
        backup = province.backup()
        receive(office, "Người Bị Mất")
        rounds_until_rest(office, province)
        province.restore(backup)
        return Finding.PROVINCE_RESTORED
    other = Office(office.home.with_name("other"), dice=FakeDice(5))
    enrol(other, province, "A1B2")
    receive(other, "Người Bên Kia")
    rounds_until_rest(other, province)
    other.open.close()
    compact_scope(SCOPE, province.house)
    return Finding.TOO_OLD


def test_a_round_after_the_end_changes_nothing(office: Office, province: Province) -> None:
    finish(office, province)
    before = outcome(province), len(commune_of(province).feed)
    a_round(office, StraightLine(province))
    assert (outcome(province), len(commune_of(province).feed)) == before
