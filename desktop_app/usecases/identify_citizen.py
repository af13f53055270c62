"""Nhận diện công dân: the text of a citizen card into fields, warnings, and earlier dossiers of the same person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class EarlierDossier:
    """A dossier of the same personal number already received today."""

    id: str
    number: str
    procedure_name: str
    status_label: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Identified:
    """`applicant` has the keys of ADR 0001 as texts to show (birth_date as dd/mm/yyyy, sex Nam or Nữ)."""

    applicant: Mapping[str, str]
    warnings: tuple[str, ...]
    extra: tuple[str, ...]
    earlier: tuple[EarlierDossier, ...]
