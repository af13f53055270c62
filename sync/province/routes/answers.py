"""An e-form's answers as the clerk saw them: the same form, filled with what was received.

Shows only what the answers say: where the form would not give them back exactly, the plain lines are shown.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from forms.xforms.definition import FormDefinition
from forms.xforms.entry import FormEntry, QuestionState
from forms.xforms.problem import FormError

Lines = tuple[tuple[str, str], ...]
Forms = Callable[[str, str], FormDefinition | None]
"""A form by its id and edition; None for one that is not known here."""


def answer_lines(doc: Mapping[str, Any], forms: Forms) -> Lines:
    """Return label and answer of every question that was answered.

    Args:
        doc: the dossier's document.
        forms: the forms known here.
    """
    content, form = doc.get("content"), doc.get("form")
    if not isinstance(content, dict) or not content:
        return ()
    if not isinstance(form, dict):
        return tuple(_plain(content))
    try:
        definition = forms(str(form.get("id")), str(form.get("form_version", "")))
        if definition is None:
            return tuple(_plain(content))
        entry = FormEntry.start(
            definition,
            now=datetime.fromisoformat(doc["received_at"]),
            new_uuid=lambda: "",
            answers=content,
        )
    except (FormError, ValueError, TypeError):
        return tuple(_plain(content))
    if entry.as_json() != content:
        return tuple(_plain(content))
    return tuple((_label(state), _shown(state)) for state in entry.questions() if state.text)


def _label(state: QuestionState) -> str:
    """Number the lines of a list, so that two of them cannot be taken for one."""
    return f"{state.group_label or 'Mục'} {state.repeat[1]} · {state.label}" if state.repeat else state.label


def _shown(state: QuestionState) -> str:
    """Write choices by their labels; any other answer stands as the form shows it."""
    names = {choice.value: choice.label for choice in state.choices}
    if state.kind not in ("select_one", "select_multiple"):
        return state.text
    return ", ".join(names.get(value, value) for value in state.text.split())


def _plain(content: Any, heading: str = "") -> Iterable[tuple[str, str]]:
    """Flatten answers under their own names."""
    for name, value in content.items():
        if isinstance(value, dict):
            yield from _plain(value, heading)
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for number, each in enumerate(value, 1):
                yield from _plain(each, f"{heading}{name} {number} · ")
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield heading + name, text
