"""What else the counter and the officer may do: refuse, serve at once, hand over, apologise, look up.

Here: these commands. Not here: what each writes (`further_writes`), the moves (`lifecycle`), who
may (`roles`), whether a new date is lawful (`postponement`), the papers (`forms.papers`).
Source: NĐ 118/2025, TT 03/2025 (domain table of transitions).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from forms.dossier.dossier import Happening, Intake, attach, instant, take_fee, tried
from forms.dossier.faults import NO_SUCH_LOOKUP
from forms.dossier.lifecycle import RUNNING, Status
from forms.dossier.lookups import ANSWERS, lookups_of
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Handing:
    """A hand-over of one dossier: who gives, which unit and person take, a remark, the number of the list."""

    giver_unit: str
    taker_unit: str
    taker: str = ""
    note: str = ""
    serial: str = ""


def refuse(intake: Intake, reasons: tuple[str, ...]) -> tuple[Happening, ...]:
    """Refuse to receive: always recorded, with its reasons (Mẫu 03).

    Args:
        intake: What was brought; its due date is the instant of the refusal.
        reasons: At least one.
    """
    return tried(
        None,
        Happening("dossier.new", {"doc": intake.document()}),
        _command("refuse_receipt", Status.DRAFT, reasons=list(reasons)),
        actor=intake.received_by,
    )


def serve_now(intake: Intake, receiver: str, signer: str) -> tuple[Happening, ...]:
    """Give the result at once: no receipt unless asked for, always recorded (Mẫu 07).

    Args:
        intake: What was brought; its due date is the instant of receipt.
        receiver: Who took the result.
        signer: Who signed it.
    """
    at = instant(intake.received_at)
    return tried(
        None,
        Happening("dossier.new", {"doc": intake.document()}),
        *(attach(attachment) for attachment in intake.attachments),
        *(take_fee(fee) for fee in intake.fees),
        _command("serve_now", Status.DRAFT, receiver=receiver, signer=signer, returned_at=at),
        actor=intake.received_by,
    )


def hand_over(doc: Mapping[str, Any], handing: Handing) -> tuple[Happening, ...]:
    """Hand a dossier that is being processed to another unit (Mẫu 06 row)."""
    said = asdict(handing)
    if not handing.serial:
        del said["serial"]
    return tried(doc, _command("hand_over", Status(doc["status"]), **said))


def apologise(
    doc: Mapping[str, Any], *, agency: str, reason: str, due_at: datetime, signer: str
) -> tuple[Happening, ...]:
    """Apologise and promise another date, once (Mẫu 04).

    Args:
        doc: The document.
        agency: Who resolves the dossier.
        reason: Why it is late.
        due_at: The new date, found lawful by `postponement.postponed`.
        signer: Head of the agency.
    """
    args = {"agency": agency, "reason": reason, "due_at": instant(due_at), "signer": signer}
    return tried(doc, _command("apologise", Status(doc["status"]), **args))


def answer_lookup(doc: Mapping[str, Any], name: str, status: str) -> tuple[Happening, ...]:
    """Write down what a look-up brought (NQ 66.7); a later answer takes its place.

    Args:
        doc: The document.
        name: Of the paper that data replaces.
        status: One of `lookups.ANSWERS`.

    Raises:
        RuleError: The dossier has no such look-up or is past that step, or this is no answer.
    """
    if name not in {one.name for one in lookups_of(doc)} or doc.get("status") not in RUNNING:
        raise RuleError(NO_SUCH_LOOKUP)
    if status not in ANSWERS:
        raise RuleError(Faults.INCOMPLETE.value, field="lookups")
    step = name.replace("~", "~0").replace("/", "~1")
    return tried(doc, Happening("fields.set", {f"/lookups/{step}": str(status)}))


def _command(name: str, expected: Status, **args: Any) -> Happening:
    return Happening("cmd", {"name": name, "args": args, "expected": expected.value})
