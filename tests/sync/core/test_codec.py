"""The compressor: a known dictionary makes small frames small, an unknown one is refused, none always works."""

import struct
from contextlib import suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.core.codec import BadFrame, Zstd, shipped, with_dictionary
from sync.core.cutting import cut_out, put_back
from sync.core.errors import Unreadable
from sync.core.frames import FrameReader, FrameType, Seal, write_frame
from sync.core.messages import Head, Mark, ScopeMark
from sync.core.signing import Address, Ed25519Signer, key_id

SIGNER = Ed25519Signer(bytes(32))
ADDRESS = Address(bytes(range(16)), bytes(range(8)), key_id(SIGNER.public))
HEAD = Head(
    ADDRESS,
    Mark(3, bytes(range(16))),
    3,
    (ScopeMark("c:24184", 48211, bytes(range(16))),),
    bytes(16),
    9,
    dicts=(1,),
).to_bytes()
BOTH = with_dictionary()


def frame(codec, known):
    return FrameReader().feed(
        write_frame(FrameType.HEAD, HEAD, seal=Seal(SIGNER, ADDRESS), codec=codec, known=known)
    )[0]


def test_a_small_message_is_a_third_smaller_with_the_dictionary_both_know():
    with_it, without = frame(BOTH, (1,)), frame(BOTH, ())
    assert (with_it.dict_id, without.dict_id) == (1, 0)
    assert len(with_it.body) < len(without.body) * 2 / 3
    assert with_it.plain(BOTH) == without.plain(BOTH) == HEAD


def test_a_reader_that_knows_none_is_written_to_without_one():
    assert frame(BOTH, (7,)).plain(Zstd()) == HEAD
    assert frame(Zstd(), (1,)).dict_id == 0


def test_an_unknown_dictionary_is_refused_and_not_guessed():
    with pytest.raises(BadFrame, match="dictionary"):
        frame(BOTH, (1,)).plain(Zstd())


def test_a_frame_that_does_not_shrink_names_no_dictionary():
    short = FrameReader().feed(write_frame(FrameType.HEAD, b"x", codec=BOTH, known=(1,)))[0]
    assert (short.flags, short.dict_id) == (0, 0)


def test_a_bomb_with_a_dictionary_is_refused_like_any_other():
    content = zstandard.ZstdCompressionDict(shipped()[1])
    packed = bytes(2) + zstandard.ZstdCompressor(dict_data=content).compress(bytes(2 << 20))
    with pytest.raises(BadFrame, match="1 MiB"):
        BOTH.decompress(packed, 1)


def test_head_says_which_dictionaries_it_reads():
    assert Head.read(HEAD).dicts == (1,)


ODD = st.sampled_from(
    [
        b'"0f6a93113c33f99f5d32d8e9a2d8ea7d"',
        b'"0f6a93113c33f99f"',
        b"01a1f6ae-9900-7dc8-8038-8fe881c31970",
        b"\x01",
        b"\x06!",
        b"\x07",
        b'"',
        b"-",
        b"\n",
    ]
)


@given(
    st.lists(
        ODD
        | st.binary(max_size=40)
        | st.binary(min_size=8, max_size=64).map(lambda raw: b'"%b"' % raw.hex().encode()),
        max_size=30,
    )
)
def test_whatever_is_cut_out_comes_back_byte_for_byte(parts):
    plain = b"".join(parts)
    assert put_back(*cut_out(plain), ceiling=len(plain)) == plain
    assert BOTH.decompress(BOTH.compress(plain, 1), 1) == plain


def test_an_id_that_stands_twice_travels_once():
    text, raw = cut_out(b'["01a1f6ae-9900-7dc8-8038-8fe881c31970","01a1f6ae-9900-7dc8-8038-8fe881c31970"]')
    assert (len(raw), text) == (12, b'["01a1f6ae\x01","01a1f6ae\x06!"]')


@given(st.binary(max_size=200), st.binary(max_size=100))
def test_places_and_raw_bytes_that_do_not_belong_together_are_refused_or_stay_small(text, raw):
    with suppress(Unreadable):
        assert len(put_back(text, raw, 500)) <= 500


def test_many_places_cannot_blow_a_frame_up():
    text = b"\x05" + b"\x06!" * 400_000
    packed = struct.pack(">H", 64) + bytes(64) + BOTH._out[1].compress(text)
    with pytest.raises(BadFrame):
        BOTH.decompress(packed, 1)


@pytest.mark.parametrize("packed", [b"", b"\x00", b"\x00\x05ab", b"\xff\xff"])
def test_a_body_shorter_than_it_says_is_refused(packed):
    with pytest.raises(BadFrame):
        BOTH.decompress(packed, 1)
