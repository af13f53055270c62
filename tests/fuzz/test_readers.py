"""I18, W14: whatever bytes come, a reader gives a value or says "unreadable": no other exception, no hang, bounded memory."""

import json
import struct
import tracemalloc
from hashlib import sha256
from uuid import UUID

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.core.certificate import EnrolRequest, read_issued, read_signed, sign_certificate
from sync.core.codec import PLAIN_MAX, BadFrame, Zstd, with_dictionary
from sync.core.errors import Unreadable
from sync.core.event import read_event
from sync.core.feed import FeedBroken, Meta, Row, feed_start, follow
from sync.core.frames import FRAMES_MAX, TOTAL_MAX, FrameReader, FrameType, Seal, write_frame
from sync.core.messages import Answer, EventsHeader, FeedFrame, Head, Refuse, read_events, write_events
from sync.core.signing import Ed25519Signer, verify
from sync.core.snapshot import read_page
from sync.core.verdict import OK
from tests.fuzz.mutations import changed_bytes, changed_json, fuzzing
from tests.support.office import PROVINCE, a_certificate
from tests.sync.core.test_messages import ADDRESS, ANSWERS, EID, H16, HEADS, a_feed

DEVICE = Ed25519Signer(b"\x01" * 32)
EVENT = json.dumps(
    {"eid": str(EID), "dossier": str(UUID(int=5)), "kind": "fields.set", "base": 1, "after": None, "payload": {"/contact/phone": "0"},
     "actor": "thu", "at": "2026-03-02T01:00:00+00:00", "salt": "00" * 16}
).encode()  # fmt: skip
META = Meta(1, EID, 1, "2026-03-02T01:00:00+00:00", OK).to_bytes()
CERTIFICATE = sign_certificate(a_certificate(DEVICE.public, bytes(32)), PROVINCE)
START, ROWS, END = a_feed([EVENT, EVENT + b" ", b""])
FEED = FeedFrame("c:24184", 0, START.h[:16], tuple(ROWS)).to_bytes()
EVENTS = write_events(EventsHeader(1, H16, 2), (EVENT, EVENT))
PAGE = json.dumps({"d": str(EID), "rev": 1, "doc": {"a": {"b": [1]}}}).encode() + b"\n" + json.dumps({"o": META.decode()}).encode()
ENROL = EnrolRequest.make("ABCD-EFGH", DEVICE, bytes(32), bytes(8)).to_bytes()

READERS = {
    "head": (Head.read, [head.to_bytes() for head in HEADS]),
    "answer": (Answer.read, [answer.to_bytes() for answer in ANSWERS]),
    "refuse": (Refuse.read, [Refuse(ADDRESS, H16, "revoked").to_bytes()]),
    "meta": (Meta.read, [META]),
    "event": (read_event, [EVENT]),
    "events": (read_events, [EVENTS]),
    "feed": (FeedFrame.read, [FEED]),
    "snapshot": (lambda raw: list(read_page(raw)), [PAGE]),
    "enrolment": (EnrolRequest.read, [ENROL]),
    "certificate": (lambda raw: read_signed(raw, DEVICE.public), [CERTIFICATE]),
    "own certificate": (read_issued, [CERTIFICATE]),
}
JSON = {name: given_ for name, given_ in READERS.items() if name not in ("events", "feed", "snapshot")}


@pytest.mark.parametrize("name", READERS)
def test_a_good_message_reads(name):
    read, raws = READERS[name]
    for raw in raws:
        read(raw)


def judge(read, raw):
    try:
        read(raw)
    except Unreadable as fault:
        assert str(fault), "says why"


@pytest.mark.parametrize("name", READERS)
@fuzzing(50)
@given(data=st.data())
def test_changed_bytes_are_read_or_refused(name, data):
    read, raws = READERS[name]
    judge(read, data.draw(st.one_of(changed_bytes(raws), st.binary(max_size=200))))


@pytest.mark.parametrize("name", JSON)
@fuzzing(50)
@given(data=st.data())
def test_json_of_another_shape_is_read_or_refused(name, data):
    read, raws = READERS[name]
    judge(read, data.draw(changed_json(raws)))


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "raw",
    [b"[" * 900_000, b'{"a":' * 170_000, b'{"proto":' + b"9" * 900_000 + b"}", b'"' + b"\\ud800" * 1000 + b'"', b"{}" * 1000,
     b"\n" * 900_000, b'{"n":1e999}', b'{"n":NaN}', b'{"first":1,"prev":"","n":999999999999}', b"\xef\xbb\xbf{}", b""],
    ids=["lists", "objects", "a number", "half letters", "many", "lines", "endless", "nan", "a count", "bom", "nothing"],
)  # fmt: skip
def test_a_bomb_of_text_ends_soon(name, raw):
    judge(READERS[name][0], raw)


def test_whatever_reads_writes_the_same_again():
    for name, kind in (("head", Head), ("answer", Answer)):
        for raw in READERS[name][1]:
            assert kind.read(raw).to_bytes() == raw


