"""A book of the commune as a document: what its four events write (docs/adr/0007, books by custody).

Here: `book.open`, `book.hand`, `book.lost`, `book.entry`. Not here: the commands (`books`), which device sent
an event (the province checks that), the print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from forms.dossier.faults import BOOK_FULL, BOOK_NUMBER, BOOK_START, NOT_LOST, NOT_THE_HOLDER
from forms.dossier.payload import text_of
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Doc = dict[str, Any]

BOOK_KINDS: Final = frozenset({"book.open", "book.hand", "book.lost", "book.entry"})
ENTRIES_MAX: Final = 2_000
"""Entries of one volume (quyển); a full one is followed by the next, which may start where it ends."""
SKIPPED_MAX: Final = 2_000
"""Numbers that a lost machine may be left: more is a slip of the hand, not its morning."""
_TEXTS: Final = ("book", "title", "office", "device")


def is_book(doc: Mapping[str, Any]) -> bool:
    """Tell whether a document is a book, not a dossier."""
    return doc.get("kind") == "book"


def volume_name(doc: Mapping[str, Any]) -> str:
    """Name a volume for a person: its sign, number and year."""
    return f"{doc['book']} quyển {doc['volume']:02d}/{doc['year']}"


def lost_by(doc: Mapping[str, Any], device: str) -> bool:
    """Tell whether a book was ever taken from a device that was declared lost."""
    return any(row.get("lost") and row["from"] == device for row in doc["custody"])


def is_left_to(doc: Mapping[str, Any], device: str, n: Any) -> bool:
    """Tell whether a number was left to a lost device and is still free: its late entry may have it.

    Args:
        doc: The book.
        device: Who wrote the entry.
        n: Its number.
    """
    left = any(
        row.get("lost") and row["from"] == device and isinstance(n, int) and row["since"] <= n < row["next"]
        for row in doc["custody"]
    )
    return left and all(entry["n"] != n for entry in doc["entries"])


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
            than the next; full; lost by another than its holder, or going on at an impossible number.
    """
    if kind == "book.open":
        if doc is not None:
            raise RuleError(Faults.EXISTS.value)
        return _opened(payload, by, at)
    if doc is None:
        raise RuleError(Faults.ABSENT.value, kind=kind)
    if not is_book(doc):
        raise RuleError(Faults.BAD_EVENT.value, field="record")
    if kind == "book.lost":
        return _lost(doc, payload, by, at)
    device = text_of(payload, "device")
    if kind == "book.entry" and is_left_to(doc, device, payload.get("n")):
        return _late(doc, payload, by, at)
    if device != doc["holder"]:
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


def _lost(doc: Mapping[str, Any], payload: Mapping[str, Any], by: str, at: str) -> Doc:
    """Take the book from a holder that is lost; the numbers up to the stated one are left to it."""
    of, to, start = text_of(payload, "of"), text_of(payload, "device"), _whole(payload, "next")
    if of != doc["holder"] or of == to:
        raise RuleError(NOT_LOST)
    if not doc["next"] <= start <= doc["next"] + SKIPPED_MAX:
        raise RuleError(BOOK_START)
    row = {"from": of, "to": to, "since": doc["next"], "next": start, "lost": text_of(payload, "reason")}
    return {**doc, "holder": to, "next": start, "custody": [*doc["custody"], {**row, "by": by, "at": at}]}


def _entered(doc: Mapping[str, Any], payload: Mapping[str, Any], by: str, at: str) -> Doc:
    if _whole(payload, "n") != doc["next"]:
        raise RuleError(BOOK_NUMBER)
    return {**doc, "next": doc["next"] + 1, "entries": [*doc["entries"], _row(doc, payload, by, at)]}


def _late(doc: Mapping[str, Any], payload: Mapping[str, Any], by: str, at: str) -> Doc:
    entries = [*doc["entries"], _row(doc, payload, by, at)]
    return {**doc, "entries": sorted(entries, key=lambda row: int(row["n"]))}


def _row(doc: Mapping[str, Any], payload: Mapping[str, Any], by: str, at: str) -> dict[str, Any]:
    if len(doc["entries"]) >= ENTRIES_MAX:
        raise RuleError(BOOK_FULL)
    texts = {name: text_of(payload, name, empty=True) for name in ("dossier", "text")}
    return {"n": _whole(payload, "n"), **texts, "by": by, "at": at}


def _whole(payload: Mapping[str, Any], name: str) -> int:
    value = payload.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise RuleError(Faults.BAD_EVENT.value, field=name)
    return value
