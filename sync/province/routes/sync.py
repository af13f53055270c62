"""POST /v1/sync: frames are committed as they arrive, then one answer (sync.md section 6). HTTP only."""

from collections.abc import AsyncIterator, Callable
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from sync.core.codec import BadFrame
from sync.core.errors import Corrupt, Offline
from sync.core.frames import Frame, FrameReader, FrameType
from sync.province.exchange import Asked, House, Taken, Turned
from sync.province.load import FULL_S, Load
from sync.province.routes.linger import linger, patiently, soon
from sync.province.usecases.accept_frame import accept_frame
from sync.province.usecases.answer_request import (
    answer_request,
    read_answer,
    reply_to_offers,
    write_answer,
)
from sync.province.usecases.open_request import open_request
from sync.province.writer import Writer

MEDIA_TYPE: Final = "application/vnd.motcua.frames"


class SyncRoute:
    """The exchange.

    Args:
        house: the province.
        writer: the thread that commits.
        load: how busy the province is.
        note: takes technical words for the log; never a citizen's data.
    """

    def __init__(self, house: House, writer: Writer, load: Load, note: Callable[[str], None]) -> None:
        self._house, self._writer, self._load, self._note = house, writer, load, note

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter()
        router.add_api_route("/v1/sync", self.exchange, methods=["POST"], response_model=None)
        return router

    async def exchange(self, request: Request) -> Response:
        """Take one request in, frame by frame, and answer it.

        A sender that goes away is a normal end: what was committed stays (W6).
        """
        if request.headers.get("content-type") != MEDIA_TYPE:
            return Response(status_code=415)
        body = patiently(request.stream())
        try:
            return await self._answered(_frames(body), body)
        except ClientDisconnect:
            self._note("a sender went away")
            return Response(status_code=400)
        except BadFrame as fault:
            return await self._turned(Turned(b"", str(fault)), body)
        except (Offline, Corrupt) as fault:
            self._note(f"no answer: {fault}")
            return Response(status_code=503, headers={"Retry-After": "5"})

    async def _answered(self, frames: AsyncIterator[Frame], body: AsyncIterator[bytes]) -> Response:
        first = await soon(anext(frames, None))
        opened: Asked | Turned = Turned(b"", "empty")
        if first is not None:
            opened = await self._writer.run(open_request, first, self._house)
        if isinstance(opened, Turned):
            return await self._turned(opened, body)
        with self._load.place():  # only who proved to be a device takes one
            if (later := self._later(opened)) is not None:
                await linger(body)
                return later
            taken = await self._take(frames, opened)
            reply = await self._reply(opened, taken)
        return Response(b"".join(reply), media_type=MEDIA_TYPE)

    async def _reply(self, asked: Asked, taken: list[Taken]) -> tuple[bytes, ...]:
        """Answer on the writer's thread; a storage of files is asked beside it: no events wait for one."""
        run, house = self._writer.run, self._house
        if not asked.head.blobs:
            return await run(answer_request, asked, taken, house)
        told = await run(read_answer, asked, house)
        files = await run_in_threadpool(reply_to_offers, asked, told, house)
        return await run(write_answer, asked, told, files, taken, house)

    def _later(self, asked: Asked) -> Response | None:
        """Say "later" after the HEAD: to a commune that asks too often, or when no place is left (N6)."""
        wait_s = self._load.too_often(asked.scope)
        if wait_s:
            self._note("asked too often")
            return Response(status_code=429, headers={"Retry-After": str(wait_s)})
        if self._load.is_full():
            self._note("no place left")
            return Response(status_code=503, headers={"Retry-After": str(FULL_S)})
        return None

    async def _take(self, frames: AsyncIterator[Frame], asked: Asked) -> list[Taken]:
        """Commit each EVENTS frame as it comes; at the limits of W14 the committed prefix stands."""
        taken = list[Taken]()
        try:
            async for frame in frames:
                if frame.kind == FrameType.EVENTS:
                    taken.append(await self._writer.run(accept_frame, frame, asked, self._house))
        except BadFrame as fault:
            self._note(f"cut short: {fault}")
        return taken

    async def _turned(self, turned: Turned, body: AsyncIterator[bytes]) -> Response:
        """Answer whom we turn away, after reading a little more of what they send (W15)."""
        self._note(f"turned away: {turned.why}")
        await linger(body)
        if not turned.refusal:
            return Response(status_code=400)
        return Response(turned.refusal, media_type=MEDIA_TYPE)


async def _frames(body: AsyncIterator[bytes]) -> AsyncIterator[Frame]:
    """Cut a body into frames while it arrives.

    Raises:
        BadFrame: not frames, or beyond 8 MiB or 4,096 frames (W14).
        ClientDisconnect: the sender went away.
    """
    reader = FrameReader()
    async for chunk in body:
        for frame in reader.feed(chunk):
            yield frame
