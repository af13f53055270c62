"""The embedded files themselves: durable settings, migrations once, damage said, two programs at once."""

import json
import threading
from datetime import date
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from sync.core.errors import Corrupt, Incompatible, Offline
from sync.core.tally import Tally, doc_hash, mark
from sync.province.registry import Office
from sync.province.stores import connection, migrate
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.migrate import Migration
from sync.province.stores.passwords import Argon2Passwords
from sync.province.stores.sqlite import SqliteStore


@pytest.fixture
def store(tmp_path):
    made = SqliteStore(tmp_path / "Tỉnh #1 %.sqlite", create=True)
    yield made
    made.close()


def test_every_connection_is_in_wal_and_full(tmp_path):
    opened = connection.open_file(tmp_path / "a.sqlite", create=True)
    assert next(opened.execute("PRAGMA journal_mode"))[0] == "wal"
    assert next(opened.execute("PRAGMA synchronous"))[0] == 2
    opened.close()
    assert (tmp_path / "a.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.52.0", "3.52.7"])
def test_a_sqlite_that_damages_its_wal_is_refused(monkeypatch, version):
    monkeypatch.setattr(dbapi2, "sqlite_version", version)
    with pytest.raises(Incompatible) as caught:
        connection.check_library()
    assert version in caught.value.sentence


def test_a_missing_or_damaged_file_is_said_and_never_replaced(tmp_path):
    path = tmp_path / "province.sqlite"
    with pytest.raises(Corrupt):
        SqliteStore(path)
    assert not path.exists()
    path.write_bytes(b"not a store, but somebody's letter" * 300)
    with pytest.raises(Corrupt) as caught:
        SqliteStore(path)
    assert "khôi phục từ bản sao lưu" in caught.value.remedy
    assert path.read_bytes().startswith(b"not a store")
    with pytest.raises(FileExistsError):
        SqliteStore(path, create=True)


def test_migrations_run_once_and_in_order(tmp_path):
    opened = connection.open_file(tmp_path / "a.sqlite", create=True)
    steps = [Migration("0001_a.sql", "CREATE TABLE a (n INTEGER);\n"), Migration("0002_b.sql", "INSERT INTO a VALUES (7);\n")]
    assert migrate.migrate(opened, steps[:1]) == 1
    assert migrate.migrate(opened, steps) == 1
    assert migrate.migrate(opened, steps) == 0
    assert opened.execute("SELECT n FROM a").fetchall() == [(7,)]
    opened.close()


def test_a_migration_that_changed_or_is_unknown_is_refused(tmp_path):
    opened = connection.open_file(tmp_path / "a.sqlite", create=True)
    migrate.migrate(opened, [Migration("0001_a.sql", "CREATE TABLE a (n INTEGER);\n")])
    for other in ([Migration("0001_a.sql", "CREATE TABLE a (m INTEGER);\n")], []):
        with pytest.raises(Incompatible):
            migrate.migrate(opened, other)
    opened.close()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path):
    opened = connection.open_file(tmp_path / "a.sqlite", create=True)
    with pytest.raises(dbapi2.Error):
        migrate.migrate(opened, [Migration("0001_a.sql", "CREATE TABLE a (n INTEGER);\nINSERT INTO nowhere VALUES (1);\n")])
    assert opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'a'").fetchone() == (0,)
    opened.close()


def test_a_store_from_before_tallies_is_counted_when_it_is_opened(tmp_path):
    opened = connection.open_file(tmp_path / "old.sqlite", create=True)
    migrate.migrate(opened, [each for each in migrate.shipped("schema") if each.name < "0004"])
    docs = [{"status": "received", "n": n} for n in range(3)]
    opened.execute("INSERT INTO scope VALUES ('c:24184', 3, x'00')")
    opened.execute("INSERT INTO device (scope, dev, epoch, have, chain) VALUES ('c:24184', x'01', x'02', 0, x'00')")
    opened.execute("INSERT INTO event VALUES ('c:24184', 'e', NULL, x'00', x'00', x'01', '', 'ok', '', 1)")
    for n, doc in enumerate(docs):
        opened.execute(
            "INSERT INTO dossier (scope, id, rev, doc, field_meta, status, procedure, applicant, touched)"
            " VALUES ('c:24184', ?, 2, ?, '{}', 'received', '', '', ?)",
            (str(UUID(int=n)), json.dumps(doc), n),
        )
    opened.close()
    store, tally = SqliteStore(tmp_path / "old.sqlite"), Tally()
    for n, doc in enumerate(docs):
        tally = tally.replaced(None, mark(UUID(int=n), 2, doc_hash(doc)))
    with store.begin("c:24184") as tx:
        assert tx.tally() == tally
        assert [each.digest for each in tx.dossiers(None, 9)] == [doc_hash(doc) for doc in docs]
    with store.register() as register:
        assert register._sql.execute("SELECT epoch FROM event").fetchone() == (b"\2",), "an event knows its line"
    store.close()


def test_a_store_that_is_busy_too_long_asks_to_wait(store, monkeypatch, tmp_path):
    path = store._connections._path
    blocker = dbapi2.connect(str(path), isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    monkeypatch.setitem(connection.PRAGMAS, "busy_timeout", 50)
    impatient = SqliteStore.__new__(SqliteStore)
    impatient._connections = connection.Connections(path)
    with pytest.raises(Offline), impatient.begin("c:24184"):
        pass
    blocker.execute("ROLLBACK")
    blocker.close()
    with impatient.begin("c:24184") as tx:
        assert not tx.has_staff(b"\0" * 16)
    impatient.close()


def test_two_threads_write_without_losing_a_row(store):
    def work(first):
        for n in range(first, first + 25):
            with store.register() as register:
                register.add_office(Office(f"{n:05d}", f"Xã {n}", f"H15.{n:03d}"))

    threads = [threading.Thread(target=work, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.register() as register:
        assert len(register.offices()) == 75


def test_a_password_is_kept_as_argon2id_and_checked_at_equal_cost():
    passwords = Argon2Passwords(memory_kib=1024, passes=1)
    kept = passwords.hash("mat-khau-cua-can-bo")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "mat-khau-cua-can-bo")
    assert not passwords.matches(kept, "mat-khau-cua-can-b0")
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches("rubbish", "mat-khau-cua-can-bo")


def test_the_ledger_remembers_across_restarts(tmp_path):
    first = SqliteLedger(tmp_path / "ledger.sqlite", create=True)
    code = first.code_for(UUID(int=1), "H15.24.184", date(2026, 11, 21))
    first.close()
    again = SqliteLedger(tmp_path / "ledger.sqlite")
    assert again.code_for(UUID(int=1), "H15.24.184", date(2026, 11, 23)) == code
    assert again.code_for(UUID(int=2), "H15.24.184", date(2026, 11, 21)).endswith("-0002")
    again.close()
