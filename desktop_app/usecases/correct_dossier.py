"""Sửa thông tin: the citizen's fields of a dossier, and handing a refused one in again."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.errors import DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.entry import AnswersHaveProblems, told_to_forms
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier.dossier import correct
from forms.dossier.pointer import set_path
from forms.xforms.problem import FormError

_ANSWERS: Final = "/content"


@dataclass(frozen=True, slots=True)
class CorrectDossier:
    """Changes by JSON Pointer (RFC 6901): `{"/applicant/phone": "0905000001"}`; None deletes."""

    dossier_id: str
    changes: Mapping[str, Any]


def correct_dossier(order: CorrectDossier, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> None:
    """Book the changes; a dossier that the province refused is submitted again with them.

    A changed answer of the e-form is judged by the form, and what the form computes of it changes with it.
    Answers that this edition of the form does not know stay as they are.

    Args:
        order: What changes.
        desk: The shift.
        shelf: Forms.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: A path that is not the clerk's, a dossier that is accepted already, or an answer with a
            problem that was not there before (`AnswersHaveProblems`).
    """
    desk.require("correct_dossier")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        changes = _with_consequences(doc, order.changes, desk, shelf)
        work.book(record, correct(doc, changes), verb="correct_dossier")
        work.commit()


def _with_consequences(
    doc: Mapping[str, Any], changes: Mapping[str, Any], desk: Desk, shelf: FormShelf
) -> dict[str, Any]:
    """Return the changes, those of answers as the e-form takes them, with what it computes of them."""
    answers = {path: value for path, value in changes.items() if _is_answer(path)}
    form = doc.get("form")
    if not answers or not form:
        return dict(changes)
    changed = {"content": deepcopy(doc.get("content") or {})}
    for path, value in answers.items():
        set_path(changed, path, value)
    try:
        found = dict(_follows(form, doc.get("content") or {}, changed["content"], desk, shelf))
    except AnswersHaveProblems:
        raise
    except (DeskError, FormError):
        return dict(changes)  # no such form here, or not the shape it asks for: the pointer alone is booked
    plain = {path: value for path, value in changes.items() if not any(_meet(path, one) for one in found)}
    return plain | found


def _follows(
    form: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], desk: Desk, shelf: FormShelf
) -> Iterator[tuple[str, Any]]:
    """Yield what differs between two sets of answers once the form has taken each, both at this moment."""
    from forms.xforms.entry import FormEntry  # noqa: PLC0415 - the form engine, which the gate can do without

    form_id, now = str(form["id"]), desk.now()
    kept = shelf.form_edition(form_id, str(form.get("form_version") or ""))
    definition = kept or shelf.form(form_id)
    old, new = (
        FormEntry.start(
            definition,
            now=now,
            new_uuid=lambda: "",
            answers=answers,
            keeps_unknown=True,
            properties=told_to_forms(desk),
        )
        for answers in (before, after)
    )
    known = {(problem.path, problem.sentence) for problem in old.problems()}
    fresh = tuple(one for one in new.problems() if (one.path, one.sentence) not in known)
    if fresh:
        raise AnswersHaveProblems(fresh)
    yield from _differing(old.as_json(), new.as_json(), _ANSWERS)


def _differing(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield pointer and new value of every leaf that differs; a list that grew or shrank is one."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            step = name.replace("~", "~0").replace("/", "~1")
            yield from _differing(old.get(name), new.get(name), f"{path}/{step}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        if all(isinstance(one, dict) for one in (*old, *new)):
            for place, (was, now) in enumerate(zip(old, new, strict=True)):
                yield from _differing(was, now, f"{path}/{place}")
        elif old != new:
            yield path, new
    elif old != new:
        yield path, new


def _is_answer(path: str) -> bool:
    return path == _ANSWERS or path.startswith(f"{_ANSWERS}/")


def _meet(path: str, other: str) -> bool:
    """Whether one of two pointers leads to the other."""
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")
