"""What a device sends: HEAD, and the lines of an EVENTS frame (sync.md section 6).

Readers are strict about what they need and silent about what they do not know (W9).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self
from uuid import UUID

from sync.core.canonical import canonical, read_count, read_hex, read_json, read_text
from sync.core.errors import Unreadable
from sync.core.messages.parts import (
    CEILING,
    NONCE_BYTES,
    OFFERS_MAX,
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

MAX_DOWN: Final = 1 << 18
ASK_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class ScopeMark:
    """How far the asker follows a scope."""

    scope: str
    seq: int
    h: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """A file the device has: first 16 bytes of its SHA-256, size in bytes, lane (`P2`, `P3`, `P4`)."""

    sha16: bytes
    size: int
    lane: str = "P3"


@dataclass(frozen=True, slots=True)
class Head:
    """The device's first frame: who I am, what I was told, what I follow, what I offer.

    Attributes:
        address: device, epoch, key id of the province.
        ack: the highest own event the province has confirmed to us, and its chain value.
        last: number of our newest event.
        feeds: the scopes we follow.
        nonce: 16 random bytes; the answer must carry them.
        req_n: grows with each request of this device.
        blobs: files we offer, at most 64.
        audit: number and head of the device's audit chain.
        max_down: the most bytes we want to receive.
        now: the device's clock, RFC 3339; never orders anything.
        app: version of the program.
        snap: send a snapshot: our tally differs from yours.
        digest: send the tally.
        cert: the signed certificate, for a province that does not know us.
        dicts: ids of the dictionaries we can read.
        ask: own confirmed events whose rows a snapshot skipped: what became of them?
    """

    address: Address
    ack: Mark
    last: int
    feeds: tuple[ScopeMark, ...]
    nonce: bytes
    req_n: int
    blobs: tuple[Offer, ...] = ()
    audit: Mark | None = None
    max_down: int = MAX_DOWN
    now: str = ""
    app: str = ""
    snap: bool = False
    digest: bool = False
    cert: bytes = b""
    dicts: tuple[int, ...] = ()
    ask: tuple[UUID, ...] = ()

    def to_bytes(self) -> bytes:
        """Spell the body of a HEAD frame.

        Returns:
            Canonical JSON.
        """
        limit = {} if self.max_down == MAX_DOWN else {"max_down": self.max_down}
        members: dict[str, Any] = address_out(self.address) | {
            "proto": [PROTO, PROTO],
            "ack": self.ack.to_json(),
            "feeds": [{"scope": feed.scope, "seq": feed.seq, "h": feed.h.hex()} for feed in self.feeds],
            "nonce": self.nonce.hex(),
            "want": limit | present({"snap": self.snap, "digest": self.digest}),
            "blobs": [[offer.sha16.hex(), offer.size, offer.lane] for offer in self.blobs],
            "audit": None if self.audit is None else self.audit.to_json(),
            "clk": {"now": self.now} if self.now else None,
            "app": self.app,
            "cert": self.cert.decode(),
            "dicts": list(self.dicts),
            "ask": [str(eid) for eid in self.ask],
        }
        return canonical(present(members) | {"last": self.last, "req_n": self.req_n})

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read the body of a HEAD frame.

        Args:
            body: plain bytes.

        Returns:
            The head; its frame's signature is still to be checked.

        Raises:
            Unreadable: not a HEAD, or a protocol this program does not speak.
        """
        got = read_json(body, ceiling=CEILING)
        proto = got.get("proto")
        if not isinstance(proto, list) or PROTO not in range(_low(proto), _high(proto) + 1):
            raise Unreadable("a protocol that is not spoken here")
        want, clk = inner(got, "want"), inner(got, "clk")
        return cls(
            address=address_in(got),
            ack=Mark.read(got.get("ack")),
            last=read_count(got, "last"),
            feeds=tuple(
                ScopeMark(read_text(feed, "scope"), read_count(feed, "seq"), read_hex(feed, "h", SHORT))
                for feed in listed(got, "feeds")
            ),
            nonce=read_hex(got, "nonce", NONCE_BYTES),
            req_n=read_count(got, "req_n"),
            blobs=tuple(_offer(item) for item in listed(got, "blobs", kind=list)[:OFFERS_MAX]),
            audit=Mark.read(got["audit"]) if "audit" in got else None,
            max_down=read_count(want, "max_down") if "max_down" in want else MAX_DOWN,
            now=read_text(clk, "now") if clk else "",
            app=read_text(got, "app") if "app" in got else "",
            snap=want.get("snap") is True,
            digest=want.get("digest") is True,
            cert=read_text(got, "cert").encode() if "cert" in got else b"",
            dicts=tuple(listed(got, "dicts", kind=int)),
            ask=tuple(read_id({"ask": eid}, "ask") for eid in listed(got, "ask", kind=str)[:ASK_MAX]),
        )


@dataclass(frozen=True, slots=True)
class EventsHeader:
    """Line 1 of an EVENTS frame.

    Attributes:
        first: number of the first event in the frame.
        prev: short chain value before it.
        n: how many lines follow.
        eid: names the one event of a frame that was asked for `plain` (W8).
        wit: official codes learnt earlier, by dossier: witnesses for a province that was set back.
    """

    first: int
    prev: bytes
    n: int
    eid: UUID | None = None
    wit: Mapping[UUID, str] = field(default_factory=dict)


def write_events(header: EventsHeader, raws: Sequence[bytes]) -> bytes:
    """Spell the body of an EVENTS frame.

    Args:
        header: line 1.
        raws: the events' raw lines, in order.

    Returns:
        The plain body.
    """
    members: dict[str, Any] = {"first": header.first, "prev": header.prev.hex(), "n": header.n}
    if header.eid is not None:
        members["eid"] = str(header.eid)
    if header.wit:
        members["wit"] = {str(record): code for record, code in header.wit.items()}
    return b"\n".join((canonical(members), *raws))


def read_events(body: bytes) -> tuple[EventsHeader, tuple[bytes, ...]]:
    """Read the body of an EVENTS frame; the events themselves stay unread.

    Args:
        body: the plain body.

    Returns:
        Line 1 and the raw lines.

    Raises:
        Unreadable: line 1 does not read, or the count differs.
    """
    first_line, *raws = body.split(b"\n")
    got = read_json(first_line, ceiling=CEILING)
    header = EventsHeader(
        first=read_count(got, "first"),
        prev=read_hex(got, "prev", SHORT),
        n=read_count(got, "n"),
        eid=read_id(got, "eid") if "eid" in got else None,
        wit=_witnesses(inner(got, "wit")),
    )
    if header.n != len(raws) or header.first < 1:
        raise Unreadable("line 1 does not fit the lines after it")
    return header, tuple(raws)


def _witnesses(got: dict[str, Any]) -> dict[UUID, str]:
    return {read_id({"id": record}, "id"): read_text(got, record) for record in got}


def _offer(item: list[Any]) -> Offer:
    if len(item) != 3 or item[2] not in ("P2", "P3", "P4"):  # noqa: PLR2004
        raise Unreadable("an offer is hash, size and lane")
    members = {"sha16": item[0], "size": item[1]}
    return Offer(read_hex(members, "sha16", SHORT), read_count(members, "size"), item[2])


def _low(proto: list[Any]) -> int:
    return proto[0] if proto and isinstance(proto[0], int) else PROTO + 1


def _high(proto: list[Any]) -> int:
    return proto[-1] if proto and isinstance(proto[-1], int) else PROTO - 1
