"""What waits for a person, found in the log at each reading: classes C3–C11 as one list, oldest first.

An event's verdict, what closes it and what supersedes it stand as views in `migrations/0003_matters.sql`; one
event opened is `objections`. No statement here writes.
"""
# ruff: noqa: S608 - every statement is put together from words of this page; what was asked is always a value

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.ports.matter_reading import (
    Before,
    MatterNumbers,
    MatterSearch,
    Objection,
    OpenMatter,
    OpenMatters,
    Undoing,
)
from desktop_app.ports.matters import MatterClass
from desktop_app.ports.reading import HistoryLine
from desktop_app.storage.connection import Connection, bounded
from desktop_app.storage.dossiers import DossierTable
from desktop_app.storage.objections import objection, undoing
from desktop_app.storage.queries import history
from forms.dossier.channels import CameBy
from forms.dossier.lifecycle import ENDS, RUNNING, Status
from forms.dossier.lookups import WAITS_FOR_PAPER, LookupStatus

_LOOKED_UP_IN: Final = repr(tuple(sorted(status.value for status in RUNNING)))
_WITHOUT: Final = repr(tuple(sorted(status.value for status in WAITS_FOR_PAPER)))
_GOING_ON: Final = repr(tuple(status.value for status in Status if status not in ENDS))
_LINKED: Final = """(a.doc ->> ('$.links."' || {b} || '"') IS NOT NULL
                  OR b.doc ->> ('$.links."' || {a} || '"') IS NOT NULL)"""
_ID: Final = (
    "lower(substr(hex({0}.id), 1, 8) || '-' || substr(hex({0}.id), 9, 4) || '-' || substr(hex({0}.id), 13, 4)"
    " || '-' || substr(hex({0}.id), 17, 4) || '-' || substr(hex({0}.id), 21))"
)
_PAIR: Final = f"{_ID.format('a')} || ':' || {_ID.format('b')}"
_UNLINKED: Final = f"NOT {_LINKED.format(a=_ID.format('a'), b=_ID.format('b'))}"

_OBJECTIONS: Final = """
    SELECT 'e:' || (o.body ->> '$.eid'),
           CASE o.verdict WHEN 'conflict' THEN 'C3' WHEN 'quarantined' THEN 'C11' ELSE
           CASE o.why ->> '$.why' WHEN 'not_authority' THEN 'C4' WHEN 'frozen' THEN 'C4'
                WHEN 'state' THEN 'C5' WHEN 'void' THEN 'C6' ELSE 'refused' END END,
           o.record, o.body ->> '$.at', o.own,
           CASE o.kind WHEN 'cmd' THEN o.body ->> '$.payload.name'
                WHEN 'verdict' THEN o.body ->> '$.payload.event.kind' ELSE o.kind END,
           coalesce(o.why ->> '$.why', ''), coalesce(o.why ->> '$.text', '')
    FROM open_objections o"""
_SAME_NUMBER: Final = f"""
    SELECT 'n:' || {_PAIR}, 'C7', b.id, b.received_at, 0, b.number, '', ''
    FROM (SELECT number FROM dossiers WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1) twice
    JOIN dossiers a ON a.number = twice.number JOIN dossiers b ON b.number = a.number AND a.id < b.id
    WHERE a.status <> 'voided' AND b.status <> 'voided' AND {_UNLINKED}"""
_ALIKE: Final = f"""
    SELECT 'd:' || {_PAIR}, 'C8', b.id, b.received_at, 0, b.procedure, '', ''
    FROM dossiers b CROSS JOIN dossiers a  -- the few that go on come first
         ON a.citizen_id = b.citizen_id AND a.procedure = b.procedure AND a.id < b.id
    WHERE b.status IN {_GOING_ON} AND a.status IN {_GOING_ON} AND a.number IS NOT b.number
      AND abs(unixepoch(a.received_at) - unixepoch(b.received_at)) < 7 * 86400 AND {_UNLINKED}"""
