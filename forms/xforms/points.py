"""Places on Earth as they are written: points, traces and shapes.

Here lives the reading and printing of `latitude longitude altitude accuracy`. Distances and areas are
`functions.geography`'s.
"""

import re
from typing import Final, NamedTuple

from forms.xforms.decimals import java_number

POINTS_MAX: Final = 2_000
_PART: Final = re.compile(r"[+-]?\d{1,12}(\.\d{0,20})?")
_BETWEEN: Final = re.compile(r",\s+")
"""As maps print a place: `12.66, 108.03`."""
_NO_POINT: Final = "Vị trí chưa đúng; nhập vĩ độ rồi kinh độ bằng độ thập phân, ví dụ 12.6667, 108.0500."
_NO_TRACE: Final = "Đường đi cần ít nhất hai điểm, cách nhau bằng dấu chấm phẩy."
_NO_SHAPE: Final = "Vùng cần ít nhất ba điểm và điểm cuối trùng điểm đầu, cách nhau bằng dấu chấm phẩy."
_TOO_MANY: Final = f"Đường đi hoặc vùng có quá nhiều điểm; tối đa {POINTS_MAX}."


class Point(NamedTuple):
    """A place: degrees north and east, metres above the sea, metres of doubt."""

    latitude: float
    longitude: float
    altitude: float = 0.0
    accuracy: float = 0.0


def read_point(text: str) -> Point:
    """Read two to four numbers with spaces between.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_PART.fullmatch(part) for part in parts):  # noqa: PLR2004 - as the docstring
        raise ValueError(_NO_POINT)
    point = Point(*map(float, parts))
    if abs(point.latitude) > 90 or abs(point.longitude) > 180:  # noqa: PLR2004 - degrees
        raise ValueError(_NO_POINT)
    return point


def geopoint(text: str) -> str:
    """Return a point as it stands in an instance; 0 0, the sign of a receiver without a fix, is no answer.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    point = read_point(_BETWEEN.sub(" ", text))
    return _printed(point) if any(point) else ""


def geotrace(text: str) -> str:
    """Return a line of at least two points as it stands in an instance.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    points = _read_points(text)
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        raise ValueError(_NO_TRACE)
    return "; ".join(map(_printed, points))


def geoshape(text: str) -> str:
    """Return a closed outline as it stands in an instance.

    Raises:
        ValueError: Its text is a Vietnamese sentence.
    """
    points = _read_points(text)
    if len(points) < 4 or points[0][:2] != points[-1][:2]:  # noqa: PLR2004 - three corners and the first again
        raise ValueError(_NO_SHAPE)
    return "; ".join(map(_printed, points))


def _read_points(text: str) -> list[Point]:
    parts = [part for part in text.split(";") if part.strip()]
    if len(parts) > POINTS_MAX:
        raise ValueError(_TOO_MANY)
    return list(map(read_point, parts))


def _printed(point: Point) -> str:
    return " ".join(map(java_number, point))
