"""Killed, damaged, full: a clear sentence each time, and no acknowledged save is ever lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.errors import (
    DISK_FULL,
    DISK_REFUSES,
    STORE_DAMAGED,
    WRONG_KEY_OR_DAMAGED,
    DeskError,
    exit_code,
)
from desktop_app.ports import Search
from tests.desktop_app.storage.bad_days_child import on_a_small_disk
from tests.support.office import Office, cheap_guesses

ROOT = Path(__file__).parents[3]


def child(home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.desktop_app.storage.bad_days_child", str(home), "500"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def ids(office: Office) -> set[str]:
    found, after = set[str](), None
    while True:
        page = office.open.queries.page(Search(), after)
        found |= {str(row.id) for row in page.rows}
        after = page.next
        if after is None:
            return found


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_no_acknowledged_save(tmp_path: Path) -> None:
    home, promised, dice = tmp_path / "office", set[str](), random.Random(7)
    for _ in range(6):
        process = child(home)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        said = "".join(process.stdout.readline() for _ in range(dice.randrange(3, 8)))
        time.sleep(dice.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        lines = (said + process.stdout.read()).split("\n")
        process.wait(timeout=10)
        process.stdout.close()
        promised |= set(lines[:-1])  # the last one has no line end: it was never said whole
        office = Office(home)
        assert promised <= ids(office)
        with office.work() as work:
            check = work.audit.verify()
        assert check.broken_at is None
        numbers = [row.number for row in office.open.queries.page(Search(), limit=10_000).rows]
        assert len(set(numbers)) == len(numbers)
        assert office.open._connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        with office.open.replica() as replica:
            assert replica.witness_agrees()
            assert replica.last_seq() == 3 + 2 * len(numbers)
        office.open.close()
    assert len(promised) > 20


@pytest.mark.slow
def test_a_full_disk_is_said_clearly_and_what_was_saved_stays(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    Office(disk / "office").open.close()
    ended = on_a_small_disk(disk, "3m", 20_000)
    if ended.returncode == 77 or "unshare" in ended.stderr:
        pytest.skip("this system lets nobody mount a small disk: " + ended.stderr.strip()[:80])
    said = ended.stdout.split("\n")
    assert ended.returncode == 3, ended.stderr
    assert f"fault {DISK_FULL.sentence}" in said
    promised = {line for line in said if len(line) == 36}
    assert len(promised) > 5
    office = Office(Path(f"{disk}.kept") / "office")
    assert promised == ids(office)
    office.receive("Người Sau Khi Dọn Đĩa")
    assert len(ids(office)) == len(promised) + 1
    with office.work() as work:
        assert work.audit.verify().broken_at is None
    office.open.close()


@pytest.mark.slow
def test_a_disk_that_refuses_bytes_is_said_clearly_and_what_was_saved_stays(tmp_path: Path) -> None:
    Office(tmp_path / "office").open.close()
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tests.desktop_app.storage.bad_days_child import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "sys.exit(main(Path(sys.argv[1]), 20_000))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "office")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    said = ended.stdout.splitlines()
    assert ended.returncode == 3, ended.stderr
    assert said[-1] == f"fault {DISK_REFUSES.sentence}"
    office = Office(tmp_path / "office")
    assert {line for line in said if len(line) == 36} == ids(office)
    assert len(ids(office)) > 5
    office.open.close()


def test_a_full_disk_in_the_middle_of_a_verb_rolls_all_of_it_back(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    office.enrol()
    record = office.receive()
    connection = office.open._connection
    used = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {used}")
    with pytest.raises(DeskError) as full:
        for _ in range(200):
            office.receive("Người Thử", address="x" * 20_000)
    assert full.value.fault == DISK_FULL
    assert exit_code(full.value) == 3
    kept = len(ids(office))
    connection.execute("PRAGMA max_page_count = 1000000")
    office.receive("Người Thử Hai")
    assert len(ids(office)) == kept + 1
    assert office.open.queries.read(record) is not None
    office.open.close()


@pytest.mark.parametrize("page", [0, 3, 9, "every"])
def test_a_damaged_store_is_refused_or_said_damaged_and_the_file_is_left_as_it_is(tmp_path: Path, page: object) -> None:
    office = Office(tmp_path / "office")
    office.enrol()
    for n in range(20):
        office.receive(f"Người Thử {n}")
    office.open.close()
    path = office.home / "office.db"
    whole = bytearray(path.read_bytes())
    for number in range(len(whole) // 4096) if page == "every" else [int(str(page))]:
        whole[number * 4096 + 100] ^= 1
    path.write_bytes(whole)
    with pytest.raises(DeskError) as damaged, cheap_guesses():
        office.unlock("thu")
        if office.open._connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise DeskError(STORE_DAMAGED)
    assert damaged.value.fault in (WRONG_KEY_OR_DAMAGED, STORE_DAMAGED)
    assert exit_code(damaged.value) == 5
    assert "không xoá" in damaged.value.fault.remedy or "chép" in damaged.value.fault.remedy
    assert path.read_bytes() == whole


def test_a_torn_page_met_while_reading_is_damage_and_not_a_stack_of_words(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    office.enrol()
    for n in range(60):
        office.receive(f"Người Thử {n}", address="x" * 2000)
    root = office.open._connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'dossiers'").fetchone()[0]
    office.open.close()
    path = office.home / "office.db"
    whole = bytearray(path.read_bytes())
    whole[(root - 1) * 4096 + 200] ^= 1
    path.write_bytes(whole)
    office.unlock("thu")
    with pytest.raises(DeskError) as damaged:
        office.open.queries.page(Search())
    assert damaged.value.fault == STORE_DAMAGED
    os.utime(path)
    office.open.close()
