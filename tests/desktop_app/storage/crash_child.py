"""A desk that works and talks until it kills itself at a named point (sync.md section 17); run as a process by tests.

Its province lives in the process that started it, at the other end of a pipe, and outlives it.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from multiprocessing.connection import Connection
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sync.core.errors import Offline, Refused
from tests.support.fakes import FakeDice
from tests.support.office import Office
from tests.support.paired import a_round, edit, receive

STORAGE = "desktop_app.storage."
AFTER, BEFORE = "after", "before"
POINTS: dict[str, tuple[str, str, int]] = {
    # name of the point → what runs there, before or after it, at the how-manieth time
    "projection written": (STORAGE + "dossiers.DossierTable.hope", AFTER, 1),
    "first event inserted": (STORAGE + "events.EventLog.keep", AFTER, 1),
    "last event inserted": (STORAGE + "events.EventLog.keep", AFTER, 2),
    "stamps written": (STORAGE + "events.EventLog.stamp_all", AFTER, 1),
    "audit entry written": (STORAGE + "audit_log.AuditLog.append", AFTER, 1),
    "before commit": (STORAGE + "unit_of_work.Work.commit", BEFORE, 1),
    "committed, side file not written": (STORAGE + "unit_of_work.note", BEFORE, 1),
    "side file written": (STORAGE + "witness.Witness.write", AFTER, 1),
    "marked as sent": (STORAGE + "replica.StoredReplica.mark_sent", AFTER, 1),
    "request sent": ("", AFTER, 1),
    "answer read": (STORAGE + "replica.StoredReplica.apply_answer", BEFORE, 1),
    "answer applied": (STORAGE + "replica.StoredReplica.apply_answer", AFTER, 1),
    "feed half applied": (STORAGE + "feed_taker.judge", AFTER, 3),
    "images written": (STORAGE + "dossiers.DossierTable.confirm", AFTER, 1),
    "cursor written, not committed": (STORAGE + "feed_rows.FeedTable.move", AFTER, 1),
    "slice committed": (STORAGE + "replica.StoredReplica.apply_slice", AFTER, 1),
    "round ended, not settled": (STORAGE + "replica.StoredReplica.settle", BEFORE, 1),
}
REPAIRS: dict[str, tuple[str, str, int]] = {
    "new line, half": (STORAGE + "events.EventLog.stamp_all", AFTER, 3),  # the first two are the verbs''
    "new line, not committed": (STORAGE + "replica.begin_line", AFTER, 1),
    "new line, committed": (STORAGE + "replica.StoredReplica.restamp", AFTER, 1),
    "rewind, half": (STORAGE + "feed_rows.FeedTable.drop_after", AFTER, 1),
    "rewind, not committed": (STORAGE + "replica.take_back", AFTER, 1),
    "rewind, committed": (STORAGE + "replica.StoredReplica.rewind", AFTER, 1),
    "snapshot, half": (STORAGE + "images.ImageTable.begin_here", AFTER, 2),
    "snapshot, not committed": (STORAGE + "repairs.SnapshotTaker.take", AFTER, 1),
    "snapshot, committed": (STORAGE + "replica.StoredReplica.rebase", AFTER, 1),
}


class PipeLine:
    """A line through a pipe; implements `sync.core.ports.Line`."""

    def __init__(self, pipe: Connection, sent: Callable[[], None]) -> None:
        self._pipe, self._sent = pipe, sent
        self.bytes_up = self.bytes_down = self.round_trips = 0

    def exchange(self, frames: Sequence[bytes], patience_s: float, leaving: Callable[[], None]) -> Iterator[bytes]:
        leaving()
        self._pipe.send(("hear", b"".join(frames)))
        self._sent()
        reply = self._pipe.recv()
        if reply is None:
            raise Offline("no answer")
        return iter((reply,))

    def snapshot_page(self, scope: str, seq: int, page: int, token: str) -> bytes:
        self._pipe.send(("page", (scope, seq, page)))
        body = self._pipe.recv()
        if body is None:
            raise Refused("no such snapshot")
        return bytes(body)

    def create_upload(self, sha256: bytes, size: int, token: str) -> str:
        raise Refused("no files here")

    def append(self, url: str, offset: int, piece: bytes) -> int:
        raise Refused("no files here")


def work_and_die(home: Path, point: str, seed: int, pipe: Connection) -> None:
    """Receive, correct, talk; each word that was promised to the clerk goes to the starter first."""
    office, bomb = Office(home, dice=FakeDice(seed)), _Bomb(point)
    with bomb.armed():
        line = PipeLine(pipe, bomb.request_sent)
        pipe.send(("promised", str(receive(office, "Người Thử Hai"))))
        first = office.open._connection.execute("SELECT id FROM dossiers ORDER BY n LIMIT 1").fetchone()[0]
        edit(office, UUID(bytes=first), phone="0912000111")
        pipe.send(("promised", "edit"))
        for _ in range(4):
            a_round(office, line)
    pipe.send(("lived", point))


class _Bomb:
    """Goes off at its point: SIGKILL, so that nothing is cleaned up."""

    def __init__(self, point: str) -> None:
        self._what, self._when, self._left = {**POINTS, **REPAIRS}[point]

    def armed(self) -> AbstractContextManager[Any]:
        if not self._what:
            return nullcontext()
        return patch(self._what, self._wrapped(resolve_name(self._what)))

    def request_sent(self) -> None:
        if not self._what:
            self._burn()

    def _wrapped(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if self._when is BEFORE:
                self._burn()
            value = inner(*args, **named)
            if self._when is AFTER:
                self._burn()
            return value

        return call

    def _burn(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
