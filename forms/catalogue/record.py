"""One JSON object of a list, read field by field, with the place of every mistake.

Here: the strictness. Not here: what a field means (`read_procedure`, `read_fee`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NoReturn

from forms.errors import Faults, RuleError


class Record:
    """An object of the procedure `code`, as it came.

    Raises:
        RuleError: It is no object; and, from each method, a field that is missing or out of its range.
    """

    def __init__(self, code: str, facts: Any) -> None:
        self.code = code
        self.facts: dict[str, Any] = facts if isinstance(facts, dict) else wrong(code, "-")

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; required unless a default is given."""
        value = self.facts.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            wrong(self.code, name)
        return value

    def count(self, name: str, default: int) -> int:
        """Return a whole number, not negative."""
        value = self.facts.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            wrong(self.code, name)
        return value

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return a truth value; required unless a default is given."""
        value = self.facts.get(name, default)
        if not isinstance(value, bool):
            wrong(self.code, name)
        return value

    def fraction(self, name: str) -> Fraction:
        """Return a number spelled as text, e.g. `0.25`; absent is zero."""
        try:
            return Fraction(self.text(name, "0"))
        except (ValueError, ZeroDivisionError):
            wrong(self.code, name)

    def record(self, name: str) -> Record:
        """Return an object inside."""
        return Record(self.code, self.facts.get(name))

    def records(self, name: str) -> list[Record]:
        """Return a list of objects; absent is empty."""
        rows = self.facts.get(name, [])
        if not isinstance(rows, list):
            wrong(self.code, name)
        return [Record(self.code, row) for row in rows]

    def only(self, *names: str) -> None:
        """Refuse fields that nobody reads."""
        for name in self.facts:
            if name not in names:
                wrong(self.code, name)


def wrong(code: str, field: str) -> NoReturn:
    """Refuse the list: this field of this procedure cannot be used."""
    raise RuleError(Faults.CATALOGUE.value, procedure=code, field=field)
