"""Hẹn trả và lệ phí: what would be printed if the dossier were received now; stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from desktop_app.ports import Desk, FormShelf
from desktop_app.ports.lookup import the_procedure
from forms.dossier.calendar import WorkCalendar, local
from forms.dossier.due_dates import due_at
from forms.dossier.fee_parts import FeeAsked
from forms.dossier.procedure import Unit
from forms.money.quote import quote_at_intake

_USUAL: Final = FeeAsked()


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of the fee, in đồng."""

    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Due instant (UTC+7; None where it is entered by hand) and fee in đồng; `fee_note` is for the clerk.

    `clock_warning` is empty unless the machine's clock cannot be right: a clock warns, it never refuses
    (sync.md V7). `fee_certain` is False where the amount is set locally or not published: nothing is
    claimed then.
    """

    due_at: datetime | None
    fee: int
    lines: tuple[FeeRow, ...]
    fee_certain: bool
    fee_note: str
    clock_warning: str = ""


def quote_dossier(
    procedure: str,
    answers: Mapping[str, Any],
    desk: Desk,
    shelf: FormShelf,
    calendar: WorkCalendar,
    asked: FeeAsked = _USUAL,
) -> Quote:
    """Return due date and fee as of now.

    Args:
        procedure: Its code.
        answers: `FormEntry.as_json()` as it stands; unfinished answers count nothing.
        desk: The clock.
        shelf: The catalogue.
        calendar: The office's calendar.
        asked: The case chosen so far, whose own limit may be another, and the channel of the fee.

    Raises:
        RuleError: No such procedure, or a calendar without a working day.
    """
    found = the_procedure(shelf, procedure)
    limit = found.limit_for(asked.case)
    by_hand = limit.unit is Unit.CAMPAIGN
    priced = shelf.priced(found, local(desk.now()).date())
    fee = quote_at_intake(priced, answers, asked.case, asked.channel)
    remote = desk.settings.is_remote
    return Quote(
        due_at=None if by_hand else due_at(limit, desk.now(), calendar, remote=remote),
        fee=fee.amount,
        lines=tuple(FeeRow(f"{line.title} × {line.quantity}", line.amount) for line in fee.lines),
        fee_certain=fee.is_certain,
        fee_note=fee.note,
        clock_warning=desk.clock_warning(),
    )
