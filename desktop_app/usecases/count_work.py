"""Thống kê: how much waits, is late, is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """Counts of dossiers: by status (domain code name), by truth, drafts, due within a working day, late."""

    by_status: Mapping[str, int]
    by_truth: Mapping[str, int]
    drafts: int
    due_soon: int
    late: int
