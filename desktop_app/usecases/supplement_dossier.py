"""Bổ sung: what the province asked for, handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SupplementDossier:
    """`changes` by JSON Pointer under `/content`, `/papers` or `/applicant`; files are attached beforehand."""

    dossier_id: str
    note: str
    changes: Mapping[str, object] = field(default_factory=dict)
