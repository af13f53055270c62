"""One transaction over one commune's log, in SQL: the port `ports.Transaction` on the embedded store.

Every statement names the scope; there is no way to reach another commune's rows from here (NET-11).
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from forms.text.fold import fold_words
from sync.core.feed import Cursor, feed_start
from sync.core.messages import Mark
from sync.core.stamp import chain_start
from sync.core.verdict import Verdict
from sync.province.ports import Device, DossierState, FeedEntry, LoggedEvent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.province.stores.connection import Connection


class SqliteTransaction:
    """`ports.Transaction` over one open transaction.

    Args:
        connection: inside BEGIN IMMEDIATE; whoever began it ends it.
        scope: the commune's scope.
    """

    def __init__(self, connection: Connection, scope: str) -> None:
        self._db, self._scope = connection, scope

    def device(self, dev: bytes) -> Device | None:
        """Return a device of this scope; BEGIN IMMEDIATE has locked it with everything else."""
        row = self._db.execute(
            "SELECT device.epoch, sign, not_after, have, chain, req_n, revoked_at, audit_n, audit_h, seen_at"
            " FROM device JOIN certificate USING (scope, dev) WHERE scope = ? AND dev = ?",
            (self._scope, dev),
        ).fetchone()
        if row is None:
            return None
        epoch, sign, not_after, have, chain, req_n, revoked_at, audit_n, audit_h, seen_at = row
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
        )

    def put_device(self, device: Device) -> None:
        """Store a device's progress; what its certificate says cannot be changed here."""
        audit = device.audit
        self._db.execute(
            "UPDATE device SET have = ?, chain = ?, req_n = ?, audit_n = ?, audit_h = ?, seen_at = ?"
            " WHERE scope = ? AND dev = ? AND epoch = ?",
            (
                device.have,
                device.chain,
                device.req_n,
                audit.n if audit else None,
                audit.h if audit else None,
                device.seen_at,
                self._scope,
                device.dev,
                device.epoch,
            ),
        )

    def chain_at(self, dev: bytes, epoch: bytes, seq: int) -> bytes | None:
        """Return the whole chain value at a number (0: the chain's start), None when there is none."""
        if seq == 0:
            return chain_start(dev, epoch)
        return self._bytes(
            "SELECT chain FROM stamp WHERE scope = ? AND dev = ? AND epoch = ? AND dseq = ?", dev, epoch, seq
        )

    def put_stamp(self, dev: bytes, epoch: bytes, seq: int, eid: UUID, chain: bytes) -> None:
        """Store an event's stamp; (dev, epoch, seq) is unique."""
        self._db.execute(
            "INSERT INTO stamp VALUES (?, ?, ?, ?, ?, ?)", (self._scope, dev, epoch, seq, str(eid), chain)
        )

    def event(self, eid: UUID) -> LoggedEvent | None:
        """Return an event of this scope."""
        row = self._db.execute(
            "SELECT dossier, body, body_h, dev, recv, verdict, rev FROM event WHERE scope = ? AND eid = ?",
            (self._scope, str(eid)),
        ).fetchone()
        if row is None:
            return None
        dossier, body, body_h, dev, recv, verdict, rev = row
        named = UUID(dossier) if dossier else None
        return LoggedEvent(eid, named, body, body_h, dev, recv, Verdict.read(json.loads(verdict)), rev)

    def put_event(self, event: LoggedEvent) -> None:
        """Add an event to the log; its id is unique in the scope."""
        self._db.execute(
            "INSERT INTO event (scope, eid, dossier, body, body_h, dev, recv, word, verdict, rev)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._scope,
                str(event.eid),
                str(event.dossier) if event.dossier else None,
                event.raw,
                event.body_hash,
                event.dev,
                event.received_at,
                event.verdict.word.value,
                _json(event.verdict.to_json()),
                event.rev,
            ),
        )

    def dossier(self, dossier: UUID) -> DossierState | None:
        """Return a dossier of this scope."""
        row = self._db.execute(
            "SELECT rev, doc, field_meta FROM dossier WHERE scope = ? AND id = ?", (self._scope, str(dossier))
        ).fetchone()
        return DossierState(dossier, row[0], json.loads(row[1]), json.loads(row[2])) if row else None

    def put_dossier(self, state: DossierState) -> None:
        """Store a dossier's new revision, and what the officers' list and search read of it."""
        doc = state.doc
        n = self._db.execute(
            "INSERT INTO dossier (scope, id, rev, doc, field_meta, number, official_code, status, procedure,"
            " applicant, received_at, due_at, touched)"
            " VALUES (:scope, :id, :rev, :doc, :meta, :number, :code, :status, :procedure, :applicant,"
            " :received_at, :due_at, (SELECT coalesce(max(touched), 0) + 1 FROM dossier))"
            " ON CONFLICT (scope, id) DO UPDATE SET rev = excluded.rev, doc = excluded.doc,"
            " field_meta = excluded.field_meta, number = excluded.number,"
            " official_code = excluded.official_code,"
            " status = excluded.status, procedure = excluded.procedure, applicant = excluded.applicant,"
            " received_at = excluded.received_at, due_at = excluded.due_at, touched = excluded.touched"
            " RETURNING n",
            {
                "scope": self._scope,
                "id": str(state.id),
                "rev": state.rev,
                "doc": _json(doc),
                "meta": _json(state.meta),
                "number": doc.get("number"),
                "code": doc.get("official_code"),
                "status": doc["status"],
                "procedure": doc.get("procedure", ""),
                "applicant": _said(doc, "applicant", "full_name"),
                "received_at": doc.get("received_at"),
                "due_at": doc.get("due_at"),
            },
        ).fetchone()[0]
        self._db.execute("DELETE FROM dossier_text WHERE rowid = ?", (n,))
        self._db.execute("INSERT INTO dossier_text (rowid, folded) VALUES (?, ?)", (n, _searchable(doc)))

    def feed_head(self) -> Cursor:
        """Return the feed's last number and hash."""
        row = self._db.execute("SELECT seq, h FROM scope WHERE id = ?", (self._scope,)).fetchone()
        return Cursor(self._scope, *row) if row else feed_start(self._scope)

    def append_feed(self, eid: UUID, meta: bytes, end: Cursor) -> None:
        """Add a row and move the head."""
        self._db.execute(
            "INSERT INTO feed VALUES (?, ?, ?, ?, ?)", (self._scope, end.seq, str(eid), meta, end.h)
        )
        self._db.execute(
            "INSERT INTO scope VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, h = excluded.h",
            (self._scope, end.seq, end.h),
        )

    def feed_hash(self, seq: int) -> bytes | None:
        """Return the feed hash after a row (`feed_start` for 0), None beyond the head."""
        if seq == 0:
            return feed_start(self._scope).h
        return self._bytes("SELECT h FROM feed WHERE scope = ? AND seq = ?", seq)

    def feed(self, after: int, limit: int) -> Sequence[FeedEntry]:
        """Return rows in order."""
        rows = self._db.execute(
            "SELECT seq, meta, body, dev, word FROM feed JOIN event USING (scope, eid)"
            " WHERE scope = ? AND seq > ? ORDER BY seq LIMIT ?",
            (self._scope, after, limit),
        )
        return [FeedEntry(seq, meta, body, dev, word == "quarantined") for seq, meta, body, dev, word in rows]

    def quarantine(self, dev: bytes, raw: bytes, why: str, at: str) -> None:
        """Keep bytes that could not be trusted or read, for a person; the same bytes once."""
        self._db.execute(
            "INSERT INTO quarantine (scope, dev, raw, why, recv) SELECT :scope, :dev, :raw, :why, :at"
            " WHERE NOT EXISTS (SELECT 1 FROM quarantine"
            " WHERE scope = :scope AND dev = :dev AND closed_at IS NULL AND raw = :raw)",
            {"scope": self._scope, "dev": dev, "raw": raw, "why": why, "at": at},
        )

    def staff_role(self, dev: bytes, user: str) -> str | None:
        """Return the role a person holds on a device, None for nobody."""
        role = self._one("SELECT role FROM staff WHERE scope = ? AND dev = ? AND user = ?", dev, user)
        return None if role is None else str(role)

    def set_staff(self, dev: bytes, user: str, role: str | None) -> None:
        """Store a person's role on a device; None withdraws it."""
        key = (self._scope, dev, user)
        if role is None:
            self._db.execute("DELETE FROM staff WHERE scope = ? AND dev = ? AND user = ?", key)
        else:
            self._db.execute("INSERT OR REPLACE INTO staff VALUES (?, ?, ?, ?)", (*key, role))

    def has_staff(self, dev: bytes) -> bool:
        """Tell whether a device has named any staff yet."""
        return self._one("SELECT 1 FROM staff WHERE scope = ? AND dev = ? LIMIT 1", dev) is not None

    def unit(self) -> str:
        """Return the first part of this office's official codes."""
        row = self._db.execute("SELECT unit FROM office WHERE 'c:' || commune = ?", (self._scope,)).fetchone()
        if row is None:
            raise LookupError("a scope without an office")
        return str(row[0])

    def _bytes(self, sql: str, *values: Any) -> bytes | None:
        value = self._one(sql, *values)
        return None if value is None else bytes(value)

    def _one(self, sql: str, *values: Any) -> Any:
        row = self._db.execute(sql, (self._scope, *values)).fetchone()
        return row[0] if row else None


def _json(value: Any) -> str:
    """Spell a value for a TEXT column; what has no UTF-8 (half a surrogate pair) is spelt in ASCII."""
    text = json.dumps(value, ensure_ascii=False)
    return text if _clean(text) == text else json.dumps(value)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _said(doc: Mapping[str, Any], person: str, name: str) -> str:
    """Return a text of a person in a document of any shape, empty when it is not there."""
    facts = doc.get(person)
    value = facts.get(name) if isinstance(facts, dict) else None
    return _clean(value) if isinstance(value, str) else ""


def _searchable(doc: Mapping[str, Any]) -> str:
    """Return the folded words an officer may look for: codes, names, personal numbers, telephone numbers."""
    parts = [str(doc.get(name) or "") for name in ("number", "official_code", "procedure")]
    for person in ("applicant", "principal", "contact"):
        parts += [_said(doc, person, name) for name in ("full_name", "citizen_id", "phone")]
    return " ".join(word for part in parts for word in fold_words(_clean(part)))
