"""JavaRosa judges the form engine: the same answers give the same values, relevance and refusals."""

from __future__ import annotations

import random
import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.xforms.entry import FormEntry, ProblemKind, QuestionState
from forms.xforms.read import read_form
from forms.xforms.reading import LOCAL, read_value
from forms.xforms.values import stored
from tests.support.xforms import compiled, probe_form, probes, start

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import JavaRosa

pytestmark = pytest.mark.oracle

OK, MISSING, VIOLATED = "0", "1", "2"

CASCADE = """
| survey  |                    |      |       |                                        |                      |
|         | type               | name | label | relevant                               | choice_filter        |
|         | select_one a       | a    | A     |                                        |                      |
|         | select_one b       | b    | B     |                                        | a = ${a}             |
|         | select_multiple b  | m    | M     |                                        | a = ${a} or a = 'x'  |
|         | integer            | n    | N     | selected(${m}, 'b1') or ${b} = 'b3'    |                      |
|         | begin group        | g    | G     | ${n} > 3                               |                      |
|         | text               | t    | T     | ${b} != ''                             |                      |
|         | date               | d    | D     | string-length(${t}) > 1                |                      |
|         | end group          |      |       |                                        |                      |
| choices |
|         | list_name | name | label | a |
|         | a         | x    | X     |   |
|         | a         | y    | Y     |   |
|         | b         | b1   | B1    | x |
|         | b         | b2   | B2    | x |
|         | b         | b3   | B3    | y |
"""

DATES = """
| survey |           |       |       |                                                          |                              |             |
|        | type      | name  | label | calculation                                              | constraint                   | bind::type  |
|        | date      | d     | D     |                                                          | . <= today()                 |             |
|        | date      | e     | E     |                                                          | ${d} = '' or . >= ${d}       |             |
|        | calculate | past  |       | if(${d} < today(), 'past', if(${d} = today(), 'today', 'future')) |                     |             |
|        | calculate | days  |       | ${e} - ${d}                                              |                              | int         |
|        | calculate | next  |       | date(${d} + 30)                                          |                              | date        |
|        | calculate | over  |       | today() > ${d} + 60                                      |                              |             |
|        | calculate | said  |       | format-date(${e}, '%e/%n/%Y')                            |                              |             |
|        | calculate | eve   |       | ${d} = today() - 1                                       |                              |             |
"""

REPEATS = """
| survey |              |       |       |                                          |             |            |
|        | type         | name  | label | calculation                              | relevant    | bind::type |
|        | begin repeat | r     | R     |                                          |             |            |
|        | integer      | x     | X     |                                          |             |            |
|        | calculate    | twice |       | ${x} * 2                                 |             | int        |
|        | calculate    | place |       | position(..)                             |             | int        |
|        | text         | big   | Big   |                                          | ${x} > 50   |            |
|        | end repeat   |       |       |                                          |             |            |
|        | calculate    | total |       | sum(${x})                                |             | int        |
|        | calculate    | many  |       | count(${r})                              |             | int        |
|        | calculate    | most  |       | max(${x})                                |             | int        |
|        | calculate    | first |       | indexed-repeat(${x}, ${r}, 1)            |             | int        |
"""

NESTED = """
| survey |              |       |       |                            |             |            |         |           |
|        | type         | name  | label | calculation                | relevant    | bind::type | trigger | default   |
|        | select_one s | size  | Size  |                            |             |            |         |           |
|        | begin repeat | house | H     |                            |             |            |         |           |
|        | text         | where | W     |                            |             |            |         | nhà       |
|        | begin repeat | head  | P     |                            | ${size} != 'none' |      |         |           |
|        | integer      | age   | A     |                            |             |            |         |           |
|        | integer      | next  | N     | ${age} + 1                 |             |            | ${age}  |           |
|        | calculate    | rank  |       | concat(position(../..), '.', position(..)) |  |           |         |           |
|        | end repeat   |       |       |                            |             |            |         |           |
|        | calculate    | ages  |       | sum(${age})                |             | int        |         |           |
|        | end repeat   |       |       |                            |             |            |         |           |
|        | calculate    | all   |       | sum(/data/house/ages)      |             | int        |         |           |
|        | calculate    | said  |       | concat(jr:choice-name(${size}, '${size}'), ' ', join('+', /data/house/head/next)) | | | | |
| choices |
|        | list_name | name | label |
|        | s         | none | Không |
|        | s         | some | Một ít |
"""

ENGINE_FORMS = {"cascade": CASCADE, "dates": DATES, "repeats": REPEATS, "nested": NESTED}


def play(java_rosa: JavaRosa, xml: bytes, file: Path, seed: int, steps: int) -> int:
    """Play seeded answers into both and compare after each step; return how many leaves were compared."""
    file.write_bytes(xml)
    assert java_rosa.ask("FORM", str(file)) == [OK]
    now = datetime.fromtimestamp(int(java_rosa.ask("NOW")[0]) / 1000, LOCAL)
    entry = start(read_form(xml), now=now)
    dice, compared = random.Random(seed), 0
    for step in range(steps):
        if dice.random() < 0.1 and entry.repeats():
            change_repeat(java_rosa, entry, dice)
        else:
            asked = [question for question in entry.questions() if question.kind != "note" and not question.readonly]
            question = dice.choice(asked)
            entry = give(java_rosa, entry, question, text_for(question, dice, now), now)
        expected, found = plain(java_rosa.nodes(), entry), plain(leaves(entry), entry)
        assert found == {path: value for path, value in expected.items() if not path.endswith("/instanceID")}, (
            f"seed {seed}, step {step}")
        compared += len(found)
    return compared


