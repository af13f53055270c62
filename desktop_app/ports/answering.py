"""The e-form of an order, judged; and the draft it was typed in, which ends where the order is booked.

Shared by the verbs that make a dossier of a draft. Not here: what a draft holds (`entry`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.errors import NO_SUCH_DRAFT, DeskError
from desktop_app.ports.desk import Desk, FormShelf
from desktop_app.ports.entry import AnswersHaveProblems, read_draft, told_to_forms
from desktop_app.ports.lookup import record_id
from desktop_app.ports.work import OpenWork, UnitOfWork
from forms.dossier.dossier import Attachment
from forms.dossier.procedure import Procedure

if TYPE_CHECKING:
    from forms.xforms.entry import FormEntry


@dataclass(frozen=True, slots=True)
class Answered:
    """What a dossier keeps of its e-form: the answers, and which form in which edition; None without one."""

    content: dict[str, Any]
    form: dict[str, str] | None = None


def answered(
    procedure: Procedure,
    answers: Mapping[str, Any],
    desk: Desk,
    shelf: FormShelf,
    *,
    edition: str = "",
    prefill: Mapping[str, str] | None = None,
) -> Answered:
    """Judge answers by their form.

    Args:
        procedure: Whose form it is.
        answers: `FormEntry.as_json()`.
        desk: The shift.
        shelf: The forms.
        edition: The one the answers were typed in; empty, or one no longer at hand: the one in force.
        prefill: The applicant, from whom empty questions are filled; None to fill nothing.

    Raises:
        AnswersHaveProblems: A question is not answered as it must be.
        DeskError: NO_SUCH_FORM.
    """
    form_id = shelf.form_id(procedure)
    if form_id is None:
        return Answered({})
    from forms.xforms.entry import FormEntry  # noqa: PLC0415 - the form engine, which the gate can do without

    definition = (shelf.form_edition(form_id, edition) if edition else None) or shelf.form(form_id)
    entry = FormEntry.start(
        definition,
        now=desk.now(),
        new_uuid=lambda: str(desk.new_id()),
        answers=answers,
        properties=told_to_forms(desk),
    )
    if prefill is not None:
        _fill(entry, prefill)
    entry.finish(desk.now())
    problems = entry.problems()
    if problems:
        raise AnswersHaveProblems(problems)
    return Answered(entry.as_json(), {"id": definition.id, "form_version": definition.version})


def _fill(entry: "FormEntry", applicant: Mapping[str, str]) -> None:
    for question in entry.prefillable():
        known = applicant.get((question.prefill or "").removeprefix("applicant/"), "")
        if known and not question.text:
            named = (choice.value for choice in question.choices if choice.label == known)
            entry.answer(question.path, next(named, known))


def edition_typed(draft_id: str, open_work: OpenWork) -> str:
    """Return the edition of the form that a draft was typed in; empty without a draft or a form."""
    if not draft_id:
        return ""
    with open_work() as work:
        draft = work.drafts.get(record_id(draft_id, NO_SUCH_DRAFT))
    return (draft.form_version or "") if draft else ""


def end_draft(work: UnitOfWork, draft_id: str) -> tuple[Attachment, ...]:
    """Discard, in this transaction, the draft that becomes a dossier, and return its files.

    Raises:
        DeskError: NO_SUCH_DRAFT.
    """
    if not draft_id:
        return ()
    draft = work.drafts.get(record_id(draft_id, NO_SUCH_DRAFT))
    if draft is None:
        raise DeskError(NO_SUCH_DRAFT)
    work.drafts.discard(draft.id)
    return tuple(Attachment(**asdict(file)) for file in read_draft(draft.content)[1])
