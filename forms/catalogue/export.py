"""The province's export of procedures: its rows as they came, shape checked and nothing else.

Here: JSON, and the shape that both JSON and spreadsheets must have. Not here: spreadsheets (`sheets`), what
is doubtful about a row (`doubts`), what it becomes (`drafting`).
"""

from __future__ import annotations

from typing import Any, Final

from forms.canonical import strict_json
from forms.catalogue.faults import EXPORT_MALFORMED
from forms.catalogue.package import BYTES_MAX
from forms.dossier.procedure import is_procedure_code
from forms.errors import RuleError

ROWS_MAX: Final = 20_000

Row = dict[str, Any]
"""One procedure of the export: the columns below, a list where the export has several."""

_TEXT: Final = (str,)
_TEXT_OR_NOT: Final = (str, type(None))
_MONEY: Final = (int, type(None))
COLUMNS: Final[dict[str, tuple[type, ...]]] = {
    "code": _TEXT,
    "name": _TEXT,
    "field": _TEXT_OR_NOT,
    "level": _TEXT_OR_NOT,
    "handler": _TEXT_OR_NOT,
    "applicants": _TEXT_OR_NOT,
    "documents": (list,),
    "documents_portal": (list,),
    "time_limit": (dict, type(None)),
    "time_source": _TEXT_OR_NOT,
    "fee_vnd": _MONEY,
    "fee_online_vnd": _MONEY,
    "fee_note": _TEXT_OR_NOT,
    "fee_decided_by": _TEXT_OR_NOT,
    "fee_source": _TEXT_OR_NOT,
    "variants": (list,),
    "results": (list,),
    "form_fields_hint": (list,),
    "data_replaces": (list,),
    "decision": _TEXT_OR_NOT,
    "source_url": _TEXT_OR_NOT,
    "exactness": _TEXT_OR_NOT,
    "notes": (list,),
}
_PAPER: Final[dict[str, tuple[type, ...]]] = {
    "name": _TEXT,
    "copies_original": (int,),
    "copies_copy": (int,),
    "required": (bool,),
    "kind": _TEXT,
    **dict.fromkeys(("case", "section", "channel", "full_text", "form_file"), _TEXT_OR_NOT),
    "required_in_case": (bool,),
}
PARTS: Final[dict[str, dict[str, tuple[type, ...]]]] = {
    "documents": _PAPER,
    "documents_portal": _PAPER,
    "variants": {"channel": _TEXT_OR_NOT, "time": _TEXT_OR_NOT, "fee": _MONEY},
    "results": {"name": _TEXT, "code": _TEXT_OR_NOT},
    "data_replaces": {"document": _TEXT, "database": _TEXT, "agency": _TEXT_OR_NOT},
}
LIMIT: Final[dict[str, tuple[type, ...]]] = {
    "value": (int, type(None)),
    **dict.fromkeys(("unit", "cutoff", "after_cutoff", "extendable", "note"), _TEXT_OR_NOT),
}
_NEEDED: Final = ("code", "name", "documents")


def read_export(raw: bytes) -> list[Row]:
    """Read an export in JSON.

    Args:
        raw: A list of objects with the columns above.

    Returns:
        The rows as they came.

    Raises:
        RuleError: Not JSON, too big, or a row of another shape; `where` names the row and the column.
    """
    return checked_rows(strict_json(raw, bytes_max=BYTES_MAX))


def checked_rows(rows: Any) -> list[Row]:
    """Check the shape of an export, wherever it came from.

    Raises:
        RuleError: As `read_export`.
    """
    if not isinstance(rows, list) or len(rows) > ROWS_MAX:
        raise RuleError(EXPORT_MALFORMED, row="-")
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        _shaped(row, COLUMNS, number, "")
        code = row.get("code", "")
        if not is_procedure_code(code) or code in seen:
            raise RuleError(EXPORT_MALFORMED, row=str(number), column="code")
        seen.add(code)
        for column in _NEEDED:
            if not row.get(column) and column != "documents":
                raise RuleError(EXPORT_MALFORMED, row=str(number), column=column)
        for column, shape in PARTS.items():
            for part in row.get(column, []):
                _shaped(part, shape, number, f"{column}/")
        if row.get("time_limit") is not None:
            _shaped(row["time_limit"], LIMIT, number, "time_limit/")
    return rows


def _shaped(part: Any, shape: dict[str, tuple[type, ...]], number: int, at: str) -> None:
    if not isinstance(part, dict):
        raise RuleError(EXPORT_MALFORMED, row=str(number), column=at.rstrip("/") or "-")
    for column, value in part.items():
        allowed = shape.get(column)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        wrong_type = allowed is not None and (type(value) not in allowed or (is_number and value < 0))
        if allowed is None or wrong_type:
            raise RuleError(EXPORT_MALFORMED, row=str(number), column=f"{at}{column}")
