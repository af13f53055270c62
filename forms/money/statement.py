"""A bank's statement as CSV → its credits; every row that cannot be read is named by its line.

Tolerant of what banks export: comma, semicolon, tab or bar; UTF-8, UTF-16 and the old encodings; a letterhead
above the header; columns in any order, found by their words. Nothing in a cell is ever run. Not here: whose
money it is (`matching`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final

from forms.errors import RuleError
from forms.money.cells import read_amount, read_moment, text_of_cell
from forms.money.faults import NOT_A_STATEMENT, STATEMENT_TOO_BIG
from forms.text.fold import ascii_letters, fold
from forms.text.legacy import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

BYTES_MAX: Final = 8 << 20
LINES_MAX: Final = 20_000
CELL_MAX: Final = 2_000
_HEADER_WITHIN: Final = 60
_DELIMITERS: Final = (",", ";", "\t", "|")
# the first kind with a word in the header's cell takes the column; a balance is nobody's payment
_WORDS: Final = (
    ("balance", ("so du", "balance")),
    ("debit", ("ghi no", "phat sinh no", "tien ra", "debit", "rut ra")),
    ("credit", ("ghi co", "phat sinh co", "tien vao", "credit", "nop vao", "bao co")),
    ("kind", ("loai giao dich", "no/co", "c/d", "d/c", "dau +/-", "loai gd")),
    ("amount", ("so tien", "amount", "gia tri")),
    ("memo", ("noi dung", "dien giai", "mo ta", "description", "remark", "chi tiet", "narrative")),
    ("reference", ("tham chieu", "ma giao dich", "but toan", "chung tu", "so ct", "ma gd", "ref")),
    ("moment", ("ngay", "thoi gian", "date")),
)
_CREDIT_SAID: Final = frozenset({"c", "cr", "co", "credit", "+", "ghi co", "tien vao"})
_FOOTER: Final = ("tong", "so du", "cong ", "total", "nguoi lap")


@dataclass(frozen=True, slots=True)
class BankLine:
    """One credit.

    Attributes:
        n: Line of the file, from 1.
        at: When, as the bank says, local; None where the statement has no such column.
        amount: Đồng, above 0.
        memo: What the payer wrote, as the bank kept it.
        reference: The bank's own number of it, or empty.
    """

    n: int
    at: datetime | None
    amount: int
    memo: str
    reference: str = ""

    @property
    def key(self) -> str:
        """32 hex digits that name this credit in any export of it, whatever its spelling and encoding."""
        at = self.at.isoformat() if self.at else ""
        facts = "\n".join((at, str(self.amount), squeezed(self.memo), squeezed(self.reference)))
        return sha256(facts.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file holds.

    Attributes:
        lines: Credits, in the file's order.
        bad: Line of the file → what is wrong with it, in Vietnamese.
        debits: How many lines took money out; they are passed over.
        encoding: How the bytes were read.
    """

    lines: tuple[BankLine, ...]
    bad: tuple[tuple[int, str], ...]
    debits: int
    encoding: str


def squeezed(text: str) -> str:
    """Return letters and digits only, plain capitals: what a bank leaves of a code whatever it does to it."""
    return "".join(letter for letter in ascii_letters(text).upper() if letter.isascii() and letter.isalnum())


def read_statement(raw: bytes) -> Statement:
    """Read a statement.

    Args:
        raw: The file.

    Raises:
        RuleError: Too big, or no row names a column of sums and a column of contents.
    """
    if len(raw) > BYTES_MAX:
        raise RuleError(STATEMENT_TOO_BIG)
    decoded = decode(_marked(raw))
    text = (decoded.offer.converted if decoded.offer else decoded.text).replace("\x00", "")
    delimiter, columns, header = _layout(text)
    reading = _Reading(columns)
    for count, (n, row) in enumerate(islice(_rows(text, delimiter), header, None)):
        if count >= LINES_MAX:
            raise RuleError(STATEMENT_TOO_BIG)
        reading.take(n, row)
    return Statement(tuple(reading.lines), tuple(reading.bad), reading.debits, decoded.encoding)


def _marked(raw: bytes) -> bytes:
    """Put the mark before UTF-16 that came without one: every other byte of its header is nought."""
    start = raw[:400]
    for mark, noughts in ((b"\xff\xfe", start[1::2]), (b"\xfe\xff", start[::2])):
        if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and noughts.count(0) * 2 > len(noughts):
            return mark + raw[: len(raw) // 2 * 2]
    return raw


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the line on which each ends; a cell longer than any bank's ends the file's reading."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            yield rows.line_num, [text_of_cell(cell[:CELL_MAX]) for cell in row]
    except csv.Error:
        raise RuleError(NOT_A_STATEMENT, line=str(rows.line_num)) from None


def _layout(text: str) -> tuple[str, Mapping[str, int], int]:
    """Find the delimiter, the columns by their kind, and how many rows stand up to the header."""
    best: tuple[str, Mapping[str, int], int] | None = None
    for delimiter in _DELIMITERS:
        for count, (_, row) in enumerate(islice(_rows(text, delimiter), _HEADER_WITHIN), 1):
            columns = _columns(row)
            if "memo" in columns and columns.keys() & {"credit", "amount"}:
                if best is None or len(columns) > len(best[1]):
                    best = (delimiter, columns, count)
                break
    if best is None:
        raise RuleError(NOT_A_STATEMENT)
    return best


def _columns(row: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        said = fold(cell)
        kind = next((kind for kind, words in _WORDS if any(word in said for word in words)), None)
        if kind is not None and said:
            columns.setdefault(kind, at)
    return columns


class _Reading:
    """Rows below the header, one after the other."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self.lines: list[BankLine] = []
        self.bad: list[tuple[int, str]] = []
        self.debits = 0

    def take(self, n: int, row: list[str]) -> None:
        """Take one row: a credit, a debit, a row of sums, or something to be named."""
        first = fold(next((cell for cell in row if cell), ""))
        if not first or first.startswith(_FOOTER):
            return
        try:
            amount = self._amount(row)
        except ValueError as problem:
            self.bad.append((n, str(problem)))
            return
        moment = self._cell(row, "moment")
        at = read_moment(moment) if moment else None
        if amount <= 0:
            self.debits += 1
        elif moment and at is None:
            self.bad.append((n, "ngày giao dịch không đọc được"))
        else:
            memo, reference = self._cell(row, "memo"), self._cell(row, "reference")
            self.lines.append(BankLine(n, at, amount, memo, reference))

    def _amount(self, row: list[str]) -> int:
        credit, debit = self._cell(row, "credit"), self._cell(row, "debit")
        if credit and read_amount(credit) != 0:
            return self._read(credit)
        if debit and read_amount(debit) != 0:
            return -abs(self._read(debit))
        given = self._cell(row, "amount")
        if not given:
            raise ValueError("không có số tiền")
        kind = fold(self._cell(row, "kind"))
        amount = self._read(given)
        return amount if not kind or kind in _CREDIT_SAID else -abs(amount)

    @staticmethod
    def _read(cell: str) -> int:
        amount = read_amount(cell)
        if amount is None:
            raise ValueError("số tiền không đọc được")
        return amount

    def _cell(self, row: list[str], kind: str) -> str:
        at = self._columns.get(kind)
        return row[at] if at is not None and at < len(row) else ""
