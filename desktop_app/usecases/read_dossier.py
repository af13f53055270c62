"""Xem hồ sơ: facts, truth, history, and what this user may do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened: sentence in Vietnamese, who, when, and what the province said of it.

    `verdict` is empty while none is known, else ok, conflict, rejected or quarantined; `why` is its sentence.
    """

    at: datetime
    actor: str
    sentence: str
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the province refused, and the field to correct (JSON Pointer, may be empty)."""

    sentence: str
    path: str


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier to show. `doc` is the document of ADR 0001; `may` are the verb names this user may use now."""

    id: str
    doc: Mapping[str, object]
    number: str
    official_code: str
    procedure_name: str
    status: str
    status_label: str
    truth: str
    truth_sentence: str
    due_at: datetime | None
    promised_due_at: datetime | None
    due_notice: str
    history: tuple[HistoryRow, ...]
    refusal: Refusal | None
    may: frozenset[str]
