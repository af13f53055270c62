"""Moving a due date that was promised: the apology with a new date, and the extension where a rule allows it.

Here: whether it may be, and what it gives. Not here: the paper (Mẫu 04, `forms.papers`), who signs it.
Source: NĐ 118/2025, TT 03/2025 (apology: once, latest on the day before the due date); NĐ 23/2015 Đ7,
Đ21, Đ37 for certification (many copies: at most two working days more, longer by written agreement).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.dossier.faults import (
    EXTENDED_TOO_FAR,
    POSTPONED_BACKWARDS,
    POSTPONED_LATE,
    POSTPONED_ONCE,
    POSTPONED_TO_A_DAY_OFF,
)
from forms.dossier.procedure import Extendable
from forms.errors import RuleError

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from forms.dossier.calendar import WorkCalendar
    from forms.dossier.procedure import TimeLimit

EXTENSION_MAX: Final = Fraction(2)
"""Working days that certifying many copies may take longer, unless agreed in writing."""


def promise_anew(doc: dict[str, Any], due: str) -> None:
    """Write a date promised without a new receipt; the receipt's own stays beside it.

    Args:
        doc: The document.
        due: The new date, RFC 3339.
    """
    doc.setdefault("receipt_due_at", doc.get("promised_due_at"))
    doc["promised_due_at"] = doc["due_at"] = due


def due_on_receipt(doc: Mapping[str, Any]) -> Any:
    """Return the date that Mẫu 01 bears: promised at the receipt, or at the supplement that gave a new one.

    What an apology or a payment moves since is told by its own paper: a receipt is evidence of its day.

    Args:
        doc: The document.
    """
    return doc.get("receipt_due_at") or doc.get("promised_due_at")


def latest_apology(due: datetime, calendar: WorkCalendar) -> datetime:
    """Return the last instant to apologise: the closing of the last working day before the due date.

    Args:
        due: The promised instant.
        calendar: The office's calendar.
    """
    return calendar.closing_of(calendar.working_day_before(local(due).date()))


def postponed(
    due: datetime, to: datetime, at: datetime, calendar: WorkCalendar, *, already: bool
) -> datetime:
    """Return the new due date that an apology or an extension may set, local time.

    Args:
        due: The promised instant.
        to: The new one, chosen by a person.
        at: When it is decided.
        calendar: The office's calendar.
        already: The due date has been moved before.

    Raises:
        RuleError: Moved before, too late, not later than the old date, or outside working hours.
    """
    if already:
        raise RuleError(POSTPONED_ONCE)
    if local(at) > latest_apology(due, calendar):
        raise RuleError(POSTPONED_LATE)
    new = local(to)
    if new <= local(due):
        raise RuleError(POSTPONED_BACKWARDS)
    if not calendar.is_working_day(new.date()) or calendar.next_opening(new) != new:
        raise RuleError(POSTPONED_TO_A_DAY_OFF)
    return new


def extended_by(days: Fraction, limit: TimeLimit, *, agreed_in_writing: bool) -> Fraction:
    """Return the working days to add for many copies or a difficult text, checked.

    Args:
        days: What the clerk asks for; zero for none.
        limit: The procedure's, which says whether it may be longer.
        agreed_in_writing: The citizen signed that it may take longer.

    Raises:
        RuleError: Negative, not extendable, or more than the rule allows without an agreement.
    """
    if days == 0:
        return days
    free = EXTENSION_MAX if limit.extendable is Extendable.BY_TWO_DAYS else 0
    if days < 0 or limit.extendable is Extendable.NO or (days > free and not agreed_in_writing):
        raise RuleError(EXTENDED_TOO_FAR)
    return days


def extension_of(doc: Mapping[str, Any], limit: TimeLimit) -> Fraction:
    """Return the working days that a document's `/extension` adds; what is not lawful adds none.

    Args:
        doc: The document.
        limit: The procedure's limit.
    """
    facts = doc.get("extension")
    if not isinstance(facts, Mapping):
        return Fraction(0)
    try:
        return extended_by(
            Fraction(str(facts.get("days"))), limit, agreed_in_writing=facts.get("agreed") is True
        )
    except (RuleError, ValueError, ZeroDivisionError):
        return Fraction(0)
