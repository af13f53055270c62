"""A line that can be pulled: a TCP relay on loopback, told by its standard input what weather to make.

The demo and the journeys run it as a child between desk and province. It carries bytes and knows nothing of
frames, TLS or dossiers; it must never be part of an office's installation path.

Orders, one a line: ``down`` · ``up`` · ``cut N`` (let N more bytes go up, then break and stay down) ·
``report``. Each order is answered by one JSON line, so that the one who asked knows it is in force.
"""

import asyncio
import json
import sys
from dataclasses import dataclass, field

PIECE_BYTES = 512
"""Small, so that a cut falls inside a frame and not between two."""


@dataclass
class Line:
    """What the relay counts and obeys."""

    host: str
    port: int
    began: float
    is_down: bool = False
    cut_after: int | None = None
    counted: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("connections", "turned_away", "cuts", "bytes_up", "bytes_down"), 0
        ),
    )
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    def obey(self, order: str) -> dict[str, object]:
        """Carry out one order; return what is in force now."""
        word, _, number = order.strip().partition(" ")
        if word in {"up", "down"}:
            self.is_down = word == "down"
            if self.is_down:
                self._break_all()
        elif word == "cut" and number.isdigit():
            self.cut_after = self.counted["bytes_up"] + int(number)
        elif word != "report":
            return {"error": f"unknown order {word!r}: up, down, cut N or report"}
        seconds = asyncio.get_running_loop().time() - self.began
        return {"is_down": self.is_down, "seconds": round(seconds, 1), **self.counted}

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Join one caller to the far end until either side, or the weather, ends it."""
        if self.is_down:
            self.counted["turned_away"] += 1
            writer.transport.abort()
            return
        self.counted["connections"] += 1
        try:
            far_reader, far_writer = await asyncio.open_connection(self.host, self.port)
        except OSError:
            writer.transport.abort()
            return
        pair = {writer, far_writer}
        self.open |= pair
        await asyncio.gather(
            self._pump(reader, far_writer, "bytes_up"),
            self._pump(far_reader, writer, "bytes_down"),
            return_exceptions=True,
        )
        self.open -= pair
        for end in pair:
            end.close()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, direction: str) -> None:
        while piece := await source.read(PIECE_BYTES):
            if direction == "bytes_up" and self._must_cut(len(piece)):
                self._break_all()
                return
            self.counted[direction] += len(piece)
            sink.write(piece)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()

    def _must_cut(self, coming: int) -> bool:
        if self.cut_after is None or self.counted["bytes_up"] + coming < self.cut_after:
            return False
        self.cut_after, self.is_down = None, True
        self.counted["cuts"] += 1
        return True

    def _break_all(self) -> None:
        for end in self.open:
            end.transport.abort()


async def serve(host: str, port: int) -> None:
    """Relay a free loopback port to ``host:port`` until standard input ends; print the port first."""
    loop = asyncio.get_running_loop()
    line = Line(host, port, loop.time())
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    _say({"port": server.sockets[0].getsockname()[1]})
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while order := await orders.readline():
        _say(line.obey(order.decode("ascii", "replace")))
    server.close()


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve("127.0.0.1", int(sys.argv[1])))
