"""Đối chiếu sao kê: the bank's credits beside the dossiers that owe exactly that; a person confirms."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop_app.ports import Desk, FormShelf, OpenWork, UnitOfWork
from desktop_app.ports.taking import TakenFee, ToTake, owed_by, take_now
from forms.dossier.calendar import WorkCalendar
from forms.dossier.fee_parts import FeeAsked
from forms.errors import RuleError
from forms.money.faults import NO_SUCH_PROPOSAL
from forms.money.matching import LABEL_VI, CodeIndex, Matched, MatchKind, classify
from forms.money.statement import Statement, read_statement


@dataclass(frozen=True, slots=True)
class MatchBank:
    """A statement as CSV, and the keys of proposals a person confirms; all of them with `accepts_all`."""

    raw: bytes
    accepts: tuple[str, ...] = ()
    accepts_all: bool = False


@dataclass(frozen=True, slots=True)
class BankRow:
    """One credit and what it is.

    Attributes:
        key: Names it for the confirmation.
        n: Line of the file.
        at: When, local, or None.
        amount: Đồng.
        memo: As the bank kept it.
        kind: `forms.money.matching.MatchKind`.
        label: The same in Vietnamese.
        numbers: Provisional numbers of the dossiers it may be for.
        owed: Đồng that the one dossier owes.
    """

    key: str
    n: int
    at: datetime | None
    amount: int
    memo: str
    kind: str
    label: str
    numbers: tuple[str, ...]
    owed: int


@dataclass(frozen=True, slots=True)
class BankReport:
    """What a statement holds: credits, bad lines with a sentence, debits passed over; what was booked."""

    rows: tuple[BankRow, ...]
    bad: tuple[tuple[int, str], ...]
    debits: int
    booked: tuple[TakenFee, ...] = ()


def match_bank(
    order: MatchBank, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> BankReport:
    """Match a statement; book what is confirmed, all of it or nothing, no line twice.

    Args:
        order: The file and the confirmations.
        desk: The shift; its person's drawer books the transfers.
        shelf: The catalogue, with the fees.
        calendar: The office's calendar, for the due dates of dossiers that waited for their payment.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        RuleError: No statement, too big, a key that is no proposal.
    """
    desk.require("match_bank")
    statement = read_statement(order.raw)
    with open_work() as work:
        answers = _classified(work, shelf, statement)
        rows = tuple(_row(work, answer) for answer in answers)
        booked = tuple(
            take_now(
                work,
                desk,
                shelf,
                calendar,
                UUID(answer.dossiers[0]),
                ToTake("transfer", answer.line.amount, bank_line=answer.line.key),
            )
            for answer in _confirmed(order, answers)
        )
        if booked:
            work.commit()
    return BankReport(rows, statement.bad, statement.debits, booked)


def _classified(work: UnitOfWork, shelf: FormShelf, statement: Statement) -> list[Matched]:
    def owed(dossier: str) -> int:
        doc = work.dossiers.get(UUID(dossier)) or {}
        try:
            return owed_by(doc, shelf, FeeAsked())[0].open
        except RuleError:
            return 0  # what a dossier without a known fee owes is a person's to say

    keys = {line.key for line in statement.lines}
    return classify(statement.lines, CodeIndex(work.cash.codes()), owed, work.cash.booked(keys))


def _confirmed(order: MatchBank, answers: list[Matched]) -> list[Matched]:
    proposed = {answer.line.key: answer for answer in answers if answer.kind is MatchKind.PROPOSED}
    for key in order.accepts:
        if key not in proposed:
            raise RuleError(NO_SUCH_PROPOSAL, key=key[:32] if key.isascii() and key.isalnum() else "-")
    wanted = proposed if order.accepts_all else dict.fromkeys(order.accepts)
    return [proposed[key] for key in wanted]


def _row(work: UnitOfWork, answer: Matched) -> BankRow:
    docs = (work.dossiers.get(UUID(dossier)) or {} for dossier in answer.dossiers)
    line = answer.line
    return BankRow(
        key=line.key,
        n=line.n,
        at=line.at,
        amount=line.amount,
        memo=line.memo,
        kind=answer.kind.value,
        label=LABEL_VI[answer.kind],
        numbers=tuple(str(doc.get("number", "")) for doc in docs),
        owed=answer.owed,
    )
