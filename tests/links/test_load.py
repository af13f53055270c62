"""N6, W14, W15: a busy province sheds files before events, says until when, and is heard saying it."""

import asyncio
import socket
import ssl
import struct
import threading
from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import requests
from fastapi import HTTPException
from starlette.requests import ClientDisconnect

from sync.province.load import BURST, CROWDED_S, PLACES, RATE, SHED, Load
from sync.province.routes import linger as lingering
from sync.province.routes.linger import file_place, linger, patiently, soon
from tests.support.device import FRAMES, WireDevice
from tests.support.province import running_province


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def busy(load, share):
    stack = ExitStack()
    for _ in range(int(share * PLACES)):
        stack.enter_context(load.place())
    return stack


def test_files_wait_first_and_the_least_urgent_of_them_first():
    load, shed = Load(Clock()), []
    for percent in range(0, 101, 5):
        with busy(load, percent / 100):
            closed = tuple(lane for lane, is_open in load.wish().lanes.items() if not is_open)
            if closed not in shed:
                shed.append(closed)
    assert shed == [(), ("P4",), ("P4", "P3"), ("P4", "P3", "P2")]


def test_events_keep_a_tenth_of_all_places_and_more():
    load = Load(Clock())
    with busy(load, max(SHED.values()) + 0.03):
        assert not load.takes_files()
        assert not load.is_full()
        assert load.wish().next_s == CROWDED_S
    assert 1 - max(SHED.values()) >= 0.1
    assert load.takes_files()
    assert load.wish().next_s == 0


def test_when_no_place_is_left_events_are_asked_to_come_later():
    load = Load(Clock())
    with busy(load, 1.0):
        assert not load.is_full()
        with load.place():
            assert load.is_full()
    assert not load.is_full()


def test_a_place_is_given_back_whatever_happens():
    load = Load(Clock())
    for _ in range(PLACES * 2):
        with pytest.raises(RuntimeError), load.place():
            raise RuntimeError
    assert load.takes_files()


def test_a_commune_that_asks_too_often_waits_and_no_other_does():
    clock = Clock()
    load = Load(clock)
    assert [load.too_often("c:24184") for _ in range(int(BURST))] == [0] * int(BURST)
    assert load.too_often("c:24184") >= 1
    assert load.too_often("c:24187") == 0
    clock.now = 1.0
    assert [load.too_often("c:24184") for _ in range(int(RATE) + 1)].count(0) == int(RATE)


def test_communes_cost_memory_only_while_they_are_counted():
    clock = Clock()
    load = Load(clock)
    for number in range(10_000):
        clock.now += 1.0
        load.too_often(f"c:{number:05}")
    assert len(load._buckets) <= 4 * PLACES + 1


def a_body(*chunks):
    async def body():
        for chunk in chunks:
            if isinstance(chunk, float):
                await asyncio.sleep(chunk)
            else:
                yield chunk

    return body()


def test_a_silent_sender_is_one_that_went_away(monkeypatch):
    monkeypatch.setattr(lingering, "SILENT_S", 0.05)

    async def read():
        return [chunk async for chunk in patiently(a_body(b"one", 0.0, b"two"))]

    async def silent():
        return [chunk async for chunk in patiently(a_body(b"one", 30.0, b"two"))]

    assert asyncio.run(read()) == [b"one", b"two"]
    with pytest.raises(ClientDisconnect):
        asyncio.run(silent())


def test_a_head_that_trickles_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(lingering, "SILENT_S", 0.05)

    async def trickling():
        async def first():
            async for _ in patiently(a_body(*[b"x", 0.02] * 50)):
                pass

        await soon(first())

    with pytest.raises(ClientDisconnect):
        asyncio.run(trickling())


def test_strangers_that_wait_take_no_place_from_a_device(province):
    """Forty connections that never send a HEAD; the device is answered all the same."""
    device = WireDevice.enrol(province.url, province.ca_path, province.enrol_code("24187"))
    place, context = urlsplit(province.url), ssl.create_default_context(cafile=str(province.ca_path))
    with ExitStack() as stack:
        for _ in range(PLACES + 8):
            line = stack.enter_context(socket.create_connection((place.hostname, place.port), 10))
            line = stack.enter_context(context.wrap_socket(line, server_hostname=place.hostname))
            line.sendall(f"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: {FRAMES}\r\nContent-Length: 9000\r\n\r\n".encode())
        assert device.exchange(push=False).answer.have == 0


def test_lingering_ends_at_64_kib_and_after_two_seconds(monkeypatch):
    monkeypatch.setattr(lingering, "LINGER_S", 0.05)
    taken = []

    async def endless():
        while True:
            taken.append(1)
            yield bytes(16 << 10)

    asyncio.run(linger(endless()))
    assert len(taken) == 5
    asyncio.run(linger(a_body(30.0)))
    asyncio.run(linger(a_body(b"all")))


async def admitted(load, method, *chunks):
    """Go through the door of the files' lanes once."""
    request = SimpleNamespace(method=method, stream=lambda: a_body(*chunks))
    async for _ in file_place(load)(request):
        return load._busy
    return None


def test_an_append_is_asked_to_come_later_while_events_need_the_places():
    load = Load(Clock())
    assert asyncio.run(admitted(load, "PATCH", b"four")) == 1
    with busy(load, 0.9):
        for method in ("PATCH", "POST"):
            with pytest.raises(HTTPException) as later:
                asyncio.run(admitted(load, method, bytes(300_000)))
            assert later.value.status_code == 503
            assert int(later.value.headers["Retry-After"]) > 0
            assert later.value.headers["Tus-Resumable"] == "1.0.0"
        assert asyncio.run(admitted(load, "HEAD")), "where an upload stands is always told"
    assert load.takes_files()


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    with running_province(tmp_path_factory.mktemp("load"), "24184", "24187") as made:
        yield made


@pytest.mark.slow
@pytest.mark.xdist_group("links")
def test_a_commune_that_storms_hears_429_and_reads_it_even_while_it_sends(province):
    """W15: each of them sends a megabyte; the answer must reach it, not a reset."""
    device = WireDevice.enrol(province.url, province.ca_path, province.enrol_code("24184"))
    other = WireDevice.enrol(province.url, province.ca_path, province.enrol_code("24187"))
    heard, big = [], struct.pack(">I", 1 << 20) + b"\x03" + bytes((1 << 20) - 1)  # one frame of an unneeded kind

    def storm():
        session = requests.Session()
        session.verify, session.trust_env = str(province.ca_path), False
        for _ in range(40):
            try:
                got = session.post(f"{province.url}/v1/sync", data=device.head() + big, headers={"Content-Type": FRAMES}, timeout=30)
                heard.append((got.status_code, got.headers.get("Retry-After")))
            except requests.ConnectionError as error:
                heard.append((0, str(error)))

    threads = [threading.Thread(target=storm) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = [status for status, _ in heard]
    assert len(heard) == 160
    assert 429 in statuses
    assert all(wish.isdecimal() and int(wish) >= 1 for status, wish in heard if status == 429)
    assert statuses.count(500) == 0
    assert statuses.count(0) <= len(heard) // 20, [word for status, word in heard if not status][:3]
    assert other.exchange(push=False).answer.have == 0, "another commune notices nothing"
