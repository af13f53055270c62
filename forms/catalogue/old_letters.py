"""Rows of an export that were typed in TCVN3, VNI or VISCII: noticed, read as Unicode, converted when agreed.

A row may mix both: old names beside notes that a program wrote. Here: a row. Not here: finding and converting
a text (`text.legacy`), asking (`traps`, `review`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.catalogue.letters import texts_of
from forms.text.legacy import convert, detect, may_be_legacy

if TYPE_CHECKING:
    from forms.catalogue.export import Row
    from forms.text.legacy import Encoding, LegacyText


def offer_of(row: Row) -> LegacyText | None:
    """Return an offer to convert a row, or None where nothing in it is in an old encoding."""
    return detect("\n".join(text for text in texts_of(row) if may_be_legacy(text)))


def said(offer: LegacyText | None) -> str:
    """Return an offer for a person: the encoding, words as they stand and as they would be; else empty."""
    if offer is None:
        return ""
    words = ", ".join(f"{old} → {new}" for old, new in offer.examples)
    return f"{offer.encoding.value}: {words}"


def unicode_of(row: Row) -> Row:
    """Return a row as it reads in Unicode; the row itself where it needs no conversion."""
    offer = offer_of(row)
    return row if offer is None else _converted(row, offer.encoding)


def _converted(value: Any, encoding: Encoding) -> Any:
    if isinstance(value, str):
        return convert(value, encoding) if may_be_legacy(value) else value
    if isinstance(value, dict):
        return {name: _converted(inner, encoding) for name, inner in value.items()}
    return [_converted(inner, encoding) for inner in value] if isinstance(value, list) else value
