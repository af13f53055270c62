"""A road that breaks: forwards TCP to a server and resets the line each time so many bytes have gone up."""

import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_RESET = struct.pack("ii", 1, 0)


@dataclass
class Relay:
    """A relay that listens.

    Attributes:
        port: where, on the loopback address.
        cuts: totals of bytes gone up at which the line breaks; a cut that was made is taken out.
        up: bytes gone up so far.
        made: how many times the line broke.
    """

    port: int
    cuts: list[int]
    up: int = 0
    made: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def breaks(self, count: int) -> bool:
        """Count bytes on their way up; tell whether the line breaks after them."""
        with self.lock:
            self.up += count
            broken = bool(self.cuts) and self.up >= self.cuts[0]
            if broken:
                self.cuts.pop(0)
                self.made += 1
            return broken


@contextmanager
def cutting_relay(to_port: int, cuts: Sequence[int]) -> Iterator[Relay]:
    """Relay a free port of this machine to another."""
    listener = socket.create_server(("127.0.0.1", 0))
    relay = Relay(listener.getsockname()[1], list(cuts))
    thread = threading.Thread(target=_accept, args=(listener, to_port, relay), daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _accept(listener: socket.socket, to_port: int, relay: Relay) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        far = socket.create_connection(("127.0.0.1", to_port))
        for pump in (_up, _down):
            threading.Thread(target=pump, args=(near, far, relay), daemon=True).start()


def _up(near: socket.socket, far: socket.socket, relay: Relay) -> None:
    with suppress(OSError):
        while piece := near.recv(16_384):
            far.sendall(piece)
            if relay.breaks(len(piece)):
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                break
    _end(near, far)


def _down(near: socket.socket, far: socket.socket, _relay: Relay) -> None:
    with suppress(OSError):
        while piece := far.recv(65_536):
            near.sendall(piece)
    _end(near, far)


def _end(*lines: socket.socket) -> None:
    for line in lines:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()
