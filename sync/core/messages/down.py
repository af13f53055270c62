"""What the province sends: ANSWER, FEED, REFUSE (sync.md section 6).

Readers are strict about what they need and silent about what they do not know (W9); signature, address and
nonce are checked by who asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from sync.core.canonical import canonical, read_count, read_hex, read_json, read_text
from sync.core.errors import Unreadable
from sync.core.feed import Cursor, Row
from sync.core.messages.parts import (
    CEILING,
    NONCE_BYTES,
    PROTO,
    Mark,
    address_in,
    address_out,
    inner,
    listed,
    present,
    read_id,
)
from sync.core.signing import Address
from sync.core.stamp import SHORT
from sync.core.tally import Tally
from sync.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class EarlyVerdict:
    """Early notice of a verdict; what counts is the feed row, unless it was asked for.

    Attributes:
        eid: the event.
        rev: the record's revision after it.
        verdict: not `ok`, unless settled.
        settled: the answer to `ask`: what the log says of an event whose row a snapshot skipped; final.
    """

    eid: UUID
    rev: int
    verdict: Verdict
    settled: bool = False


@dataclass(frozen=True, slots=True)
class FeedNotice:
    """What of a scope follows in this answer.

    Attributes:
        scope: the scope.
        start: the asker's cursor.
        end: the cursor after the rows that follow.
        h: short feed hash at `end`.
        more: true when the feed goes on beyond `end`.
        known: false when the province does not recognise the asker's cursor hash.
        marks: places of the feed as it is, newest first, where an unknown cursor may go back to (W12).
        tally: count and digest of the scope at `end`, when that is the feed's head (W16).
    """

    scope: str
    start: int
    end: int
    h: bytes
    more: bool = False
    known: bool = True
    marks: tuple[Mark, ...] = ()
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Rebase:
    """A snapshot in the place of feed rows (V4): where it stands, its tally, its pages' hashes."""

    at: Cursor
    tally: Tally
    pages: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class BlobReply:
    """What the province says of an offered file: `have`, `want` (with offset, perhaps a URL) or `hold`."""

    sha16: bytes
    state: str
    url: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The province's signed word about one request.

    Attributes:
        address: the asking device and epoch, and the device's key id.
        timeline: grows with each restore of the province.
        now: the province's clock, RFC 3339.
        nonce: the request's nonce.
        have: the last event of this (dev, epoch) that is committed.
        have_hash: short chain value at `have`.
        fork: what came contradicts what is stored under the same numbers.
        resend: `plain` when a frame could not be opened or an event's id not be read (W8).
        verdicts: those of this request that are not `ok`.
        feeds: what follows in FEED frames.
        blobs: replies to the offers.
        audit: echo of the device's audit head.
        next_s: the least seconds to the next request.
        max_up: the most bytes of the next request.
        blob_token: allows creating uploads and fetching snapshot pages for 24 hours.
        lanes: lane → 0 for one that must wait now; absent ones are open.
        twin: a newer line of this device exists (C10).
        seen: the highest `req_n` of this line, when the request's was not a new one; 0 otherwise.
        rebase: the snapshot to take in.
    """

    address: Address
    timeline: int
    now: str
    nonce: bytes
    have: int
    have_hash: bytes
    fork: bool = False
    resend: str = ""
    verdicts: tuple[EarlyVerdict, ...] = ()
    feeds: tuple[FeedNotice, ...] = ()
    blobs: tuple[BlobReply, ...] = ()
    audit: Mark | None = None
    next_s: int = 0
    max_up: int = 0
    blob_token: str = ""
    lanes: Mapping[str, int] = field(default_factory=dict)
    twin: bool = False
    seen: int = 0
    rebase: Rebase | None = None

    def to_bytes(self) -> bytes:
        """Spell the body of an ANSWER frame.

        Returns:
            Canonical JSON.
        """
        members: dict[str, Any] = address_out(self.address) | {
            "proto": PROTO,
            "timeline": self.timeline,
            "now": self.now,
            "nonce": self.nonce.hex(),
            "have": self.have,
            "have_hash": self.have_hash.hex(),
            "fork": self.fork,
            "resend": self.resend,
            "verdicts": [
                {"eid": str(early.eid), "rev": early.rev, "v": early.verdict.to_json()}
                | present({"settled": early.settled})
                for early in self.verdicts
            ],
            "feeds": [_notice_out(notice) for notice in self.feeds],
            "blobs": [_reply_out(reply) for reply in self.blobs],
            "audit": None if self.audit is None else self.audit.to_json(),
            "pace": present({"next_s": self.next_s, "max_up": self.max_up, "lanes": dict(self.lanes)}),
            "blob_token": self.blob_token,
            "twin": self.twin,
            "seen": self.seen,
            "rebase": None if self.rebase is None else _rebase_out(self.rebase),
        }
        return canonical(present(members) | {"have": self.have, "timeline": self.timeline})

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read the body of an ANSWER frame.

        Args:
            body: plain bytes.

        Returns:
            The answer; signature, address and nonce are still to be checked.

        Raises:
            Unreadable: not an ANSWER.
        """
        got = read_json(body, ceiling=CEILING)
        if got.get("proto") != PROTO:
            raise Unreadable("a protocol that is not spoken here")
        pace = inner(got, "pace")
        lanes = inner(pace, "lanes")
        return cls(
            address=address_in(got),
            timeline=read_count(got, "timeline"),
            now=read_text(got, "now"),
            nonce=read_hex(got, "nonce", NONCE_BYTES),
            have=read_count(got, "have"),
            have_hash=read_hex(got, "have_hash", SHORT),
            fork=got.get("fork") is True,
            resend=read_text(got, "resend") if "resend" in got else "",
            verdicts=tuple(
                EarlyVerdict(
                    read_id(item, "eid"),
                    read_count(item, "rev"),
                    Verdict.read(item.get("v")),
                    settled=item.get("settled") is True,
                )
                for item in listed(got, "verdicts")
            ),
            feeds=tuple(_notice_in(item) for item in listed(got, "feeds")),
            blobs=tuple(_reply_in(item) for item in listed(got, "blobs")),
            audit=Mark.read(got["audit"]) if "audit" in got else None,
            next_s=read_count(pace, "next_s") if "next_s" in pace else 0,
            max_up=read_count(pace, "max_up") if "max_up" in pace else 0,
            blob_token=read_text(got, "blob_token") if "blob_token" in got else "",
            lanes={lane: read_count(lanes, lane) for lane in lanes},
            twin=got.get("twin") is True,
            seen=read_count(got, "seen") if "seen" in got else 0,
            rebase=_rebase_in(inner(got, "rebase")) if "rebase" in got else None,
        )


