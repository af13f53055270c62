"""Who works at a commune's desks, what waits for a person, and the first part of its codes."""

from __future__ import annotations

from sync.province.stores.sql.statements import Scoped


class Staff(Scoped):
    """The people of a commune's desks, and what one of the province's must look at."""

    _unit = ""

    def quarantine(self, dev: bytes, raw: bytes, why: str, at: str) -> None:
        """Keep bytes that could not be trusted or read, for a person; the same bytes once."""
        held = self._value(
            "SELECT 1 FROM quarantine WHERE scope = ? AND dev = ? AND closed_at IS NULL AND raw = ?",
            *(dev, raw),
        )
        if held is None:
            self._rows(
                "INSERT INTO quarantine (scope, dev, raw, why, recv) VALUES (?, ?, ?, ?, ?)",
                *(dev, raw, why, at),
            )

    def close_aside(self, aside: int, by: str, why: str, at: str) -> bool:
        """Note that a person has looked at bytes that were kept aside; tell whether they were still open."""
        closed = self._sql.execute(
            "UPDATE quarantine SET closed_at = ?, closed_by = ?, closed_why = ?"
            " WHERE scope = ? AND id = ? AND closed_at IS NULL RETURNING id",
            (at, by, why, self._scope, aside),
        )
        return closed.fetchone() is not None

    def staff_role(self, dev: bytes, user: str) -> str | None:
        """Return the role a person holds on a device, None for nobody."""
        if "\0" in user:  # no column takes it, so it is nobody's name
            return None
        role = self._value('SELECT role FROM staff WHERE scope = ? AND dev = ? AND "user" = ?', dev, user)
        return None if role is None else str(role)

    def set_staff(self, dev: bytes, user: str, role: str | None) -> None:
        """Store a person's role on a device; None withdraws it."""
        if role is None:
            self._rows('DELETE FROM staff WHERE scope = ? AND dev = ? AND "user" = ?', dev, user)
        else:
            self._rows(
                "INSERT INTO staff VALUES (?, ?, ?, ?)"
                ' ON CONFLICT (scope, dev, "user") DO UPDATE SET role = excluded.role',
                *(dev, user, role),
            )

    def has_staff(self, dev: bytes) -> bool:
        """Tell whether a device has named any staff yet."""
        return self._value("SELECT 1 FROM staff WHERE scope = ? AND dev = ? LIMIT 1", dev) is not None

    def unit(self) -> str:
        """Return the first part of this office's official codes."""
        if self._unit:
            return self._unit
        unit = self._sql.execute(
            "SELECT unit FROM office WHERE commune = ?", (self._scope.removeprefix("c:"),)
        ).fetchone()
        if unit is None:
            raise LookupError("a scope without an office")
        self._unit = str(unit[0])
        return self._unit
