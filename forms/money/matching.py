"""Whose money a credit is: the dossier's code in its memo, and exactly the sum that is owed.

A match is a proposal, one line to one dossier; a person confirms it (docs/adr/0007). Here: finding codes that
banks cut, squeezed or wrapped, and the class of every line. Not here: reading files (`statement`), booking.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.dossier.numbering import parse_provisional
from forms.errors import RuleError
from forms.money.statement import BankLine, squeezed
from forms.text.fold import ascii_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

_HEAD: Final = 3
"""So many letters of a code are looked for first."""
_FEW: Final = 20
_ENOUGH: Final = 12
"""With less of a code at its end a memo names nobody."""
_WHOLE_ENOUGH: Final = 15
"""Of a squeezed provisional number: commune, machine and count are there, only the check part is cut."""


class MatchKind(StrEnum):
    """What a line is."""

    PROPOSED = "proposed"
    WRONG_AMOUNT = "wrong_amount"
    SETTLED = "settled"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    DOUBLE = "double"
    BOOKED = "booked"


LABEL_VI: Final = {
    MatchKind.PROPOSED: "khớp mã và số tiền, chờ xác nhận",
    MatchKind.WRONG_AMOUNT: "khớp mã, sai số tiền",
    MatchKind.SETTLED: "khớp mã, hồ sơ không còn nợ phí",
    MatchKind.AMBIGUOUS: "có thể là nhiều hồ sơ",
    MatchKind.UNKNOWN: "không tìm thấy mã hồ sơ",
    MatchKind.DOUBLE: "trùng với một dòng khác",
    MatchKind.BOOKED: "đã vào sổ",
}


@dataclass(frozen=True, slots=True)
class Matched:
    """A line and what it is.

    Attributes:
        line: The credit.
        kind: Its class.
        dossiers: Whose it may be; exactly one where it is proposed.
        owed: Đồng that this dossier owes, where there is one.
    """

    line: BankLine
    kind: MatchKind
    dossiers: tuple[str, ...] = ()
    owed: int = 0


class _Code(NamedTuple):
    spelt: str
    dossier: str
    is_provisional: bool


class Found(NamedTuple):
    """What a memo may mean: dossiers, and whether the code stood there whole."""

    dossiers: tuple[str, ...]
    is_whole: bool = True


class CodeIndex:
    """All codes of dossiers, found in memos.

    Args:
        codes: Code or provisional number, and the dossier's id.
    """

    def __init__(self, codes: Iterable[tuple[str, str]]) -> None:
        known = [_Code(squeezed(code), dossier, _is_provisional(code)) for code, dossier in codes]
        self._codes = {code.spelt: code for code in known if len(code.spelt) > _HEAD}
        self._sorted = sorted(self._codes)
        self._lengths: dict[str, set[int]] = {}
        for spelt in self._sorted:
            self._lengths.setdefault(spelt[:_HEAD], set()).add(len(spelt))

    def find(self, memo: str) -> Found:
        """Return the dossiers a memo may mean: none, one, or several that nobody can tell apart.

        A number cut by the bank still counts while only letters of its check part are gone; an official code
        that is cut may be any of ten.
        """
        plain = squeezed(memo)
        whole, cut, is_whole = dict[str, None](), list[_Code](), True
        for head, lengths in self._lengths.items():
            at = plain.find(head)
            while at >= 0:
                pieces = (plain[at : at + length] for length in lengths)
                here = [self._codes[piece] for piece in pieces if piece in self._codes]
                whole |= {code.dossier: None for code in here if _ends_there(memo, code)}
                if not here and _ENOUGH <= len(plain) - at < max(lengths):
                    cut += self._beginning(plain[at:])
                    is_whole = is_whole and len(plain) - at >= _WHOLE_ENOUGH
                at = plain.find(head, at + 1)
        if whole or not cut:
            return Found(tuple(whole))
        dossiers = tuple({code.dossier: None for code in cut})
        return Found(dossiers, is_whole and all(code.is_provisional for code in cut))

    def _beginning(self, piece: str) -> list[_Code]:
        start = bisect_left(self._sorted, piece)
        some = takewhile(lambda spelt: spelt.startswith(piece), islice(self._sorted, start, start + _FEW))
        return [self._codes[spelt] for spelt in some]


def classify(
    lines: Sequence[BankLine], index: CodeIndex, owed: Callable[[str], int], booked: Collection[str]
) -> list[Matched]:
    """Say of every line what it is.

    Args:
        lines: Credits, in order.
        index: All codes.
        owed: Đồng that a dossier owes.
        booked: Keys of lines that are in the ledger already.

    Returns:
        One answer a line; no dossier and no line is proposed twice.
    """
    seen, taken, answers = set[str](), set[str](), list[Matched]()
    for line in lines:
        answer = _one(line, index, owed, booked)
        is_again = line.key in seen and answer.kind is not MatchKind.BOOKED
        if is_again or (answer.kind is MatchKind.PROPOSED and answer.dossiers[0] in taken):
            answer = Matched(line, MatchKind.DOUBLE, answer.dossiers, answer.owed)
        if answer.kind is MatchKind.PROPOSED:
            taken.add(answer.dossiers[0])
        seen.add(line.key)
        answers.append(answer)
    return answers


def _one(
    line: BankLine, index: CodeIndex, owed: Callable[[str], int], booked: Collection[str]
) -> Matched:
    dossiers, is_whole = index.find(line.memo)
    if line.key in booked:
        return Matched(line, MatchKind.BOOKED, dossiers)
    if not dossiers:
        return Matched(line, MatchKind.UNKNOWN)
    if len(dossiers) > 1 or not is_whole:
        return Matched(line, MatchKind.AMBIGUOUS, dossiers)
    open_ = owed(dossiers[0])
    if not open_:
        return Matched(line, MatchKind.SETTLED, dossiers)
    kind = MatchKind.PROPOSED if open_ == line.amount else MatchKind.WRONG_AMOUNT
    return Matched(line, kind, dossiers, open_)


def _is_provisional(code: str) -> bool:
    try:
        parse_provisional(code)
    except RuleError:
        return False
    return True


def _ends_there(memo: str, code: _Code) -> bool:
    """Tell whether an official code ends where it seems to: with one more digit it is another code."""
    if code.is_provisional:
        return True
    spaced = r"[^0-9A-Z]*".join(map(re.escape, code.spelt))
    return re.search(spaced + r"(?![0-9])", ascii_letters(memo).upper()) is not None