def give(java_rosa: JavaRosa, entry: FormEntry, question: QuestionState, text: str, now: datetime) -> FormEntry:
    """Answer in both; where JavaRosa refuses, the engine must have said so, and the entry as it was is taken up again."""
    before = entry.typed()
    entry.answer(question.path, text)
    verdict = java_rosa.ask("SET", question.path, canonical(question.kind, text))[0]
    problems = {problem.kind for problem in entry.problems() if problem.path == question.path}
    expected = {OK: set(), MISSING: {ProblemKind.REQUIRED}, VIOLATED: {ProblemKind.CONSTRAINT}}[verdict]
    assert problems == expected, f"{question.path} = {text!r}: JavaRosa says {verdict}"
    return entry if verdict == OK else start(entry.definition, now=now, typed=before)


def change_repeat(java_rosa: JavaRosa, entry: FormEntry, dice: random.Random) -> None:
    repeat = dice.choice(entry.repeats())
    if len(repeat.instances) > 1 and dice.random() < 0.4:
        gone = dice.choice(repeat.instances)
        entry.remove_repeat(gone)
        assert java_rosa.ask("REMOVE", gone) == [OK]
    elif len(repeat.instances) < 4:
        entry.add_repeat(repeat.path)
        assert java_rosa.ask("ADD", repeat.path) == [OK]


def canonical(kind: str, text: str) -> str:
    types = {"integer": "int", "decimal": "decimal", "date": "date", "time": "time"}
    return stored(read_value(types.get(kind, "string"), text))


def text_for(question: QuestionState, dice: random.Random, now: datetime) -> str:
    if dice.random() < 0.1:
        return ""
    if question.choices:
        values = [choice.value for choice in question.choices]
        return " ".join(dice.sample(values, dice.randint(1, len(values)))) if question.kind == "select_multiple" else dice.choice(values)
    match question.kind:
        case "integer" | "decimal":
            return str(dice.choice([0, 1, 2, 3, 5, 60, 198, 500, 1980, 1990, 2010, 99999]))
        case "time":
            return dice.choice(["00:05", "8:30", "23h59"])
        case "date":
            return str(datetime.fromtimestamp(now.timestamp() + 86_400 * dice.choice([-9000, -400, -61, -60, -2, -1, 0, 1, 40]), LOCAL).date())
    return "" if question.kind in ("select_one", "select_multiple") else dice.choice(["Nguyễn Thị Thử Nghiệm", "066190000001", "0912345678", "B1234567", "x", "H’Mẫu Niê"])


def plain(values: dict[str, str], entry: FormEntry) -> dict[str, str]:
    """Values with whole decimals as `3`: JavaRosa writes a computed one so, and a typed one as `3.0`."""
    decimals = {route for route, bind in entry.definition.binds.items() if bind.type == "decimal"}
    return {path: value.removesuffix(".0") if re.sub(r"\[\d+\]", "", path) in decimals else value for path, value in values.items()}


def leaves(entry: FormEntry) -> dict[str, str]:
    return {node.path: re.sub(r"\s+", " ", stored(node.value)) for node in entry._live.root.walk()
            if not node.children and node.relevant and node.name != "instanceID"}


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
@pytest.mark.parametrize("seed", range(1, 5))
def test_a_shipped_form_behaves_as_in_javarosa(java_rosa: JavaRosa, tmp_path: Path, form_id: str, seed: int) -> None:
    assert play(java_rosa, shipped_form(form_id), tmp_path / "form.xml", seed, 40) > 500


@pytest.mark.parametrize("table", ENGINE_FORMS.values(), ids=ENGINE_FORMS.keys())
@pytest.mark.parametrize("seed", range(1, 5))
def test_a_probe_form_behaves_as_in_javarosa(java_rosa: JavaRosa, tmp_path: Path, table: str, seed: int) -> None:
    assert play(java_rosa, compiled(table), tmp_path / "form.xml", seed, 60) > 100


def test_the_table_of_expressions_is_what_javarosa_says(java_rosa: JavaRosa, tmp_path: Path) -> None:
    said = {}
    for expression, _ in probes():
        (tmp_path / "probe.xml").write_bytes(probe_form(expression))
        loaded = java_rosa.ask("FORM", str(tmp_path / "probe.xml")) == [OK]
        said[expression] = java_rosa.nodes()["/data/r"] if loaded else "refused"
    assert said == {expression: " ".join(expected.split()) for expression, expected in probes()}


def test_a_sum_in_an_earlier_instance_is_fresh_here_and_stale_there(java_rosa: JavaRosa, tmp_path: Path) -> None:
    xml = compiled("""
    | survey |              |       |       |                   |            |
    |        | type         | name  | label | calculation       | bind::type |
    |        | begin repeat | r     | R     |                   |            |
    |        | integer      | x     | X     |                   |            |
    |        | calculate    | total |       | sum(../../r/x)    | int        |
    |        | end repeat   |       |       |                   |            |
    """)
    (tmp_path / "form.xml").write_bytes(xml)
    entry = start(read_form(xml))
    assert java_rosa.ask("FORM", str(tmp_path / "form.xml")) == [OK]
    entry.add_repeat("/data/r")
    assert java_rosa.ask("ADD", "/data/r") == [OK]
    for path, text in (("/data/r[1]/x", "1"), ("/data/r[2]/x", "5")):
        entry.answer(path, text)
        assert java_rosa.ask("SET", path, text) == [OK]
    totals = ("/data/r[1]/total", "/data/r[2]/total")
    assert [leaves(entry)[path] for path in totals] == ["6", "6"]
    assert [java_rosa.nodes()[path] for path in totals] == ["1", "6"]
