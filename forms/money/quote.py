"""What somebody pays: the rule's lines, a formula where the rule has one, and less for who is spared.

Here: the whole quote. Not here: the rules (`dossier.fees`, `formula`), taking the money (`ledger`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from forms.dossier.fee_parts import ALL, LABEL_OF_GROUND, Channel, Exemption, FeeAsked, Ground, Relief
from forms.dossier.fees import FeeLine, FeeQuote, fee_of
from forms.dossier.procedure import FeeKind, FeeRule, Procedure
from forms.errors import RuleError
from forms.money.faults import NO_SUCH_RELIEF, RELIEF_WITHOUT_EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

_USUAL: Final = FeeAsked()


def quote(procedure: Procedure, answers: Mapping[str, Any], asked: FeeAsked = _USUAL) -> FeeQuote:
    """Quote a fee.

    Args:
        procedure: The procedure, with the fee of the day.
        answers: The e-form's answers as they stand; what is not complete yet counts nothing.
        asked: Case, channel, and who claims to be spared.

    Returns:
        The quote; the sum of its lines is its amount, never below zero.

    Raises:
        RuleError: The formula gives no fee; an exemption that the procedure does not know, or without reason
            or paper.
    """
    found = fee_of(procedure, answers, asked)
    if procedure.fee.kind is FeeKind.FORMULA:
        found = _by_formula(procedure, answers, asked, found)
    return found if asked.exemption is None else _spared(procedure.fee, found, asked.exemption)


def quote_at_intake(
    procedure: Procedure, answers: Mapping[str, Any], case: str = "", channel: Channel = Channel.DIRECT
) -> FeeQuote:
    """Quote a fee while a dossier is received: a fee that cannot be told is a note, it stops nobody.

    Args:
        procedure: The procedure, with the fee of the day.
        answers: The e-form's answers as they stand.
        case: The case chosen so far.
        channel: By whose fee it pays.
    """
    try:
        return quote(procedure, answers, FeeAsked(case, channel))
    except RuleError as error:
        note = f"{error.fault.sentence} {error.fault.remedy}"
        return FeeQuote(0, is_certain=False, note=note)


def relief_of(rule: FeeRule, ground: Ground) -> Relief:
    """Return how much of a fee is left out for a ground.

    A rule that names reliefs knows no others. One that names none leaves out all for each ground of the law.

    Raises:
        RuleError: NO_SUCH_RELIEF.
    """
    found = next((relief for relief in rule.reliefs if relief.ground is ground), None)
    if found is None and rule.reliefs:
        raise RuleError(NO_SUCH_RELIEF, ground=ground.value)
    return found or Relief(ground)


def _by_formula(
    procedure: Procedure, answers: Mapping[str, Any], asked: FeeAsked, found: FeeQuote
) -> FeeQuote:
    from forms.money.formula import formula_fee, missing_inputs  # noqa: PLC0415 - the form engine

    rule = procedure.fee
    known = {**answers, "case": asked.case, "channel": asked.channel.value}
    labels = dict(rule.inputs)
    missing = [name for name in missing_inputs(rule.formula, known) if name in labels]
    if missing:
        note = f"Chưa đủ để tính phí: {', '.join(labels[name] for name in missing)}."
        return FeeQuote(found.amount, found.lines, is_certain=False, note=note)
    fee = formula_fee(rule.formula, known)
    own = (FeeLine(procedure.short_name, 1, fee, fee),) if fee else ()
    lines = (*own, *found.lines)
    return FeeQuote(fee + found.amount, lines, is_certain=True, note=found.note)


def _spared(rule: FeeRule, found: FeeQuote, claimed: Exemption) -> FeeQuote:
    if not claimed.reason.strip() or not claimed.evidence.strip():
        raise RuleError(RELIEF_WITHOUT_EVIDENCE)
    relief = relief_of(rule, claimed.ground)
    less = found.amount * relief.percent // ALL
    title = f"Miễn, giảm: {LABEL_OF_GROUND[claimed.ground]}"
    line = (FeeLine(title, 1, -less, -less),) if less else ()
    return FeeQuote(found.amount - less, (*found.lines, *line), found.is_certain, found.note, exempted=less)
