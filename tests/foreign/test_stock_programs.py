"""Programs of other people and ours understand each other: tuspy and tus-js-client up to us, we up to @tus/server."""

import os
from hashlib import sha256
from io import BytesIO
from random import Random
from urllib.parse import urlsplit

import pytest
import requests
from tusclient.client import TusClient

from sync.transport.tus import append_piece, create_upload, server_offset
from tests.foreign.stock import node
from tests.support.cutting_relay import cutting_relay
from tests.support.device import WireDevice, offer_of
from tests.support.province import running_province

CUTS = (1_200_000, 2_600_000, 4_100_000)
SIZE = 5_000_000


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    with running_province(tmp_path_factory.mktemp("province")) as running:
        yield running


@pytest.fixture
def device(province):
    return WireDevice.enrol(province.url, province.ca_path, province.enrol_code())


def _at_the_province(province, token, content):
    """The SHA-256 of what the province has under this name."""
    path = f"{province.url}/v1/blobs/by-hash/{sha256(content).hexdigest()}"
    reply = requests.get(path, headers={"Blob-Token": token}, verify=str(province.ca_path), timeout=20)
    return sha256(reply.content).digest()


def test_tuspy_uploads_five_megabytes_over_a_line_that_breaks_three_times(province, device, monkeypatch):
    content = Random(5).randbytes(SIZE)
    token = device.exchange(offers=(offer_of(content),)).answer.blob_token
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(province.ca_path))
    with cutting_relay(urlsplit(province.url).port, CUTS) as road:
        client = TusClient(f"https://127.0.0.1:{road.port}/v1/blobs", headers={"Blob-Token": token})
        client.uploader(
            file_stream=BytesIO(content), chunk_size=700_000, metadata={"sha256": sha256(content).hexdigest()},
            upload_checksum=True, retries=9, retry_delay=0.2,
        ).upload()
        assert road.made == 3
        assert road.up < SIZE + 3 * 700_000 + 200_000, "at most the broken piece goes again"
    assert _at_the_province(province, token, content) == sha256(content).digest()
    assert [blob.state for blob in device.exchange(offers=(offer_of(content),)).answer.blobs] == ["have"]


def test_tus_js_client_uploads_five_megabytes_over_a_line_that_breaks_three_times(province, device, tmp_path):
    content = Random(6).randbytes(SIZE)
    token = device.exchange(offers=(offer_of(content),)).answer.blob_token
    (tmp_path / "scan").write_bytes(content)
    trusted = {**os.environ, "NODE_EXTRA_CA_CERTS": str(province.ca_path)}
    with cutting_relay(urlsplit(province.url).port, CUTS) as road:
        endpoint = f"https://127.0.0.1:{road.port}/v1/blobs"
        client = node("upload.mjs", endpoint, str(tmp_path / "scan"), sha256(content).hexdigest(), token, env=trusted)
        said, trouble = client.communicate(timeout=60)
        assert client.returncode == 0, trouble
        assert road.made == 3
    assert "/v1/blobs/" in said
    assert _at_the_province(province, token, content) == sha256(content).digest()
    assert [blob.state for blob in device.exchange(offers=(offer_of(content),)).answer.blobs] == ["have"]


def test_our_client_uploads_to_a_stock_server(tmp_path):
    content = Random(7).randbytes(200_000)
    server = node("server.mjs", str(tmp_path))
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"

        def call(method, path, body, headers):
            return requests.request(method, url + path, data=body, headers=headers, timeout=20)

        where, at = create_upload(call, sha256(content).digest(), len(content), "no token is needed here"), 0
        while at < len(content):
            at = append_piece(call, where, at, content[at : at + 65_536])
        assert append_piece(call, where, 65_536, b"again") == len(content), "a wrong offset: the server's is adopted"
        assert server_offset(call, where) == len(content)
    finally:
        server.kill()
        server.communicate()
    kept = tmp_path / urlsplit(where).path.rpartition("/")[2]
    assert sha256(kept.read_bytes()).digest() == sha256(content).digest()
