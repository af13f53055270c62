"""A slow, lossy, broken line between two network namespaces, in user space: many kernels have no netem.

Each namespace has one tunnel device; this program reads packets from one, holds them as long as the line
would, and writes them to the other, so that both ends run their real TCP. Needs root, `ip` and /dev/net/tun.

    python -m tests.links.line NAME '{"rate": 64000, "rtt": 600, "loss": 0.1}'

prints `{"near": …, "far": …}` with the address of either end; the namespaces are NAME-near and NAME-far and
vanish when standard input ends. Orders, one a line: `report` · `weather {…}` (from now on; counts begin anew).
"""

import fcntl
import heapq
import json
import os
import select
import struct
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from random import Random

from tests.links.flows import KEPT, RESET, Flows, read, reset_of

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
MTU = 1400
PACKET = 65536


@dataclass(frozen=True)
class Weather:
    """How bad it is: bit/s each way (0: no limit), ms there and back, share of packets lost, seconds up and down, and
    what a gap does to connections (`flows.py`)."""

    rate: float = 0.0
    rtt: float = 0.0
    loss: float = 0.0
    up: float = 0.0
    down: float = 0.0
    queue: float = 2.0
    seed: int = 1
    flows: str = KEPT

    def is_gone(self, elapsed: float) -> bool:
        """Tell whether the line is gone so many seconds after this weather began."""
        return self.down > 0 and elapsed % (self.up + self.down) >= self.up

    def gaps(self, elapsed: float) -> int:
        """Count the gaps that are over."""
        return int(elapsed // (self.up + self.down)) if self.down > 0 else 0


@dataclass
class Way:
    """One direction: a bounded queue before a wire of some rate, then some delay. Pure: time is given."""

    weather: Weather
    dice: Random
    counted: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("packets", "bytes", "lost", "overflowed", "cut"), 0)
    )
    _wire_free: float = 0.0

    def send(self, size: int, now: float, since: float) -> float | None:
        """Say when a packet comes out at the other end, None when it never does.

        Args:
            size: its bytes, IP header included.
            now: the present second.
            since: when this weather began.
        """
        here, seen = self.weather, self.counted
        seen["packets"] += 1
        seen["bytes"] += size
        starts = max(now, self._wire_free)
        if here.rate and starts - now > here.queue:
            seen["overflowed"] += 1
            return None
        leaves = starts + (size * 8 / here.rate if here.rate else 0.0)
        if self._is_cut(now - since) or self._is_cut(leaves - since):
            seen["cut"] += 1
            return None
        self._wire_free = leaves
        if self.dice.random() < here.loss:
            seen["lost"] += 1
            return None
        return leaves + here.rtt / 2000

    def _is_cut(self, elapsed: float) -> bool:
        return self.weather.is_gone(elapsed)


class Line:
    """Both ways, and the two devices."""

    def __init__(self, devices: tuple[int, int], weather: Weather) -> None:
        self._devices = devices
        self._coming: list[tuple[float, int, int, bytes]] = []
        self._count = 0
        self.change(weather)

    def change(self, weather: Weather) -> None:
        """Begin another weather."""
        self._since, self._weather, self._flows = time.monotonic(), weather, Flows(weather.flows)
        self._ways = tuple(Way(weather, Random(f"{weather.seed}/{end}")) for end in (0, 1))

    def report(self) -> dict[str, object]:
        """Return what went up (from near to far) and down, counted as IP packets."""
        up, down = (way.counted for way in self._ways)
        flows = {"payload_up": self._flows.payload, "of_ended": self._flows.lost}
        return {"up": up, "down": down, "seconds": round(time.monotonic() - self._since, 2), **flows}

    def serve(self) -> None:
        """Carry packets and obey orders until standard input ends."""
        poll = select.poll()
        for descriptor in (*self._devices, 0):
            poll.register(descriptor, select.POLLIN)
        orders = b""
        while True:
            self._deliver()
            for ready, _event in poll.poll(self._wait_ms()):
                if ready:
                    self._take(self._devices.index(ready))
                    continue
                piece = os.read(0, 4096)
                if not piece:
                    return
                *whole, orders = (orders + piece).split(b"\n")
                for order in whole:
                    self._obey(order.decode())

    def _obey(self, order: str) -> None:
        word, _, given = order.partition(" ")
        if word == "weather":
            self.change(Weather(**json.loads(given)))
        say(self.report())

    def _take(self, end: int) -> None:
        for _ in range(64):
            try:
                packet = os.read(self._devices[end], PACKET)
            except BlockingIOError:
                return
            now = time.monotonic()
            if self._is_ended(end, packet, now):
                continue
            due = self._ways[end].send(len(packet), now, self._since)
            if due is not None:
                self._put(due, 1 - end, packet)

    def _is_ended(self, end: int, packet: bytes, now: float) -> bool:
        """Count a packet; swallow it, or answer it with RST, when a gap has ended its connection."""
        segment, elapsed = read(packet), now - self._since
        if segment is None:
            return False
        if end == 0:
            self._flows.carried(segment)
        if self._weather.is_gone(elapsed) or not self._flows.outlived(segment, self._weather.gaps(elapsed)):
            return False
        answer = reset_of(segment) if self._weather.flows == RESET else None
        if answer:
            self._put(now + self._weather.rtt / 2000, end, answer)
        return True

    def _put(self, due: float, end: int, packet: bytes) -> None:
        self._count += 1
        heapq.heappush(self._coming, (due, self._count, end, packet))

    def _deliver(self) -> None:
        while self._coming and self._coming[0][0] <= time.monotonic():
            _, _, end, packet = heapq.heappop(self._coming)
            try:
                os.write(self._devices[end], packet)
            except OSError:
                continue  # the other end is being taken down

    def _wait_ms(self) -> float:
        return max(0.0, (self._coming[0][0] - time.monotonic()) * 1000) if self._coming else 1000.0


def ip(*words: str, check: bool = True) -> None:
    """Run one `ip` command."""
    subprocess.run(("ip", *words), check=check, capture_output=True)


def make_end(namespace: str, device: str, address: str) -> int:
    """Make a namespace with one tunnel device; return the device's descriptor."""
    ip("netns", "add", namespace)
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))
    ip("link", "set", device, "netns", namespace)
    for words in (
        ("link", "set", "lo", "up"),
        ("addr", "add", f"{address}/24", "dev", device),
        ("link", "set", device, "mtu", str(MTU), "up"),
    ):
        ip("-n", namespace, *words)
    keep = ("sysctl", "-qw", "net.ipv4.tcp_no_metrics_save=1")  # each connection learns the line anew
    subprocess.run(("ip", "netns", "exec", namespace, *keep), check=False, capture_output=True)
    return descriptor


def say(answer: dict[str, object]) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main(name: str, weather: Weather) -> None:
    """Make both ends, carry until told to end, take them down."""
    near, far = f"{name}-near", f"{name}-far"
    try:
        # the addresses never leave the namespaces, so every line may use the same
        devices = make_end(near, f"{name}n", "10.78.0.1"), make_end(far, f"{name}f", "10.78.0.2")
        say({"near": "10.78.0.1", "far": "10.78.0.2", "weather": asdict(weather)})
        Line(devices, weather).serve()
    finally:
        for namespace in (near, far):
            ip("netns", "del", namespace, check=False)


if __name__ == "__main__":
    main(sys.argv[1], Weather(**json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}")))
