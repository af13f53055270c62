"""What came down the feed becomes state: verdicts, the confirmed image, the desk's own edits on top.

Runs inside the caller's transaction. That the rows continue what we hold was checked by `sync.core.feed`.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from desktop_app.storage.codes import CodeTable
from desktop_app.storage.connection import Connection
from desktop_app.storage.dossiers import DossierTable, Images, after_event
from desktop_app.storage.events import EventLog
from desktop_app.storage.feed_rows import FeedTable
from desktop_app.storage.images import ImageTable
from desktop_app.storage.numbers import HeardNumbers
from sync.core.certificate import Certificate
from sync.core.event import STAFF_SET, BadEvent, Event, read_event
from sync.core.feed import Slice, TakenRow
from sync.core.messages import EarlyVerdict
from sync.core.verdict import Verdict, Word


def take_slice(connection: Connection, certificate: Certificate, part: Slice, timeline: int) -> None:
    """Write rows and verdicts, then project each touched dossier once; tally and cursor follow.

    Args:
        connection: Inside a transaction.
        certificate: This machine's.
        part: Checked rows, in order.
        timeline: The province's; the cursor is won under it.
    """
    events, dossiers, feeds = EventLog(connection), DossierTable(connection), FeedTable(connection)
    codes, bases = CodeTable(connection), ImageTable(connection)
    numbers = HeardNumbers(connection, certificate)
    touched = dict[UUID, Images]()
    for row in part.rows:
        event = _event_of(events, row)
        if event is None:
            continue  # a quarantined body of another device does not travel
        judge(connection, event.eid, row.meta.verdict, row.meta.rev)
        if event.kind == STAFF_SET:
            continue
        codes.learn_from(event, row.meta.verdict)
        if event.kind == "dossier.new":
            numbers.hear(event.record, event.payload.get("doc"))
        images = touched.get(event.record)
        if images is None:
            images = dossiers.images(event.record)
            bases.keep_base(event.record, images)
        touched[event.record] = _confirmed_after(images, event, row)
    changes = [
        dossiers.confirm(record, images.rev, images.confirmed, events.waiting_of(record))
        for record, images in touched.items()
    ]
    feeds.keep(part)
    feeds.recount_by(part.end.scope, changes)
    feeds.move(part.end, timeline)


def hear_early(connection: Connection, notices: Iterable[EarlyVerdict]) -> None:
    """Keep notices of an answer; a settled one is final: its row may lie where we never go again.

    Args:
        connection: Inside a transaction.
        notices: As a signed answer gave them.
    """
    events, dossiers = EventLog(connection), DossierTable(connection)
    for notice in notices:
        if not notice.settled:
            row = (json.dumps(notice.verdict.to_json(), ensure_ascii=False), notice.eid.bytes)
            connection.execute("UPDATE events SET early = ? WHERE eid = ? AND own = 1", row)
            continue
        kept = events.find(notice.eid)
        if kept is None or not events.is_waiting(notice.eid):
            continue
        judge(connection, notice.eid, notice.verdict, notice.rev)
        event = read_event(kept.raw)
        if event.kind != STAFF_SET:
            images = dossiers.images(event.record)
            dossiers.confirm(event.record, images.rev, images.confirmed, events.waiting_of(event.record))


def judge(connection: Connection, eid: UUID, verdict: Verdict, rev: int | None) -> None:
    """Write down what became of an event.

    Args:
        connection: Inside a transaction.
        eid: The event.
        verdict: As the feed or a snapshot says it.
        rev: The dossier's revision after it, None when that is not known.
    """
    why = None if verdict.word is Word.OK else json.dumps(_reasons(verdict), ensure_ascii=False)
    sql = "UPDATE events SET verdict = ?, why = ?, rev = ?, early = NULL WHERE eid = ?"
    if verdict.word is Word.DUP:
        sql += " AND verdict IS NULL"  # the first row of this event said what became of it
    connection.execute(sql, (verdict.word.value, why, rev, eid.bytes))


def _event_of(events: EventLog, row: TakenRow) -> Event | None:
    """The event of a row; a body that came is kept.

    An own event that this store had lost comes back from another line with its body. Nothing in a row says
    that this device wrote it, so it is kept like any desk's: it needs no stamp, for the province has it.
    """
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


def _reasons(verdict: Verdict) -> Mapping[str, Any]:
    return {"why": verdict.why, "paths": list(verdict.paths), "text": verdict.text}


def _confirmed_after(images: Images, event: Event, row: TakenRow) -> Images:
    rev = max(images.rev, row.meta.rev)
    if not row.meta.verdict.applied:
        return Images(rev, images.confirmed, images.doc, known=images.known)
    confirmed = after_event(images.confirmed, event, frozenset(row.meta.verdict.paths))
    return Images(rev, confirmed, images.doc, known=images.known)
