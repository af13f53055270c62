"""Where the engine differs from JavaRosa on purpose, each shown on the smallest form (docs/forms.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.xforms.read import read_form
from tests.support.xforms import compiled, start

from .contestants import leaves_of
from .judge import OK

if TYPE_CHECKING:
    from forms.xforms.entry import FormEntry

    from .judge import JavaRosa

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("javarosa")]


def both(java_rosa: JavaRosa, table: str) -> FormEntry:
    """Start a form in both."""
    xml = compiled(table)
    assert java_rosa.load(xml) == ""
    return start(read_form(xml))


def answer(java_rosa: JavaRosa, entry: FormEntry, path: str, text: str) -> None:
    entry.answer(path, text)
    assert java_rosa.ask("SET", path, text) == [OK]


def test_a_sum_in_an_earlier_instance_is_fresh_here_and_stale_there(java_rosa: JavaRosa) -> None:
    entry = both(java_rosa, """
    | survey |              |       |       |                   |            |
    |        | type         | name  | label | calculation       | bind::type |
    |        | begin repeat | r     | R     |                   |            |
    |        | integer      | x     | X     |                   |            |
    |        | calculate    | total |       | sum(../../r/x)    | int        |
    |        | end repeat   |       |       |                   |            |
    """)
    entry.add_repeat("/data/r")
    assert java_rosa.ask("ADD", "/data/r") == [OK]
    answer(java_rosa, entry, "/data/r[1]/x", "1")
    answer(java_rosa, entry, "/data/r[2]/x", "5")
    totals = ("/data/r[1]/total", "/data/r[2]/total")
    assert [leaves_of(entry._live.root)[path] for path in totals] == ["6", "6"]
    assert [java_rosa.look().settled[path] for path in totals] == ["1", "6"]


def test_a_choice_no_longer_offered_goes_at_once_here_and_at_the_visit_there(java_rosa: JavaRosa) -> None:
    entry = both(java_rosa, """
    | survey  |              |      |       |             |               |
    |         | type         | name | label | calculation | choice_filter |
    |         | select_one a | a    | A     |             |               |
    |         | select_one b | b    | B     |             | a = ${a}      |
    |         | calculate    | c    |       | ${b}        |               |
    | choices |
    |         | list_name | name | label | a |
    |         | a         | x    | X     |   |
    |         | a         | y    | Y     |   |
    |         | b         | b1   | B1    | x |
    """)
    for path, text in (("/data/a", "x"), ("/data/b", "b1"), ("/data/a", "y")):
        answer(java_rosa, entry, path, text)
    answers = ("/data/b", "/data/c")
    assert [leaves_of(entry._live.root)[path] for path in answers] == ["", ""]
    look = java_rosa.look()
    assert [[leaves[path] for path in answers] for leaves in (look.raw, look.plain, look.settled)] == [
        ["b1", "b1"], ["", "b1"], ["", ""]]
