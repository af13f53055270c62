"""Tìm thủ tục: type-ahead over the catalogue, without diacritics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure in the type-ahead list."""

    code: str
    name: str
    field: str
    has_form: bool
