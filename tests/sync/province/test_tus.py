"""/v1/blobs: tus as a stock client speaks it, and every way an upload can go wrong."""

import os
import socket
import ssl
from base64 import b64encode
from hashlib import sha1, sha256
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import requests
from tusclient import client as tus_client

from sync.core.messages import Offer
from tests.support.device import offer_of, tus_headers

PIECE = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def _call(province, method, path, **more):
    return requests.request(method, province.url + path, verify=str(province.ca_path), timeout=20, **more)


def _start(province, device, content):
    reply = device.exchange(offers=(offer_of(content),))
    assert [(blob.state, blob.url) for blob in reply.answer.blobs] == [("want", "")]
    made = _call(province, "POST", "/v1/blobs", headers=tus_headers(content, reply.answer.blob_token))
    assert made.status_code == 201
    assert "Upload-Expires" in made.headers
    return made.headers["Location"]


def _append(province, url, offset, piece, algorithm="sha256", digest=None):
    digest = digest if digest is not None else {"sha256": sha256, "sha1": sha1}[algorithm](piece).digest()
    checksum = f"{algorithm} {b64encode(digest).decode()}"
    headers = {**PIECE, "Upload-Offset": str(offset), "Upload-Checksum": checksum}
    return _call(province, "PATCH", url, data=piece, headers=headers)


def _offset(province, url):
    reply = _call(province, "HEAD", url, headers={"Tus-Resumable": "1.0.0"})
    assert reply.headers["Cache-Control"] == "no-store"
    return int(reply.headers["Upload-Offset"])


