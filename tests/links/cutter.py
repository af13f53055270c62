"""A TCP relay on loopback that resets every connection after so many bytes went up, and counts outside the program."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PIECE = 1024


@dataclass
class Cutter:
    """What went through, and how often it was cut.

    Attributes:
        port: where it listens.
        cut_after: bytes up between two cuts, over all connections; 0 never cuts.
    """

    port: int = 0
    cut_after: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    cuts: int = 0
    connections: int = 0
    _since: int = 0

    def is_cut(self, coming: int) -> bool:
        self.bytes_up += coming
        self._since += coming
        if not self.cut_after or self._since < self.cut_after:
            return False
        self._since, self.cuts = 0, self.cuts + 1
        return True


@contextmanager
def cutting(to_port: int, cut_after: int) -> Iterator[Cutter]:
    """Relay a free port to another one of the loopback."""
    cutter, ready, loop = Cutter(cut_after=cut_after), threading.Event(), asyncio.new_event_loop()

    ends: set[asyncio.StreamWriter] = set()

    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _carry(cutter, ends, to_port, r, w), "127.0.0.1", 0)
        cutter.port = server.sockets[0].getsockname()[1]
        ready.set()
        with suppress(asyncio.CancelledError):
            await server.serve_forever()

    task = loop.create_task(serve())
    thread = threading.Thread(target=lambda: loop.run_until_complete(_end(task, ends)))
    thread.start()
    assert ready.wait(10)
    try:
        yield cutter
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
        loop.close()


async def _end(task: asyncio.Task[None], ends: set[asyncio.StreamWriter]) -> None:
    await task
    for end in ends:
        end.transport.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)  # transports close in the next turn


async def _carry(cutter: Cutter, ends: set[asyncio.StreamWriter], to_port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    cutter.connections += 1
    far_reader, far_writer = await asyncio.open_connection("127.0.0.1", to_port)
    ends |= {writer, far_writer}

    async def up() -> None:
        while piece := await reader.read(PIECE):
            if cutter.is_cut(len(piece)):
                break
            far_writer.write(piece)
            await far_writer.drain()
        writer.transport.abort()
        far_writer.transport.abort()

    async def down() -> None:
        while piece := await far_reader.read(PIECE):
            cutter.bytes_down += len(piece)
            writer.write(piece)
            await writer.drain()
        writer.close()

    with suppress(OSError):
        await asyncio.gather(up(), down(), return_exceptions=True)
    for end in (writer, far_writer):
        end.transport.abort()
    ends -= {writer, far_writer}
