"""What is too much: it works, or a sentence says what is wrong; work is counted, not timed."""

from __future__ import annotations

import pytest

from benchmarks.form import HUB, a_form, place
from forms.xforms.entry import ProblemKind
from forms.xforms.problem import FormError
from forms.xforms.read import BYTES_MAX, read_form
from forms.xforms.scope import NODES_MAX, STEP_MAX
from tests.support.xforms import compiled, form, probe_form, start


def test_a_form_of_five_thousand_questions_opens_and_computes_only_what_follows() -> None:
    entry = start(read_form(a_form(5_000, 1_000)))
    assert len(entry.questions()) == 5_000
    before = entry.evaluated
    entry.answer(place(4_321), "7")
    assert entry.evaluated - before < 50
    assert sum(question.text != "" for question in entry.questions()) == 1
    assert entry.evaluated - before < 100


def test_the_question_on_which_every_calculation_hangs_computes_each_once() -> None:
    entry = start(read_form(a_form()))
    before = entry.evaluated
    entry.answer(HUB, "100")
    assert entry.evaluated - before == 200


def test_a_form_beyond_the_ceiling_is_refused_before_it_is_understood() -> None:
    xml = a_form(12_000, 2_000)
    assert len(xml) > BYTES_MAX
    with pytest.raises(FormError) as caught:
        read_form(xml)
    assert "2 MB" in caught.value.fault.sentence


LIST = "".join(f"<item><a>{number}</a><b>x</b></item>" for number in range(2_000))


def looping(many: int) -> bytes:
    calculations = "".join(f'<bind nodeset="/data/c{number}" calculate="count(instance(\'x\')/root/item[a + {number} &gt; 0]) + /data/i"/>'
                           for number in range(many))
    nodes = "".join(f"<c{number}/>" for number in range(many))
    xml = probe_form("1").decode().replace("<r/>", f"<r/>{nodes}", 1).replace("</model>", f"{calculations}</model>")
    return xml.replace("</instance>", f"</instance><instance id='x'><root>{LIST}</root></instance>", 1).encode()


def test_formulas_that_are_each_affordable_may_not_freeze_the_desk_together() -> None:
    definition = read_form(looping(200))
    entry = start(definition)
    assert entry._live.world.spent <= STEP_MAX + NODES_MAX
    assert {problem.kind for problem in entry.problems()} == {ProblemKind.FORM}
    assert start(read_form(looping(100))).problems() == ()


def test_a_filter_within_a_filter_over_a_long_list_is_stopped() -> None:
    xml = probe_form("count(instance('x')/root/item[count(../item[a > position()]) > 0])")
    xml = xml.replace(b"</instance>", f"</instance><instance id='x'><root>{LIST}</root></instance>".encode(), 1)
    entry = start(read_form(xml))
    assert [(problem.path, problem.kind) for problem in entry.problems()] == [("/data/r", ProblemKind.FORM)]
    assert entry._live.world.touched <= NODES_MAX + 10 * len(LIST)


@pytest.mark.parametrize("expression", [
    "pow(9, 999999)", "exp(99999)", "uuid(999999999)", "round(1, 999999999)", "substr(/data/s, 0, 99999999999)", "selected-at(/data/m, 1e9)",
    "format-date(99999999999, '%Y')", "date(99999999999)", "decimal-time(1 div 0)", "int(1 div 0)", "join('x', /data/rep, /data/rep)",
    "randomize(/data/rep/n, 1 div 0)", "digest(/data/s, '" + "x" * 3000 + "')", "area(/data/rep/n)", "geofence('1', /data/g)"])
def test_extreme_arguments_end_in_a_value_or_a_sentence(expression: str) -> None:
    try:
        entry = start(read_form(probe_form(expression)))
    except FormError as refused:
        assert refused.fault.sentence
    else:
        assert {problem.kind for problem in entry.problems()} <= {ProblemKind.FORM}


@pytest.mark.parametrize("typed", ["30/02/2026", "2026-02-30", "31/04/2026", "29/02/2025", "00/01/2026", "2026-13-01"])
def test_a_day_that_is_not_in_the_calendar_is_said(typed: str) -> None:
    entry = start(form("""
    | survey |      |      |       |
    |        | type | name | label |
    |        | date | d    | D     |
    """))
    entry.answer("/data/d", typed)
    assert entry.typed()["/data/d"] == typed
    assert [problem.kind for problem in entry.problems()] == [ProblemKind.UNREADABLE]
    assert "lịch" in entry.problems()[0].sentence or "dạng" in entry.problems()[0].sentence


def test_a_circle_through_relevance_and_count_is_named() -> None:
    with pytest.raises(FormError) as caught:
        read_form(compiled("""
        | survey |              |      |       |             |              |
        |        | type         | name | label | calculation | repeat_count |
        |        | calculate    | n    |       | count(${r}) |              |
        |        | begin repeat | r    | R     |             | ${n}         |
        |        | text         | t    | T     |             |              |
        |        | end repeat   |      |       |             |              |
        """))
    assert "/data/n" in caught.value.where["circle"]
