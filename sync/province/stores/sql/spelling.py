"""How values become text: JSON and instants for a column, folded words for a search.

A document comes from a device and may have any shape; nothing here fails on one.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from forms.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

WORD_LENGTH: Final = 60
"""Letters of a word that are looked at; an index has a ceiling, a name has not."""


def instant(at: datetime) -> str:
    """Spell an instant so that text order is time order: UTC, microseconds always present.

    Args:
        at: aware.
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def json_text(value: Any) -> str:
    """Spell a value for a text column; what has no UTF-8 (half a surrogate pair) is spelt in ASCII.

    Args:
        value: what JSON can hold.
    """
    text = json.dumps(value, ensure_ascii=False)
    return text if clean(text) == text else json.dumps(value)


def clean(text: str) -> str:
    """Return a text that every column takes: what has no UTF-8 as `?`, zeros left out."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def text_of(value: Any) -> str | None:
    """Return a member as a column takes it, None when it is no text."""
    return clean(value) if isinstance(value, str) else None


def said(doc: Mapping[str, Any], person: str, name: str) -> str:
    """Return a text of a person in a document, empty when it is not there."""
    facts = doc.get(person)
    return (text_of(facts.get(name)) if isinstance(facts, dict) else None) or ""


def search_words(text: str) -> list[str]:
    """Return the words of a text as they are kept for a search, and looked for."""
    return [word[:WORD_LENGTH] for word in fold_words(clean(text))]


def words_of(doc: Mapping[str, Any]) -> list[str]:
    """Return what an officer may look for: codes, names, personal numbers, telephone numbers."""
    parts = [str(doc.get(name) or "") for name in ("number", "official_code", "procedure")]
    for person in ("applicant", "principal", "contact"):
        parts += [said(doc, person, name) for name in ("full_name", "citizen_id", "phone")]
    return search_words(" ".join(parts))
