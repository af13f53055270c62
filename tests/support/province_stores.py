"""The province's stores and ledgers of each kind, with two communes and one device in the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sync.core.certificate import Certificate
from sync.core.stamp import chain_start
from sync.province.ports import Device
from sync.province.registry import Office
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore
from sync.province.stores.sqlite import SqliteStore
from tests.support.postgres import a_database
from tests.support.province_fakes import MemoryLedger, MemoryStore

A, B = "c:24184", "c:24190"
DEV, EPOCH = bytes(range(16)), bytes(8)
KINDS = ["memory", "sqlite", "postgres"]


def a_certificate(dev: bytes = DEV, serial: int = 1, **changes: Any) -> Certificate:
    """An invented device of the first commune."""
    facts = {
        "dev": dev, "epoch": EPOCH, "tag": "K7Q2", "scope": A, "office": "Xã Thử", "serial": serial,
        "issued_at": "2026-11-21T00:00:00+00:00", "not_after": "2028-11-21T00:00:00+00:00",
        "sign": bytes(32), "seal": bytes(32), "province_sign": bytes(32), "province_seal": bytes(32),
    }  # fmt: skip
    return Certificate(**facts | changes)


@contextmanager
def a_store(kind: str, folder: Path) -> Iterator[Any]:
    """Open an empty store of a kind."""
    if kind == "memory":
        yield _in_memory()
        return
    with _place(kind, folder, PostgresStore) as place:
        store = PostgresStore(place) if kind == "postgres" else SqliteStore(place, create=True)
        try:
            settle(store)
            yield store
        finally:
            store.close()


@contextmanager
def a_ledger(kind: str, folder: Path) -> Iterator[Any]:
    """Open an empty ledger of a kind."""
    if kind == "memory":
        yield MemoryLedger()
        return
    with _place(kind, folder, PostgresLedger) as place:
        ledger = PostgresLedger(place) if kind == "postgres" else SqliteLedger(place, create=True)
        try:
            yield ledger
        finally:
            ledger.close()


@contextmanager
def _place(kind: str, folder: Path, made_for: Any) -> Iterator[Any]:
    if kind == "sqlite":
        yield folder / f"{made_for.__name__}.sqlite"
        return
    with a_database(made_for) as address:
        yield address


def settle(store: Any, certificate: Certificate | None = None) -> None:
    """Found two offices and list one device."""
    with store.register() as register:
        register.add_office(Office("24184", "Xã Thử", "H15.24.184"))
        register.add_office(Office("24190", "Xã Nghiệm", "H15.24.190"))
        register.add_device(certificate or a_certificate())


def _in_memory() -> MemoryStore:
    memory = MemoryStore()
    for scope, dev, unit in ((A, DEV, "H15.24.184"), (B, bytes(16), "H15.24.190")):
        not_after = datetime(2028, 11, 21, tzinfo=UTC)
        memory.add(Device(scope, dev, EPOCH, bytes(32), not_after, 0, chain_start(dev, EPOCH)), unit)
    return memory