_FILES: Final = """
    SELECT 'f:' || lower(hex(t.sha256)) || ':' || (CAST(e.raw AS TEXT) ->> '$.dossier'), 'C9', t.record,
           CAST(e.raw AS TEXT) ->> '$.at', 1, coalesce(CAST(e.raw AS TEXT) ->> '$.payload.title', ''),
           '', ''
    FROM transfers t JOIN events e ON e.record = t.record AND e.kind = 'attach.add' AND e.verdict = 'ok'
         AND CAST(e.raw AS TEXT) ->> '$.payload.sha256' = lower(hex(t.sha256))
    JOIN dossiers d ON d.id = t.record
    WHERE t.state <> 'have'
      AND (t.troubles >= 3 OR unixepoch(CAST(e.raw AS TEXT) ->> '$.at') < :files_before)
      AND d.doc ->> ('$.attachments."' || lower(hex(t.sha256)) || '".void') IS NULL"""
_FINDINGS: Final = """
    SELECT 'c:' || n, 'C10', NULL, at, 1, kind, '', '' FROM findings WHERE closed_at IS NULL"""
_LOOKUPS: Final = f"""
    SELECT 'l:' || {_ID.format("d")}, 'lookup', d.id, d.received_at,
           EXISTS (SELECT 1 FROM events e WHERE e.record = d.id AND e.kind = 'dossier.new' AND e.own = 1),
           group_concat(d.paper, '; '), coalesce(d.channel, ''), ''
    FROM (SELECT d.id, d.received_at, d.doc ->> '$.supplement_request' AS asked,
                 d.doc ->> '$.channel' AS channel,
                 p.value ->> '$.name' AS paper,
                 coalesce((SELECT a.value FROM json_each(d.doc, '$.lookups') a
                           WHERE a.key = p.value ->> '$.name'), p.value ->> '$.lookup_status') AS said
          FROM dossiers d, json_each(d.doc, '$.papers') p
          WHERE d.status IN {_LOOKED_UP_IN} AND instr(d.doc, '"lookup_status"') > 0) d
    WHERE d.said = '{LookupStatus.PENDING}' OR d.said IN {_WITHOUT} AND d.asked IS NULL
    GROUP BY d.id"""
_ALL: Final = f"""WITH open (key, kind, record, since, own, what, why, text) AS (
    {_OBJECTIONS} UNION ALL {_SAME_NUMBER} UNION ALL {_ALIKE} UNION ALL {_FILES} UNION ALL {_FINDINGS}
    UNION ALL {_LOOKUPS}),
    dated AS (SELECT *, coalesce(unixepoch(since), 0) AS second FROM open)"""
_VOLUME: Final = """(d.doc ->> '$.book') || ' quyển ' || printf('%02d', d.doc ->> '$.volume') || '/'
    || (d.doc ->> '$.year')"""
_ROWS: Final = f"""SELECT o.key, o.kind, o.record, o.since, o.own, o.what, o.why, o.text,
    coalesce(d.number, {_VOLUME}),
    d.official_code, d.applicant, d.procedure, o.second
    FROM dated o LEFT JOIN dossiers d ON d.id = o.record"""


_LATE: Final = f"""CASE WHEN o.kind <> 'lookup' THEN :before
    WHEN o.why = '{CameBy.ONLINE}' THEN :online_before ELSE :lookups_before END"""
"""A look-up is late by its own limit, anything else by its age."""


