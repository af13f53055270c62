"""What a person decides where two sides differ: settle, reopen, do again, void, link, drop a file.

Here: the commands, each tried on the document first. Not here: how a difference is found (the desk's queries,
the province's verdicts), what an event writes (`projection`). Source: docs/adr/0006, "A conflict is closed by
events".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from forms.dossier.dossier import Happening, tried
from forms.dossier.projection import LINKS
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

CHOICES: Final = ("theirs", "mine", "edited", "dropped", "again")


def settle(
    doc: Mapping[str, Any], changes: Mapping[str, Any], closed: tuple[str, ...], choice: str, reason: str
) -> tuple[Happening, ...]:
    """Close what was refused or kept aside: the chosen values, if any, and a note for each event it settles.

    Args:
        doc: The document as the desk sees it.
        changes: Path to chosen value; empty where the server's stays.
        closed: Ids of the events that this settles.
        choice: One of `CHOICES`.
        reason: Why, in the words of who chose.

    Raises:
        RuleError: No reason, an unknown choice, or a path that may not be written now.
    """
    if choice not in CHOICES:
        raise RuleError(Faults.INCOMPLETE.value, field="choice")
    chosen = [Happening("fields.set", dict(changes))] if changes else []
    notes = [Happening("note", {"text": reason, "settles": eid, "choice": choice}) for eid in closed]
    return _with_reason(doc, reason, *chosen, *notes)


def reopen(
    doc: Mapping[str, Any], changes: Mapping[str, Any], opened: tuple[str, ...], reason: str
) -> tuple[Happening, ...]:
    """Undo a settlement: the values as they were before it, and a note for each event that is open again.

    Args:
        doc: The document as the desk sees it.
        changes: Path to the value before; empty where the settlement changed nothing.
        opened: Ids of the events that are open again.
        reason: Why.
    """
    back = [Happening("fields.set", dict(changes))] if changes else []
    notes = [Happening("note", {"text": reason, "reopens": eid}) for eid in opened]
    return _with_reason(doc, reason, *back, *notes)


def again(
    doc: Mapping[str, Any], refused: Happening, eid: str, reason: str, actor: str
) -> tuple[Happening, ...]:
    """Do once more what was refused, in the dossier's present state, and note which refusal it answers.

    Args:
        doc: The document as the desk sees it.
        refused: What was refused.
        eid: The refused event.
        reason: Why it is right now.
        actor: Who does it now.

    Raises:
        RuleError: The law does not allow it at present.
    """
    kind, payload = refused
    if kind == "cmd":
        payload = {**payload, "expected": doc.get("status")}
    note = Happening("note", {"text": reason, "settles": eid, "choice": "again"})
    return _with_reason(doc, reason, Happening(kind, dict(payload)), note, actor=actor)


def void(doc: Mapping[str, Any], reason: str, basis: str) -> tuple[Happening, ...]:
    """Declare a dossier void.

    Args:
        doc: The document.
        reason: Why.
        basis: The legal basis.

    Raises:
        RuleError: It is decided or at its end already, or a text is empty.
    """
    if not basis.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="basis")
    return _with_reason(doc, reason, Happening("dossier.void", {"reason": reason, "basis": basis}))


def link(doc: Mapping[str, Any], other: str, outcome: str, reason: str) -> tuple[Happening, ...]:
    """Say that this dossier and another are one, or two.

    Args:
        doc: The document.
        other: Id of the other dossier.
        outcome: One of `LINKS`.
        reason: Why.
    """
    if outcome not in LINKS:
        raise RuleError(Faults.INCOMPLETE.value, field="outcome")
    payload = {"other": other, "outcome": outcome, "reason": reason}
    return _with_reason(doc, reason, Happening("link.duplicate", payload))


def drop_file(doc: Mapping[str, Any], sha256: str, reason: str) -> tuple[Happening, ...]:
    """Take a file out of use; it stays in the list with the reason.

    Args:
        doc: The document.
        sha256: 64 hex digits of the file.
        reason: Why.
    """
    return _with_reason(doc, reason, Happening("attach.void", {"sha256": sha256, "reason": reason}))


def _with_reason(
    doc: Mapping[str, Any], reason: str, *happened: Happening, actor: str = "-"
) -> tuple[Happening, ...]:
    if not reason.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    return tried(doc, *happened, actor=actor)
