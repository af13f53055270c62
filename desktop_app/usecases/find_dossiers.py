"""Tra cứu: one page of the list, newest first, by a text without diacritics and by filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class FindDossiers:
    """What is looked for; empty fields do not filter. `after` is the `next` of the page before."""

    text: str = ""
    status: str = ""
    truth: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the list.

    `truth` is waiting, sending, unknown, accepted or refused; `official_code` is empty until the province gave one.
    """

    id: str
    number: str
    official_code: str
    applicant: str
    procedure: str
    procedure_name: str
    status: str
    status_label: str
    truth: str
    received_at: datetime
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Rows and the cursor of the next page (empty at the end)."""

    rows: tuple[DossierRow, ...]
    next: str
