"""A value that a person types for a part of a procedure, read into what the lists hold. No toolkit here.

What is allowed in a part is decided by `forms.catalogue.review`; here a shape is only spelt.
"""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any, Final

from forms.catalogue.traps import Choice
from forms.dossier.procedure import FeeKind, Unit

UNITS: Final = tuple(unit.value for unit in Unit)
FEES: Final = tuple(
    kind.value for kind in (FeeKind.FREE, FeeKind.FIXED, FeeKind.PER_COPY, FeeKind.LOCAL, FeeKind.UNKNOWN)
)
_USUAL: Final = ("1", "0", "1")
"""One original, no copy, required."""


def value_of(field: str, answers: Mapping[str, str]) -> Any:
    """Spell what was typed for a part.

    Args:
        field: `time_limit`, `fee`, `papers`, or a part that is a text.
        answers: `unit` and `value`; `kind`, `amount` and `note`; or `text`.

    Raises:
        ValueError: A count or a sum is no number.
    """
    if field == "time_limit":
        number = answers["value"].replace(",", ".")
        return {"unit": answers["unit"], **({"value": number} if number else {})}
    if field == "fee":
        amount = "".join(letter for letter in answers["amount"] if letter not in ". ")
        parts = {"amount": int(amount)} if amount else {}
        return {
            "kind": answers["kind"],
            **parts,
            **({"note": answers["note"]} if answers["note"] else {}),
        }
    if field == "papers":
        return [_paper(line) for line in answers["text"].splitlines() if line.strip()]
    return answers["text"]


def needs_value(choice: str) -> bool:
    """Tell whether a choice is followed by a value."""
    return choice == Choice.SET


def _paper(line: str) -> dict[str, Any]:
    """Spell a line `tên | bản chính | bản sao | bắt buộc`; what is left out is 1, 0, 1."""
    name, *counts = [part.strip() for part in line.split("|")]
    originals, copies, required = (
        int(typed or usual) for typed, usual in zip_longest(counts[:3], _USUAL, fillvalue="")
    )
    return {"name": name, "originals": originals, "copies": copies, "required": bool(required)}
