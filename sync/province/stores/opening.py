"""Which databases a province has: files in its folder, or PostgreSQL by an address that `init` was given.

The choice is kept beside the data, in `stores.json`: addresses, never a password.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from forms.errors import RuleError
from sync.core.errors import Corrupt
from sync.province.faults import Faults
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore
from sync.province.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from sync.province.settings import Home

Store = SqliteStore | PostgresStore
Ledger = SqliteLedger | PostgresLedger


class Places(NamedTuple):
    """Addresses of PostgreSQL databases; empty for a file in the folder.

    Attributes:
        database: log, people, dossiers.
        ledger: official codes; another database, on another server where possible.
    """

    database: str = ""
    ledger: str = ""


IN_THE_FOLDER: Final = Places()


def check_places(places: Places) -> None:
    """Refuse what may not be kept, before anything is made.

    Args:
        places: as given to `init`.

    Raises:
        RuleError: not an address of PostgreSQL, a password in it, or one database for both.
    """
    for address in filter(None, places):
        parts = urlsplit(address)
        if parts.scheme not in {"postgresql", "postgres"}:
            raise RuleError(Faults.NOT_AN_ADDRESS.value)
        if parts.password is not None or "password" in parse_qs(parts.query):
            raise RuleError(Faults.PASSWORD_IN_ADDRESS.value)
    if places.database and places.database == places.ledger:
        raise RuleError(Faults.LEDGER_APART.value)


def make_stores(home: Home, places: Places) -> None:
    """Make both stores and keep where they are.

    Args:
        home: the province's folder.
        places: as given to `init`.

    Raises:
        RuleError: the addresses may not be kept, or a database is in use.
        Offline: a server does not answer.
    """
    check_places(places)
    try:
        if places.database:
            PostgresStore(places.database, create=True).close()
        else:
            SqliteStore(home.store, create=True).close()
        if places.ledger:
            PostgresLedger(places.ledger, create=True).close()
        else:
            SqliteLedger(home.ledger, create=True).close()
    except FileExistsError as fault:
        raise RuleError(Faults.DATABASE_IN_USE.value) from fault
    home.places.write_text(json.dumps(places._asdict()) + "\n", "utf-8")


def open_stores(home: Home) -> tuple[Store, Ledger]:
    """Open both stores where `init` left them.

    Args:
        home: the province's folder.

    Raises:
        Corrupt: a store is missing or damaged.
        Incompatible: a store or a server is of another version.
        Offline: a server does not answer.
    """
    places = read_places(home)
    store = PostgresStore(places.database) if places.database else SqliteStore(home.store)
    try:
        return store, PostgresLedger(places.ledger) if places.ledger else SqliteLedger(home.ledger)
    except BaseException:
        store.close()
        raise


def read_places(home: Home) -> Places:
    """Return where a province's stores are; a folder from before this could be chosen holds both.

    Args:
        home: the province's folder.

    Raises:
        Corrupt: the settings do not read.
    """
    if not home.places.exists():
        return IN_THE_FOLDER
    try:
        kept: dict[str, Any] = json.loads(home.places.read_text("utf-8"))
        return Places(str(kept["database"]), str(kept["ledger"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise Corrupt(
            "stores.json does not read",
            sentence="Không đọc được stores.json trong thư mục của tỉnh.",
            remedy="Khôi phục tệp này từ bản sao lưu của thư mục --home.",
        ) from fault
