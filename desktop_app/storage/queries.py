"""The read side: pages by key, search on folded words, a dossier opened, and the facts of the status strip.

Truth is derived here from the log at each reading (docs/adr/0001); no statement in this file writes. What a
person typed reaches FTS5 only inside quotes (INP-9).
"""
# ruff: noqa: S608 - every statement is put together from words of this page; what a person typed is always a value

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.ports import (
    DossierPage,
    DossierRow,
    DossierView,
    HistoryLine,
    Search,
    SyncFacts,
    Truth,
    WorkNumbers,
)
from desktop_app.storage.audit_log import newest_act
from desktop_app.storage.connection import Connection, bounded
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.events import OF_NO_DOSSIER, EventLog
from forms.dossier.book_writes import BOOK_KINDS
from forms.dossier.lifecycle import RUNNING
from forms.dossier.numbering import is_official_code, parse_provisional
from forms.errors import RuleError
from forms.text.fold import fold_words
from sync.core.event import read_event

# What closes a refusal stands in the view (migrations/0003_matters.sql).
REFUSED: Final = """EXISTS (
    SELECT 1 FROM open_objections o WHERE o.record = d.id AND o.verdict IN ('rejected', 'quarantined'))"""
WAITING: Final = """(
    SELECT CASE WHEN max(s.seq) > r.sent_through THEN 'waiting'
                WHEN max(s.seq) > r.sending_after THEN 'sending' ELSE 'unknown' END
    FROM events e JOIN stamps s ON s.event = e.n AND s.epoch = (SELECT epoch FROM device), road r
    WHERE e.record = d.id AND e.own = 1 AND e.verdict IS NULL HAVING count(*) > 0)"""
# Refused, and a person left it at that: it was answered, and it has no code.
DROPPED: Final = """EXISTS (
    SELECT 1 FROM events e WHERE e.record = d.id AND e.verdict IN ('rejected', 'quarantined')
    AND e.kind IN ('dossier.new', 'cmd') AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.n = e.n))"""
_TRUTH: Final = f"""CASE WHEN {REFUSED} THEN 'refused' ELSE coalesce({WAITING},
    CASE WHEN d.official_code IS NOT NULL OR d.status IN ('voided', 'refused') THEN 'accepted'
         WHEN {DROPPED} THEN 'refused' ELSE 'unknown' END) END"""
_ROW: Final = f"""d.n, d.id, d.number, d.official_code, d.applicant, d.procedure, d.status, {_TRUTH},
    d.received_at, d.due_at"""
# The engine takes a partial index only where its condition stands word for word.
_OBJECTED: Final = "verdict IN ('rejected', 'quarantined', 'conflict')"
_PENDING: Final = "d.id IN (SELECT record FROM events WHERE own = 1 AND verdict IS NULL)"
_NARROWED: Final[Mapping[Truth, str]] = {
    # by these a filtered list is reached without judging every dossier
    Truth.REFUSED: f"d.id IN (SELECT record FROM events WHERE {_OBJECTED})",
    Truth.WAITING: _PENDING,
    Truth.SENDING: _PENDING,
    Truth.ACCEPTED: "d.official_code IS NOT NULL",
}
# Staff travel as events too, but a counter counts dossiers: each begins once, where it was received.
_HANDED_IN: Final = "SELECT count(*), count(verdict) FROM events WHERE own = 1 AND kind = 'dossier.new'"
_OF_BOOKS: Final = tuple(sorted(BOOK_KINDS))
_ON_THE_WAY: Final = f"""
    SELECT count(*) FILTER (WHERE top > sent_through),
           count(*) FILTER (WHERE top <= sent_through AND top > sending_after),
           count(*) FILTER (WHERE top <= sent_through AND (top > sending_after) IS NOT TRUE)
    FROM road, (SELECT max(s.seq) AS top FROM events e
                JOIN stamps s ON s.event = e.n AND s.epoch = (SELECT epoch FROM device)
                WHERE e.own = 1 AND e.verdict IS NULL AND e.kind NOT IN {OF_NO_DOSSIER}
                AND e.kind NOT IN {_OF_BOOKS} GROUP BY e.record)"""
