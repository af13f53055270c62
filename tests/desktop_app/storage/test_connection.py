"""The opener keeps every promise of DB-1 to DB-5."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.errors import (
    DISK_FULL,
    NO_OFFICE,
    OFFICE_EXISTS,
    QUERY_TOO_LONG,
    SQLCIPHER_TOO_OLD,
    STORE_BUSY,
    WRONG_KEY_OR_DAMAGED,
    DeskError,
)
from desktop_app.storage import connection as door
from desktop_app.storage.connection import bounded, close, create_store, faults, open_store, writing

KEY = bytes(range(32))


def a_store(path: Path) -> Path:
    made = create_store(path, bytearray(KEY))
    made.execute("CREATE TABLE kept (words TEXT) STRICT")
    made.execute("INSERT INTO kept VALUES ('một')")
    close(made)
    return path


def test_every_pragma_of_the_listing_is_in_force_and_read_back(tmp_path: Path) -> None:
    store = open_store(a_store(tmp_path / "a.db"), bytearray(KEY))
    wanted = {"journal_mode": "wal", "synchronous": 2, "temp_store": 2, "foreign_keys": 1, "secure_delete": 1,
              "trusted_schema": 0, "cell_size_check": 1, "cache_size": -16000, "mmap_size": 0, "busy_timeout": 5000}
    assert {name: store.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    store.close()


def test_a_pragma_that_did_not_take_refuses_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_store(tmp_path / "a.db")
    monkeypatch.setitem(door._IN_FORCE, "synchronous", ("NORMAL", 2))
    with pytest.raises(DeskError) as refused:
        open_store(path, bytearray(KEY))
    assert refused.value.fault == SQLCIPHER_TOO_OLD
    assert refused.value.where == {"pragma": "synchronous"}


@pytest.mark.parametrize(("sqlite", "refused"), [("3.40.1", True), ("3.51.2", True), ("3.52.1", True),
                                                 ("3.51.3", False), ("3.53.4", False)])
def test_an_engine_with_the_wal_fault_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite: str, refused: bool
) -> None:
    path = a_store(tmp_path / "a.db")
    monkeypatch.setattr(door.sqlcipher, "sqlite_version", sqlite)
    if not refused:
        open_store(path, bytearray(KEY)).close()
        return
    with pytest.raises(DeskError) as error:
        open_store(path, bytearray(KEY))
    assert error.value.fault == SQLCIPHER_TOO_OLD


@pytest.mark.parametrize("name", ["hồ sơ Đắk Lắk.db", "a#b.db", "100%.db", "a?b.db", "khoảng trắng .db"])
def test_a_path_with_any_letters_opens(tmp_path: Path, name: str) -> None:
    store = open_store(a_store(tmp_path / name), bytearray(KEY))
    assert store.execute("SELECT words FROM kept").fetchone() == ("một",)
    store.close()
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))] == [name]


@pytest.mark.parametrize("statement", [
    "ATTACH DATABASE 'x.db' AS x KEY ''", "DETACH DATABASE main", "PRAGMA rekey = 'x'", "PRAGMA key = 'x'",
    "PRAGMA journal_mode = DELETE", "PRAGMA synchronous = OFF", "PRAGMA temp_store = FILE", "VACUUM",
    "PRAGMA writable_schema = ON", "PRAGMA secure_delete = OFF", "PRAGMA mmap_size = 1000000",
    "PRAGMA cipher_memory_security = ON", "PRAGMA cipher_plaintext_header_size = 32", "VACUUM INTO 'plain.db'",
])  # fmt: skip
def test_nothing_that_weakens_or_copies_the_store_can_run(tmp_path: Path, statement: str) -> None:
    store = open_store(a_store(tmp_path / "a.db"), bytearray(KEY))
    with pytest.raises(sqlcipher.DatabaseError):
        store.execute(statement)
    assert store.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    store.close()


def test_the_key_of_the_caller_is_left_to_the_caller_and_no_literal_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key, seen, spell = a_store(tmp_path / "a.db"), bytearray(KEY), [], door._hex_literal

    def spelt(given: bytearray) -> bytearray:
        seen.append(spell(given))
        assert bytes(seen[0]) == b"x'" + KEY.hex().encode() + b"'"
        return seen[0]

    monkeypatch.setattr(door, "_hex_literal", spelt)
    open_store(path, key).close()
    assert key == KEY
    assert bytes(seen[0]) == bytes(67)


def test_a_wrong_key_says_both_ways_out_and_changes_nothing(tmp_path: Path) -> None:
    path = a_store(tmp_path / "a.db")
    before = path.read_bytes()
    with pytest.raises(DeskError) as error:
        open_store(path, bytearray(32))
    assert error.value.fault == WRONG_KEY_OR_DAMAGED
    assert "không xoá" in error.value.fault.remedy
    assert path.read_bytes() == before


def test_opening_never_creates_and_creating_never_overwrites(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as absent:
        open_store(tmp_path / "none.db", bytearray(KEY))
    assert absent.value.fault == NO_OFFICE
    assert not (tmp_path / "none.db").exists()
    path = a_store(tmp_path / "a.db")
    before = path.read_bytes()
    with pytest.raises(DeskError) as there:
        create_store(path, bytearray(KEY))
    assert there.value.fault == OFFICE_EXISTS
    assert path.read_bytes() == before


def test_a_runaway_query_is_stopped_after_two_seconds(tmp_path: Path) -> None:
    store = open_store(a_store(tmp_path / "a.db"), bytearray(KEY))
    ticks = iter([0.0, 1.0, 1.9, 2.1])
    runaway = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(DeskError) as stopped, bounded(store, lambda: next(ticks, 9.0)):
        store.execute(runaway).fetchone()
    assert stopped.value.fault == QUERY_TOO_LONG
    assert store.execute("SELECT words FROM kept").fetchone() == ("một",)
    store.close()


def test_a_full_store_is_a_clear_fault_and_rolls_back(tmp_path: Path) -> None:
    store = open_store(a_store(tmp_path / "a.db"), bytearray(KEY))
    store.execute("PRAGMA max_page_count = 4")
    with pytest.raises(DeskError) as full, writing(store):
        store.execute("INSERT INTO kept VALUES ('hai')")
        store.execute("INSERT INTO kept VALUES (?)", ("x" * 100_000,))
    assert full.value.fault == DISK_FULL
    assert not store.in_transaction
    assert store.execute("SELECT words FROM kept").fetchall() == [("một",)]
    store.close()


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    path = a_store(tmp_path / "a.db")
    one, two = open_store(path, bytearray(KEY)), open_store(path, bytearray(KEY))
    two.execute("PRAGMA busy_timeout = 1")
    with writing(one), pytest.raises(DeskError) as busy, writing(two):
        pass
    assert busy.value.fault == STORE_BUSY
    one.close(), two.close()


def test_closing_folds_the_log_into_the_store(tmp_path: Path) -> None:
    path = a_store(tmp_path / "a.db")
    store = open_store(path, bytearray(KEY))
    store.execute("INSERT INTO kept VALUES ('hai')")
    assert path.with_name("a.db-wal").stat().st_size > 0
    close(store)
    wal = path.with_name("a.db-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_a_mistake_of_ours_is_not_dressed_as_a_fault(tmp_path: Path) -> None:
    store = open_store(a_store(tmp_path / "a.db"), bytearray(KEY))
    with pytest.raises(sqlcipher.OperationalError), faults():
        store.execute("SELECT nothing FROM nowhere")
    store.close()
