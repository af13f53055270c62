"""JavaRosa judges the shipped e-forms and some written for what generated ones seldom meet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.xforms import compiled

from .playing import record
from .score import Score, judged, judged_null

if TYPE_CHECKING:
    from .conftest import Board
    from .judge import JavaRosa

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("javarosa")]

SHIPPED = sorted((Path(__file__).parents[2] / "forms" / "catalogue" / "data" / "forms").glob("*.xml"))

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

DIVISIONS = """
| survey |           |       |       |                       |             |
|        | type      | name  | label | calculation           | bind::type  |
|        | integer   | a     | A     |                       |             |
|        | integer   | b     | B     |                       |             |
|        | calculate | whole |       | ${a} div (${b} * 0)   | int         |
|        | calculate | minus |       | -${a} div (${b} * 0)  | int         |
|        | calculate | part  |       | ${a} div (${b} * 0)   | decimal     |
|        | calculate | rest  |       | ${a} mod (${b} * 0)   | int         |
|        | calculate | text  |       | ${a} div (${b} * 0)   |             |
|        | calculate | some  |       | ${a} div ${b}         | int         |
"""

OUTSIDE = """
| survey |           |       |       |                        |               |
|        | type      | name  | label | calculation            | relevant      |
|        | integer   | a     | A     |                        |               |
|        | text      | b     | B     |                        | /other/x = '' |
|        | calculate | away  |       | count(/other/x) + ${a} |               |
|        | calculate | there |       | concat(/other, ${a})   |               |
"""

ENGINE_FORMS = {"outside": OUTSIDE, "divisions": DIVISIONS, "cascade": CASCADE, "dates": DATES, "repeats": REPEATS, "nested": NESTED}


def play(java_rosa: JavaRosa, board: Board, kind: str, xml: bytes, seed: int, steps: int) -> Score:
    """Play seeded answers into JavaRosa, then into the engine and the null engine; return the engine's score."""
    recording = record(java_rosa, xml, seed, steps)
    score = judged(recording)
    board.add(kind, score, judged_null(recording))
    assert score.wrong == 0, score.told()
    return score


def test_every_shipped_form_is_played() -> None:
    assert len(SHIPPED) >= 3


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
@pytest.mark.parametrize("seed", range(1, 3))
def test_a_shipped_form_behaves_as_in_javarosa(java_rosa: JavaRosa, board: Board, file: Path, seed: int) -> None:
    assert play(java_rosa, board, "shipped", file.read_bytes(), seed, 40).leaves > 500


@pytest.mark.parametrize("table", ENGINE_FORMS.values(), ids=ENGINE_FORMS.keys())
@pytest.mark.parametrize("seed", range(1, 4))
def test_a_written_form_behaves_as_in_javarosa(java_rosa: JavaRosa, board: Board, table: str, seed: int) -> None:
    assert play(java_rosa, board, "written", compiled(table), seed, 60).leaves > 100
