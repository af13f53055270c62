"""Hẹn trả và lệ phí: what would be printed if the dossier were received now; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of the fee, in đồng."""

    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Due instant (UTC+7; None where the law names no limit) and fee in đồng."""

    due_at: datetime | None
    fee: int
    lines: tuple[FeeRow, ...]
