"""What newly published days off or settings do to the promises of open dossiers; entered in the audit.

The due date itself belongs to the province (design README, amendment 4): the desk changes none. It tells the
administrator which dates printed here no longer agree, and keeps old and new in the audit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from desktop_app.ports.work import UnitOfWork
from forms.dossier.recomputed import Rule, recomputed

RulesByDay = Callable[[date], Rule]


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
    work: UnitOfWork, before: RulesByDay, after: RulesByDay, now: Callable[[], datetime]
) -> tuple[Move, ...]:
    """Find the promises still ahead that would move; nothing is entered anywhere.

    Args:
        work: The open dossiers.
        before: What dates are counted by, by the day they were promised.
        after: What they would be.
        now: The clock.
    """
    docs = {str(record): doc for record, doc in work.dossiers.unfinished()}
    changes = recomputed(docs.items(), work.packages.versions().of_dossier, before, after, now())
    return tuple(
        Move(UUID(one.dossier_id), MovedDue(str(docs[one.dossier_id].get("number", "")), one.old, one.new))
        for one in changes
    )


def recount(
    work: UnitOfWork, before: RulesByDay, after: RulesByDay, now: Callable[[], datetime]
) -> tuple[MovedDue, ...]:
    """Find the promises still ahead that move, and enter each in the audit.

    Args:
        work: The transaction in which the rules change.
        before: What dates were counted by, by the day they were promised.
        after: What they are.
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