class StoreMatters:
    """Implements the port `MatterQueries` on the connection of the store's worker."""

    def __init__(self, connection: Connection, monotonic: Callable[[], float]) -> None:
        self._connection = connection
        self._monotonic = monotonic

    def page(self, search: MatterSearch, before: Before, limit: int = 50) -> OpenMatters:
        """Return a page, the oldest first."""
        where, values = _narrowed(search, before)
        sql = f"{_ALL} {_ROWS} WHERE {where} ORDER BY o.second, o.key LIMIT :limit"
        rows = self._all(sql, {**values, "files_before": _second(before.files), "limit": limit + 1})
        shown = rows[:limit]
        after = f"{shown[-1][12]}|{shown[-1][0]}" if len(rows) > limit else ""
        return OpenMatters(tuple(_row(row) for row in shown), after)

    def numbers(self, before: Before) -> MatterNumbers:
        """Count all open matters, and those that are late."""
        sql = f"""{_ALL} SELECT kind, count(*), count(*) FILTER (WHERE second < {_LATE}), since, min(second)
                  FROM dated o GROUP BY kind"""
        rows = self._all(sql, {**_late(before), "files_before": _second(before.files)})
        oldest = min(rows, key=lambda row: row[4], default=None)  # `since` stands beside the least second
        counts = {row[0]: row[1] for row in rows}
        return MatterNumbers(counts, sum(row[2] for row in rows), oldest[3] or "" if oldest else "")

    def one(self, key: str, before: Before) -> OpenMatter | None:
        """Return the open matter with this key, None when it is closed or never was."""
        rows = self._all(f"{_ALL} {_ROWS} WHERE o.key = :key", {
            "key": key, "files_before": _second(before.files),
        })  # fmt: skip
        return _row(rows[0]) if rows else None

    def objection(self, eid: UUID) -> Objection | None:
        """Return an event that was refused, kept aside or held; open or closed."""
        return objection(self._connection, eid)

    def undoing(self, eid: UUID) -> Undoing | None:
        """Return what the last settlement of an event wrote; None when the rows are not here to tell."""
        return undoing(self._connection, eid)

    def doc(self, record: UUID) -> Mapping[str, Any] | None:
        """Return a dossier's document as the clerk sees it."""
        return DossierTable(self._connection).get(record)

    def names(self) -> Mapping[str, str]:
        """Return the full name of every user of this office."""
        return dict(self._connection.execute("SELECT user, full_name FROM staff").fetchall())

    def history(self, record: UUID) -> Sequence[HistoryLine]:
        """Return a dossier's events in the order in which they came to this store."""
        return history(self._connection, record)

    def _all(self, sql: str, values: Mapping[str, object]) -> list[Any]:
        with bounded(self._connection, self._monotonic):
            found: list[Any] = self._connection.execute(sql, values).fetchall()
        return found


def _narrowed(search: MatterSearch, before: Before) -> tuple[str, dict[str, object]]:
    parts, values = ["1"], dict[str, object]()
    if search.classes:
        names = {f"kind{n}": kind.value for n, kind in enumerate(sorted(search.classes))}
        parts.append(f"o.kind IN ({', '.join(f':{name}' for name in names)})")
        values |= names
    if search.record is not None:
        parts.append("o.record = :record")
        values["record"] = search.record.bytes
    if search.is_late:
        parts.append(f"o.second < {_LATE}")
        values |= _late(before)
    second, _, key = search.after.partition("|")
    if second.lstrip("-").isdecimal():
        parts.append("(o.second, o.key) > (:second, :after)")
        values |= {"second": int(second), "after": key}
    return " AND ".join(parts), values


def _row(row: Sequence[Any]) -> OpenMatter:
    key, kind, record, since, own, what, why, text, number, code, applicant, procedure, _second = row
    return OpenMatter(
        key=key,
        kind=MatterClass(kind),
        record=None if record is None else UUID(bytes=record),
        since=since or "",
        own=bool(own),
        what=what or "",
        why=why,
        text=text,
        number=number or "",
        official_code=code or "",
        applicant=applicant or "",
        procedure=procedure or "",
    )


def _late(before: Before) -> dict[str, int]:
    return {
        "before": _second(before.alarm),
        "lookups_before": _second(before.lookups),
        "online_before": _second(before.online),
    }


def _second(at: datetime) -> int:
    return int(at.timestamp())
