"""What newly published days off or settings do to the promises of open dossiers; entered in the audit.

The due date itself belongs to the province (design README, amendment 4): the desk changes none. It tells the
administrator which dates printed here no longer agree, and keeps old and new in the audit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
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
    docs = {str(record): doc for record, doc in work.dossiers.unfinished()}
    moved = []
    changes = recomputed(
        docs.items(), work.packages.versions().of_dossier, before.rule(), after.rule(), now()
    )
    for change in changes:
        old, new = change.old.isoformat(timespec="seconds"), change.new.isoformat(timespec="seconds")
        work.audit.append("recount_due", {"old": old, "new": new}, UUID(change.dossier_id))
        moved.append(MovedDue(str(docs[change.dossier_id].get("number", "")), change.old, change.new))
    return tuple(moved)
