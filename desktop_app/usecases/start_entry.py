"""Mở nháp: a new entry of a procedure, or an old one exactly as it was typed, pinned to its form's version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.usecases.attach_scan import Attached
    from desktop_app.usecases.save_draft import DraftContent
    from desktop_app.usecases.show_procedure import ProcedureFacts
    from forms.xforms.entry import FormEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """An open draft: what is fixed (procedure), what lives (form, None without an e-form), what was typed."""

    draft_id: str
    procedure: ProcedureFacts
    form: FormEntry | None
    content: DraftContent
    attachments: tuple[Attached, ...]
    reopened: bool
