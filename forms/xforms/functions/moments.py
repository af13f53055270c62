"""Functions of dates and times. Local time is UTC+7; the moment of the entry is given."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from forms.xforms.functions.arguments import Function, text
from forms.xforms.problem import ExpressionError
from forms.xforms.reading import LOCAL, read_datetime
from forms.xforms.scope import Scope, Value, scalar
from forms.xforms.tree import Scalar
from forms.xforms.values import exact_days, to_date

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FORMATS: Final[dict[str, Callable[[datetime], str]]] = {
    "%": lambda _: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "a": lambda at: _DAYS[at.weekday()],
}


def _from_days(days: float) -> datetime | str:
    """Return the moment so many days after 1970-01-01T00:00Z; no number gives none."""
    if math.isnan(days):
        return ""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(days * 86_400_000))
    except (OverflowError, ValueError) as exc:
        raise ExpressionError("out of range for a date") from exc


def _moment(item: Scalar) -> date | datetime | str:
    """Read a moment with its time of day: a number counts days, text is ISO; empty stays empty."""
    if isinstance(item, float) and not isinstance(item, bool):
        return _from_days(item)
    if isinstance(item, str) and "T" in item:
        try:
            return read_datetime(item)
        except ValueError as exc:
            raise ExpressionError("not a moment") from exc
    return item if isinstance(item, datetime) else to_date(item)


def _full(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(0), LOCAL)


def _date(scope: Scope, values: list[Value]) -> Value:
    """Return a date; text that holds a time of day keeps it, as in JavaRosa."""
    item = scalar(scope, values[0])
    return _moment(item) if isinstance(item, str) else to_date(item)


def _date_time(scope: Scope, values: list[Value]) -> Value:
    moment = _moment(scalar(scope, values[0]))
    return moment if isinstance(moment, str) else _full(moment).astimezone(LOCAL)


def _decimal_date_time(scope: Scope, values: list[Value]) -> Value:
    item = scalar(scope, values[0])
    moment = item if isinstance(item, float) else _moment(item)
    return moment if isinstance(moment, str | float) else exact_days(moment)


def _local_days(moment: date | datetime) -> float:
    return exact_days(_full(moment).astimezone(LOCAL).replace(tzinfo=UTC))


def _decimal_time(scope: Scope, values: list[Value]) -> Value:
    item = scalar(scope, values[0])
    moment = item if isinstance(item, float) else _moment(item)
    if isinstance(moment, str):
        return moment
    days = moment if isinstance(moment, float) else _local_days(moment)
    return days - math.floor(days) if math.isfinite(days) else math.nan


def _format_date(scope: Scope, values: list[Value]) -> Value:
    moment = _moment(scalar(scope, values[0]))
    if isinstance(moment, str):
        return ""
    at = _full(moment).astimezone(LOCAL)

    def letter(match: re.Match[str]) -> str:
        if match[1] not in _FORMATS:
            raise ExpressionError(f"unknown date format %{match[1]}")
        return _FORMATS[match[1]](at)
    return re.sub(r"%(.?)", letter, text(scope, values[1]), flags=re.DOTALL)


def _today(scope: Scope, _: list[Value]) -> Value:
    return scope.world.now.astimezone(LOCAL).date()


MOMENTS: Final[dict[str, Function]] = {
    "date": Function(_date, 1, 1),
    "date-time": Function(_date_time, 1, 1),
    "decimal-date-time": Function(_decimal_date_time, 1, 1),
    "decimal-time": Function(_decimal_time, 1, 1),
    "format-date": Function(_format_date, 2, 2),
    "format-date-time": Function(_format_date, 2, 2),
    "now": Function(lambda scope, _: scope.world.now.astimezone(LOCAL), 0, 0),
    "today": Function(_today, 0, 0),
}
