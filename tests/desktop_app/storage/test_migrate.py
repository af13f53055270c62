"""Each page of SQL runs once, whole, and is recognised afterwards."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.errors import STORE_TOO_NEW, DeskError
from desktop_app.storage.connection import Connection, create_store
from desktop_app.storage.migrate import Migration, migrate, shipped, statements

ONE = Migration(1, "one", "CREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n")
TWO = Migration(2, "two", "CREATE TABLE b (x);\n")


@pytest.fixture
def store(tmp_path: Path) -> Connection:
    made = create_store(tmp_path / "a.db", bytearray(32))
    yield made
    made.close()


def test_pages_run_once_and_in_order(store: Connection) -> None:
    assert migrate(store, "now", [ONE]) == 1
    assert migrate(store, "now", [ONE, TWO]) == 1
    assert migrate(store, "now", [ONE, TWO]) == 0
    assert store.execute("SELECT n, name FROM migrations").fetchall() == [(1, "one"), (2, "two")]


def test_a_page_that_breaks_leaves_nothing_behind(store: Connection) -> None:
    with pytest.raises(sqlcipher.OperationalError):
        migrate(store, "now", [ONE, Migration(2, "bad", "CREATE TABLE c (x);\nCREATE TABLE a (x);\n")])
    assert store.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


@pytest.mark.parametrize("pages", [[], [Migration(1, "one", "CREATE TABLE other (x);\n")]], ids=["newer", "edited"])
def test_a_store_of_another_program_is_left_alone(store: Connection, pages: list[Migration]) -> None:
    migrate(store, "now", [ONE])
    with pytest.raises(DeskError) as refused:
        migrate(store, "now", pages)
    assert refused.value.fault == STORE_TOO_NEW


def test_a_trigger_stays_one_statement_and_a_torn_page_is_refused() -> None:
    assert len(statements(ONE.sql)) == 2
    with pytest.raises(ValueError, match="no end"):
        statements("CREATE TABLE a (x)")


def test_the_shipped_pages_are_dense_and_make_the_office(store: Connection) -> None:
    assert [page.n for page in shipped()] == list(range(1, len(shipped()) + 1))
    migrate(store, "2026-11-20T09:00:00+07:00")
    tables = {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"events", "stamps", "dossiers", "search", "drafts", "audit", "staff", "blobs"} <= tables
    assert store.execute("SELECT v FROM search_config WHERE k = 'secure-delete'").fetchone() == (1,)
