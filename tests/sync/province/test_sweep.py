"""A file that no event names goes after 30 days; one that any event names stays, whatever became of the event."""

import os
from hashlib import sha256

from sync.province.blobs.kept import ORPHAN_S
from tests.support.device import offer_of
from tests.support.tus_house import OverTls


def test_only_what_no_event_names_is_swept(province, device):
    from tests.sync.province.test_tus import _append

    named, refused, orphan, fresh = (os.urandom(300) for _ in range(4))
    made = device.receive("Có Tệp Thử")
    for content, size in ((named, 300), (refused, -1)):
        facts = {"sha256": sha256(content).hexdigest(), "size": size, "type": "image/jpeg", "part": "", "title": "a.jpg"}
        device.book(made, "attach.add", facts, base=2)
    device.exchange()
    for content in (named, refused, orphan, fresh):
        (wanted,) = device.exchange(offers=(offer_of(content),)).answer.blobs
        assert _append(OverTls(province), wanted.url, 0, content).status_code == 204
    for content in (named, refused, orphan):
        hashed = sha256(content).hexdigest()
        path = province.home / "blobs" / "c-24184" / hashed[:2] / hashed
        os.utime(path, (path.stat().st_mtime - ORPHAN_S - 60,) * 2)
    assert province.cli("sweep")["dropped"] == 1
    left = device.exchange(offers=tuple(offer_of(content) for content in (named, refused, orphan, fresh))).answer.blobs
    assert [blob.state for blob in left] == ["have", "have", "want", "have"]
