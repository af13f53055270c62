"""Attachments in a folder, and the tokens that let them come: what survives a crash, what ends by itself."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from sync.core.messages import Offer
from sync.province.blobs.directory import LIFE_S, BadChecksum, BadWhole, DirectoryBlobs, TooLong
from sync.province.blobs.shelf import DirectoryShelf

NOW = 1_800_000_000.0
CONTENT = b"to khai thu " * 1000
HASH = sha256(CONTENT).hexdigest()


@pytest.fixture
def blobs(tmp_path):
    return DirectoryBlobs(tmp_path / "blobs")


def _start(blobs, scope="c:24184"):
    return blobs.start(scope, HASH, len(CONTENT), b"r" * 16, NOW)


def _append(blobs, part, piece, checksum=None, *, whole=True):
    with blobs.appending(part, checksum) as append:
        append.write(piece)
        return append.finish(NOW, whole=whole)


def test_bytes_after_the_durable_offset_are_forgotten(blobs, tmp_path):
    part = _append(blobs, _start(blobs), CONTENT[:500])
    with blobs.appending(part, ("sha256", bytes(32))) as append:
        append.write(b"x" * 300)  # the power goes here
    again = DirectoryBlobs(tmp_path / "blobs").part(part.id)
    assert again.offset == 500
    done = _append(blobs, again, CONTENT[500:])
    assert done.offset == len(CONTENT)
    assert blobs.get_range("c:24184", HASH, 0, len(CONTENT)) == CONTENT


def test_a_crash_between_the_rename_and_the_note_leaves_a_finished_file(blobs):
    part = _append(blobs, _start(blobs), CONTENT[:-1])
    with (blobs._parts / f"{part.id}.part").open("ab") as file:
        file.write(CONTENT[-1:])
    blobs.complete(part)
    assert blobs.part(part.id).offset == len(CONTENT)
    assert blobs.stat("c:24184", HASH[:32]) == len(CONTENT)


@pytest.mark.parametrize(("piece", "checksum", "whole", "trouble"), [
    (b"abc", ("sha1", bytes(20)), True, BadChecksum),
    (b"abc", ("sha256", sha256(b"abc").digest()), False, BadChecksum),
    (CONTENT + b"x", None, True, TooLong),
    (CONTENT[::-1], None, True, BadWhole),
])
def test_a_piece_that_does_not_fit_leaves_no_byte(blobs, piece, checksum, whole, trouble):
    part = _start(blobs)
    with pytest.raises(trouble):
        _append(blobs, part, piece, checksum, whole=whole)
    left = blobs.part(part.id)
    assert left is None if trouble is BadWhole else left.offset == 0
    assert blobs.stat("c:24184", HASH) is None


def test_an_upload_nobody_goes_on_with_ends_after_thirty_days(blobs):
    old, fresh = _start(blobs), blobs.start("c:24184", "ab" * 32, 10, b"s" * 16, NOW + LIFE_S)
    assert blobs.sweep(NOW + LIFE_S + 1) == 1
    assert blobs.part(old.id) is None
    assert blobs.part(fresh.id) == fresh


def test_generations_only_grow_and_the_newest_goes_on(blobs):
    first, second = _start(blobs), _start(blobs)
    assert [part.id.split(".")[1] for part in (first, second)] == ["1", "2"]
    assert blobs.open_part("c:24184", HASH[:32]) == second
    assert blobs.open_part("c:24190", HASH[:32]) is None


def test_a_token_is_good_for_a_day_and_for_nobody_else(blobs):
    at = [datetime(2026, 11, 21, tzinfo=UTC)]
    shelf = DirectoryShelf(blobs, b"k" * 32, lambda: at[0], 1000)
    token = shelf.token("c:24184", bytes(range(16)))
    assert shelf.bearer(token) == ("c:24184", bytes(range(16)))
    raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for place in (0, 40, len(raw) - 1):
        bent = bytearray(raw)
        bent[place] ^= 1
        assert shelf.bearer(urlsafe_b64encode(bytes(bent)).decode().rstrip("=")) is None
    assert DirectoryShelf(blobs, b"o" * 32, lambda: at[0], 1000).bearer(token) is None
    at[0] += timedelta(hours=24, seconds=1)
    assert shelf.bearer(token) is None


def test_offers_are_answered_by_what_is_here(blobs):
    shelf = DirectoryShelf(blobs, b"k" * 32, lambda: datetime(2026, 11, 21, tzinfo=UTC), 20_000)
    offer = Offer(bytes.fromhex(HASH[:32]), len(CONTENT))

    def said(size=12_000):
        (reply,) = shelf.replies("c:24184", bytes(16), (Offer(offer.sha16, size),))
        return reply.state, bool(reply.url), reply.offset

    assert said() == ("want", False, 0)
    assert said(20_001) == ("hold", False, 0)
    part = _append(blobs, _start(blobs), CONTENT[:700])
    assert said() == ("want", True, 700)
    _append(blobs, part, CONTENT[700:])
    assert said() == ("have", False, 0)
