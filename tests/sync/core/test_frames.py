"""Frames: what comes out is what went in, twelve ways to tamper fail, and no bomb goes off."""

import struct
from dataclasses import replace

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.core.codec import PLAIN_MAX, BadFrame, Zstd
from sync.core.frames import (
    SENT_MAX,
    Frame,
    FrameReader,
    FrameType,
    Seal,
    fill_frames,
    write_frame,
)
from sync.core.signing import Address, Ed25519Signer, key_id, verify

SIGNER = Ed25519Signer(bytes(32))
OTHER = Ed25519Signer(b"\x01" * 32)
ADDRESS = Address(bytes(16), bytes(8), key_id(OTHER.public))
ZSTD = Zstd()


def signed(body=b'{"a":1}' * 50, kind=FrameType.EVENTS):
    return FrameReader().feed(write_frame(kind, body, seal=Seal(SIGNER, ADDRESS), codec=ZSTD))[0]


@given(st.lists(st.tuples(st.sampled_from(FrameType), st.binary(max_size=300)), max_size=5), st.data())
def test_frames_read_back_however_the_pieces_fall(items, data):
    stream = b"".join(write_frame(kind, body, codec=ZSTD) for kind, body in items)
    reader, found = FrameReader(), []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += reader.feed(stream[:cut])
        stream = stream[cut:]
    assert [(frame.kind, frame.plain(ZSTD)) for frame in found] == items
    assert reader.between_frames


def test_a_frame_is_compressed_only_when_that_makes_it_smaller():
    assert FrameReader().feed(write_frame(FrameType.HEAD, b"x", codec=ZSTD))[0].flags == 0
    assert FrameReader().feed(write_frame(FrameType.HEAD, b"x" * 500, codec=ZSTD))[0].flags == 2


def test_a_good_signature_holds():
    assert signed().holds(SIGNER.public, ADDRESS)


@pytest.mark.parametrize(
    "tampered",
    [
        lambda f: (replace(f, body=f.body[:-1] + b"\x00"), SIGNER, ADDRESS),
        lambda f: (replace(f, body=f.body[:-1]), SIGNER, ADDRESS),
        lambda f: (replace(f, kind=FrameType.FEED), SIGNER, ADDRESS),
        lambda f: (replace(f, flags=f.flags ^ 2), SIGNER, ADDRESS),
        lambda f: (replace(f, flags=f.flags & ~1), SIGNER, ADDRESS),
        lambda f: (replace(f, dict_id=1), SIGNER, ADDRESS),
        lambda f: (f, SIGNER, replace(ADDRESS, dev=b"\x01" * 16)),
        lambda f: (f, SIGNER, replace(ADDRESS, epoch=b"\x01" * 8)),
        lambda f: (f, SIGNER, replace(ADDRESS, to=bytes(8))),
        lambda f: (f, OTHER, ADDRESS),
        lambda f: (replace(f, signature=bytes(64)), SIGNER, ADDRESS),
        lambda f: (replace(f, signature=f.signature[:63]), SIGNER, ADDRESS),
    ],
    ids=[
        "body",
        "cut",
        "type",
        "zstd-flag",
        "signed-flag",
        "dictionary",
        "device",
        "epoch",
        "recipient",
        "key",
        "signature",
        "short",
    ],
)
def test_whatever_is_changed_the_signature_fails(tampered):
    frame, key, address = tampered(signed())
    assert not frame.holds(key.public, address)


def test_a_signature_of_another_length_is_simply_wrong():
    assert not verify(SIGNER.public, b"m", b"")


@pytest.mark.parametrize(
    "packed",
    [
        zstandard.ZstdCompressor().compress(bytes(PLAIN_MAX + 1)),
        zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 500),
        zstandard.ZstdCompressor().compress(b"x" * 500) + b"more",
        zstandard.ZstdCompressor().compress(b"x" * 500)[:-3],
        b"not zstd at all",
        b"",
    ],
    ids=["bomb", "size not told", "something after", "cut", "garbage", "empty"],
)
def test_a_bomb_or_a_broken_body_is_refused(packed):
    with pytest.raises(BadFrame):
        Frame(FrameType.EVENTS, 2, 0, packed, b"").plain(ZSTD)


def test_a_window_beyond_8_mib_is_refused():
    header = struct.pack(
        "<IBBH", 0xFD2FB528, 0x40, (25 - 10) << 3, 1000 - 256
    )  # a window of 32 MiB, 1,000 bytes
    assert zstandard.get_frame_parameters(header + bytes(8)).window_size == 32 << 20
    with pytest.raises(BadFrame, match="1 MiB"):
        Frame(FrameType.EVENTS, 2, 0, header + bytes(8), b"").plain(ZSTD)


@pytest.mark.parametrize(
    "frame", [Frame(2, 0, 7, b"", b""), Frame(2, 4, 0, b"", b"")], ids=["dictionary", "flag"]
)
def test_an_unknown_dictionary_or_flag_is_refused(frame):
    with pytest.raises(BadFrame):
        frame.plain(ZSTD)


@pytest.mark.parametrize("length", [0, 5, PLAIN_MAX + 71, 0xFFFFFFFF])
def test_a_length_that_no_frame_has_is_refused_before_it_is_read(length):
    with pytest.raises(BadFrame):
        FrameReader().feed(struct.pack(">I", length))


def test_a_page_of_a_portal_is_not_a_frame():
    with pytest.raises(BadFrame):
        FrameReader().feed(b"<html>")


def test_a_signed_frame_shorter_than_its_signature_is_refused():
    with pytest.raises(BadFrame):
        FrameReader().feed(struct.pack(">IBBI", 16, 2, 1, 0) + bytes(10))


def test_a_message_has_a_ceiling_of_bytes_and_of_frames():
    tiny = write_frame(FrameType.BLOB, b"")
    with pytest.raises(BadFrame):
        FrameReader(frames_max=9).feed(tiny * 10)
    with pytest.raises(BadFrame):
        FrameReader(total_max=99).feed(tiny * 10)
    assert len(FrameReader(frames_max=10, total_max=100).feed(tiny * 10)) == 10


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=200))
def test_frames_are_filled_without_losing_or_reordering_anything(sizes):
    items = [(n, bytes(size)) for n, size in enumerate(sizes)]
    filled = list(fill_frames(items, lambda item: len(item[1]), lambda some: b"".join(raw for _n, raw in some)))
    assert [item for some, _frame in filled for item in some] == items
    assert all(len(some) <= 64 for some, _ in filled)
    assert all(len(frame) <= SENT_MAX or len(some) == 1 for some, frame in filled)


def test_text_that_shrinks_to_nothing_still_opens_at_the_other_end():
    items = [b"a" * 200_000] * 8
    for some, frame in fill_frames(items, len, lambda some: write_frame(FrameType.FEED, b"".join(some), codec=ZSTD)):
        assert FrameReader().feed(frame)[0].plain(ZSTD) == b"".join(some)
    one = [b"a" * (PLAIN_MAX - 1)]
    assert [some for some, _ in fill_frames(one, len, b"".join)] == [one], "one alone may be larger"
