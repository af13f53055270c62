"""Types of answers: reading what was typed, printing, and JavaRosa's coercions.

Here lives every conversion between text, Python values and XPath's four types. Nothing here knows about forms, nodes'
places or screens. Local time is UTC+7, as the law of this office knows no other.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from forms.xforms.problem import ExpressionError
from forms.xforms.tree import Scalar

LOCAL: Final = timezone(timedelta(hours=7))
EPOCH: Final = date(1970, 1, 1)
ANSWER_CHARS_MAX: Final = 10_000
"""Longest answer that is taken as one; longer ones stay as typed, with a problem."""

_DAY: Final = 86_400
_DIGITS: Final = re.compile(r"[+-]?\d{1,15}")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3}){1,4}")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,15}(\.\d{0,10})?")
_DATE_VN: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}")
_DATE_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = re.compile(r"(\d{1,2})[:hg](\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?")
_NUMBER: Final = re.compile(r"-?(\d+\.?\d*|\.\d+)")


# Text → value -------------------------------------------------------------------------------------------------------

def read_date(text: str) -> date:
    """Read dd/mm/yyyy (also with `-` or `.`) or ISO.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    text = text.strip()
    try:
        if _DATE_ISO.fullmatch(text):
            return date.fromisoformat(text)
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
    """Read ISO with or without offset, or a date and a time separated by a space; local time unless it says otherwise.

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
    "select1": _read_choices,
    "rank": _read_choices,
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
        raise ValueError(f"Câu trả lời quá dài ({len(text):,} ký tự); rút gọn còn tối đa {ANSWER_CHARS_MAX:,}."
                         .replace(",", "."))
    if not text.strip():
        return ""
    return READERS.get(kind, str)(text)


def wrap(kind: str, value: Scalar) -> Scalar:
    """Fit a computed value to the type of the node that takes it, as JavaRosa does.

    Raises:
        ExpressionError: The value is not of that type at all.
    """
    if value == "" or (isinstance(value, float) and math.isnan(value)):
        return ""
    if kind in {"int", "integer", "decimal"}:
        number = to_number(value)
        if math.isnan(number):
            raise ExpressionError("not a number")
        if math.isinf(number):
            return ""
        return float(int(number)) if kind != "decimal" else number
    if kind == "boolean":
        return to_boolean(value)
    if kind in {"date", "dateTime", "time"}:
        return _wrap_moment(kind, value)
    if kind in {"select", "select1", "rank"}:
        return stored(value)
    return datetime.combine(value, time(0), LOCAL) if type(value) is date else value


def _wrap_moment(kind: str, value: Scalar) -> Scalar:
    if isinstance(value, str):
        if not _ISO.match(value.strip()):
            raise ExpressionError(f"not a {kind}")
        try:
            return read_value(kind, value)
        except ValueError as exc:
            raise ExpressionError(f"not a {kind}") from exc
    if isinstance(value, float):
        value = EPOCH + timedelta(days=math.floor(value))
    if isinstance(value, bool | time):
        raise ExpressionError(f"not a {kind}")
    if kind == "date":
        return value.date() if isinstance(value, datetime) else value
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(0), LOCAL)
    return moment if kind == "dateTime" else moment.time()


# Value → text -------------------------------------------------------------------------------------------------------

def format_number(number: float) -> str:
    """Print a number as JavaRosa does: whole ones plain, others by Java's `Double.toString`."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 2**63:
        return repr(int(number)) if abs(number) < 10**17 else _plain_whole(number)
    size = abs(number)
    if 1e-3 <= size < 1e7:
        return repr(number)
    mantissa, _, exponent = f"{number!r}".partition("e")
    if not exponent:
        sign, digits = ("-", mantissa[1:]) if mantissa[0] == "-" else ("", mantissa)
        whole, _, rest = digits.partition(".")
        if whole.strip("0"):
            return f"{sign}{whole[0]}.{(whole[1:] + rest).rstrip('0') or '0'}E{len(whole) - 1}"
        lead = len(rest) - len(rest.lstrip("0"))
        rest = rest.lstrip("0")
        return f"{sign}{rest[0]}.{rest[1:] or '0'}E-{lead + 1}"
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}"


def _plain_whole(number: float) -> str:
    mantissa, _, exponent = f"{number!r}".partition("e")
    if not exponent:
        return mantissa.removesuffix(".0")
    whole, _, rest = mantissa.partition(".")
    return whole + rest.ljust(int(exponent), "0")


def stored(value: Scalar) -> str:
    """Return the text that stands in an XForms instance: ISO dates, booleans as 1 and 0."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, time):
        return f"{value.isoformat(timespec='milliseconds')}+07:00"
    return value.isoformat() if isinstance(value, date) else value


def shown(value: Scalar) -> str:
    """Return the text a Vietnamese desk expects in the field; `read_value` reads it back to the same value."""
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).strftime("%d/%m/%Y %H:%M:%S").removesuffix(":00")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S").removesuffix(":00")
    if isinstance(value, float) and not isinstance(value, bool):
        return format_number(value).replace(".", ",")
    return stored(value)


# XPath's coercions --------------------------------------------------------------------------------------------------

def day_number(value: date | datetime) -> float:
    """Return whole days since 1970-01-01, local calendar."""
    day = value.astimezone(LOCAL).date() if isinstance(value, datetime) else value
    return float((day - EPOCH).days)


def exact_days(value: date | datetime) -> float:
    """Return days since 1970-01-01T00:00Z with their fraction (`decimal-date-time`)."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(0), LOCAL)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / _DAY


def to_number(value: Scalar) -> float:
    """Coerce to a number; text that is none, dates written as text included, gives NaN."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, date):
        return day_number(value)
    if isinstance(value, time):
        return math.nan
    text = value.strip()
    return float(text) if _NUMBER.fullmatch(text) else math.nan


def to_text(value: Scalar) -> str:
    """Coerce to a string; moments give their date only, as JavaRosa does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).date().isoformat()
    return stored(value)


def to_boolean(value: Scalar) -> bool:
    """Coerce to a boolean: empty text, zero and NaN are false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not math.isnan(value) and abs(value) > 1e-12
    return value != ""


def to_date(value: Scalar) -> date | str:
    """Coerce to a date; empty stays empty.

    Raises:
        ExpressionError: Not a date.
    """
    wrapped = wrap("date", to_text(value) if isinstance(value, bool) else value)
    if isinstance(wrapped, str | date):
        return wrapped
    raise ExpressionError("not a date")


def is_equal(left: Scalar, right: Scalar) -> bool:
    """Compare as XPath's `=` does: by boolean, else by number, else by text."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return abs(to_number(left) - to_number(right)) < 1e-12
    return to_text(left) == to_text(right)
