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
from desktop_app.storage.events import OF_NO_DOSSIER, EventLog, Said
from desktop_app.storage.feed_rows import FeedTable
from desktop_app.storage.images import ImageTable
from desktop_app.storage.numbers import HeardNumbers
from sync.core.certificate import Certificate
from sync.core.event import BadEvent, Event, read_event
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
    before, touched = dict[UUID, Images](), dict[UUID, Images]()
    kept = events.raws(row.meta.eid for row in part.rows)
    for row in part.rows:
        event = _taken(events, kept.get(row.meta.eid), row)
        if event is None or event.kind in OF_NO_DOSSIER:
            continue
        codes.learn_from(event, row.meta.verdict)
        if event.kind == "dossier.new":
            numbers.hear(event.record, event.payload.get("doc"))
        images = touched.get(event.record)
        if images is None:
            images = before[event.record] = dossiers.images(event.record)
            bases.keep_base(event.record, images)
        touched[event.record] = _confirmed_after(images, event, row)
    changes = [
        dossiers.confirm(record, images.rev, images.confirmed, events.waiting_of(record), before[record])
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
        elif events.is_waiting(notice.eid):
            judge(events, notice.eid, notice.verdict, notice.rev)
            event = read_event(events.raws([notice.eid])[notice.eid])
            if event.kind not in OF_NO_DOSSIER:
                images = dossiers.images(event.record)
                dossiers.confirm(event.record, images.rev, images.confirmed, events.waiting_of(event.record))


def judge(events: EventLog, eid: UUID, verdict: Verdict, rev: int | None) -> None:
    """Write down what became of an event; the first row of it says that, a `dup` adds nothing.

    Args:
        events: Inside a transaction.
        eid: The event.
        verdict: As the feed or a snapshot says it.
        rev: The dossier's revision after it, None when that is not known.
    """
    events.judge(eid, _said(verdict, rev), first=verdict.word is Word.DUP)


def _taken(events: EventLog, kept: bytes | None, row: TakenRow) -> Event | None:
    """The event of a row, judged; None for a body that does not travel or does not read.

    An own event that this store had lost comes back from another line with its body. Nothing in a row says
    that this device wrote it, so it is kept like any desk's: it needs no stamp, for the province has it.
    """
    if kept is not None:
        judge(events, row.meta.eid, row.meta.verdict, row.meta.rev)
        return read_event(kept)
    if not row.raw:
        return None  # a quarantined body of another device
    try:
        event = read_event(row.raw)
    except BadEvent:
        return None  # signed and chained, yet not readable here: an older program steps over it (W9)
    events.keep(event, own=False, said=_said(row.meta.verdict, row.meta.rev))
    return event


def _said(verdict: Verdict, rev: int | None) -> Said:
    why = None if verdict.word is Word.OK else json.dumps(_reasons(verdict), ensure_ascii=False)
    return Said(verdict.word.value, why, rev)


def _reasons(verdict: Verdict) -> Mapping[str, Any]:
    return {"why": verdict.why, "paths": list(verdict.paths), "text": verdict.text}


def _confirmed_after(images: Images, event: Event, row: TakenRow) -> Images:
    rev = max(images.rev, row.meta.rev)
    if not row.meta.verdict.applied:
        return Images(rev, images.confirmed, images.doc, known=images.known)
    confirmed = after_event(images.confirmed, event, frozenset(row.meta.verdict.paths))
    return Images(rev, confirmed, images.doc, known=images.known)
