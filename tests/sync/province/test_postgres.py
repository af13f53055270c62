"""What only PostgreSQL does: waits for locks with an end, sessions that die, servers that forget, a database refused."""

import threading
from contextlib import suppress
from uuid import UUID

import psycopg
import pytest

from sync.core.errors import Corrupt, Incompatible, Offline
from sync.province.stores.postgres import connection, migrate
from sync.province.stores.postgres.connection import Pool
from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore
from tests.support.browser import Browser
from tests.support.device import WireDevice
from tests.support.postgres import a_database, server
from tests.support.province import COMMUNE, start_province
from tests.support.province_stores import DEV, EPOCH, A, settle


@pytest.fixture
def address():
    with a_database(PostgresStore) as made:
        yield made


@pytest.fixture
def store(address):
    made = PostgresStore(address)
    settle(made)
    yield made
    made.close()


def test_a_lock_that_is_not_given_asks_to_wait(address, store, monkeypatch):
    monkeypatch.setitem(connection.SESSION, "lock_timeout", "100")
    impatient = PostgresStore(address)
    with store.begin(A) as tx:
        tx.feed_head()
        with pytest.raises(Offline) as caught, impatient.begin(A) as other:
            other.feed_head()
        assert "LockNotAvailable" in caught.value.english
        with impatient.begin("c:24190") as other:
            assert other.feed_head().seq == 0, "another commune waits for nobody"
    with impatient.begin(A) as other:
        assert other.feed_head().seq == 0
    impatient.close()


def test_a_session_that_dies_is_said_and_the_next_one_works(store, address):
    with pytest.raises(Offline), store.begin(A) as tx:
        tx.set_staff(DEV, "u1", "clerk")
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'motcua-province'")
        tx.set_staff(DEV, "u2", "clerk")
    with store.begin(A) as tx:
        assert not tx.has_staff(DEV)


def test_an_immediate_shutdown_keeps_what_was_committed_and_nothing_else(store):
    with store.begin(A) as tx:
        tx.put_device(tx.device(DEV, EPOCH))
    with pytest.raises(Offline), store.begin(A) as tx:
        tx.set_staff(DEV, "u1", "clerk")
        server().crash()
    with store.begin(A) as tx:
        assert (len(tx.lines(DEV)), tx.has_staff(DEV)) == (1, False)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_may_forget_what_it_committed_is_refused(address, setting):
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
    try:
        with pytest.raises(Incompatible) as caught:
            for _ in range(500):  # the reload takes a moment
                Pool(address).close()
        assert setting in caught.value.english
    finally:
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute(f"ALTER SYSTEM RESET {setting}")
            admin.execute("SELECT pg_reload_conf()")
            for _ in range(500):
                if admin.execute(f"SHOW {setting}").fetchone() == ("on",):
                    break


def test_a_session_may_not_make_its_commits_careless(address):
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {admin.info.dbname} SET synchronous_commit = off")
    store = PostgresStore(address)
    with store.register() as register:
        assert register._sql.execute("SHOW synchronous_commit").fetchone() == ("on",), "the session's own word counts"
    store.close()


def test_a_database_that_is_not_ours_or_of_the_other_kind_is_refused_untouched(address):
    empty = server().new()
    with pytest.raises(Corrupt):
        PostgresStore(empty)
    with psycopg.connect(empty) as admin:
        assert admin.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    with pytest.raises(Incompatible):
        PostgresLedger(address)
    with pytest.raises(FileExistsError):
        PostgresStore(address, create=True)
    server().drop(empty)


def test_a_migration_that_changed_is_refused(address, monkeypatch):
    changed = [each._replace(sql=each.sql + " ") for each in migrate.shipped("postgres/schema")]
    monkeypatch.setattr(migrate, "shipped", lambda _folder: changed)
    with pytest.raises(Incompatible):
        PostgresStore(address)


def test_two_programs_that_make_the_tables_at_once_make_them_once():
    empty, made = server().new(), []

    def make():
        with suppress(FileExistsError, Offline):
            PostgresStore(empty, create=True).close()
            made.append(1)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    PostgresStore(empty).close()
    server().drop(empty)


def test_the_large_tables_are_parted_by_commune(store, address):
    settle(store)
    with psycopg.connect(address) as admin:
        parts = admin.execute(
            "SELECT inhparent::regclass::text, count(*) FROM pg_inherits JOIN pg_class ON oid = inhrelid"
            " WHERE relkind = 'r' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert parts == [("event", 8), ("feed", 8), ("stamp", 8)]


def test_a_desk_meets_a_province_on_postgresql_and_kill_9_changes_nothing(tmp_path, here):
    home, store, ledger = tmp_path / "province", server().new(), server().new()
    assert here("init", "--database", store, "--ledger", ledger)[0] == 0
    assert here("office", "add", "--commune", COMMUNE, "--name", "Xã Thử Nghiệm")[0] == 0
    code = here("enrol-code", "--commune", COMMUNE)[1]["code"]
    province = start_province(home)
    try:
        device = WireDevice.enrol(province.url, province.ca_path, code)
        device.receive()
        first = device.exchange()
        assert (first.answer.have, len(first.feeds)) == (2, 1)
        province.kill()
        province = start_province(home)
        device.url = province.url
        device.receive()
        second = device.exchange().answer
        assert (second.have, second.timeline, second.fork) == (4, 1, False)
        shown = here("list")[1]["dossiers"]
        assert [row["official_code"][-4:] for row in shown] == ["0002", "0001"]
        _zeros(device, province)
    finally:
        province.kill()
        server().drop(store)
        server().drop(ledger)


def _zeros(device, province):
    """No text column takes a byte zero; what holds one is judged, and never stops the line."""
    device.book(UUID(int=9), "staff.set", {"user": "a\0b", "role": "administrator"}, actor="a\0b")
    device.book(UUID(int=9), "cmd", {"name": "accept\0", "args": {}, "expected": "\0"}, actor="a\0b")
    device.book(device.events[0].record, "dossier.void", {"reason": "\0", "basis": "\0"}, actor="a\0b")
    device.book(device.receive(), "cmd", {"name": "accept", "args": {}, "expected": "received"}, actor="a\0b")
    answer = device.exchange().answer
    assert (answer.have, answer.fork) == (len(device.events), False)
    browser = Browser(province)
    with browser.session:
        assert browser.sign_in(login="t\0").status_code == 401
        assert browser.sign_in(login="canbo").status_code == 200
        for page in ("dossiers?q=%00&state=%00&commune=%00&after=%00", "dossiers/%00", "dossiers?state=%00"):
            assert browser.get(f"/officers/{page}").status_code in (200, 404)
