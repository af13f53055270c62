"""Functions of places on Earth: distance, area, whether a point lies inside.

The Earth is a ball of JavaRosa's radius, and its order of operations is kept, so that even last digits agree.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from forms.xforms.functions.arguments import Function, nodes, text
from forms.xforms.points import Point, read_point
from forms.xforms.problem import ExpressionError
from forms.xforms.scope import Scope, Value, node_value
from forms.xforms.values import to_text

_RADIUS_M: Final = 6_378_100.0
_CIRCUMFERENCE_M: Final = 2 * math.pi * _RADIUS_M
_CORNERS_MIN: Final = 3


def _point(written: str) -> Point:
    try:
        return read_point(written)
    except ValueError as exc:
        raise ExpressionError("not a place on Earth") from exc


def _points(written: list[str]) -> list[Point]:
    return [_point(each) for each in written if each.strip()]


def _outline(scope: Scope, value: Value) -> list[Point]:
    """Return the points of a node-set: those of the one trace or shape in it, or one of each node."""
    said = [to_text(node_value(scope, node)) for node in nodes(value)]
    return _points(said[0].split(";") if len(said) == 1 else said)


def _area(scope: Scope, values: list[Value]) -> Value:
    points = _outline(scope, values[0])
    if len(points) < _CORNERS_MIN:
        return 0.0
    first = points[0]
    ys = [(point.latitude - first.latitude) * _CIRCUMFERENCE_M / 360.0 for point in points[1:]]
    xs = [(point.longitude - first.longitude) * _CIRCUMFERENCE_M
          * math.cos(math.radians(point.latitude)) / 360.0 for point in points[1:]]
    corners = pairwise(zip(xs, ys, strict=True))
    return abs(_added((y1 * x2 - x1 * y2) / 2.0 for (x1, y1), (x2, y2) in corners))


def _added(parts: Iterator[float]) -> float:
    """Add one after the other: `sum` would correct the last digits that JavaRosa does not."""
    total = 0.0
    for part in parts:
        total += part
    return total


def _distance(scope: Scope, values: list[Value]) -> Value:
    if len(values) > 1:
        points = _points([text(scope, value) for value in values])
    elif isinstance(values[0], list):
        points = _outline(scope, values[0])
    else:
        points = _points(text(scope, values[0]).split(";"))
    return _added(_between(start, end) for start, end in pairwise(points))


def _between(start: Point, end: Point) -> float:
    delta = math.radians(start.longitude - end.longitude)
    here, there = math.radians(start.latitude), math.radians(end.latitude)
    cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(delta)
    return math.acos(cosine) * _RADIUS_M if abs(cosine) <= 1 else math.nan


def _geofence(scope: Scope, values: list[Value]) -> Value:
    """Return whether a point lies inside a shape: a ray from it crosses it an odd number of times."""
    said, outline = text(scope, values[0]), _outline(scope, values[1])
    if not said.strip():
        return False
    point, inside = _point(said), False
    for start, end in pairwise(outline):
        crosses = (end.latitude > point.latitude) != (start.latitude > point.latitude)
        if crosses and point.longitude < ((start.longitude - end.longitude) * (point.latitude - end.latitude)
                                          / (start.latitude - end.latitude) + end.longitude):
            inside = not inside
    return inside


GEOGRAPHY: Final[dict[str, Function]] = {
    "area": Function(_area, 1, 1),
    "distance": Function(_distance, 1),
    "enclosed-area": Function(_area, 1, 1),
    "geofence": Function(_geofence, 2, 2),
}
