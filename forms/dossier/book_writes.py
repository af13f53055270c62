"""A book of the commune as a document: what its three events write (docs/adr/0007, books by custody).

Here: `book.open`, `book.hand`, `book.entry`. Not here: the commands (`books`), which device sent an event
(the province checks that), the print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from forms.dossier.faults import BOOK_FULL, BOOK_NUMBER, NOT_THE_HOLDER
from forms.dossier.payload import text_of
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Doc = dict[str, Any]

BOOK_KINDS: Final = frozenset({"book.open", "book.hand", "book.entry"})
ENTRIES_MAX: Final = 2_000
"""Entries of one volume (quyển); a full one is followed by the next, which may start where it ends."""
_TEXTS: Final = ("book", "title", "office", "device")


def is_book(doc: Mapping[str, Any]) -> bool:
    """Tell whether a document is a book, not a dossier."""
    return doc.get("kind") == "book"


def write_book(doc: Mapping[str, Any] | None, kind: str, payload: Mapping[str, Any], by: str, at: str) -> Doc:
    """Return the book after one of its events.

    Args:
        doc: The book before, None before `book.open`.
        kind: One of `BOOK_KINDS`.
        payload: As `books` makes it; `device` is who sends it.
        by: User id.
        at: The event's instant.

    Raises:
        RuleError: Opened before, not there, not a book; by a device that does not hold it; another number
            than the next; full.
    """
    if kind == "book.open":
        if doc is not None:
            raise RuleError(Faults.EXISTS.value)
        return _opened(payload, by, at)
    if doc is None:
        raise RuleError(Faults.ABSENT.value, kind=kind)
    if not is_book(doc):
        raise RuleError(Faults.BAD_EVENT.value, field="record")
    if text_of(payload, "device") != doc["holder"]:
        raise RuleError(NOT_THE_HOLDER)
    return _handed(doc, payload, by, at) if kind == "book.hand" else _entered(doc, payload, by, at)


def _opened(payload: Mapping[str, Any], by: str, at: str) -> Doc:
    facts = {name: text_of(payload, name) for name in _TEXTS}
    device = facts.pop("device")
    year, volume, first = (_whole(payload, name) for name in ("year", "volume", "first"))
    counts = {"year": year, "volume": volume, "first": first, "next": first}
    opened = {"opened_by": by, "opened_at": at, "custody": [], "entries": []}
    return {"kind": "book", "status": "book", **facts, **counts, "holder": device, **opened}


def _handed(doc: Mapping[str, Any], payload: Mapping[str, Any], by: str, at: str) -> Doc:
    row = {"from": doc["holder"], "to": text_of(payload, "to"), "next": doc["next"], "by": by, "at": at}
    return {**doc, "holder": row["to"], "custody": [*doc["custody"], row]}


def _entered(doc: Mapping[str, Any], payload: Mapping[str, Any], by: str, at: str) -> Doc:
    if _whole(payload, "n") != doc["next"]:
        raise RuleError(BOOK_NUMBER)
    if len(doc["entries"]) >= ENTRIES_MAX:
        raise RuleError(BOOK_FULL)
    texts = {name: text_of(payload, name, empty=True) for name in ("dossier", "text")}
    row = {"n": doc["next"], **texts, "by": by, "at": at}
    return {**doc, "next": doc["next"] + 1, "entries": [*doc["entries"], row]}


def _whole(payload: Mapping[str, Any], name: str) -> int:
    value = payload.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise RuleError(Faults.BAD_EVENT.value, field=name)
    return value
