"""Values the form sets itself, at their moments; answers with a shape: ranges, places, times of the entry."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forms.xforms.entry import FormEntry, ProblemKind
from forms.xforms.read import read_form
from tests.support.xforms import NOW, form, probe_form, start

META = form("""
| survey |          |      |       |
|        | type     | name | label |
|        | start    | st   |       |
|        | end      | en   |       |
|        | today    | td   |       |
|        | username | us   |       |
|        | text     | t    | T     |
""")


def with_actions(*actions: str) -> FormEntry:
    return start(read_form(probe_form("concat(/data/e, '!')").replace(b"</model>", "".join(actions).encode() + b"</model>")))


def test_the_program_writes_what_it_knows_of_the_entry_once() -> None:
    entry = start(META, properties={"username": "van-thu"})
    assert entry.as_json() == {"st": "2026-11-21T08:30:00.000+07:00", "td": "2026-11-21", "us": "van-thu"}
    again = start(META, typed=entry.typed(), now=NOW + timedelta(days=3))
    assert again.as_json() == entry.as_json()


def test_the_end_of_an_entry_is_written_when_it_is_finished() -> None:
    entry = start(META)
    entry.finish(NOW + timedelta(minutes=5))
    assert entry.as_json()["en"] == "2026-11-21T08:35:00.000+07:00"


def test_a_value_of_the_first_load_is_set_once_and_followed() -> None:
    entry = with_actions("<setvalue event='odk-instance-first-load' ref='/data/e' value='concat(/data/s, /data/i)'/>")
    assert entry.as_json()["r"] == "abc5!"
    entry.answer("/data/s", "x")
    again = start(entry.definition, typed=entry.typed())
    assert again.as_json()["e"] == "abc5"


def test_a_value_of_every_load_is_set_again() -> None:
    entry = with_actions("<setvalue event='odk-instance-load' ref='/data/e' value='concat(/data/e, /data/s)'/>")
    assert entry.as_json()["r"] == "abc!"
    assert start(entry.definition, typed=entry.typed()).as_json()["r"] == "abcabc!"


def test_a_fixed_value_an_old_event_and_an_id_of_a_bind_are_understood() -> None:
    entry = with_actions("<bind id='eee' nodeset='/data/e'/>", "<setvalue event='xforms-ready' bind='eee'>Xin chào</setvalue>")
    assert entry.as_json()["r"] == "Xin chào!"


def test_an_action_before_the_first_computation_reads_no_computed_value() -> None:
    entry = with_actions("<bind nodeset='/data/s' calculate=\"'made'\"/>", "<setvalue event='odk-instance-first-load' ref='/data/e' value='concat(/data/s, 1)'/>")
    assert entry.as_json()["r"] == "abc1!"   # the default of /data/s, as in JavaRosa


@pytest.mark.parametrize(("text", "value", "wrong"), [
    ("2,5", "2.5", False), ("10", "10", False), ("0", "0", False), ("2,6", "2.6", True), ("12,5", "12.5", True), ("-2,5", "-2.5", True)])
def test_a_number_off_its_range_is_said(text: str, value: str, *, wrong: bool) -> None:
    entry = start(form("""
    | survey |         |      |       |                           |
    |        | type    | name | label | parameters                |
    |        | range   | r    | R     | start=0 end=10 step=2.5   |
    """))
    entry.answer("/data/r", text)
    assert entry.as_json() == {"r": value}
    assert [problem.kind for problem in entry.problems()] == ([ProblemKind.CONSTRAINT] if wrong else [])
    assert entry.questions()[0].bounds is not None


PLACES = form("""
| survey |          |      |       |             |            |
|        | type     | name | label | calculation | bind::type |
|        | geopoint | gp   | Gp    |             |            |
|        | geotrace | gt   | Gt    |             |            |
|        | geoshape | gs   | Gs    |             |            |
|        | calculate | far |       | round(distance(${gt}), 0) | int |
|        | calculate | big |       | round(area(${gs}), 0) | int |
""")


@pytest.mark.parametrize(("path", "text", "value"), [
    ("gp", "12.6667 108.05", "12.6667 108.05 0.0 0.0"), ("gp", " 12.6667  108 420.5 3 ", "12.6667 108.0 420.5 3.0"), ("gp", "0 0", None),
    ("gt", "12 108;13 109", "12.0 108.0 0.0 0.0; 13.0 109.0 0.0 0.0"),
    ("gs", "12 108; 12 109; 13 109; 12 108;", "12.0 108.0 0.0 0.0; 12.0 109.0 0.0 0.0; 13.0 109.0 0.0 0.0; 12.0 108.0 0.0 0.0")])
def test_a_place_is_kept_as_the_standard_writes_it(path: str, text: str, value: str | None) -> None:
    entry = start(PLACES)
    entry.answer(f"/data/{path}", text)
    assert entry.as_json().get(path) == value


@pytest.mark.parametrize(("path", "text"), [
    ("gp", "12.6667"), ("gp", "91 0"), ("gp", "0 181"), ("gp", "a b"), ("gp", "1 2 3 4 5"), ("gp", "1e5 2"), ("gt", "12 108"),
    ("gs", "12 108;13 109;12 108"), ("gs", "12 108;12 109;13 109;13 108"), ("gt", "1 1;" * 2_001)])
def test_what_is_no_place_stays_as_typed_with_a_problem(path: str, text: str) -> None:
    entry = start(PLACES)
    entry.answer(f"/data/{path}", text)
    assert entry.typed()[f"/data/{path}"] == text
    assert [problem.kind for problem in entry.problems()] == [ProblemKind.UNREADABLE]


def test_distance_and_area_follow_the_places() -> None:
    entry = start(PLACES)
    entry.answer("/data/gt", "12.6667 108.05;12.6667 108.06")
    entry.answer("/data/gs", "12 108;12 108.01;12.01 108.01;12 108")
    assert (entry.as_json()["far"], entry.as_json()["big"]) == (1086, 606055)


def test_choices_in_another_order_keep_it_as_long_as_the_entry() -> None:
    entry = start(form("""
    | survey  |              |      |       |                |
    |         | type         | name | label | parameters     |
    |         | select_one l | a    | A     | randomize=true |
    |         | select_one l | b    | B     | randomize=true, seed=42 |
    |         | text         | t    | T     |                |
    | choices |
    |         | list_name | name | label |
    |         | l         | 1    | Một   |
    |         | l         | 2    | Hai   |
    |         | l         | 3    | Ba    |
    |         | l         | 4    | Bốn   |
    """))
    orders = [[choice.value for choice in question.choices] for question in entry.questions()[:2]]
    assert sorted(orders[0]) == ["1", "2", "3", "4"]
    assert orders[1] == ["1", "4", "3", "2"]
    entry.answer("/data/a", "2")
    entry.answer("/data/t", "x")
    assert [[choice.value for choice in question.choices] for question in entry.questions()[:2]] == orders
