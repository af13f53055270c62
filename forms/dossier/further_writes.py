"""What the commands of `further` write into the document.

Here: the paths `/refusal`, `/hand_overs`, `/apology`, and a result given at once. Not here: the status
(`projection` moves it), the commands themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from forms.dossier.faults import POSTPONED_ONCE
from forms.dossier.payload import instant_of, text_of
from forms.dossier.postponement import promise_anew
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Doc = dict[str, Any]

_HANDING: Final = ("giver_unit", "taker_unit", "taker", "note")


class Author(Protocol):
    """Who wrote an event, and when."""

    by: str
    at: str


def write_refusal(doc: Doc, args: Mapping[str, Any], author: Author) -> None:
    """Write why it was not received."""
    reasons = args.get("reasons")
    if not isinstance(reasons, list) or not reasons or not all(isinstance(r, str) and r for r in reasons):
        raise RuleError(Faults.BAD_EVENT.value, field="reasons")
    doc["refusal"] = {"reasons": list(reasons), "by": author.by, "at": author.at}


def write_served(doc: Doc, args: Mapping[str, Any], author: Author) -> None:
    """Write who took the result; it was due when it was received."""
    facts = {name: text_of(args, name) for name in ("receiver", "signer")}
    at = instant_of(args, "returned_at")
    doc["promised_due_at"] = doc["due_at"] = at
    doc["result"] = {**facts, "returned_at": at, "by": author.by}


def write_hand_over(doc: Doc, args: Mapping[str, Any], author: Author) -> None:
    """Add a row of the control slip."""
    row = {name: text_of(args, name, empty=name in ("taker", "note")) for name in _HANDING}
    if args.get("serial"):
        row["serial"] = text_of(args, "serial")
    doc.setdefault("hand_overs", []).append({**row, "by": author.by, "at": author.at})


def write_apology(doc: Doc, args: Mapping[str, Any], author: Author) -> None:
    """Write the apology and the date promised now.

    Raises:
        RuleError: There was one before.
    """
    if doc.get("apology") is not None:
        raise RuleError(POSTPONED_ONCE)
    facts = {name: text_of(args, name, empty=name == "signer") for name in ("agency", "reason", "signer")}
    due = instant_of(args, "due_at")
    dates = {"due_before": doc.get("due_at"), "due_after": due}
    doc["apology"] = {**facts, **dates, "by": author.by, "at": author.at}
    promise_anew(doc, due)
