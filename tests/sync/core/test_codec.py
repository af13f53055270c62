"""The compressor: a known dictionary makes small frames small, an unknown one is refused, none always works."""

import pytest
import zstandard

from sync.core.codec import BadFrame, Zstd, shipped, with_dictionary
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
    packed = zstandard.ZstdCompressor(dict_data=content).compress(bytes(2 << 20))
    with pytest.raises(BadFrame, match="1 MiB"):
        BOTH.decompress(packed, 1)


def test_head_says_which_dictionaries_it_reads():
    assert Head.read(HEAD).dicts == (1,)
