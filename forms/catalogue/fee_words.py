"""A fee's rule in words, whole: two rules that differ never read the same.

Here: what an administrator reads beside a difference. Not here: what a fee comes to (`dossier.fees`), the
short label beside a procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.dossier.fee_parts import ALL, LABEL_OF_GROUND, Channel
from forms.dossier.procedure import FeeKind
from forms.text.figures import dong

if TYPE_CHECKING:
    from forms.dossier.fee_parts import FeeRow, Relief
    from forms.dossier.procedure import FeeRule

_KINDS: Final = {
    FeeKind.FREE: "không thu",
    FeeKind.CERTIFIED_COPY: "theo trang, chứng thực bản sao",
    FeeKind.TABLE: "theo bảng",
    FeeKind.FORMULA: "theo công thức",
    FeeKind.LOCAL: "do Hội đồng nhân dân tỉnh quyết định",
    FeeKind.UNKNOWN: "chưa công bố",
}
_CHANNELS: Final = {Channel.DIRECT: "trực tiếp", Channel.ONLINE: "trực tuyến", Channel.POST: "bưu chính"}


def fee_in_words(rule: FeeRule) -> str:
    """Return a rule in Vietnamese: kind and amounts, rows or formula, whom it spares, the note."""
    parts = [_amount(rule)]
    if rule.extract_copy:
        parts.append(f"trích lục {dong(rule.extract_copy)}")
    parts += [_row(row) for row in rule.rows]
    if rule.formula:
        inputs = ", ".join(f"{name}: {label}" for name, label in rule.inputs)
        parts.append(f"{rule.formula} ({inputs})" if inputs else rule.formula)
    parts += [_relief(relief) for relief in rule.reliefs]
    if rule.note:
        parts.append(rule.note)
    return "; ".join(parts)


def _amount(rule: FeeRule) -> str:
    if rule.kind in (FeeKind.FIXED, FeeKind.PER_COPY):
        return dong(rule.amount) + (" một bản" if rule.kind is FeeKind.PER_COPY else "")
    return _KINDS[rule.kind]


def _row(row: FeeRow) -> str:
    channel = _CHANNELS[Channel(row.channel)] if row.channel else ""
    when = ", ".join(part for part in (row.title, row.case, channel) if part) or "mọi trường hợp"
    return f"{when} {dong(row.amount)}" + (f" × {row.per}" if row.per else "")


def _relief(relief: Relief) -> str:
    much = "miễn" if relief.percent == ALL else f"giảm {relief.percent}%"
    source = f" ({relief.source})" if relief.source else ""
    return f"{much} {LABEL_OF_GROUND[relief.ground]}{source}"
