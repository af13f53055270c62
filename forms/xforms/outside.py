"""Lists in files beside a form: CSV, XML and GeoJSON → secondary instances.

Here live their ceilings and their reading. Files are given as bytes by name; nothing here opens a path.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Final

from lxml.etree import _Element

from forms.xforms.markup import count_elements, node_of, parse_markup
from forms.xforms.problem import FormError, form_fault
from forms.xforms.tree import Node

FILE_BYTES_MAX: Final = 10 * 1024 * 1024
CELLS_MAX: Final = 200_000
"""Most cells, or elements, of one list."""
LAST_SAVED: Final = "jr://instance/last-saved"

_SOURCE: Final = re.compile(r"jr://file(?:-csv)?/([^/\\]+)")
_COLUMN: Final = re.compile(r"[^\W\d][\w.\-]*")
_DELIMITERS: Final = ",;\t"
_MEND: Final = "Sửa tệp danh sách được chỉ ra rồi nạp lại cùng biểu mẫu."

OUTSIDE: Final = form_fault("Biểu mẫu cần một danh sách ở tệp ngoài mà không có kèm.",
                            "a secondary instance without its items",
                            "Đặt tệp được chỉ ra cạnh biểu mẫu, hoặc đưa danh sách vào trang choices.")
BAD_LIST: Final = form_fault("Tệp danh sách kèm biểu mẫu không đọc được.",
                             "a list beside the form cannot be read", _MEND)
LIST_TOO_BIG: Final = form_fault("Tệp danh sách kèm biểu mẫu quá lớn (tối đa 10 MB và 200.000 ô).",
                                 "a list beside the form larger than the ceilings", _MEND)


def secondary(element: _Element, files: Mapping[str, bytes]) -> Node:
    """Build a secondary instance under a node called `instance`.

    Args:
        element: `<instance>` of the form.
        files: File name → content, of lists that are not in the form itself.

    Raises:
        FormError: Its file is missing (`where` names it), too big or not readable.
    """
    source = (element.get("src") or "").strip()
    if source == LAST_SAVED or (not source and not len(element)):   # named among what is not supported
        return Node("instance")
    if not source:
        return node_of(element, None, {})
    named = _SOURCE.fullmatch(source)
    raw = files.get(named[1]) if named else None
    if named is None or raw is None:
        raise FormError(OUTSIDE, instance=element.get("id") or "", source=source)
    return _read(named[1], raw)


def _read(name: str, raw: bytes) -> Node:
    if len(raw) > FILE_BYTES_MAX:
        raise FormError(LIST_TOO_BIG, file=name)
    ending = name.rpartition(".")[2].lower()
    if ending not in _READERS:
        raise FormError(BAD_LIST, file=name, reason="neither .csv nor .xml nor .geojson")
    return _READERS[ending](name, raw)


def _xml(name: str, raw: bytes) -> Node:
    root = parse_markup(raw, file=name)
    if count_elements(root) > CELLS_MAX:
        raise FormError(LIST_TOO_BIG, file=name)
    instance = Node("instance")
    instance.children.append(node_of(root, instance, {}))
    return instance


def _text(name: str, raw: bytes) -> str:
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FormError(BAD_LIST, file=name, reason="not UTF-8") from None


def _csv(name: str, raw: bytes) -> Node:
    text = _text(name, raw)
    header_line = text.partition("\n")[0]
    delimiter = next((mark for mark in _DELIMITERS if mark in header_line), ",")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [column.strip() for column in next(rows, [])]
        _check_header(name, header)
        most = CELLS_MAX // len(header)
        found = list(islice(((rows.line_num, row) for row in rows if any(row)), most + 1))
    except csv.Error as exc:
        raise FormError(BAD_LIST, file=name, row=str(rows.line_num), reason=str(exc)) from None
    if len(found) > most:
        raise FormError(LIST_TOO_BIG, file=name)
    for line, row in found:
        if len(row) > len(header):
            raise FormError(BAD_LIST, file=name, row=str(line), reason="more cells than columns")
    missing = [""] * len(header)
    return _items((zip(header, row + missing, strict=False) for _, row in found))


def _check_header(name: str, header: list[str]) -> None:
    for column in header:
        if not _COLUMN.fullmatch(column):
            raise FormError(BAD_LIST, file=name, row="1", reason=f"“{column[:40]}” is no name of a column")
        if header.count(column) > 1:
            raise FormError(BAD_LIST, file=name, row="1", reason=f"column {column[:40]} twice")
    if not header:
        raise FormError(BAD_LIST, file=name, row="1", reason="no columns")


def _items(rows: Iterable[Iterable[tuple[str, str]]]) -> Node:
    """Build `root` with an `item` for each row under a node called `instance`."""
    instance = Node("instance")
    root = Node("root", instance)
    instance.children.append(root)
    for row in rows:
        item = Node("item", root)
        root.children.append(item)
        for column, value in row:
            cell = Node(column, item)
            cell.value = value.strip()
            item.children.append(cell)
    return instance


def _geojson(name: str, raw: bytes) -> Node:
    try:
        collection = json.loads(_text(name, raw), parse_float=str, parse_int=str)
        if collection["type"] != "FeatureCollection":
            raise FormError(BAD_LIST, file=name, reason="not a FeatureCollection")
        rows = [list(_feature(feature)) for feature in collection["features"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise FormError(BAD_LIST, file=name, reason=f"not GeoJSON: {type(exc).__name__}") from None
    if sum(map(len, rows)) > CELLS_MAX:
        raise FormError(LIST_TOO_BIG, file=name)
    return _items(rows)


def _feature(feature: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield the cells of a feature: its place, its id if it has one, its properties."""
    coordinates = feature["geometry"]["coordinates"]
    match feature["geometry"]["type"]:
        case "Point":
            points = [coordinates]
        case "LineString":
            points = coordinates
        case "Polygon":
            points = coordinates[0]
        case other:
            raise ValueError(other)
    yield "geometry", "; ".join(f"{north} {east} 0 0" for east, north, *_ in points)
    given = (feature.get("properties") or {}).items()
    properties = {key: str(value) for key, value in given if value is not None}
    if "id" in feature:
        properties["id"] = str(feature["id"])
    for column, value in properties.items():
        if not _COLUMN.fullmatch(column):
            raise ValueError(column)
        yield column, value


_READERS: Final[dict[str, Callable[[str, bytes], Node]]] = {"csv": _csv, "xml": _xml, "geojson": _geojson}
