"""What came under each epoch of a device: its certificate, its progress, its stamps."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sync.core.messages import Mark
from sync.core.stamp import chain_start
from sync.province.ports import Device
from sync.province.stores.sql.statements import Scoped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sync.province.stores.sql.statements import Sql

_LINE: Final = (
    "SELECT sign, not_after, revoked_at, dev, epoch, n, have, chain, req_n, audit_n, audit_h, seen_at,"
    " last"
    " FROM certificate JOIN device USING (scope, dev) WHERE scope = ?"
)
_FRESH: Final = "SELECT sign, not_after, revoked_at FROM certificate WHERE scope = ? AND dev = ?"


class Lines(Scoped):
    """The lines of a commune's devices; stamps are written in one go."""

    def __init__(self, sql: Sql, scope: str) -> None:
        super().__init__(sql, scope)
        self._stamps: list[tuple[Any, ...]] = []

    def write(self) -> None:
        """Write what was put and is not written yet."""
        super().write()
        self._put("stamp", "scope, dev, epoch, dseq, eid, chain", self._stamps)

    def device(self, dev: bytes, epoch: bytes) -> Device | None:
        """Return a line of a device; its certificate is locked: one transaction at a time serves it.

        The line is read by a statement of its own: joined to the lock, it would be the one before the wait.
        """
        certified = self._row(_FRESH + self.LOCK, dev)
        if certified is None:
            return None
        row = self._row(f"{_LINE} AND dev = ? AND epoch = ?", dev, epoch)
        fresh = (*certified, dev, epoch, 0, 0, chain_start(dev, epoch), 0, None, None, "", 0)
        return self._line(row or fresh)

    def lines(self, dev: bytes | None = None) -> Sequence[Device]:
        """Return all stored lines of a device, oldest first; of the whole scope when none is named."""
        if dev is None:
            rows = self._rows(f"{_LINE} ORDER BY n, dev")
        else:
            rows = self._rows(f"{_LINE} AND dev = ? ORDER BY n", dev)
        return [self._line(row) for row in rows]

    def put_device(self, device: Device) -> None:
        """Store a line's progress; what its certificate says cannot be changed here."""
        audit = device.audit
        self._sql.execute(
            "INSERT INTO device (scope, dev, epoch, n, have, chain, req_n, audit_n, audit_h, seen_at, last)"
            " VALUES (?, ?, ?, (SELECT coalesce(max(n), 0) + 1 FROM device WHERE scope = ? AND dev = ?),"
            " ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (scope, dev, epoch) DO UPDATE SET have = excluded.have, chain = excluded.chain,"
            " req_n = excluded.req_n, audit_n = excluded.audit_n, audit_h = excluded.audit_h,"
            " seen_at = excluded.seen_at, last = excluded.last",
            (
                *(self._scope, device.dev, device.epoch, self._scope, device.dev),
                *(device.have, device.chain, device.req_n),
                *((audit.n, audit.h) if audit else (None, None)),
                device.seen_at,
                device.last,
            ),
        )

    def chain_at(self, dev: bytes, epoch: bytes, seq: int) -> bytes | None:
        """Return the whole chain value at a number (0: the chain's start), None when there is none."""
        if seq == 0:
            return chain_start(dev, epoch)
        self.write()
        return self._bytes(
            "SELECT chain FROM stamp WHERE scope = ? AND dev = ? AND epoch = ? AND dseq = ?", dev, epoch, seq
        )

    def put_stamp(self, dev: bytes, epoch: bytes, seq: int, eid: UUID, chain: bytes) -> None:
        """Store an event's stamp; (dev, epoch, seq) is unique."""
        self._stamps.append((dev, epoch, seq, str(eid), chain))

    def _line(self, row: Any) -> Device:
        sign, not_after, revoked_at, dev, epoch, n, have, chain, req_n, audit_n, audit_h, seen_at, last = row
        return Device(
            self._scope,
            dev,
            epoch,
            sign,
            datetime.fromisoformat(not_after),
            have,
            chain,
            req_n,
            revoked=revoked_at is not None,
            audit=None if audit_n is None else Mark(audit_n, audit_h),
            seen_at=seen_at,
            last=last,
            n=n,
        )
