"""Results and refusals of commands, as one JSON object or as Vietnamese lines; nothing here asks or decides.

A result is the frozen dataclass of a verb; bytes are never printed. What a refusal prints comes from its
fault and is therefore free of personal data.
"""

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from desktop_app.cli.labels import LABELS, WHERE
from forms.dossier.calendar import local

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$")


def plain(value: Any) -> Any:
    """Turn a verb's result into what JSON can hold: instants as RFC 3339, sets sorted, bytes left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not isinstance(getattr(value, field.name), bytes | bytearray)
        }
    if isinstance(value, Enum | datetime | date):
        return value.value if isinstance(value, Enum) else value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def refusal(error: Exception) -> dict[str, Any] | None:
    """Return what a refusal says: its sentence, what to do, who acts; None for an error without a fault.

    Args:
        error: What a verb raised: a fault of the law or the desk, or one of the road's four errors.
    """
    source: Any = getattr(error, "fault", error)
    if not hasattr(source, "sentence"):
        return None
    said: dict[str, Any] = {
        "error": source.english,
        "sentence": source.sentence,
        "remedy": source.remedy,
        "act": source.act,
    }
    if where := getattr(error, "where", {}):
        said["where"] = dict(where)
    if problems := getattr(error, "problems", ()):
        said["problems"] = problems
    return said


def as_json(result: Mapping[str, Any]) -> str:
    """One JSON object on one line, letters as written."""
    return json.dumps(plain(result), ensure_ascii=False, sort_keys=True)


def refusal_text(said: Mapping[str, Any]) -> str:
    """What a person reads of a refusal: the sentence, what to do, and where."""
    lines = [str(said["sentence"]), str(said["remedy"])]
    places = said.get("where", {}).items()
    lines += [f"  {WHERE.get(name) or LABELS.get(name, name)}: {value}" for name, value in places]
    lines += [f"  {problem.label}: {problem.sentence}" for problem in said.get("problems", ())]
    return "\n".join(lines)


def as_text(result: Mapping[str, Any]) -> str:
    """Vietnamese lines for a person: `label: value`, nested things indented, empty facts of a thing left out.

    What was asked for and is empty itself is said: no line at all would leave a person wondering.
    """
    return "\n".join(_lines(plain(result), 0))


def _lines(value: Mapping[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    for key, item in value.items():
        head = "  " * depth + LABELS.get(key, key)
        if depth == 0 and isinstance(item, dict | list) and not _says(item):
            lines.append(f"{head}: không có")
        elif item in (None, "", [], {}):
            continue
        elif isinstance(item, dict):
            lines += [head + ":", *_lines(item, depth + 1)]
        elif isinstance(item, list):
            lines += [head + ":", *_rows(item, depth + 1)]
        else:
            lines.append(f"{head}: {_word(item)}")
    return lines


def _says(item: Mapping[str, Any] | list[Any]) -> bool:
    return any(one not in (None, "", [], {}) for one in (item if isinstance(item, list) else item.values()))


def _rows(items: list[Any], depth: int) -> list[str]:
    pad = "  " * depth
    return [
        pad
        + "- "
        + (
            " · ".join(_word(v) for v in item.values() if v not in (None, "", [], {}))
            if isinstance(item, dict)
            else _word(item)
        )
        for item in items
    ]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        named = ((LABELS.get(key, key), one) for key, one in value.items() if one not in (None, "", [], {}))
        return "; ".join(f"{name}: {_word(one)}" for name, one in named)
    if isinstance(value, list):
        said = (" – ".join(map(_word, one)) if isinstance(one, list) else _word(one) for one in value)
        return ", ".join(said)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return _text(str(value))


def _text(value: str) -> str:
    """Say an instant or a day as people here write them; any other text as it is."""
    if _INSTANT.match(value):
        return f"{local(datetime.fromisoformat(value)):%H:%M %d/%m/%Y}"
    day = _DAY.match(value)
    return "/".join(day.groups()[::-1]) if day else value
