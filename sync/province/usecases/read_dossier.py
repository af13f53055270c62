"""Xem hồ sơ: one dossier with all its facts, what happened to it, and what an officer may do now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from forms.dossier.book_writes import is_book
from forms.errors import RuleError
from sync.core.event import BadEvent, read_event
from sync.province.faults import Faults
from sync.province.orders import commands_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.catalogue.versions import Versions
    from forms.dossier.procedure import Procedure
    from sync.province.archive import Kept, OpenArchive, Recorded


class Step(NamedTuple):
    """One event of a dossier's history.

    Attributes:
        at: when the province took it, RFC 3339.
        kind: the event's kind; empty when it could not be read.
        payload: its payload.
        actor: user id of the author.
        mine: True for the province's own events.
        verdict: `ok`, `conflict`, `rejected`, `quarantined`, `dup`.
        why: the verdict's sentence, or its technical reason.
    """

    at: str
    kind: str
    payload: Mapping[str, Any]
    actor: str
    mine: bool
    verdict: str
    why: str


class Reading(NamedTuple):
    """A dossier as an officer reads it.

    Attributes:
        kept: id, revision, document.
        procedure: None when no list known here has it.
        steps: its history, oldest first.
        may: commands of the wire that an officer may give now.
    """

    kept: Kept
    procedure: Procedure | None
    steps: tuple[Step, ...]
    may: tuple[str, ...]


def read_dossier(name: str, versions: Versions, open_archive: OpenArchive) -> Reading:
    """Return one dossier with its history.

    Args:
        name: its id, official code or provisional number.
        versions: says who decides its procedure.
        open_archive: opens one look at the store.

    Raises:
        RuleError: there is no such dossier.
    """
    with open_archive() as archive:
        kept = archive.locate(name)
        if kept is None or is_book(kept.doc):
            raise RuleError(Faults.NO_SUCH_DOSSIER.value)
        steps = tuple(_step(each) for each in archive.history(kept.scope, kept.id))
    procedure = versions.of_dossier(kept.doc)
    return Reading(kept, procedure, steps, commands_open(kept.doc, procedure))


def _step(recorded: Recorded) -> Step:
    verdict = recorded.verdict
    mine, why = recorded.dev is None, verdict.text or verdict.why
    try:
        event = read_event(recorded.raw)
    except BadEvent:
        return Step(recorded.received_at, "", {}, "", mine, verdict.word.value, why)
    return Step(recorded.received_at, event.kind, event.payload, event.actor, mine, verdict.word.value, why)
