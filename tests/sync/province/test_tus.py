"""/v1/blobs: every way an upload can go wrong over HTTP, and how each is said (tus 1.0.0, sync.md U1 to U9)."""

import os
import socket
import time
from base64 import b64encode
from hashlib import sha1, sha256
from urllib.parse import urlsplit

import pytest

from sync.province.blobs.directory import DirectoryObjects
from tests.support.device import offer_of, tus_headers
from tests.support.tus_house import DEV, House, serving

PIECE = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with serving(House(DirectoryObjects(tmp_path_factory.mktemp("blobs")))) as running:
        yield running


def _start(house, content):
    made = house.call("POST", "/v1/blobs", headers=tus_headers(content, house.token()))
    assert made.status_code == 201
    assert "Upload-Expires" in made.headers
    return made.headers["Location"]


def _append(house, url, offset, piece, algorithm="sha256", digest=None):
    digest = digest if digest is not None else {"sha256": sha256, "sha1": sha1}[algorithm](piece).digest()
    checksum = f"{algorithm} {b64encode(digest).decode()}"
    headers = {**PIECE, "Upload-Offset": str(offset), "Upload-Checksum": checksum}
    return house.call("PATCH", url, data=piece, headers=headers)


def _offset(house, url):
    reply = house.call("HEAD", url, headers={"Tus-Resumable": "1.0.0"})
    assert reply.headers["Cache-Control"] == "no-store"
    return int(reply.headers["Upload-Offset"])


def _begun_patch(house, url, offset, length, piece, **more):
    """A PATCH of which only the first bytes came; the line stays open."""
    place = urlsplit(house.url)
    lines = [f"PATCH {url} HTTP/1.1", f"Host: {place.netloc}", f"Content-Length: {length}", f"Upload-Offset: {offset}"]
    lines += [f"{name}: {value}" for name, value in (PIECE | more).items()]
    line = socket.create_connection((place.hostname, place.port), 10)
    line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + piece)
    return line


def test_options_say_what_is_spoken(house):
    for path in ("/v1/blobs", "/v1/blobs/anything"):
        said = house.call("OPTIONS", path).headers
        assert (said["Tus-Version"], said["Tus-Extension"]) == ("1.0.0", "creation,checksum,expiration")
        assert said["Tus-Checksum-Algorithm"] == "sha256,sha1"
        assert int(said["Tus-Max-Size"]) == 50 << 20
        assert said["Tus-Resumable"] == "1.0.0"


def test_an_upload_goes_on_where_it_stands_by_the_url_of_the_next_answer(house):
    content = os.urandom(50_000)
    url = _start(house, content)
    assert _append(house, url, 0, content[:20_000]).headers["Upload-Offset"] == "20000"
    reply = house.offer(content)
    assert (reply.state, reply.offset) == ("want", 20_000)
    assert _append(house, url, 20_000, content[20_000:]).status_code == 410
    assert house.call("HEAD", url, headers={"Tus-Resumable": "1.0.0"}).status_code == 410
    assert _append(house, reply.url, 20_000, content[20_000:], "sha1").status_code == 204
    assert house.offer(content).state == "have"
    assert _offset(house, reply.url) == 50_000
    assert _append(house, reply.url, 50_000, b"").status_code == 204


def test_an_append_that_runs_is_cut_within_a_second_of_a_new_want(house):
    content = os.urandom(60_000)
    old = house.offer(content)
    with _begun_patch(house, old.url, 0, len(content), content[:30_000]) as zombie:
        time.sleep(0.2)
        fresh = house.offer(content)
        asked = time.monotonic()
        zombie.settimeout(5)
        assert b" 410 " in zombie.recv(400).splitlines()[0]
        assert time.monotonic() - asked < 2, "within 1 s, and a loaded machine's slack"
        assert (fresh.state, fresh.offset in (0, 30_000)) == ("want", True), "what lay there for a pause may count"
        assert _append(house, fresh.url, fresh.offset, content[fresh.offset :]).status_code == 204
    assert house.kept.get_range("c:24184", sha256(content).hexdigest(), 0, 60_000) == content


