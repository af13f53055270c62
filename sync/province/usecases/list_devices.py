"""Các máy: every enrolled device, its lines, its last contact, and whether two share one identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.province.ports import Device, Store
    from sync.province.registry import EnrolledDevice, OpenRegister


class LineRow(NamedTuple):
    """One line of a device: what came under one epoch, in the order they were opened.

    `behind` is how many events the device said it had written beyond those that are here.
    """

    n: int
    epoch: str
    have: int
    behind: int
    seen_at: str


class DeviceRow(NamedTuple):
    """One device.

    Attributes:
        device: its id, hex.
        tag: its letters in provisional numbers.
        commune: five digits.
        not_after: end of its certificate.
        revoked_at: empty unless it was revoked.
        seen_at: last good request on any line, empty for never.
        twin: an older line was heard after a newer one: two machines, or an old copy, under one identity.
        lines: the oldest first.
    """

    device: str
    tag: str
    commune: str
    not_after: str
    revoked_at: str
    seen_at: str
    twin: bool
    lines: tuple[LineRow, ...]


def list_devices(open_register: OpenRegister, store: Store) -> tuple[DeviceRow, ...]:
    """Return all devices by commune and tag.

    Args:
        open_register: opens the people's tables.
        store: the log, whose lines are read commune by commune.
    """
    with open_register() as register:
        enrolled = register.devices()
    known = set(store.scopes())
    return tuple(
        _row(device, _lines(device, store) if f"c:{device.commune}" in known else ()) for device in enrolled
    )


def _lines(device: EnrolledDevice, store: Store) -> Sequence[Device]:
    with store.begin(f"c:{device.commune}") as tx:
        return tx.lines(device.dev)


def _row(device: EnrolledDevice, lines: Sequence[Device]) -> DeviceRow:
    revoked = device.revoked_at
    return DeviceRow(
        device=device.dev.hex(),
        tag=device.tag,
        commune=device.commune,
        not_after=device.not_after,
        revoked_at="" if revoked is None else revoked.isoformat(timespec="seconds"),
        seen_at=max((line.seen_at for line in lines), default=""),
        twin=any(line.seen_at > lines[-1].seen_at for line in lines[:-1]),
        lines=tuple(_line(line) for line in lines),
    )


def _line(line: Device) -> LineRow:
    return LineRow(line.n, line.epoch.hex(), line.have, max(0, line.last - line.have), line.seen_at)
