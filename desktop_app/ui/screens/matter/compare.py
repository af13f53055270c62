"""Two or three sides of one thing in words: what differs is marked by signs, never by colour alone.

Rows for the screen only; which side is right is a person's choice. No toolkit here.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from desktop_app.ui.matter_ports import FieldInConflict, Said, Side
from desktop_app.ui.strings import WORDS, moment
from desktop_app.ui.values import plain


class Piece(NamedTuple):
    """A stretch of a value; `differs` when the other side does not have it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class SideCell:
    """What one side says: the value in pieces, who and when, and how it stands to what both saw."""

    pieces: tuple[Piece, ...]
    by: str
    standing: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a conflict: before, here, there; and whether it is a plain value that can be typed."""

    path: str
    label: str
    base: SideCell
    mine: SideCell
    theirs: SideCell
    typeable: bool


@dataclass(frozen=True, slots=True)
class PairLine:
    """One fact of two dossiers side by side."""

    label: str
    left: str
    right: str
    same: bool


def field_line(one: FieldInConflict) -> FieldLine:
    """Lay out one field: each of the two sides marks what the other does not have."""
    before = SideCell(_whole(shown(one.base)), _who(one.base), "") if one.base is not None else _unknown()
    return FieldLine(
        one.path, one.label, before, _side(one.mine, one.theirs, one.base),
        _side(one.theirs, one.mine, one.base), _typeable(one.mine) and _typeable(one.theirs),
    )  # fmt: skip


def pair_lines(left: Side, right: Side) -> tuple[PairLine, ...]:
    """Lay out two dossiers, fact by fact; a fact that only one side has stands against an empty one."""
    facts = [_facts(left), _facts(right)]
    labels = list(dict.fromkeys([*facts[0], *facts[1]]))
    pairs = ((label, facts[0].get(label, ""), facts[1].get(label, "")) for label in labels)
    return tuple(PairLine(label, one, other, one == other) for label, one, other in pairs)


def _facts(side: Side) -> dict[str, str]:
    return {
        WORDS("provisional_number"): side.number,
        WORDS("official_code"): side.official_code or WORDS("no_official_code"),
        WORDS("procedure"): side.procedure_name,
        WORDS("full_name"): side.applicant,
        WORDS("citizen_id"): side.citizen_id,
        WORDS("received_at"): moment(side.received_at),
        WORDS("pair_received_by"): side.received_by,
        WORDS("column_status"): side.status_label,
        **dict(side.fields),
    }


def _side(own: Said, other: Said, base: Said | None) -> SideCell:
    standing = ""
    if base is not None:
        standing = WORDS("side_as_before" if own.value == base.value else "side_changed")
    return SideCell(marked(shown(own), shown(other)), _who(own), standing)


def shown(said: Said) -> str:
    """Say a value as it is read at the counter; nothing for an empty one."""
    if said.value is None or isinstance(said.value, str):
        return plain(said.value)
    return said.text


def marked(text: str, other: str) -> tuple[Piece, ...]:
    """Cut a value into what the other side has and has not: by words, a single word by letters."""
    if not text:
        return (Piece(WORDS("side_empty"), differs=bool(other)),)
    by_words = " " in text.strip()
    ours, theirs = (text.split(" "), other.split(" ")) if by_words else (list(text), list(other))
    glue = " " if by_words else ""
    pieces = []
    for kind, start, end, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if start != end:
            after = glue if end < len(ours) else ""
            pieces.append(Piece(glue.join(ours[start:end]) + after, kind != "equal"))
    return tuple(pieces)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text or WORDS("side_empty"), differs=False),)


def _unknown() -> SideCell:
    return SideCell((Piece(WORDS("side_unknown"), differs=False),), "", "")


def _who(said: Said) -> str:
    return " · ".join(part for part in (said.by, moment(said.at)) if part)


def _typeable(said: Said) -> bool:
    return said.value is None or isinstance(said.value, str | int)