_DOSSIERS_ONLY: Final = "WHERE number IS NOT NULL"  # the commune's books lie beside them
_RUNNING: Final = tuple(sorted(RUNNING))


class StoreQueries:
    """Implements the port `Queries` on the connection of the store's worker."""

    def __init__(self, connection: Connection, monotonic: Callable[[], float]) -> None:
        self._connection = connection
        self._monotonic = monotonic

    def page(self, search: Search, after: int | None = None, limit: int = 200) -> DossierPage:
        """Return a page, the newest first; `after` is the `next` of the page before."""
        source, where, values = "dossiers d", ["d.number IS NOT NULL"], list[object]()
        words = fold_words(search.words)
        if words:
            source = "search f JOIN dossiers d ON d.n = f.rowid"
            where.append("f.folded MATCH ?")
            values.append(" ".join(f'"{word}"*' for word in words))
        key = "f.rowid" if words else "d.n"
        if after is not None:
            where.append(f"{key} < ?")
            values.append(after)
        if search.status is not None:
            where.append("d.status = ?")
            values.append(search.status)
        if search.truth is not None:
            where.append(f"{_TRUTH} = ?")
            values.append(search.truth.value)
            if search.truth in _NARROWED:
                where.append(_NARROWED[search.truth])
        condition = f"WHERE {' AND '.join(where)}"
        sql = f"SELECT {_ROW} FROM {source} {condition} ORDER BY {key} DESC LIMIT ?"
        with bounded(self._connection, self._monotonic):
            rows = self._connection.execute(sql, (*values, limit + 1)).fetchall()
        shown = tuple(_row(row) for row in rows[:limit])
        return DossierPage(shown, rows[limit - 1][0] if len(rows) > limit else None)

    def resolve(self, key: str) -> UUID | None:
        """Return the dossier with this id, provisional number or official code, or None."""
        text = key.strip()
        for reading in (_as_id, _as_number, _as_code):
            found = reading(text)
            if found is None:
                continue
            column, value = found
            row = self._one(f"SELECT id FROM dossiers WHERE {column} = ? AND number IS NOT NULL", value)
            if row is not None:
                return UUID(bytes=row[0])
        return None

    def read(self, record: UUID) -> DossierView | None:
        """Return the opened dossier, or None."""
        sql = f"SELECT d.doc, d.rev, {_TRUTH} FROM dossiers d WHERE d.id = ?"
        row = self._one(sql, record.bytes)
        if row is None:
            return None
        names = dict(self._connection.execute("SELECT user, full_name FROM staff").fetchall())
        told = history(self._connection, record)
        return DossierView(record, json.loads(row[0]), row[1], Truth(row[2]), told, names)

    def of_person(self, citizen_id: str, since: datetime) -> tuple[DossierRow, ...]:
        """Return this person's dossiers received at or after `since`, the newest first."""
        sql = f"""SELECT {_ROW} FROM dossiers d WHERE d.citizen_id = ?
                  AND unixepoch(d.received_at) >= ? ORDER BY d.n DESC"""
        with bounded(self._connection, self._monotonic):
            rows = self._connection.execute(sql, (citizen_id, int(since.timestamp()))).fetchall()
        return tuple(_row(row) for row in rows)

    def work_numbers(self, now: datetime, soon: datetime) -> WorkNumbers:
        """Count the work; late is due before `now`, due soon is due before `soon` and not late.

        What waits for the citizen, is decided or has ended is neither.
        """
        marks = ", ".join("?" * len(_RUNNING))
        due = f"""SELECT count(*) FILTER (WHERE due < ?1), count(*) FILTER (WHERE due >= ?1 AND due < ?2)
                  FROM (SELECT unixepoch(due_at) AS due FROM dossiers
                        WHERE due_at IS NOT NULL AND status IN ({marks}))"""
        with bounded(self._connection, self._monotonic):
            by_status = f"SELECT status, count(*) FROM dossiers {_DOSSIERS_ONLY} GROUP BY status"
            status = dict(self._connection.execute(by_status).fetchall())
            by_truth = f"SELECT {_TRUTH} AS truth, count(*) FROM dossiers d {_DOSSIERS_ONLY} GROUP BY truth"
            truth = dict(self._connection.execute(by_truth).fetchall())
            instants = (int(now.timestamp()), int(soon.timestamp()))
            late, due_soon = self._connection.execute(due, (*instants, *_RUNNING)).fetchone()
        return WorkNumbers(status, truth, self._one("SELECT count(*) FROM drafts")[0], due_soon, late)

    def sync_facts(self) -> SyncFacts:
        """Return the facts of the status strip."""
        certificate = DeviceRow(self._connection, EventLog(self._connection)).certificate()
        road = self._one(
            """SELECT last_contact, bytes_up, bytes_down, phase, suspicious, round_trips, drift_s,
               EXISTS (SELECT 1 FROM findings WHERE kind = 'twin' AND closed_at IS NULL) FROM road"""
        )
        files = self._one("""SELECT count(*), coalesce(sum(b.size - t.sent), 0)
                             FROM transfers t JOIN blobs b USING (sha256) WHERE t.state <> 'have'""")
        handed_in, signed_for = self._one(_HANDED_IN)
        waiting, sending, unknown = self._one(_ON_THE_WAY)
        refused = self._one(
            f"SELECT count(*) FROM dossiers d WHERE {_NARROWED[Truth.REFUSED]} AND {REFUSED}"
        )[0]
        kept_aside = "SELECT count(DISTINCT record) FROM open_objections WHERE verdict = 'conflict'"
        conflicts = self._one(kept_aside)[0]
        return SyncFacts(
            enrolled=certificate is not None,
            last_contact=road[0],
            handed_in=handed_in,
            signed_for=signed_for,
            waiting=waiting,
            sending=sending,
            unknown=unknown,
            refused=refused,
            conflicts=conflicts,
            blobs_waiting=files[0],
            blob_bytes_waiting=files[1],
            bytes_up=road[1],
            bytes_down=road[2],
            round_trips=road[5],
            phase=road[3],
            suspicious=road[4],
            drift_s=road[6],
            twin=bool(road[7]),
            newest_act=newest_act(self._connection),
        )

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()


