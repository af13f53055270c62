"""One exchange of a real province in a process of its own, which may be killed at a named point of it.

The verbs and the stores are the real ones; around them stands what notices that a point is reached. SIGKILL leaves
no chance to tidy up: what is on disk, or at the server, is what counts.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sync.core.codec import Zstd
from sync.core.frames import FrameReader, FrameType
from sync.core.signing import Ed25519Signer
from sync.province.clock import SystemDice
from sync.province.exchange import House
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.opening import Ledger, Store
from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore
from sync.province.stores.sqlite import SqliteStore
from sync.province.usecases.accept_frame import accept_frame
from sync.province.usecases.answer_request import answer_request
from sync.province.usecases.check_restore import check_restore
from sync.province.usecases.open_request import open_request
from tests.support.province_fakes import MemoryShelf

SEED = b"p" * 32
POINTS = {
    "frame": ("device lock", "ledger commit", "event insert", "scope update", "before COMMIT", "after COMMIT"),
    "between": ("between frames",),
    "answer": ("device lock", "before COMMIT", "after COMMIT", "witness", "before sending"),
}
"""Where the power may fail: while a frame is taken, after it, while the answer is written (sync.md section 17)."""


@dataclass(frozen=True)
class Place:
    """Where a province's stores are: two files, or two addresses."""

    store: Any
    ledger: Any

    def open(self) -> tuple[Store, Ledger]:
        """Open both."""
        if isinstance(self.store, Path):
            return SqliteStore(self.store), SqliteLedger(self.ledger)
        return PostgresStore(self.store), PostgresLedger(self.ledger)


@dataclass
class Power:
    """Fails at the n-th passing of a point."""

    part: str = ""
    point: str = ""
    left: int = 0
    now: str = "opening"

    def at(self, point: str) -> None:
        """Say that a point is reached."""
        if (self.part, self.point) == (self.now, point):
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


class _Watched:
    """Something whose verbs are points."""

    VERBS: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, of: Any, power: Power) -> None:
        self._of, self._power = of, power

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self._of, name)
        if name not in self.VERBS:
            return verb

        def watched(*args: Any, **given: Any) -> Any:
            done = verb(*args, **given)
            self._power.at(self.VERBS[name])
            return done

        return watched


class _Transaction(_Watched):
    VERBS = {"device": "device lock"}  # noqa: RUF012


class _Sql:
    """What runs the statements of a transaction; some of them are points."""

    STATEMENTS = {"INSERT INTO event": "event insert", "INSERT INTO scope": "scope update"}  # noqa: RUF012

    def __init__(self, of: Any, power: Power) -> None:
        self._of, self._power = of, power

    def execute(self, sql: str, values: Any = ()) -> Any:
        done = self._of.execute(sql, values)
        self._passed(sql)
        return done

    def executemany(self, sql: str, rows: Any) -> None:
        self._of.executemany(sql, rows)
        self._passed(sql)

    def copy(self, table: str, columns: str, rows: Any) -> None:
        self._of.copy(table, columns, rows)
        self._passed(f"INSERT INTO {table}")

    def _passed(self, sql: str) -> None:
        for beginning, point in self.STATEMENTS.items():
            if sql.startswith(beginning) and "NOT EXISTS" not in sql:  # founding a scope's row is no update
                self._power.at(point)


class _Ledger(_Watched):
    VERBS = {"witness": "witness"}  # noqa: RUF012

    @contextmanager
    def together(self) -> Iterator[Any]:
        with self._of.together() as codes:
            yield codes
        if codes._sql is not None:
            self._power.at("ledger commit")


class _Store(_Watched):
    @contextmanager
    def begin(self, scope: str) -> Iterator[Any]:
        with self._of.begin(scope) as tx:
            tx._sql = tx._session = _Sql(tx._sql, self._power)
            yield _Transaction(tx, self._power)
            tx.write()
            self._power.at("before COMMIT")
        self._power.at("after COMMIT")


@dataclass
class _Clock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


def exchange_once(place: Place, request: bytes, now: datetime, answer: Path, power: Power) -> None:
    """Serve one request from start to end, unless the power fails.

    Args:
        place: the stores.
        request: the bytes as they arrived.
        now: the province's instant.
        answer: file that takes the answer, at the moment it would be sent.
        power: where it fails.
    """
    store, ledger = place.open()
    check_restore(store, ledger)
    house = House(
        store=_Store(store, power), ledger=_Ledger(ledger, power), signer=Ed25519Signer(SEED),
        clock=_Clock(now), dice=SystemDice(), codec=Zstd(1), shelf=MemoryShelf(), enlist=lambda _certificate: None,
    )  # fmt: skip
    frames = FrameReader().feed(request)
    asked, taken = open_request(frames[0], house), []
    for frame in frames[1:]:
        assert frame.kind == FrameType.EVENTS
        power.now = "frame"
        taken.append(accept_frame(frame, asked, house))
        power.now = "between"
        power.at("between frames")
    power.now = "answer"
    said = b"".join(answer_request(asked, taken, house))
    power.at("before sending")
    answer.write_bytes(said)
    store.close()
    ledger.close()
