"""Random forms: XLSForms whose rules look only at questions that stand before them, so none depends on itself.

Here lives what stands in a form and how it nests. The formulas are `random_rules`'. A smaller form of the same
seed is the beginning of the larger one, so Hypothesis finds the least that fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from pyxform.xls2xform import convert

from .random_rules import DEFAULTS, VALUES, Known, Pen, Sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

Row = dict[str, str]

LABEL, LABEL_EN = "label::Tiếng Việt (vi)", "label::English (en)"

CHOICES = [
    {"list_name": name, "name": value, LABEL: f"{name} {value} là", LABEL_EN: f"{name} {value} is", "of": of}
    for name, values in {
        "a": (("x", ""), ("y", ""), ("z", "")),
        "b": (("b1", "x"), ("b2", "x"), ("b3", "y"), ("b4", "z")),
        "c": (("c1", "b1"), ("c2", "b1"), ("c3", "b2"), ("c4", "b3"), ("5", "b4")),
    }.items() for value, of in values
]
FILES = {"thon.csv": 'name,label,of\nt1,Thôn 1,x\nt2,"Buôn Ê Đê, 2",x\nt3,Thôn 3,y\n4,Tổ 4,z\n'.encode()}
"""What forms find beside them."""

ABOVE = {"b": "a", "c": "b", "thon.csv": "a"}
"""List → the list whose answer filters it."""

ASKED = {"text": 3, "integer": 4, "decimal": 2, "date": 3, "time": 1, "dateTime": 1, "select_one a": 4, "select_one b": 5,
         "select_one c": 3, "select_multiple b": 3, "select_multiple c": 1, "select_one_from_file thon.csv": 2, "rank b": 1, "acknowledge": 1, "note": 1, "barcode": 1,
         "geopoint": 1, "range": 1, "image": 1, "calculate": 8}
KINDS = [kind for kind, weight in ASKED.items() for _ in range(weight)]
COMPUTED_TYPES = {"number": ("string", "int", "decimal"), "text": ("string",), "truth": ("string", "boolean"),
                  "date": ("string", "date")}

UNSPOKEN = ""
"""A date or a truth kept as text: JavaRosa fails at the first function that wants its text, so nobody speaks of it."""


@dataclass
class Sheet:
    """A survey being written.

    Attributes:
        rows: Rows so far.
        known: Questions that may be spoken of, with the repeats they stand in.
        lists: Repeats so far.
        names: How many names are given out.
    """

    rows: list[Row] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    lists: list[tuple[str, ...]] = field(default_factory=list)
    names: int = 0

    def sight(self, box: tuple[str, ...]) -> Sight:
        return Sight([*self.known], [*self.lists], tuple(name for name in box if name.startswith("r")), box)

    def name(self, letter: str) -> str:
        self.names += 1
        return f"{letter}{self.names}"


def xforms(most: int = 24) -> SearchStrategy[bytes]:
    """Whole forms, compiled."""
    return st.builds(xform, st.integers(0, 2**32 - 1), st.integers(4, most))


def xform(seed: int, size: int) -> bytes:
    """A form of about `size` questions."""
    sheet = Sheet()
    write_items(Random(seed), sheet, (), size, depth=0)
    columns = dict.fromkeys(column for row in sheet.rows for column in row)
    tables: dict[str, Any] = {
        "survey": sheet.rows, "survey_header": [columns], "choices": CHOICES, "choices_header": [dict.fromkeys(CHOICES[0])],
        "settings": [{"form_title": "Thử", "form_id": "thu", "version": "1", "default_language": "Tiếng Việt (vi)"}],
    }
    return convert(tables, validate=False, form_name="data").xform.encode()


def write_items(dice: Random, sheet: Sheet, box: tuple[str, ...], many: int, depth: int) -> None:
    """Write some questions, groups and repeats."""
    while many > 0:
        kind = dice.choice(["question"] * 5 + ["group", "repeat"]) if depth < 3 else "question"
        if kind == "question":
            write_question(dice, sheet, box)
            many -= 1
            continue
        inner = dice.randint(1, 6)
        write_box(dice, sheet, box, inner, depth, kind)
        many -= inner


def write_box(dice: Random, sheet: Sheet, box: tuple[str, ...], many: int, depth: int, kind: str) -> None:
    pen = Pen(dice, sheet.sight(box))
    name = sheet.name("r" if kind == "repeat" else "g")
    row = said({"type": f"begin {kind}", "name": name})
    if dice.randint(0, 2) == 0:
        row["relevant"] = pen.truth()
    if kind == "repeat" and dice.randint(0, 3) == 0:
        row["repeat_count"] = pen.small_number()
    sheet.rows.append(row)
    write_items(dice, sheet, (*box, name), many, depth + 1)
    if kind == "repeat":
        write_sum(dice, sheet, (*box, name))
    sheet.rows.append({"type": f"end {kind}"})
    if kind == "repeat":
        sheet.lists.append((*pen.sight.inside, name))


def write_sum(dice: Random, sheet: Sheet, box: tuple[str, ...]) -> None:
    """End a repeat with a sum over all its instances, where it has numbers."""
    numbers = sheet.sight(box).across("number")
    if numbers and dice.random() < 0.5:
        sheet.rows.append({"type": "calculate", "name": sheet.name("c"), "calculation": f"sum({dice.choice(numbers)})",
                           "bind::type": "decimal"})


def write_question(dice: Random, sheet: Sheet, box: tuple[str, ...]) -> None:
    pen = Pen(dice, sheet.sight(box))
    kind = pen.pick(KINDS)
    row = said({"type": kind, "name": sheet.name("c" if kind == "calculate" else "q")})
    value = computed(pen, row) if kind == "calculate" else VALUES.get(kind, "text")
    if kind != "calculate":
        asked(pen, row, kind)
    sheet.rows.append(row)
    if kind not in {"note", "acknowledge"}:
        sheet.known.append(Known(row["name"], value, pen.sight.inside, box, kind.partition(" ")[2]))


def computed(pen: Pen, row: Row) -> str:
    """Fill in a calculation; return what kind of value it gives."""
    value = pen.pick(sorted(COMPUTED_TYPES))
    formula = pen.of(value)
    row["calculation"] = f"once({formula})" if value == "text" and pen.pick(range(4)) == 0 else formula
    row["bind::type"] = pen.pick(COMPUTED_TYPES[value])
    if pen.pick(range(5)) == 0:
        row["relevant"] = pen.truth()
    return UNSPOKEN if row["bind::type"] == "string" and value in {"date", "truth"} else value


def asked(pen: Pen, row: Row, kind: str) -> None:
    """Fill in what rules a question that is asked may have."""
    def sometimes(column: str, make: Callable[[], str], one_in: int) -> None:
        if pen.pick(range(one_in)) == 0:
            row[column] = make()

    value, choices = VALUES.get(kind, "text"), kind.partition(" ")[2]
    if kind == "range":
        row["parameters"] = "start=0 end=10 step=2"
    sometimes("relevant", pen.truth, 3)
    if kind in {"note", "acknowledge"}:
        return
    sometimes("constraint", lambda: pen.constraint(value), 4)
    sometimes("required", pen.pick([lambda: "yes", pen.truth]), 4)
    sometimes("readonly", pen.pick([lambda: "yes", pen.truth]), 8)
    if choices:
        sometimes("choice_filter", lambda: pen.choice_filter(ABOVE.get(choices)), 1 if choices in ABOVE else 4)
    elif value in {"number", "text", "date"} and (sources := pen.sight.triggers()) and pen.pick(range(8)) == 0:
        row["trigger"] = str(pen.pick(sources))
        row["calculation"] = pen.of(value)
    elif value in DEFAULTS:
        sometimes("default", lambda: pen.pick(DEFAULTS[value]), 5)


def said(row: Row) -> Row:
    return row | {LABEL: f"Ô {row['name']}", LABEL_EN: f"Field {row['name']}"}
