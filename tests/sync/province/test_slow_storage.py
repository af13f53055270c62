"""A storage of files that takes its time holds up the one who asks for a file, and nobody's events."""

import asyncio
import threading
from dataclasses import replace
from random import Random

from starlette.requests import Request

from sync.core.frames import FrameType, Seal, write_frame
from sync.core.messages import Offer
from sync.province.load import Load
from sync.province.routes.sync import MEDIA_TYPE, SyncRoute
from sync.province.writer import Writer
from tests.support.province_fakes import MemoryShelf
from tests.sync.province.test_accept_frame import START, Province, Sender, SimClock


class Slow(MemoryShelf):
    """Answers when it is told to."""

    def __init__(self):
        super().__init__()
        self.asked, self.go = threading.Event(), threading.Event()

    def replies(self, scope, dev, offers):
        self.asked.set()
        assert self.go.wait(60)
        return super().replies(scope, dev, offers)


async def _ask(route, sender, **head):
    body = write_frame(FrameType.HEAD, sender.head(**head).to_bytes(), seal=Seal(sender.signer, sender.address))
    told = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        return told.pop() if told else {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", MEDIA_TYPE.encode())]}
    return await route.exchange(Request(scope, receive))


def test_a_slow_storage_holds_up_nobody_else():
    shelf, writer = Slow(), Writer()
    province = Province.build(Random(1), SimClock(START), real=True)
    device, other = Sender(province), Sender(province, 2)
    house = replace(province.house, shelf=shelf)
    route = SyncRoute(house, writer, Load(lambda: 0.0), lambda _line: None)

    async def both():
        waiting = asyncio.create_task(_ask(route, device, blobs=(Offer(bytes(16), 10),)))
        await asyncio.wait({waiting, asyncio.ensure_future(asyncio.to_thread(shelf.asked.wait, 30))}, return_when="FIRST_COMPLETED")
        quick = await asyncio.wait_for(_ask(route, other), 30)
        held = waiting.done()
        shelf.go.set()
        return quick, held, await waiting

    try:
        quick, held, slow = asyncio.run(both())
    finally:
        shelf.go.set()
        writer.close()
    assert (quick.status_code, held, slow.status_code) == (200, False, 200)
    assert len(slow.body) > len(quick.body), "its file has an answer"
