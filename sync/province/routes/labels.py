"""Labels of an e-form's questions, so that an officer reads what the clerk read."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.xforms.definition import FormDefinition, Group, Question, Repeat, Words
from forms.xforms.read import read_form


def answer_labels(form: Mapping[str, Any] | None) -> Mapping[str, str]:
    """Return node name → question's label in Vietnamese, and `name=value` → a choice's label.

    Args:
        form: `/form` of the document, None for a procedure without an e-form.
    """
    form_id = str(form.get("id")) if form else ""
    return _labels(form_id) if form_id in SHIPPED else {}


@lru_cache(maxsize=64)
def _labels(form_id: str) -> Mapping[str, str]:
    definition = read_form(shipped_form(form_id))
    return dict(_walk(definition, definition.body))


def _walk(definition: FormDefinition, items: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    for item in items:
        name = item.route.rsplit("/", 1)[-1]
        yield name, _vietnamese(definition, item.label) or name
        if isinstance(item, Group | Repeat):
            yield from _walk(definition, item.children)
        elif isinstance(item, Question):
            for offer in item.offers:
                yield f"{name}={offer.value}", _vietnamese(definition, offer.label) or offer.value


def _vietnamese(definition: FormDefinition, words: Words) -> str:
    """Return the fixed part of a label; values between the words are left out."""
    first = next(iter(definition.languages), "")
    parts = words.get(first) or words.get("") or next(iter(words.values()), ())
    return "".join(part for part in parts if isinstance(part, str)).strip()
