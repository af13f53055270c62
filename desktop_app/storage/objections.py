"""One event that was refused, kept aside or held: what it wanted, what its author saw, what stands there now.

The image that an author saw is built again from the rows up to that revision, or from a snapshot's image;
where neither reaches back that far it is not known, and nobody guesses. Reads only.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from desktop_app.ports.matter_reading import Objection, Undoing
from desktop_app.storage.connection import Connection
from desktop_app.storage.dossiers import Doc, DossierTable, after_event
from forms.dossier.pointer import get_path
from sync.core.event import Event, read_event

_OBJECTED: Final = ("conflict", "rejected", "quarantined")
_CHOOSING: Final = ("mine", "edited")


class _Done(NamedTuple):
    """An event of the dossier that changed its document, with the paths that were kept aside."""

    rev: int | None
    event: Event
    aside: frozenset[str]


def objection(connection: Connection, eid: UUID) -> Objection | None:
    """Return an event with a verdict that is not `ok`, open or closed; None when there is no such.

    Args:
        connection: The store.
        eid: The event.
    """
    sql = "SELECT raw, own, verdict, why, record FROM events WHERE eid = ?"
    row = connection.execute(sql, (eid.bytes,)).fetchone()
    if row is None or row[2] not in _OBJECTED:
        return None
    event, record = read_event(row[0]), UUID(bytes=row[4])
    why = json.loads(row[3] or "{}")
    images, done = DossierTable(connection).images(record), list(_applied(connection, record))
    paths = tuple(why.get("paths") or ())
    wanted = _within(event)
    return Objection(
        eid=eid,
        record=record,
        rev=images.rev,
        kind=wanted["kind"],
        payload=wanted["payload"],
        actor=wanted["actor"],
        at=wanted["at"],
        own=bool(row[1]),
        verdict=row[2],
        why=str(why.get("why") or ""),
        paths=paths,
        text=str(why.get("text") or ""),
        is_open=_is_open(connection, eid),
        note=_last_note(images.doc, str(eid)),
        base=_image_at(connection, record, event.base, done),
        confirmed=images.confirmed,
        setters=_setters(paths, [one for one in done if (one.rev or 0) > event.base]),
        also=_also(connection, record, eid, frozenset(paths)),
    )


def undoing(connection: Connection, eid: UUID) -> Undoing | None:
    """Return what the last settlement of an event wrote and what stood there before; None when not known.

    Args:
        connection: The store.
        eid: The event that was settled.
    """
    row = connection.execute("SELECT record FROM events WHERE eid = ?", (eid.bytes,)).fetchone()
    if row is None:
        return None
    record = UUID(bytes=row[0])
    done = list(_applied(connection, record))
    last = next((one for one in reversed(done) if one.event.payload.get("settles") == str(eid)), None)
    if last is None or last.event.kind != "note":
        return None
    notes, change = _one_act(done, last.event)
    events = tuple(UUID(note.payload["settles"]) for note in notes)
    if last.event.payload.get("choice") not in _CHOOSING or change is None:
        return Undoing({}, {}, events)
    before = _image_before(connection, record, done, change)
    if before is None:
        return None
    written = dict(change.event.payload)
    return Undoing(written, {path: get_path(before, path) for path in written}, events)


def _within(event: Event) -> dict[str, Any]:
    """The event itself, or the one that a `verdict` took in again."""
    if event.kind == "verdict" and isinstance(event.payload.get("event"), dict):
        return dict(event.payload["event"])
    return {"kind": event.kind, "payload": event.payload, "actor": event.actor, "at": event.at}


def _applied(connection: Connection, record: UUID) -> Iterator[_Done]:
    """Events that changed the dossier: the feed's in its order, then own ones without a verdict."""
    sql = """SELECT rev, raw, why FROM events WHERE record = ?
             AND (verdict IN ('ok', 'conflict') OR verdict IS NULL AND own = 1)
             ORDER BY verdict IS NULL, rev, n"""
    for rev, raw, why in connection.execute(sql, (record.bytes,)).fetchall():
        aside = frozenset(json.loads(why)["paths"]) if why else frozenset[str]()
        yield _Done(rev, read_event(raw), aside)


