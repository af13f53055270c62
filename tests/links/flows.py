"""Connections over a line that goes and comes back: kept, reset, or forgotten without a word.

*kept*: a gap of the radio. *reset*: a modem that dialled again; a packet of an older connection is answered with
RST, whichever end sent it. *dead*: a NAT that forgot; such packets are swallowed for ever. A connection is as old
as its last SYN. Beside that, what each connection carried up is counted by its sequence numbers: the payload an
end handed to its TCP and TCP sent, each byte once however often the kernel repeated it.
"""

import struct
from dataclasses import dataclass, field
from typing import Final

KEPT, RESET, DEAD = "kept", "reset", "dead"
_TCP: Final = 6
_FIN, _SYN, _RST, _ACK = 1, 2, 4, 16
_WRAP, _HALF = 1 << 32, 1 << 31
_HEADER: Final = struct.Struct("!HHIIBB")


@dataclass(frozen=True)
class Segment:
    """What is read of one TCP packet over IPv4."""

    source: bytes
    target: bytes
    ports: tuple[int, int]
    seq: int
    ack: int
    flags: int
    payload: int

    @property
    def flow(self) -> tuple[bytes, ...]:
        ends = (self.source + self.ports[0].to_bytes(2, "big"), self.target + self.ports[1].to_bytes(2, "big"))
        return tuple(sorted(ends))


def read(packet: bytes) -> Segment | None:
    """Read a packet; None when it is no TCP over IPv4."""
    if packet[0] >> 4 != 4 or packet[9] != _TCP:
        return None
    at = (packet[0] & 15) * 4
    source_port, target_port, seq, ack, offset, flags = _HEADER.unpack_from(packet, at)
    payload = len(packet) - at - (offset >> 4) * 4
    return Segment(packet[12:16], packet[16:20], (source_port, target_port), seq, ack, flags, payload)


def reset_of(segment: Segment) -> bytes | None:
    """Spell the RST that its sender gets; None where there is nothing to answer."""
    if segment.flags & _RST or not segment.flags & _ACK:
        return None
    ends = segment.target + segment.source
    tcp = _HEADER.pack(*reversed(segment.ports), segment.ack, 0, 5 << 4, _RST) + bytes(6)
    tcp = tcp[:16] + _checksum(ends + struct.pack("!HH", _TCP, len(tcp)) + tcp) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, _TCP, 0) + ends
    return ip[:10] + _checksum(ip) + ip[12:] + tcp


def _checksum(data: bytes) -> bytes:
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return (~total & 0xFFFF).to_bytes(2, "big")


@dataclass
class Flows:
    """The connections of one weather.

    Args:
        fate: KEPT, RESET or DEAD: what a gap does to them.
    """

    fate: str
    lost: int = 0
    _born: dict[tuple[bytes, ...], int] = field(default_factory=dict)
    _reached: dict[tuple[bytes, ...], tuple[int, int]] = field(default_factory=dict)

    def outlived(self, segment: Segment, gaps: int) -> bool:
        """Tell whether a gap has ended this packet's connection.

        Args:
            segment: the packet.
            gaps: how many there have been.
        """
        if self.fate == KEPT:
            return False
        if segment.flags & (_SYN | _ACK) == _SYN:
            self._born[segment.flow] = gaps
        ended = self._born.get(segment.flow, -1) < gaps
        self.lost += ended
        return ended

    def carried(self, segment: Segment) -> None:
        """Count what goes up: how far each connection's numbers have come."""
        if segment.flags & _SYN:  # takes a number of its own
            self._reached[segment.flow] = segment.seq + 1 & _WRAP - 1, 0
        begins, length = self._reached.setdefault(segment.flow, (segment.seq, 0))
        end = segment.seq + segment.payload - begins & _WRAP - 1
        if not segment.flags & _SYN and length < end < _HALF:
            self._reached[segment.flow] = begins, end

    @property
    def payload(self) -> int:
        """Bytes of TCP payload sent up, retransmissions of TCP left out."""
        return sum(length for _, length in self._reached.values())