def test_a_client_that_comes_back_does_not_wait_for_its_own_dead_line(house):
    content = os.urandom(40_000)
    url = _start(house, content)
    with _begun_patch(house, url, 0, len(content), content[:10_000]):
        time.sleep(0.2)
        here = _offset(house, url)
        assert _append(house, url, here, content[here:16_384]).status_code == 204
    assert _offset(house, url) == 16_384
    assert _append(house, url, 16_384, content[16_384:]).status_code == 204


def test_what_came_before_a_line_was_forgotten_is_not_sent_again(house):
    content = os.urandom(40_000)
    url = _start(house, content)
    with _begun_patch(house, url, 0, len(content), content[:10_000]):  # its end is never heard
        end = time.monotonic() + 20
        while _offset(house, url) < 10_000 and time.monotonic() < end:
            time.sleep(0.1)
        fresh = house.offer(content)
        assert (fresh.state, fresh.offset) == ("want", 10_000)
    assert _append(house, fresh.url, 10_000, content[10_000:]).status_code == 204
    assert house.offer(content).state == "have"


def test_a_piece_with_a_bad_checksum_does_not_count(house):
    content = os.urandom(1000)
    url = _start(house, content)
    assert _append(house, url, 0, content, digest=bytes(32)).status_code == 460
    assert _offset(house, url) == 0
    assert _append(house, url, 0, content, "sha1", digest=bytes(32)).status_code == 400
    assert _append(house, url, 0, content).status_code == 204


def test_a_whole_file_that_is_another_one_begins_anew(house):
    content = os.urandom(1000)
    url = _start(house, content)
    assert _append(house, url, 0, content[::-1]).status_code == 422
    assert _offset(house, url) == 0
    assert _append(house, url, 0, content).status_code == 204


