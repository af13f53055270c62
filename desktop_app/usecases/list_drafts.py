"""Hồ sơ đang nhập: the drafts of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in progress."""

    id: str
    procedure: str
    procedure_name: str
    applicant: str
    saved_at: datetime
    saved_by: str
