"""One request and its reply: what goes up is built and signed here, what comes down is believed here or not.

Only frames signed by the province for this device, this epoch and this nonce get past this page (W2, W13).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sync.core.codec import Codec
from sync.core.errors import Unreadable
from sync.core.frames import Frame, FrameReader, FrameType, Seal, fill_frames, write_frame
from sync.core.messages import (
    ASK_MAX,
    MAX_DOWN,
    Answer,
    EventsHeader,
    FeedFrame,
    Head,
    Mark,
    Refuse,
    ScopeMark,
    write_events,
)
from sync.core.ports import Identity, OutRow, Replica
from sync.core.signing import KEY_ID_BYTES, Address, key_id
from sync.core.stamp import SHORT
from sync.runner.report import Means

ROWS_MAX = 512
PLAIN_ROWS = 16
OFFERS_MAX = 64
FAST_BPS = 32_000
"""Bytes per second beyond which packing tightly takes longer than what it saves takes to send."""
FAST_DOWN = 1 << 20
"""Plain bytes of rows that a fast line is asked for at once; who is far behind then comes less often."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, ready to go.

    Attributes:
        frames: HEAD and EVENTS, encoded.
        nonce: what the answer must carry.
        req_n: its number.
        through: the highest own event in it, 0 for none.
        sent: how many events it holds.
    """

    frames: tuple[bytes, ...]
    nonce: bytes
    req_n: int
    through: int
    sent: int

    @property
    def size(self) -> int:
        """Bytes of all frames."""
        return sum(map(len, self.frames))


class Addresses:
    """The addresses of an exchange: frames up are for the province, frames down for this device.

    A province that does not know our key can only say so: its REFUSE is addressed to no key (`stranger`).
    """

    def __init__(self, identity: Identity, own_public: bytes) -> None:
        self.up = Address(identity.dev, identity.epoch, key_id(identity.province_sign))
        self.down = Address(identity.dev, identity.epoch, key_id(own_public))
        self.stranger = Address(identity.dev, identity.epoch, bytes(KEY_ID_BYTES))
        self.province = identity.province_sign


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked beside the usual.

    Attributes:
        plain: one event a frame, uncompressed and named: the province could not open the last (W8).
        cert: show the certificate: the province does not know us.
        snap: ask for a snapshot: the tallies differ.
        wary: the last round failed: no dictionary for HEAD, the province may lack ours; and where more than
            one frame waits, no events yet, they may have arrived.
        shut: lanes in which no file is offered now.
        fast: the line carries bytes faster than they can be packed tightly.
    """

    plain: bool = False
    cert: bool = False
    snap: bool = False
    wary: bool = False
    shut: tuple[str, ...] = ()
    fast: bool = False


def build_request(
    replica: Replica, means: Means, addresses: Addresses, batch_bytes: int, ask: Ask
) -> Request:
    """Build the next request from what the store holds.

    Args:
        replica: the store.
        means: dice, key, compressor.
        addresses: whom it is for.
        batch_bytes: the most bytes of events; at least one frame goes.
        ask: what is asked beside the usual.

    Returns:
        The request; nothing is remembered yet.
    """
    acked = replica.acked()
    nonce, req_n, now = means.dice.bytes(16), replica.next_req_n(), means.clock.now()
    head = Head(
        address=addresses.up,
        ack=Mark(acked, _chain(replica, acked)[:SHORT]),
        last=replica.last_seq(),
        feeds=tuple(ScopeMark(c.scope, c.seq, c.h[:SHORT]) for c in replica.cursors()),
        nonce=nonce,
        req_n=req_n,
        blobs=tuple(replica.offers(OFFERS_MAX, ask.shut)),
        audit=replica.audit_head(),
        now=now.isoformat(timespec="seconds"),
        app=means.app,
        snap=ask.snap,
        digest=replica.wants_digest(now),
        cert=replica.identity().certificate if ask.cert else b"",
        ask=tuple(replica.unsettled(ASK_MAX)),
        dicts=means.codec.dicts,
        max_down=FAST_DOWN if ask.fast else MAX_DOWN,
    )
    seal, known = Seal(means.signer, addresses.up), () if ask.wary else head.dicts
    frames = [write_frame(FrameType.HEAD, head.to_bytes(), seal=seal, codec=means.codec, known=known)]
    rows = replica.pending(acked, PLAIN_ROWS if ask.plain else ROWS_MAX)
    codec = means.codec.hurried if ask.fast else means.codec
    packed = _plain_frames(replica, rows, seal) if ask.plain else _full_frames(replica, rows, seal, codec)
    through, size = 0, 0
    for some, frame in packed:
        if through and size + len(frame) > batch_bytes:
            break
        frames.append(frame)
        size, through = size + len(frame), some[-1].seq
    if ask.wary and len(frames) > 2:  # noqa: PLR2004 - more than HEAD and one frame
        frames, through = frames[:1], 0  # the answer tells how far the broken request came
    return Request(tuple(frames), nonce, req_n, through, max(0, through - acked))


