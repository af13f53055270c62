"""Types of answers: printing them, and JavaRosa's coercions between XPath's types.

Here lives every conversion between Python values. What was typed is read by `reading`; nothing here knows
about forms or screens.
"""

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from forms.xforms.decimals import TINY, format_number, number_text, plain_number
from forms.xforms.problem import ExpressionError
from forms.xforms.reading import LOCAL, read_value
from forms.xforms.tree import Scalar

EPOCH: Final = date(1970, 1, 1)

_NUMBERS: Final = frozenset({"int", "integer", "decimal"})
_DAY: Final = 86_400
_INFINITE: Final = 2**31 - 1
"""What JavaRosa leaves of infinity in a whole number: the largest of its 32 bits; -1 more below zero."""
_NUMBER: Final = re.compile(r"-?(\d+\.?\d*|\.\d+)")
_ISO: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{2}:\d{2}")


def wrap(kind: str, value: Scalar) -> Scalar:
    """Fit a computed value to the type of the node that takes it, as JavaRosa does.

    Raises:
        ExpressionError: The value is not of that type at all.
    """
    if value == "" or (isinstance(value, float) and math.isnan(value)):
        return ""
    if kind in _NUMBERS:
        return _wrap_number(kind, value if type(value) is float else to_number(value))
    if kind == "boolean":
        return to_boolean(value)
    if kind in {"date", "dateTime", "time"}:
        return _wrap_moment(kind, value)
    if kind in {"select", "select1", "rank"}:
        return stored(value)
    return datetime.combine(value, time(0), LOCAL) if type(value) is date else value


def _wrap_number(kind: str, number: float) -> Scalar:
    if not math.isfinite(number):
        if math.isnan(number):
            raise ExpressionError("not a number")
        return number if kind == "decimal" else math.copysign(_INFINITE, number) - (number < 0)
    return number if kind == "decimal" else float(int(number))


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
    """Return the text a Vietnamese desk expects in the field; `read_value` reads the same value back."""
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).strftime("%d/%m/%Y %H:%M:%S").removesuffix(":00")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S").removesuffix(":00")
    if isinstance(value, float) and not isinstance(value, bool):
        return plain_number(value).replace(".", ",")
    return stored(value)


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
    text = value.strip().replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else math.nan


def to_text(value: Scalar) -> str:
    """Coerce to a string; moments give their date only, as JavaRosa does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).date().isoformat()
    return stored(value)


def to_boolean(value: Scalar) -> bool:
    """Coerce to a boolean: empty text, zero and NaN are false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not math.isnan(value) and abs(value) > TINY
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
        return abs(to_number(left) - to_number(right)) < TINY
    return to_text(left) == to_text(right)
