"""Is it still open? What closes an event that the province refused, kept aside or held (docs/sync.md).

The same rules as at a desk: the last note that names it, the `verdict` that took it in again, a later event
about the same thing. Pure; derived from the log, stored nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sync.core.event import BadEvent, Event, read_event
from sync.core.verdict import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.province.archive import Recorded


def taken_again_id(eid: UUID) -> UUID:
    """Return the id of the `verdict` event that takes a held event in again: there can be one only."""
    return uuid5(eid, "verdict")


def event_of(recorded: Recorded) -> Event | None:
    """Read an event of the log; None for bytes that are none."""
    try:
        return read_event(recorded.raw)
    except BadEvent:
        return None


def is_open(recorded: Recorded, doc: Mapping[str, Any] | None, history: Sequence[Recorded]) -> bool:
    """Tell whether nothing has closed an objection yet.

    Args:
        recorded: An event whose verdict is not `ok`.
        doc: Its dossier's document, None when the province has none.
        history: The dossier's events in the feed's order.
    """
    settled = is_settled(recorded.eid, doc)
    if settled is not None:
        return not settled
    again = str(taken_again_id(UUID(recorded.eid)))
    if recorded.verdict.word is Word.QUARANTINED and any(other.eid == again for other in history):
        return False
    event = event_of(recorded)
    later = _after(recorded, history)
    return event is None or not any(_supersedes(other, recorded, event) for other in later)


def is_settled(eid: str, doc: Mapping[str, Any] | None) -> bool | None:
    """Tell whether the last note that names an event closed it; None when no note does.

    Args:
        eid: The event.
        doc: Its dossier's document, None when the province has none.
    """
    notes = [note for note in (doc or {}).get("notes", ()) if eid in _named(note)]
    return "settles" in notes[-1] if notes else None


def _named(note: Mapping[str, Any]) -> tuple[Any, Any]:
    return note.get("settles"), note.get("reopens")


def _after(recorded: Recorded, history: Sequence[Recorded]) -> Sequence[Recorded]:
    ids = [other.eid for other in history]
    return history[ids.index(recorded.eid) + 1 :] if recorded.eid in ids else ()


def _supersedes(later: Recorded, recorded: Recorded, event: Event) -> bool:
    other = event_of(later)
    if other is None or other.kind != event.kind or not _same_thing(event, other, recorded):
        return False
    if later.dev == recorded.dev:
        return True
    return later.verdict.applied and not set(later.verdict.paths) & set(event.payload)


def _same_thing(event: Event, other: Event, recorded: Recorded) -> bool:
    if event.kind == "cmd":
        named = event.payload.get("name") == other.payload.get("name")
        return named and recorded.verdict.word is not Word.CONFLICT
    if event.kind == "attach.add":
        return event.payload.get("sha256") == other.payload.get("sha256")
    wanted = recorded.verdict.paths if recorded.verdict.word is Word.CONFLICT else tuple(event.payload)
    return event.kind == "fields.set" and set(wanted) <= set(other.payload)
