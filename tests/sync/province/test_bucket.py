"""A province whose attachments lie in a bucket: the whole way of a file, and a bucket that is gone."""

import os
from hashlib import sha256

import pytest
import requests

from tests.support.device import WireDevice, offer_of
from tests.support.province import COMMUNE, province_command, start_province
from tests.support.storages import seaweed
from tests.support.tus_house import OverTls

__all__ = ["seaweed"]
pytestmark = pytest.mark.xdist_group("s3")


def test_a_file_lies_in_the_bucket_that_init_was_told_and_no_silent_bucket_holds_records_up(seaweed, tmp_path, monkeypatch):
    from tests.sync.province.test_tus import _append

    for name, value in seaweed.items():
        monkeypatch.setenv(name, value)
    home, content = tmp_path / "province", os.urandom(40_000)
    province_command(home, "init", "--officer", "thu", "--blobs", "s3://motcua/xa-thu")
    province_command(home, "office", "add", "--commune", COMMUNE, "--name", "Xã Thử Nghiệm")
    province = start_province(home)
    try:
        device = WireDevice.enrol(province.url, province.ca_path, province.enrol_code())
        said = device.exchange(offers=(offer_of(content),)).answer
        assert _append(OverTls(province), said.blobs[0].url, 0, content).status_code == 204
        path = f"{province.url}/v1/blobs/by-hash/{sha256(content).hexdigest()}"
        got = requests.get(path, headers={"Blob-Token": said.blob_token}, verify=str(province.ca_path), timeout=20)
        assert got.content == content
        assert not list(home.glob("blobs/*/*")), "nothing of it lies in the home"
    finally:
        province.stop()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    province = start_province(home)
    try:
        device.url = province.url
        device.receive("Không Chờ Tệp Thử")
        reply = device.exchange(offers=(offer_of(os.urandom(9)),))
        assert (reply.answer.have, reply.answer.blobs) == (len(device.events), ()), "records arrive, files wait"
    finally:
        province.stop()
