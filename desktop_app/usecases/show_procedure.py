"""Xem thủ tục: what the citizen must bring, how long it takes, what it costs, who decides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the file: how many, needed or only in some case, handed in or only shown."""

    name: str
    originals: int
    copies: int
    required: bool
    kind: str
    case: str


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """One procedure as the clerk reads it; `limit` and `fee` are sentences in Vietnamese."""

    code: str
    name: str
    field: str
    papers: tuple[PaperRow, ...]
    limit: str
    fee: str
    decided_at: str
    form_id: str
    result_name: str
    agency: str
    legal_source: str