def _image_at(connection: Connection, record: UUID, rev: int, done: Sequence[_Done]) -> Doc | None:
    """The confirmed image at a revision; None when the rows do not reach back without a hole."""
    rows = [one for one in done if one.rev is not None and 0 < one.rev <= rev]
    revs = {one.rev for one in rows}
    if rev > 0 and revs == set(range(1, rev + 1)):
        return _played(None, rows)
    found = connection.execute(
        "SELECT rev, doc FROM bases WHERE dossier = ? AND doc IS NOT NULL", (record.bytes,)
    ).fetchone()
    if found is None or not 0 < found[0] <= rev:
        return None
    if not set(range(found[0] + 1, rev + 1)) <= revs:
        return None
    return _played(json.loads(found[1]), [one for one in rows if (one.rev or 0) > found[0]])


def _image_before(connection: Connection, record: UUID, done: Sequence[_Done], change: _Done) -> Doc | None:
    if change.rev is not None:
        return _image_at(connection, record, change.rev - 1, done)
    images = DossierTable(connection).images(record)
    waiting = [one for one in done if one.rev is None]
    return _played(images.confirmed, waiting[: waiting.index(change)])


def _played(doc: Doc | None, rows: Sequence[_Done]) -> Doc | None:
    for one in rows:
        doc = after_event(doc, one.event, one.aside)
    return doc


def _one_act(done: Sequence[_Done], last: Event) -> tuple[list[Event], _Done | None]:
    """The notes of one choice, and the change before them: each names the author's event before it."""
    by_id = {one.event.eid: one for one in done}
    notes, before = [last], by_id.get(last.after) if last.after else None
    while before is not None and before.event.kind == "note" and _same_act(before.event, last):
        notes.append(before.event)
        before = by_id.get(before.event.after) if before.event.after else None
    is_change = before is not None and before.event.kind == "fields.set"
    return notes, before if is_change else None


def _same_act(one: Event, other: Event) -> bool:
    return all(one.payload.get(name) == other.payload.get(name) for name in ("choice", "text")) and (
        "settles" in one.payload and one.actor == other.actor
    )


def _setters(paths: Sequence[str], done: Sequence[_Done]) -> dict[str, tuple[str, str]]:
    found = dict[str, tuple[str, str]]()
    for one in done:
        written = _written(one.event)
        for path in paths:
            if path in written and path not in one.aside and one.rev is not None:
                found[path] = (one.event.actor, one.event.at)
    return found


def _written(event: Event) -> Mapping[str, Any]:
    within = _within(event)
    payload = within["payload"]
    if within["kind"] == "fields.set":
        return dict(payload)
    args = payload.get("args")
    changes = args.get("set") if within["kind"] == "cmd" and isinstance(args, dict) else None
    return changes if isinstance(changes, dict) else {}


def _is_open(connection: Connection, eid: UUID) -> bool:
    sql = "SELECT 1 FROM open_objections WHERE eid = ?"
    return connection.execute(sql, (eid.bytes,)).fetchone() is not None


def _also(connection: Connection, record: UUID, eid: UUID, paths: frozenset[str]) -> tuple[UUID, ...]:
    sql = "SELECT eid, why FROM open_objections WHERE record = ? AND verdict = 'conflict' AND eid <> ?"
    rows = connection.execute(sql, (record.bytes, eid.bytes)).fetchall()
    return tuple(UUID(bytes=other) for other, why in rows if set(json.loads(why)["paths"]) <= paths)


def _last_note(doc: Doc | None, eid: str) -> Mapping[str, Any] | None:
    notes = (doc or {}).get("notes") or ()
    named = [note for note in notes if eid in (note.get("settles"), note.get("reopens"))]
    return named[-1] if named else None
