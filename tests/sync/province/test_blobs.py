"""The tokens that let attachments come, and a storage that is silent."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest

from sync.core.messages import Offer
from sync.province.blobs.directory import DirectoryObjects
from sync.province.blobs.kept import KeptBlobs
from sync.province.blobs.shelf import SILENCE_S, BlobShelf
from sync.province.blobs.uploads import Uploads

START = datetime(2026, 11, 21, tzinfo=UTC)


def _shelf(objects, secret=b"k" * 32, now=lambda: START, admitted=lambda _scope, _dev: True):
    return BlobShelf(Uploads(objects, KeptBlobs(objects), bytes), secret, now, 1000, admitted)


def test_a_token_is_good_for_a_day_and_for_nobody_else(tmp_path):
    at, objects = [START], DirectoryObjects(tmp_path)
    shelf = _shelf(objects, now=lambda: at[0])
    token = shelf.token("c:24184", bytes(range(16)))
    assert shelf.bearer(token) == ("c:24184", bytes(range(16)))
    raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for place in (0, 40, len(raw) - 1):
        bent = bytearray(raw)
        bent[place] ^= 1
        assert shelf.bearer(urlsafe_b64encode(bytes(bent)).decode().rstrip("=")) is None
    assert _shelf(objects, b"o" * 32).bearer(token) is None
    at[0] += timedelta(hours=24, seconds=1)
    assert shelf.bearer(token) is None


def test_a_token_is_worth_nothing_once_its_device_is_revoked(tmp_path):
    gone = set()
    shelf = _shelf(DirectoryObjects(tmp_path), admitted=lambda _scope, dev: dev not in gone)
    token = shelf.token("c:24184", bytes(16))
    assert shelf.bearer(token)
    gone.add(bytes(16))
    assert shelf.bearer(token) is None


def test_a_silent_storage_holds_no_answer_up(tmp_path):
    at, asked = [START], []

    class Silent(DirectoryObjects):
        def find(self, folder, begins=""):
            asked.append(folder)
            raise OSError("no route")

    shelf = _shelf(Silent(tmp_path), now=lambda: at[0])
    offers = tuple(Offer(bytes([n]) * 16, 10) for n in range(64))
    assert shelf.replies("c:24184", bytes(16), offers) == ()
    assert shelf.replies("c:24184", bytes(16), offers) == ()
    assert len(asked) == 1, "asked once, then left alone for a while"
    at[0] += timedelta(seconds=SILENCE_S)
    shelf.replies("c:24184", bytes(16), offers)
    assert len(asked) == 2


@pytest.mark.parametrize("name", ["../c-24190/ab", "../../keys/root", "..", "\0", "ab\0" * 21 + "a", "A" * 64])
def test_what_is_no_hash_is_no_file_and_no_way_to_another_folder(tmp_path, name):
    kept = KeptBlobs(DirectoryObjects(tmp_path / "blobs"))
    kept.keep("c:24190", "ab" * 32, [b"another commune's"])
    kept.keep("c:24184", "cd" * 32, [b"its own"])
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "root.key").write_bytes(b"secret")
    assert kept.stat("c:24184", name) is None
    assert kept.stat("c:24184", "cd" * 32) == kept.stat("c:24184", "cd" * 16) == 7
