"""Tiếp nhận: the dossier, its number, its due date and its events, in one transaction; then there is a receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReceiveDossier:
    """What is received.

    `answers` is `FormEntry.as_json()` (empty where the procedure has no e-form); `form_version` that of the entry; `papers`
    by name how many were handed in, None for all required ones; `draft_id` the draft that becomes the dossier;
    `fee_receipt_no` is filled when the fee was taken at once.
    """

    procedure: str
    applicant: Mapping[str, str]
    answers: Mapping[str, object] = field(default_factory=dict)
    form_version: str = ""
    papers: Mapping[str, int] | None = None
    return_by: str = "desk"
    draft_id: str = ""
    fee_receipt_no: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen is told: number, due instant (None where the law names no limit), fee in đồng."""

    dossier_id: str
    number: str
    procedure_name: str
    applicant: str
    received_at: datetime
    due_at: datetime | None
    fee: int
