"""What newly published days off or settings do to the promises of open dossiers; entered in the audit.

The due date itself belongs to the province (design README, amendment 4): the desk changes none. It tells the
administrator which dates printed here no longer agree, and keeps old and new in the audit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from desktop_app.ports.work import UnitOfWork
from forms.catalogue.office_rules import OfficeRules
from forms.dossier.recomputed import recomputed


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A promise that no longer agrees with the calendar; local times."""

    number: str
    old: datetime
    new: datetime


class Move(NamedTuple):
    """A promise that moves, and whose."""

    dossier: UUID
    due: MovedDue


def moves(
    work: UnitOfWork, before: OfficeRules, after: OfficeRules, now: Callable[[], datetime]
) -> tuple[Move, ...]:
    """Find the promises still ahead that would move; nothing is entered anywhere.

    Args:
        work: The open dossiers.
        before: What is in force.
        after: What would be.
        now: The clock.
    """
    docs = {str(record): doc for record, doc in work.dossiers.unfinished()}
    changes = recomputed(
        docs.items(), work.packages.versions().of_dossier, before.rule(), after.rule(), now()
    )
    return tuple(
        Move(UUID(one.dossier_id), MovedDue(str(docs[one.dossier_id].get("number", "")), one.old, one.new))
        for one in changes
    )


def recount(
    work: UnitOfWork, before: OfficeRules, after: OfficeRules, now: Callable[[], datetime]
) -> tuple[MovedDue, ...]:
    """Find the promises still ahead that move, and enter each in the audit.

    Args:
        work: The transaction in which the rules change.
        before: What was in force.
        after: What is.
        now: The clock.
    """
    found = moves(work, before, after, now)
    for dossier, due in found:
        said = {
            "old": due.old.isoformat(timespec="seconds"),
            "new": due.new.isoformat(timespec="seconds"),
        }
        work.audit.append("recount_due", said, dossier)
    return tuple(move.due for move in found)
