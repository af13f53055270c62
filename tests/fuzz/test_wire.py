"""A certified device gone mad: changed frames behind a good HEAD, odd tus headers behind a good token.

No 500, no hang, nothing of it counted; afterwards the device's honest line goes on as if nothing had been.
"""

import struct
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from sync.core.codec import Zstd
from sync.core.frames import FrameType, Seal, write_frame
from tests.fuzz.mutations import changed_bytes, fuzzing
from tests.support.device import WireDevice, offer_of, tus_headers
from tests.support.province import running_province

PATIENCE_S = 20
HEX = sha256(b"x").hexdigest()
ODD_HEADERS = st.dictionaries(
    st.sampled_from(
        ["Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Checksum", "Upload-Metadata", "Blob-Token", "Content-Type",
         "X-HTTP-Method-Override", "Range", "Upload-Defer-Length", "Upload-Concat"]
    ),
    st.one_of(
        st.sampled_from(
            ["", "0", "-1", "1", "1e9", "9" * 400, "٣", "1.0.0", "sha256", "sha256 !", "sha256 " + "A" * 44, "md5 AAAA", "PATCH", "HEAD",
             "bytes=0-", "bytes=9-1", f"sha256 {HEX}", "sha256 ,,,", "application/offset+octet-stream", "\u00ff"]
        ),
        st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=30).map(str.strip),
    ),
    max_size=5,
)  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("fuzz")]


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    with running_province(tmp_path_factory.mktemp("wire")) as made:
        yield made


@pytest.fixture(scope="module")
def device(province):
    made = WireDevice.enrol(province.url, province.ca_path, province.enrol_code())
    for _ in range(3):
        made.receive()
    return made


@pytest.fixture(scope="module")
def session(province):
    with requests.Session() as made:
        made.trust_env, made.verify = False, str(province.ca_path)
        yield made


def test_changed_frames_behind_a_good_head_count_for_nothing(province, device):
    whole = len(device.events)

    @fuzzing(40)
    @given(frame=changed_bytes(device.frames(2)), more=st.binary(max_size=60))
    def ask(frame, more):
        got = device.post(device.head() + frame + more)
        assert got.status_code in (200, 400, 429), got.status_code

    ask()
    assert device.exchange(push=False, req_n=0).answer.have <= whole
    answer = device.exchange().answer
    assert (answer.have, answer.fork) == (whole, False)
    assert "Traceback" not in province.log.read_text("utf-8")


def test_odd_headers_behind_a_good_token_are_answered_and_never_with_500(province, device, session):
    content = Random(3).randbytes(3000)
    token = device.exchange(push=False, offers=(offer_of(content),)).answer.blob_token
    made = session.post(f"{province.url}/v1/blobs", headers=tus_headers(content, token), timeout=PATIENCE_S)
    assert made.status_code == 201
    upload = province.url + made.headers["Location"]

    @fuzzing(60)
    @given(
        method=st.sampled_from(["POST", "PATCH", "HEAD", "OPTIONS", "GET", "DELETE", "PUT"]),
        url=st.sampled_from([f"{province.url}/v1/blobs", upload, upload + "0", f"{province.url}/v1/blobs/..%2f..", f"{province.url}/v1/blobs/by-hash/{HEX}"]),
        odd=ODD_HEADERS,
        body=st.binary(max_size=4000),
    )
    def ask(method, url, odd, body):
        base = tus_headers(content, token) | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        headers = {name: value.encode("latin-1", "ignore") for name, value in (base | odd).items()}
        got = session.request(method, url, headers=headers, data=body, timeout=PATIENCE_S)
        assert got.status_code < 500 or got.status_code == 503, (got.status_code, headers)

    ask()
    assert "Traceback" not in province.log.read_text("utf-8")
    for name in (content, b"x"):
        got = session.get(f"{province.url}/v1/blobs/by-hash/{sha256(name).hexdigest()}", headers={"Blob-Token": token}, timeout=PATIENCE_S)
        assert got.status_code == 404 or got.content == name, "nothing is served under a hash it does not have"


def memory_kib(province):
    """Most memory the province's process ever had, in KiB."""
    status = Path(f"/proc/{province.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc here to read a process's memory from")
    return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))


def test_floods_behind_a_good_head_cost_the_province_no_memory_to_speak_of(province, device):
    tiny, huge = struct.pack(">IBBI", 6, 99, 0, 0) * 800_000, struct.pack(">I", 1 << 20) + bytes(7 << 20)
    bomb = write_frame(FrameType.EVENTS, bytes(900_000), seal=Seal(device.signer, device.address), codec=Zstd(3))
    before = memory_kib(province)
    for flood in (tiny, huge, bomb * 1000):
        assert device.post(device.head() + flood).status_code in (200, 400)
    assert memory_kib(province) - before < 64 << 10
    assert device.exchange().answer.have == len(device.events)
