"""Three-way merge by path: a value is lost to nobody, a conflict is named (sync.md M1–M5).

A path of the record carries who set it last and at which revision. A change collides only when somebody
else set the path (or one inside or around it) after the revision its author saw, to another value. Text is
never merged by words.
"""

from collections.abc import Callable, Iterator, Mapping
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
    touched = {path for path, (at, by) in meta.items() if at > writer.base and by != writer.by}
    around = {outer for path in touched for outer in _around(path)}
    for path, value in changes.items():
        if value_at(path) == value:
            continue
        collides = path in touched or path in around or not touched.isdisjoint(_around(path))
        if collides and authority.rule_of(path) is Rule.THREE_WAY:
            kept[path] = Conflict.SAME_FIELD
        else:
            after[path] = [rev, writer.by]
    return Merged(kept, after)


def _around(path: str) -> Iterator[str]:
    """The paths that hold this one: a change of one of them is a change of it, too."""
    while path := path.rpartition("/")[0]:
        yield path