def history(connection: Connection, record: UUID) -> tuple[HistoryLine, ...]:
    """Return a dossier's events in the order in which they came to this store."""
    sql = "SELECT raw, own, verdict, why, early FROM events WHERE record = ? ORDER BY n"
    return tuple(_line(*row) for row in connection.execute(sql, (record.bytes,)))


def _row(row: tuple[Any, ...]) -> DossierRow:
    return DossierRow(
        id=UUID(bytes=row[1]),
        number=row[2] or "",
        official_code=row[3],
        applicant=row[4] or "",
        procedure=row[5] or "",
        status=row[6] or "",
        truth=Truth(row[7]),
        received_at=row[8] or "",
        due_at=row[9],
    )


def _line(raw: bytes, own: int, verdict: str | None, why: str | None, early: str | None) -> HistoryLine:
    event = read_event(raw)
    notice = json.loads(early) if early is not None and verdict is None else None
    reasons = notice if isinstance(notice, dict) else None if why is None else json.loads(why)
    word = verdict if notice is None else notice if isinstance(notice, str) else notice.get("v")
    return HistoryLine(
        eid=event.eid,
        kind=event.kind,
        payload=event.payload,
        actor=event.actor,
        at=event.at,
        own=bool(own),
        verdict=word,
        why=reasons,
        early=notice is not None,
    )


def _as_id(text: str) -> tuple[str, object] | None:
    try:
        return "id", UUID(text).bytes
    except ValueError:
        return None


def _as_number(text: str) -> tuple[str, object] | None:
    try:
        return "number", str(parse_provisional(text))
    except RuleError:
        return None


def _as_code(text: str) -> tuple[str, object] | None:
    code = text.strip().upper()
    return ("official_code", code) if is_official_code(code) else None