def read_frames(pieces: Iterable[bytes]) -> Iterator[Frame]:
    """Cut a reply into frames as it comes.

    Args:
        pieces: the reply.

    Yields:
        Whole frames.

    Raises:
        Unreadable: something else than frames, or a half frame at the end.
        Offline: from the line, when it was cut.
    """
    reader = FrameReader()
    for piece in pieces:
        yield from reader.feed(piece)
    if not reader.between_frames:
        raise Unreadable("the reply ends inside a frame")


def believe(frame: Frame, request: Request, addresses: Addresses, means: Means) -> Answer | Refuse:
    """Read the first frame of a reply.

    Args:
        frame: the frame.
        request: what was asked.
        addresses: whom it must be for.
        means: decompressor and check.

    Returns:
        The province's word on this very request.

    Raises:
        Unreadable: not signed by the province, for another device, or an answer to something else.
    """
    to = addresses.down
    if frame.kind == FrameType.REFUSE and not frame.holds(addresses.province, to, means.check):
        to = addresses.stranger
    if not frame.holds(addresses.province, to, means.check):
        raise Unreadable("the answer's signature does not hold")
    body = frame.plain(means.codec)
    if frame.kind == FrameType.ANSWER:
        word: Answer | Refuse = Answer.read(body)
    elif frame.kind == FrameType.REFUSE:
        word = Refuse.read(body)
    else:
        raise Unreadable("neither an answer nor a refusal")
    if word.nonce != request.nonce or word.address != to:
        raise Unreadable("an answer to another request")
    return word


def believe_feed(frame: Frame, addresses: Addresses, means: Means) -> FeedFrame:
    """Read a FEED frame of an answer that was believed.

    Args:
        frame: the frame.
        addresses: whom it must be for.
        means: decompressor and check.

    Returns:
        Its rows; the chain is still to be checked.

    Raises:
        Unreadable: not a FEED frame of the province for this device.
    """
    if frame.kind != FrameType.FEED or not frame.holds(addresses.province, addresses.down, means.check):
        raise Unreadable("not a feed frame of the province")
    return FeedFrame.read(frame.plain(means.codec))


def _chain(replica: Replica, seq: int) -> bytes:
    chain = replica.chain_at(seq)
    if chain is None:
        raise LookupError(f"the store has no chain value at {seq}")
    return chain


def _full_frames(
    replica: Replica, rows: Sequence[OutRow], seal: Seal, codec: Codec
) -> Iterator[tuple[Sequence[OutRow], bytes]]:
    def write(some: Sequence[OutRow]) -> bytes:
        first = some[0].seq
        codes = replica.codes_of(row.eid for row in some)
        header = EventsHeader(first, _chain(replica, first - 1)[:SHORT], len(some), wit=codes)
        body = write_events(header, [row.raw for row in some])
        return write_frame(FrameType.EVENTS, body, seal=seal, codec=codec, known=codec.dicts)

    return fill_frames(rows, lambda row: len(row.raw), write)


def _plain_frames(
    replica: Replica, rows: Sequence[OutRow], seal: Seal
) -> Iterator[tuple[Sequence[OutRow], bytes]]:
    for row in rows:
        codes = replica.codes_of([row.eid])
        header = EventsHeader(row.seq, _chain(replica, row.seq - 1)[:SHORT], 1, row.eid, codes)
        yield [row], write_frame(FrameType.EVENTS, write_events(header, [row.raw]), seal=seal)
