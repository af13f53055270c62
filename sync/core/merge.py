"""Three-way merge by path: a value is lost to nobody, a conflict is named (sync.md M1–M5).

A path of the record carries who set it last and at which revision. A change collides only when somebody
else set the path (or one inside or around it) after the revision its author saw, to another value. Text is
never merged by words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.core.authority import Authority, Rule
from sync.core.conflict import Conflict

FieldMeta = Mapping[str, list[Any]]
"""Path → [revision, author]; plain JSON, as stored."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who changes: the device (hex) and the revision its author saw."""

    by: str
    base: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome for one event.

    Attributes:
        kept: path → class, for values that lost and stay as proposals (C3).
        meta: the new field meta, were the event applied at `rev`.
    """

    kept: Mapping[str, Conflict]
    meta: dict[str, list[Any]]


def merge(
    changes: Mapping[str, Any],
    writer: Writer,
    meta: FieldMeta,
    rev: int,
    *,
    authority: Authority,
    value_at: Callable[[str], Any],
) -> Merged:
    """Merge one event's changes into a record.

    Args:
        changes: path → new value; all paths open to the author.
        writer: who changes, from what base.
        meta: who set what, when.
        rev: the revision that applying the event makes.
        authority: the table of owners.
        value_at: the record's present value at a path, None for none.

    Returns:
        Which paths are kept aside, and the new meta.
    """
    kept, after = dict[str, Conflict](), {path: list(mark) for path, mark in meta.items()}
    for path, value in changes.items():
        if value_at(path) == value:
            continue
        if authority.rule_of(path) is Rule.THREE_WAY and _touched_since(path, writer, meta):
            kept[path] = Conflict.SAME_FIELD
        else:
            after[path] = [rev, writer.by]
    return Merged(kept, after)


def _touched_since(path: str, writer: Writer, meta: FieldMeta) -> bool:
    return any(
        rev > writer.base and by != writer.by and _overlap(path, other) for other, (rev, by) in meta.items()
    )


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(other + "/") or other.startswith(one + "/")
