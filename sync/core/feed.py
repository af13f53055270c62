"""The feed a device follows: dense rows, each hashed onto the one before (sync.md section 6, W10).

Here are the chain, the meta line and the check of a slice. What a row means for a record is the
projection's business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from sync.core.canonical import canonical, read_count, read_hex, read_json, read_text
from sync.core.errors import Unreadable
from sync.core.event import RAW_MAX
from sync.core.verdict import Verdict

_META_MAX = RAW_MAX + 16 * 1024
"""A conflict names the paths it kept aside: as long as the event itself, or nobody could go past its row."""


class FeedBroken(Exception):  # noqa: N818 - a finding, caught by the runner
    """The rows do not continue what we hold: another history, or a body we do not have."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a scope was followed: `seq` rows, and the hash over all of them (32 bytes)."""

    scope: str
    seq: int
    h: bytes


@dataclass(frozen=True, slots=True)
class Meta:
    """The meta line of a feed row.

    Attributes:
        s: number of the row in its scope, from 1.
        eid: the event.
        rev: the record's revision after it; the unchanged one when it was not applied.
        at: when the province took it, RFC 3339.
        verdict: what became of it.
        body_hash: SHA-256 of the body; stands here only for a quarantined row, whose body does not travel.
    """

    s: int
    eid: UUID
    rev: int
    at: str
    verdict: Verdict
    body_hash: bytes | None = None

    def to_bytes(self) -> bytes:
        """Spell the line; these bytes are hashed.

        Returns:
            Canonical JSON, one line.
        """
        members: dict[str, Any] = {
            "s": self.s,
            "eid": str(self.eid),
            "rev": self.rev,
            "at": self.at,
            "v": self.verdict.to_json(),
        }
        if self.body_hash is not None:
            members["bh"] = self.body_hash.hex()
        return canonical(members)

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Read a meta line.

        Args:
            raw: the line as it came.

        Returns:
            The meta.

        Raises:
            Unreadable: not a meta line.
        """
        got = read_json(raw, ceiling=_META_MAX)
        try:
            eid = UUID(read_text(got, "eid"))
        except ValueError as error:
            raise Unreadable("eid: an id expected") from error
        return cls(
            s=read_count(got, "s"),
            eid=eid,
            rev=read_count(got, "rev"),
            at=read_text(got, "at"),
            verdict=Verdict.read(got.get("v")),
            body_hash=read_hex(got, "bh", 32) if "bh" in got else None,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it travels: meta line and raw line (empty for the asker's own and for quarantined ones)."""

    meta: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One row after its check: meta, raw line (empty as it came), body hash, the feed's hash after it."""

    meta: Meta
    raw: bytes
    body_hash: bytes
    h: bytes


@dataclass(frozen=True, slots=True)
class Slice:
    """Checked rows that continue a cursor; to be applied in one transaction (S2, W11).

    Attributes:
        start: the cursor they continue.
        end: the cursor after them.
        rows: the rows, in order.
    """

    start: Cursor
    end: Cursor
    rows: tuple[TakenRow, ...]


def feed_start(scope: str) -> Cursor:
    """Give cursor 0 of a scope: feed_h_0 = SHA-256("MCF1" ‖ scope in UTF-8).

    Args:
        scope: e.g. `c:24184`.

    Returns:
        The cursor.
    """
    return Cursor(scope, 0, sha256(b"MCF1" + scope.encode()).digest())


def feed_next(h: bytes, meta: bytes, body_hash: bytes) -> bytes:
    """Give feed_h_n = SHA-256(feed_h_{n-1} ‖ meta line_n ‖ body_hash_n).

    Args:
        h: the hash before, 32 bytes.
        meta: the meta line as sent, without a line end.
        body_hash: SHA-256 of the event's raw bytes, 32 bytes.

    Returns:
        32 bytes.
    """
    return sha256(h + meta + body_hash).digest()


def follow(cursor: Cursor, rows: Sequence[Row], own_hash: Callable[[UUID], bytes | None]) -> Slice:
    """Check that rows continue a cursor without a hole, and compute where they end.

    Args:
        cursor: what we hold.
        rows: what came.
        own_hash: body hash of an event in our own store, for rows without a body.

    Returns:
        The slice, ready for one transaction.

    Raises:
        FeedBroken: a number is missing or repeated, or a body is neither here nor in our store.
        Unreadable: a meta line does not read.
    """
    h, taken = cursor.h, list[TakenRow]()
    for number, row in enumerate(rows, cursor.seq + 1):
        meta = Meta.read(row.meta)
        if meta.s != number:
            raise FeedBroken("a feed row is missing or repeated")
        body_hash = sha256(row.raw).digest() if row.raw else meta.body_hash or own_hash(meta.eid)
        if body_hash is None:
            raise FeedBroken("the feed speaks of an event of ours that we do not have")
        h = feed_next(h, row.meta, body_hash)
        taken.append(TakenRow(meta, row.raw, body_hash, h))
    return Slice(cursor, Cursor(cursor.scope, cursor.seq + len(taken), h), tuple(taken))