@fuzzing(300)
@given(data=st.data())
def test_a_feed_that_was_tampered_with_is_never_followed_to_the_same_end(data):
    """One cursor, one history: another row, order, verdict or body ends elsewhere, or nowhere."""
    rows = list(ROWS)
    at = data.draw(st.integers(0, len(rows) - 1))
    row, how = rows[at], data.draw(st.integers(0, 4))
    if how == 0:
        rows[at] = Row(data.draw(changed_bytes([row.meta])), row.raw)
    elif how == 1:
        rows[at] = Row(row.meta, data.draw(changed_bytes([row.raw])))
    elif how == 2:
        del rows[at]
    elif how == 3:
        rows.insert(at, row)
    else:
        rows.reverse()
    try:
        end = follow(START, rows, {}.get).end
    except (FeedBroken, Unreadable):
        return
    assert rows == ROWS or end != END


@fuzzing(200)
@given(chunks=st.lists(st.binary(max_size=300), max_size=30))
def test_frames_cut_anywhere_are_the_same_frames(chunks):
    stream = b"".join(write_frame(FrameType.EVENTS, chunk, seal=Seal(DEVICE, ADDRESS)) for chunk in chunks)
    reader, found = FrameReader(), []
    for at in range(0, len(stream), 7):
        found += reader.feed(stream[at : at + 7])
    assert [frame.body for frame in found] == chunks
    assert reader.between_frames


@fuzzing(300)
@given(raw=st.one_of(st.binary(max_size=400), changed_bytes([write_frame(FrameType.HEAD, HEADS[0].to_bytes(), seal=Seal(DEVICE, ADDRESS))])))
def test_a_stream_of_anything_gives_frames_or_is_refused(raw):
    reader = FrameReader()
    try:
        frames = reader.feed(raw)
    except BadFrame:
        return
    for frame in frames:
        judge(lambda _raw, frame=frame: frame.plain(with_dictionary(3)), raw)
        changed = raw != write_frame(FrameType.HEAD, HEADS[0].to_bytes(), seal=Seal(DEVICE, ADDRESS))
        assert not (changed and len(frames) == 1 and reader.between_frames and frame.holds(DEVICE.public, ADDRESS, verify))


def peak(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


TINY = struct.pack(">IBBI", 6, 99, 0, 0)


@pytest.mark.parametrize("piece", [16 << 10, 64 << 10, TOTAL_MAX], ids=["as read", "as served", "at once"])
def test_a_million_tiny_frames_end_after_four_thousand(piece):
    stream, reader, found = TINY * 1_000_000, FrameReader(), []

    def pour():
        for at in range(0, len(stream), piece):
            found.extend(reader.feed(stream[at : at + piece]))

    def refused():
        with pytest.raises(BadFrame, match="more bytes or frames"):
            pour()

    assert peak(refused) < 3 * TOTAL_MAX
    assert len(found) <= FRAMES_MAX


def test_more_than_eight_mebibytes_are_refused_and_never_held():
    big = write_frame(FrameType.EVENTS, bytes(PLAIN_MAX))
    reader = FrameReader()

    def pour():
        with pytest.raises(BadFrame):
            for _ in range(20):
                reader.feed(big)

    assert peak(pour) < 8 * PLAIN_MAX


def lying():
    """A frame that names less than it holds."""
    packed = bytearray(PACKER.compress(bytes(50 << 20)))
    packed[4:5] = b"\x20"
    return bytes(packed)


def wide():
    """A frame that needs a window of 128 MiB."""
    params = zstandard.ZstdCompressionParameters.from_level(3, window_log=27, write_content_size=False)
    return zstandard.ZstdCompressor(compression_params=params).compress(bytes(9 << 20))


PACKER = zstandard.ZstdCompressor(level=3)
BOMBS = {
    "honest and huge": lambda: PACKER.compress(bytes(200 << 20)),
    "of unknown size": lambda: zstandard.ZstdCompressor(write_content_size=False).compress(bytes(50 << 20)),
    "with a lie about its size": lying,
    "twice": lambda: PACKER.compress(b"a") + PACKER.compress(bytes(50 << 20)),
    "with a wide window": wide,
    "cut": lambda: PACKER.compress(bytes(1 << 19))[:-4],
    "of nothing": lambda: b"",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_decompression_bomb_is_refused_within_bounded_memory(name):
    codec, bomb = with_dictionary(3), BOMBS[name]()
    for dict_id in (0, 1, 7):
        packed = struct.pack(">H", 0) + bomb if dict_id else bomb

        def open_it(packed=packed, dict_id=dict_id):
            with pytest.raises(BadFrame):
                codec.decompress(packed, dict_id)

        assert peak(open_it) < 12 * PLAIN_MAX


@fuzzing(200)
@given(packed=st.one_of(st.binary(max_size=300), changed_bytes([Zstd(3).compress(EVENT), with_dictionary(3).compress(EVENT, 1)])), dict_id=st.integers(0, 2))
def test_anything_packed_opens_or_is_refused(packed, dict_id):
    try:
        assert len(with_dictionary(3).decompress(packed, dict_id)) <= PLAIN_MAX
    except BadFrame:
        return


def test_the_start_of_a_feed_hangs_on_its_scope():
    assert feed_start("c:24184").h != feed_start("c:24187").h
    assert sha256(b"MCF1" + b"c:24184").digest() == feed_start("c:24184").h
