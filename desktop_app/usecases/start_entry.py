"""Mở nháp: a new entry of a procedure, or an old one as it was typed, pinned to its form's version."""

from dataclasses import dataclass, replace
from typing import Final

from desktop_app.errors import NO_SUCH_DRAFT, DeskError
from desktop_app.ports import Desk, Draft, FormShelf, OpenWork
from desktop_app.ports.entry import Attached, DraftContent, ProcedureFacts, read_draft, told_to_forms
from desktop_app.ports.lookup import record_id, the_procedure
from forms.dossier.procedure import Procedure
from forms.errors import Act, Fault, RuleError
from forms.xforms.definition import FormDefinition
from forms.xforms.entry import FormEntry

FORM_CHANGED: Final = Fault(
    Act.ADMINISTRATOR,
    "Bản nháp được nhập theo biểu mẫu phiên bản khác.",
    "Chuyển bản nháp sang ấn bản hiện hành: motcua draft carry-over MÃ_NHÁP; chỗ nào đổi sẽ được nêu.",
    "The draft is pinned to a form version that is no longer on the shelf.",
)


@dataclass(frozen=True, slots=True)
class StartEntry:
    """Which entry: a procedure's code begins a new one, a draft's id reopens it."""

    procedure: str = ""
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An open draft: what is fixed (procedure), what lives (form, None without an e-form), what was typed."""

    draft_id: str
    procedure: ProcedureFacts
    form: FormEntry | None
    content: DraftContent
    attachments: tuple[Attached, ...]
    reopened: bool
    newer_edition: str = ""
    """Edition of the form in force today, where the draft keeps an older one (`carry_over_draft`)."""


def start_entry(order: StartEntry, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> Entry:
    """Begin a draft (it is stored at once, empty), or reopen one in the edition of its form.

    Args:
        order: Which.
        desk: The shift.
        shelf: Catalogue and forms.
        open_work: The store.

    Returns:
        The open entry.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DRAFT.
        RuleError: Unknown procedure, or the edition of the draft is not at hand any more.
    """
    desk.require("start_entry")
    with open_work() as work:
        draft = (
            _existing(work.drafts.get(record_id(order.draft_id, NO_SUCH_DRAFT))) if order.draft_id else None
        )
        procedure = the_procedure(shelf, draft.procedure if draft else order.procedure)
        form_id = shelf.form_id(procedure)
        form = newest = shelf.form(form_id) if form_id else None
        if draft is None:
            draft = _new(procedure, form, desk)
            work.drafts.save(draft)
            work.commit()
    if newest is not None and draft.form_version != newest.version:
        form = _edition(draft, newest, shelf)
    entry = _open(draft, procedure, form, desk, reopened=bool(order.draft_id))
    return replace(entry, newer_edition=newest.version) if newest is not form and newest else entry


def _edition(draft: Draft, newest: FormDefinition, shelf: FormShelf) -> FormDefinition | None:
    """Return the form a draft was typed in; None where it was begun on paper."""
    if draft.form_version is None:
        return None
    form = shelf.form_edition(newest.id, draft.form_version)
    if form is None:
        raise RuleError(FORM_CHANGED, pinned=draft.form_version, present=newest.version)
    return form


def _open(
    draft: Draft, procedure: Procedure, form: FormDefinition | None, desk: Desk, *, reopened: bool
) -> Entry:
    content, files = read_draft(draft.content)
    entry = None
    if form is not None:
        entry = FormEntry.start(
            form,
            now=desk.now(),
            new_uuid=lambda: str(desk.new_id()),
            typed=dict(content.typed) or None,
            properties=told_to_forms(desk),
        )
    return Entry(str(draft.id), ProcedureFacts.of(procedure), entry, content, files, reopened)


def _new(procedure: Procedure, form: FormDefinition | None, desk: Desk) -> Draft:
    return Draft(
        id=desk.new_id(),
        procedure=procedure.code,
        form_id=form.id if form else None,
        form_version=form.version if form else None,
        title="",
        content={},
        saved_at=desk.now(),
        saved_by=desk.shift.user,
    )


def _existing(draft: Draft | None) -> Draft:
    if draft is None:
        raise DeskError(NO_SUCH_DRAFT)
    return draft
