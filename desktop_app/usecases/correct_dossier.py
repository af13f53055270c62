"""Sửa thông tin: the citizen's fields of a dossier, and handing a refused one in again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CorrectDossier:
    """Changes by JSON Pointer (RFC 6901): `{"/applicant/phone": "0905000001"}`."""

    dossier_id: str
    changes: Mapping[str, object]
