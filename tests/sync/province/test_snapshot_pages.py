"""GET /v1/snapshot: a commune's pages for its own devices, and for nobody else."""

from dataclasses import replace
from hashlib import sha256

import pytest
import requests

from sync.core.codec import Zstd
from sync.core.feed import feed_start
from sync.core.frames import FrameReader, Seal, write_frame
from sync.core.messages import Head, ScopeMark
from sync.core.stamp import SHORT


def _page(province, scope, at, page, token):
    return requests.get(
        f"{province.url}/v1/snapshot/{scope}", params={"at": at, "page": page}, headers={"Blob-Token": token},
        verify=str(province.ca_path), timeout=20,
    )  # fmt: skip


def _asked_for(province, device):
    """The signed answer to a device that begins below a floor."""
    province.cli("compact", "--commune", device.certificate.commune)
    frame = FrameReader().feed(device.head())[0]
    start = feed_start(device.certificate.scope)
    head = replace(Head.read(frame.plain(Zstd())), feeds=(ScopeMark(start.scope, start.seq, start.h[:SHORT]),))
    sealed = write_frame(frame.kind, head.to_bytes(), seal=Seal(device.signer, device.address))
    return device.read(device.post(sealed)).answer


@pytest.fixture
def province(short_history):
    return short_history


@pytest.fixture
def answer(province, device):
    device.receive()
    device.exchange()
    return _asked_for(province, device)


def test_a_page_comes_as_the_signed_answer_named_it(province, device, answer):
    rebase = answer.rebase
    pages = [_page(province, rebase.at.scope, rebase.at.seq, n, answer.blob_token) for n in range(len(rebase.pages))]
    assert [sha256(page.content).digest() for page in pages] == list(rebase.pages)
    assert _page(province, rebase.at.scope, rebase.at.seq, len(pages), answer.blob_token).status_code == 404


def test_another_commune_s_token_or_none_opens_no_page(province, answer, elsewhere):
    elsewhere.receive()
    elsewhere.exchange()
    foreign, at = _asked_for(province, elsewhere), answer.rebase.at
    for token in ("", "x", foreign.blob_token):
        refused = _page(province, at.scope, at.seq, 0, token)
        assert (refused.status_code, refused.content) == (403, b"")


def test_a_revoked_device_gets_no_page(province, device, answer):
    at = answer.rebase.at
    province.cli("revoke-device", device.certificate.dev.hex())
    assert _page(province, at.scope, at.seq, 0, answer.blob_token).status_code == 403


@pytest.mark.parametrize("number", [-(10**30), -1, 2**31, 2**63, 10**30])
def test_a_number_that_no_store_knows_is_no_page(province, answer, number):
    at = answer.rebase.at
    assert _page(province, at.scope, number, 0, answer.blob_token).status_code == 404
    assert _page(province, at.scope, at.seq, number, answer.blob_token).status_code == 404