@dataclass(frozen=True, slots=True)
class FeedFrame:
    """One FEED frame: rows of a scope that follow `start`, whose short hash is `prev`."""

    scope: str
    start: int
    prev: bytes
    rows: tuple[Row, ...]

    def to_bytes(self) -> bytes:
        """Spell the body: line 1, then two lines a row.

        Returns:
            The plain body.
        """
        line1 = {"scope": self.scope, "from": self.start, "prev": self.prev.hex(), "n": len(self.rows)}
        return b"\n".join((canonical(line1), *(part for row in self.rows for part in (row.meta, row.raw))))

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read the body of a FEED frame.

        Args:
            body: plain bytes.

        Returns:
            The frame's content; the chain is still to be checked (`feed.follow`).

        Raises:
            Unreadable: not a FEED.
        """
        line1, *lines = body.split(b"\n")
        got = read_json(line1, ceiling=CEILING)
        if len(lines) != 2 * read_count(got, "n"):
            raise Unreadable("line 1 does not fit the lines after it")
        rows = tuple(Row(meta, raw) for meta, raw in zip(lines[::2], lines[1::2], strict=True))
        return cls(read_text(got, "scope"), read_count(got, "from"), read_hex(got, "prev", SHORT), rows)


@dataclass(frozen=True, slots=True)
class Refuse:
    """A signed no: the only thing that stops a device (W13).

    Attributes:
        address: the device it is for.
        nonce: the request's nonce.
        why: `unknown_device`, `expired`, or `lines`: the device has opened too many.
    """

    address: Address
    nonce: bytes
    why: str

    def to_bytes(self) -> bytes:
        """Spell the body of a REFUSE frame.

        Returns:
            Canonical JSON.
        """
        return canonical(address_out(self.address) | {"nonce": self.nonce.hex(), "why": self.why})

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read the body of a REFUSE frame.

        Args:
            body: plain bytes.

        Returns:
            The refusal; signature, address and nonce are still to be checked.

        Raises:
            Unreadable: not a REFUSE.
        """
        got = read_json(body, ceiling=CEILING)
        return cls(address_in(got), read_hex(got, "nonce", NONCE_BYTES), read_text(got, "why"))


def _notice_out(notice: FeedNotice) -> dict[str, Any]:
    members = {"scope": notice.scope, "from": notice.start, "to": notice.end, "h": notice.h.hex()}
    optional = {
        "more": notice.more,
        "marks": [mark.to_json() for mark in notice.marks],
        "tally": None if notice.tally is None else _tally_out(notice.tally),
    }
    return members | present(optional) | ({} if notice.known else {"known": False})


def _notice_in(got: dict[str, Any]) -> FeedNotice:
    return FeedNotice(
        scope=read_text(got, "scope"),
        start=read_count(got, "from"),
        end=read_count(got, "to"),
        h=read_hex(got, "h", SHORT),
        more=got.get("more") is True,
        known=got.get("known", True) is True,
        marks=tuple(Mark.read(item) for item in listed(got, "marks", kind=list)),
        tally=_tally_in(got["tally"]) if "tally" in got else None,
    )


def _tally_out(tally: Tally) -> list[Any]:
    return [tally.count, tally.digest.hex()]


def _tally_in(value: Any) -> Tally:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004
        raise Unreadable("a tally is a count and a digest")
    members = {"count": value[0], "digest": value[1]}
    return Tally(read_count(members, "count"), read_hex(members, "digest", 32))


def _rebase_out(rebase: Rebase) -> dict[str, Any]:
    return {
        "scope": rebase.at.scope,
        "seq": rebase.at.seq,
        "h": rebase.at.h.hex(),
        "tally": _tally_out(rebase.tally),
        "pages": [page.hex() for page in rebase.pages],
    }


def _rebase_in(got: dict[str, Any]) -> Rebase:
    return Rebase(
        at=Cursor(read_text(got, "scope"), read_count(got, "seq"), read_hex(got, "h", 32)),
        tally=_tally_in(got.get("tally")),
        pages=tuple(read_hex({"page": page}, "page", 32) for page in listed(got, "pages", kind=str)),
    )


def _reply_out(reply: BlobReply) -> dict[str, Any]:
    return {"sha16": reply.sha16.hex(), "st": reply.state} | present({"url": reply.url, "off": reply.offset})


def _reply_in(got: dict[str, Any]) -> BlobReply:
    return BlobReply(
        sha16=read_hex(got, "sha16", SHORT),
        state=read_text(got, "st"),
        url=read_text(got, "url") if "url" in got else "",
        offset=read_count(got, "off") if "off" in got else 0,
    )
