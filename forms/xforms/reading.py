"""What was typed → values.

Here lives how a Vietnamese desk writes numbers, dates and times. Printing and coercing are `values`'. Local
time is UTC+7: this office knows no other.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from forms.xforms.points import geopoint, geoshape, geotrace
from forms.xforms.tree import Scalar

LOCAL: Final = timezone(timedelta(hours=7))
ANSWER_CHARS_MAX: Final = 10_000
"""Longest answer that is taken as one; longer ones stay as typed, with a problem."""

_DIGITS: Final = re.compile(r"[+-]?\d{1,15}")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3}){1,4}")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,15}(\.\d{0,20})?")
_DATE_VN: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DATE_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME: Final = re.compile(r"(\d{1,2})[:hg](\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?")


def read_date(text: str) -> date:
    """Read dd/mm/yyyy (also with `-` or `.`) or ISO.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    text = text.strip()
    try:
        if match := _DATE_ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DATE_VN.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise ValueError("Không có ngày này trong lịch; nhập lại theo dạng ngày/tháng/năm.") from None
    raise ValueError("Ngày chưa đúng dạng; nhập ngày/tháng/năm, ví dụ 05/01/2026.")


def read_time(text: str) -> time:
    """Read HH:MM, also 8h30, with seconds if given.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    match = _TIME.fullmatch(text.strip())
    try:
        if match:
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        pass
    raise ValueError("Giờ chưa đúng; nhập giờ:phút, ví dụ 08:30.")


def read_datetime(text: str) -> datetime:
    """Read ISO, or a date and a time separated by a space; local time unless an offset says otherwise.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    text = text.strip()
    day, _, hour = text.replace("T", " ", 1).partition(" ")
    if not hour:
        return datetime.combine(read_date(day), time(0), LOCAL)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.combine(read_date(day), read_time(hour))
    return moment.astimezone(LOCAL) if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _read_int(text: str) -> float:
    plain = text.strip().replace(" ", "")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(".", "")
    if not _DIGITS.fullmatch(plain):
        raise ValueError("Cần một số nguyên, chỉ gồm chữ số.")
    return float(plain)


def _read_decimal(text: str) -> float:
    plain = text.strip().replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    if not _DECIMAL.fullmatch(plain):
        raise ValueError("Cần một số; phần lẻ viết sau dấu phẩy.")
    return float(plain)


def _read_boolean(text: str) -> bool:
    word = text.strip().lower()
    if word in {"1", "true"}:
        return True
    if word in {"0", "false"}:
        return False
    raise ValueError("Cần “có” (1) hoặc “không” (0).")


def _read_choices(text: str) -> str:
    return " ".join(text.split())


READERS: Final[dict[str, Callable[[str], Scalar]]] = {
    "int": _read_int,
    "integer": _read_int,
    "decimal": _read_decimal,
    "date": read_date,
    "time": read_time,
    "dateTime": read_datetime,
    "boolean": _read_boolean,
    "select": _read_choices,
    "select1": str.strip,
    "rank": _read_choices,
    "geopoint": geopoint,
    "geotrace": geotrace,
    "geoshape": geoshape,
}
"""Type of a bind → reader; every other type is text."""


def read_value(kind: str, text: str) -> Scalar:
    """Read one answer or default of a bind's type.

    Args:
        kind: Type of the bind (`int`, `date`, …) or control (`select`).
        text: As typed, or as it stands in a form.

    Raises:
        ValueError: Its text is a Vietnamese sentence for whoever typed it.
    """
    if len(text) > ANSWER_CHARS_MAX:
        raise ValueError(f"Câu trả lời quá dài ({len(text)} ký tự); rút gọn còn tối đa {ANSWER_CHARS_MAX}.")
    if not text.strip():
        return ""
    return READERS.get(kind, str)(text)
