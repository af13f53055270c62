"""What came down the feed becomes state: verdicts, the confirmed image, the desk's own edits on top.

Runs inside the caller's transaction. That the rows continue what we hold was checked by `sync.core.feed`.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from desktop_app.storage.connection import Connection
from desktop_app.storage.dossiers import DossierTable, Images, after_event
from desktop_app.storage.events import EventLog
from sync.core.event import STAFF_SET, BadEvent, Event, read_event
from sync.core.feed import Slice, TakenRow
from sync.core.verdict import Verdict, Word


def take_slice(connection: Connection, part: Slice) -> None:
    """Write verdicts, then project each touched dossier once.

    Args:
        connection: Inside a transaction.
        part: Checked rows, in order.
    """
    events, dossiers = EventLog(connection), DossierTable(connection)
    touched = dict[UUID, Images]()
    for row in part.rows:
        event = _event_of(events, row)
        if event is None:
            continue  # a quarantined body of another device does not travel
        _judge(connection, event, row)
        if event.kind == STAFF_SET:
            continue
        images = touched.get(event.record) or dossiers.images(event.record)
        touched[event.record] = _confirmed_after(images, event, row)
    for record, images in touched.items():
        dossiers.confirm(record, images.rev, images.confirmed, events.waiting_of(record))


def _event_of(events: EventLog, row: TakenRow) -> Event | None:
    kept = events.find(row.meta.eid)
    if kept is not None:
        return read_event(kept.raw)
    if not row.raw:
        return None
    try:
        event = read_event(row.raw)
    except BadEvent:
        return None  # signed and chained, yet not readable here: an older program steps over it (W9)
    events.keep(event, own=False)
    return event


def _judge(connection: Connection, event: Event, row: TakenRow) -> None:
    verdict = row.meta.verdict
    why = None if verdict.word is Word.OK else json.dumps(_reasons(verdict), ensure_ascii=False)
    values = (verdict.word.value, why, row.meta.rev, event.eid.bytes)
    sql = "UPDATE events SET verdict = ?, why = ?, rev = ?, early = NULL WHERE eid = ?"
    if verdict.word is Word.DUP:
        sql += " AND verdict IS NULL"  # the first row of this event said what became of it
    connection.execute(sql, values)


def _reasons(verdict: Verdict) -> Mapping[str, Any]:
    return {"why": verdict.why, "paths": list(verdict.paths), "text": verdict.text}


def _confirmed_after(images: Images, event: Event, row: TakenRow) -> Images:
    rev = max(images.rev, row.meta.rev)
    if not row.meta.verdict.applied:
        return Images(rev, images.confirmed, images.doc, known=images.known)
    confirmed = after_event(images.confirmed, event, frozenset(row.meta.verdict.paths))
    return Images(rev, confirmed, images.doc, known=images.known)