def test_a_wrong_offset_is_a_conflict_and_a_wrong_form_is_said(house):
    content = os.urandom(100)
    url = _start(house, content)
    assert _append(house, url, 10, content[10:]).status_code == 409
    for change, status in (
        ({"Content-Type": "text/plain"}, 415), ({"Tus-Resumable": "0.2.2"}, 412), ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": "9" * 5000}, 400), ({"Upload-Checksum": "md5 AAAA"}, 400), ({"Upload-Checksum": "sha256 !"}, 400),
    ):
        assert house.call("PATCH", url, data=content, headers={**PIECE, "Upload-Offset": "0"} | change).status_code == status
    assert _append(house, url, 0, content + b"more").status_code == 413
    assert _append(house, "/v1/blobs/" + "0" * 32 + ".1." + "0" * 32, 0, content).status_code == 410
    for malformed in ("..%2fprovince", "0" * 32, "x" * 32 + ".1." + "0" * 32, "0" * 32 + ".²." + "0" * 32):
        assert _append(house, "/v1/blobs/" + malformed, 0, content).status_code == 404
    override = {**PIECE, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    assert house.call("POST", url, data=content, headers=override).status_code == 204


@pytest.mark.parametrize("token", ["", "abc", "A" * 120, "ế"])
def test_creating_needs_a_token_out_of_a_signed_answer(house, token):
    headers = tus_headers(b"x", "") | {"Blob-Token": token.encode()}
    assert house.call("POST", "/v1/blobs", headers=headers).status_code == 403


def test_a_token_is_worth_nothing_from_the_moment_its_device_is_revoked(house):
    token = house.token(dev=DEV[::-1])
    headers = tus_headers(b"12345", token)
    assert house.call("POST", "/v1/blobs", headers=headers).status_code == 201
    house.revoked.add(DEV[::-1])
    assert house.call("POST", "/v1/blobs", headers=headers).status_code == 403
    assert house.call("GET", "/v1/blobs/by-hash/" + "0" * 64, headers={"Blob-Token": token}).status_code == 403


def test_creating_needs_the_hash_and_a_length_within_bounds(house):
    good = tus_headers(b"12345", house.token())
    for change, status in (
        ({"Upload-Metadata": "filename YQ=="}, 400), ({"Upload-Metadata": "sha256 !!"}, 400),
        ({"Upload-Length": "-1"}, 400), ({"Upload-Length": "9" * 5000}, 400), ({"Upload-Length": ""}, 400),
        ({"Upload-Length": str((50 << 20) + 1)}, 413), ({"Tus-Resumable": "2.0"}, 412),
    ):
        assert house.call("POST", "/v1/blobs", headers=good | change).status_code == status
    assert house.offer(bytes((50 << 20) + 1)).state == "hold"


def test_an_empty_file_is_whole_at_its_creation(house):
    url = _start(house, b"")
    assert _offset(house, url) == 0
    assert house.kept.stat("c:24184", sha256(b"").hexdigest()) == 0
    wrong = tus_headers(b"x", house.token()) | {"Upload-Length": "0"}
    assert house.call("POST", "/v1/blobs", headers=wrong).status_code == 422


@pytest.mark.parametrize(("checked", "counted"), [(True, 0), (False, 600)])
def test_a_cut_append_counts_whole_or_not_at_all_with_a_checksum(house, checked, counted):
    content = os.urandom(1000)
    url = _start(house, content)
    checksum = {"Upload-Checksum": f"sha256 {b64encode(sha256(content).digest()).decode()}"} if checked else {}
    with _begun_patch(house, url, 0, 1000, content[:600], **checksum):
        time.sleep(0.3)  # bytes that the server has not read when the line breaks never came
    end = time.monotonic() + 10
    while _offset(house, url) != counted and time.monotonic() < end:
        time.sleep(0.02)
    assert _append(house, url, counted, content[counted:]).status_code == 204
    assert house.offer(content).state == "have"


def test_a_desk_of_the_same_commune_fetches_a_file_from_where_it_was_cut(house):
    content = os.urandom(5000)
    assert _append(house, _start(house, content), 0, content).status_code == 204
    path, mine = f"/v1/blobs/by-hash/{sha256(content).hexdigest()}", {"Blob-Token": house.token(dev=bytes(16))}
    whole = house.call("GET", path, headers=mine)
    assert (whole.status_code, whole.content, whole.headers["Accept-Ranges"]) == (200, content, "bytes")
    for asked, start, end in (("1000-", 1000, 5000), ("0-99", 0, 100), ("-10", 4990, 5000), ("4000-9999", 4000, 5000)):
        part = house.call("GET", path, headers=mine | {"Range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, content[start:end])
        assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/5000"
    for beyond in ("bytes=5000-", "bytes=-0", "bytes=9-2", "bytes=0-1,3-4", "pages=1"):
        assert house.call("GET", path, headers=mine | {"Range": beyond}).status_code == 416
    theirs = {"Blob-Token": house.token(scope="c:24190")}
    assert house.call("GET", path, headers=theirs).status_code == 404
    assert house.call("GET", path).status_code == 403
    assert house.call("GET", "/v1/blobs/by-hash/..%2f..", headers=mine).status_code == 404


def test_an_upload_survives_the_servers_restart(tmp_path):
    from tests.support.device import WireDevice
    from tests.support.province import make_province, start_province
    from tests.support.tus_house import OverTls

    make_province(tmp_path / "province")
    first = start_province(tmp_path / "province")
    device = WireDevice.enrol(first.url, first.ca_path, first.enrol_code())
    content = os.urandom(1000)
    (blob,) = device.exchange(offers=(offer_of(content),)).answer.blobs
    assert _append(OverTls(first), blob.url, 0, content[:400]).status_code == 204
    first.kill()
    second = start_province(tmp_path / "province")
    try:
        assert _offset(OverTls(second), blob.url) == 400
        device.url = second.url
        (fresh,) = device.exchange(offers=(offer_of(content),)).answer.blobs
        assert (fresh.state, fresh.offset) == ("want", 400)
        assert _append(OverTls(second), fresh.url, 400, content[400:]).status_code == 204
        assert [one.state for one in device.exchange(offers=(offer_of(content),)).answer.blobs] == ["have"]
        log = second.stop()
    finally:
        second.process.kill()
    assert fresh.url not in log, "an upload's address is the right to write and is not logged"
