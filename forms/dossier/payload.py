"""Members of an event's payload, read strictly: a text, an instant.

Here: what a payload must hold to be believed. Not here: what it does to a document (`projection`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEARS: Final = range(1900, 2900)
"""Instants outside overflow when working days or another offset are counted from them."""


def text_of(facts: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    """Return a member that must be text.

    Args:
        facts: The payload, or an object in it.
        name: The member.
        empty: Whether it may be empty or absent.

    Raises:
        RuleError: BAD_EVENT.
    """
    value = facts.get(name, "" if empty else None)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise RuleError(Faults.BAD_EVENT.value, field=name)
    return value


def instant_of(facts: Mapping[str, Any], name: str) -> str:
    """Return a member that must be an instant with an offset (RFC 3339), as it is spelled.

    Raises:
        RuleError: BAD_EVENT.
    """
    text = text_of(facts, name)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise RuleError(Faults.BAD_EVENT.value, field=name) from None
    if at.tzinfo is None or at.year not in _YEARS:
        raise RuleError(Faults.BAD_EVENT.value, field=name)
    return text