def test_options_say_what_is_spoken(province):
    said = _call(province, "OPTIONS", "/v1/blobs").headers
    assert (said["Tus-Version"], said["Tus-Extension"]) == ("1.0.0", "creation,checksum,expiration")
    assert said["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert int(said["Tus-Max-Size"]) == 50 << 20


def test_a_stock_client_uploads_unmodified(province, device, tmp_path):
    content = os.urandom(300_000)
    token = device.exchange(offers=(offer_of(content),)).answer.blob_token
    os.environ["REQUESTS_CA_BUNDLE"] = str(province.ca_path)
    try:
        client = tus_client.TusClient(f"{province.url}/v1/blobs", headers={"Blob-Token": token})
        uploader = client.uploader(
            file_stream=BytesIO(content), chunk_size=70_000, metadata={"sha256": sha256(content).hexdigest()},
            upload_checksum=True,
        )
        uploader.upload()
    finally:
        del os.environ["REQUESTS_CA_BUNDLE"]
    assert [blob.state for blob in device.exchange(offers=(offer_of(content),)).answer.blobs] == ["have"]


def test_an_upload_goes_on_where_it_stands_without_a_round_trip(province, device):
    content = os.urandom(50_000)
    url = _start(province, device, content)
    assert _append(province, url, 0, content[:20_000]).headers["Upload-Offset"] == "20000"
    (blob,) = device.exchange(offers=(offer_of(content),)).answer.blobs
    assert (blob.state, blob.url, blob.offset) == ("want", url, 20_000)
    assert _append(province, url, 20_000, content[20_000:], "sha1").status_code == 204
    assert [blob.state for blob in device.exchange(offers=(offer_of(content),)).answer.blobs] == ["have"]
    assert _offset(province, url) == 50_000


def test_a_piece_with_a_bad_checksum_does_not_count(province, device):
    content = os.urandom(1000)
    url = _start(province, device, content)
    assert _append(province, url, 0, content, digest=bytes(32)).status_code == 460
    assert _offset(province, url) == 0
    assert _append(province, url, 0, content, "sha1", digest=bytes(32)).status_code == 400
    assert _append(province, url, 0, content).status_code == 204


def test_a_whole_file_that_is_another_one_is_dropped(province, device):
    content = os.urandom(1000)
    url = _start(province, device, content)
    assert _append(province, url, 0, content[::-1]).status_code == 422
    assert _call(province, "HEAD", url, headers={"Tus-Resumable": "1.0.0"}).status_code == 404
    (blob,) = device.exchange(offers=(offer_of(content),)).answer.blobs
    assert (blob.state, blob.url, blob.offset) == ("want", "", 0)


def test_a_wrong_offset_is_a_conflict_and_a_wrong_form_is_said(province, device):
    content = os.urandom(100)
    url = _start(province, device, content)
    assert _append(province, url, 10, content[10:]).status_code == 409
    assert _call(province, "PATCH", url, data=content, headers={"Tus-Resumable": "1.0.0"}).status_code == 415
    assert _call(province, "PATCH", url, data=content, headers={**PIECE, "Tus-Resumable": "0.2.2"}).status_code == 412
    assert _append(province, url, 0, content + b"more").status_code == 413
    assert _append(province, "/v1/blobs/" + "0" * 32 + ".1." + "0" * 32, 0, content).status_code == 404
    assert _append(province, "/v1/blobs/..%2fprovince", 0, content).status_code == 404
    override = {**PIECE, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    assert _call(province, "POST", url, data=content, headers=override).status_code == 204


@pytest.mark.parametrize("token", ["", "abc", "A" * 120, "ế"])
def test_creating_needs_a_token_out_of_a_signed_answer(province, token):
    headers = tus_headers(b"x", "") | {"Blob-Token": token.encode()}
    assert _call(province, "POST", "/v1/blobs", headers=headers).status_code == 403


def test_creating_needs_the_hash_and_a_length_within_bounds(province, device):
    token = device.exchange(offers=(Offer(bytes(16), 5),)).answer.blob_token
    good = tus_headers(b"12345", token)
    for change, status in (
        ({"Upload-Metadata": "filename YQ=="}, 400), ({"Upload-Metadata": "sha256 !!"}, 400),
        ({"Upload-Length": "-1"}, 400), ({"Upload-Length": str((50 << 20) + 1)}, 413),
        ({"Tus-Resumable": "2.0"}, 412),
    ):
        assert _call(province, "POST", "/v1/blobs", headers=good | change).status_code == status
    (blob,) = device.exchange(offers=(Offer(bytes(16), 1 << 30),)).answer.blobs
    assert blob.state == "hold"


@pytest.mark.parametrize(("checked", "counted"), [(True, 0), (False, 600)])
def test_a_cut_append_counts_whole_or_not_at_all_with_a_checksum(province, device, checked, counted):
    content = os.urandom(1000)
    url = _start(province, device, content)
    host, port = urlsplit(province.url).hostname, urlsplit(province.url).port
    lines = [f"PATCH {url} HTTP/1.1", f"Host: {host}", "Content-Length: 1000", "Upload-Offset: 0"]
    lines += [f"{name}: {value}" for name, value in PIECE.items()]
    if checked:
        lines.append(f"Upload-Checksum: sha256 {b64encode(sha256(content).digest()).decode()}")
    context = ssl.create_default_context(cafile=str(province.ca_path))
    with socket.create_connection((host, port), 10) as raw, context.wrap_socket(raw, server_hostname=host) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + content[:600])
    for _ in range(100):
        if _append(province, url, counted, content[counted:]).status_code == 204:
            break
    assert [blob.state for blob in device.exchange(offers=(offer_of(content),)).answer.blobs] == ["have"]


def test_what_one_commune_has_another_is_not_told(province, device, elsewhere):
    content = os.urandom(500)
    assert _append(province, _start(province, device, content), 0, content).status_code == 204
    assert [blob.state for blob in elsewhere.exchange(offers=(offer_of(content),)).answer.blobs] == ["want"]


def test_an_upload_survives_the_servers_restart(tmp_path):
    from tests.support.device import WireDevice
    from tests.support.province import make_province, start_province

    make_province(tmp_path / "province")
    first = start_province(tmp_path / "province")
    device = WireDevice.enrol(first.url, first.ca_path, first.enrol_code())
    content = os.urandom(1000)
    url = _start(first, device, content)
    assert _append(first, url, 0, content[:400]).status_code == 204
    first.kill()
    second = start_province(tmp_path / "province")
    try:
        device.url = second.url
        (blob,) = device.exchange(offers=(offer_of(content),)).answer.blobs
        assert (blob.url, blob.offset) == (url, 400)
        assert _append(second, url, 400, content[400:]).status_code == 204
        log = second.stop()
    finally:
        second.process.kill()
    assert url not in log, "an upload's address is the right to write and is not logged"
