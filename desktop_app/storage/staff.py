"""Who works here: rows signed by an administrator, and booked so that the province learns of them.

Private keys and passphrases are in `keys`; what a role may do is in `forms.dossier.roles`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop_app.errors import STAFF_SIGNATURE, DeskError
from desktop_app.ports import Desk, Member
from desktop_app.storage.connection import Connection
from desktop_app.storage.events import EventLog
from forms.dossier.roles import Role
from sync.core.event import STAFF_SET
from sync.core.signing import verify

_COLUMNS = "user, full_name, role, sign_public, box_public, active, signed_by, signature"


class StaffRows:
    """The table `staff` of one store, read only."""

    def __init__(self, connection: Connection, store_id: bytes) -> None:
        self._connection = connection
        self._store_id = store_id

    def get(self, user: str) -> Member | None:
        """Return the member, or None."""
        sql = f"SELECT {_COLUMNS} FROM staff WHERE user = ?"  # noqa: S608 - a constant
        row = self._connection.execute(sql, (user,)).fetchone()
        return None if row is None else _member(row)

    def list(self) -> Sequence[Member]:
        """Return all members by user id."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM staff ORDER BY user").fetchall()  # noqa: S608
        return [_member(row) for row in rows]

    def trusted(self, member: Member) -> bool:
        """Tell whether an administrator of this store signed the row; the first one signed their own."""
        signer = member if self._first(member) else self.get(member.signed_by)
        if signer is None or signer.role is not Role.ADMINISTRATOR:
            return False
        return verify(signer.sign_public, signed_part(member, self._store_id), member.signature)

    def _first(self, member: Member) -> bool:
        """The row that vouches for itself: signed by its owner, and no administrator was before."""
        if member.signed_by != member.user:
            return False
        sql = "SELECT user FROM staff WHERE role = ? ORDER BY rowid LIMIT 1"
        row = self._connection.execute(sql, (Role.ADMINISTRATOR.value,)).fetchone()
        return row is None or row[0] == member.user


class StaffTable(StaffRows):
    """The same table inside a work, where rows may be added."""

    def __init__(self, connection: Connection, store_id: bytes, events: EventLog, desk: Desk) -> None:
        super().__init__(connection, store_id)
        self._events = events
        self._desk = desk

    def add(self, member: Member) -> None:
        """Store the row and write the event that tells the province; the unit of work stamps it.

        Raises:
            DeskError: STAFF_SIGNATURE when the row is not signed by a known administrator.
        """
        if not self.trusted(member):
            raise DeskError(STAFF_SIGNATURE)
        row = (
            member.user, member.full_name, member.role.value, member.sign_public, member.box_public,
            int(member.active), member.signed_by, member.signature,
        )  # fmt: skip
        # an upsert, not a replacement: the first administrator is known by their place
        again = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
        sql = f"""INSERT INTO staff ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT (user) DO UPDATE SET {again}"""  # noqa: S608 - a constant
        self._connection.execute(sql, row)
        payload = {
            "user": member.user,
            "role": member.role.value if member.active else None,
            "sign": member.sign_public.hex(),
            "signed_by": member.signed_by,
            "signature": member.signature.hex(),
        }
        self._events.write(self._desk, self._desk.new_id(), STAFF_SET, payload, base=0)


def sign_member(member: Member, store_id: bytes, sign: Callable[[bytes], bytes]) -> Member:
    """Return the row with its signature.

    Args:
        member: Everything but the signature.
        store_id: The store it is for.
        sign: The administrator's own key.
    """
    return replace(member, signature=sign(signed_part(member, store_id)))


def signed_part(member: Member, store_id: bytes) -> bytes:
    """Spell what is under the signature: a use name, the store, and the row as canonical JSON."""
    row = {
        "user": member.user,
        "full_name": member.full_name,
        "role": member.role.value,
        "sign": member.sign_public.hex(),
        "box": member.box_public.hex(),
        "active": member.active,
        "signed_by": member.signed_by,
    }
    body = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return b"motcua/staff/1\x00" + store_id + body.encode()


def _member(row: tuple[str, str, str, bytes, bytes, int, str, bytes]) -> Member:
    return Member(
        user=row[0],
        full_name=row[1],
        role=Role(row[2]),
        sign_public=row[3],
        box_public=row[4],
        active=bool(row[5]),
        signed_by=row[6],
        signature=row[7],
    )
