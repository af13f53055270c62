"""A filter is looked up or computed once where that is the same, and gives what comparing one by one gives."""

from __future__ import annotations

import pytest

from forms.xforms.expression import compile as compiler
from forms.xforms.problem import FormError
from forms.xforms.read import read_form
from forms.xforms.scope import FILTERED
from forms.xforms.tree import find
from forms.xforms.values import stored
from tests.support.xforms import start

ITEMS = (
    "<item><name>1</name><day>2026-11-02</day><words>một</words><of>b</of></item>"
    "<item><name>2</name><day>2026-11-03</day><words>hai</words><of>b</of></item>"
    "<item><name>02</name><day>2026-11-03</day><words>không hai</words><of>c</of></item>"
    "<item><words>không tên</words><of/></item>"
    "<item><name>true</name><words>đúng</words><of>b</of></item>"
)
TWICE = "<item><name>1</name><name>2</name><words>hai tên</words></item>"
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model>
<instance><data id="t" version="1"><a>2</a><d>2026-11-03</d><n>2</n><e/><r/></data></instance>
<instance id="few"><root>{items}</root></instance><instance id="twice"><root>{twice}</root></instance>
<instance id="many"><root>{many}</root></instance>
<bind nodeset="/data/a" type="string"/><bind nodeset="/data/d" type="date"/><bind nodeset="/data/n" type="int"/>
<bind nodeset="/data/r" type="string" calculate="{expression}"/></model></h:head><h:body>
<input ref="/data/a"><label>A</label></input></h:body></h:html>"""

FEW = "instance('few')/root/item"
EXPRESSIONS = [
    f"{FEW}[name = /data/a]/words",
    f"{FEW}[name = /data/n]/words",
    f"{FEW}[name = string(/data/n)]/words",
    f"{FEW}[name = 1]/words",
    f"{FEW}[name = true()]/words",
    f"{FEW}[name = /data/e]/words",
    f"{FEW}[name = 'nothing']/words",
    f"count({FEW}[day = /data/d])",
    f"{FEW}[day = /data/d][position() = 2]/words",
    f"{FEW}[of = 'b'][name = /data/a]/words",
    f"{FEW}[of = 'b' and name = /data/a]/words",
    f"{FEW}[name = {FEW}[words = 'hai']/name]/words",
    f"{FEW}[count({FEW}[of = current()/../a]) = 0 and position() = 3]/words",
    f"{FEW}[name = position()]/words",
    f"{FEW}[name = ../item[words = 'hai']/name]/words",
    f"{FEW}[position() = number(/data/n)]/words",
    f"{FEW}[name = if(/data/a = '2', /data/a, date('nonsense'))]/words",
    f"{FEW}[name = date('nonsense')]/words",
    f"{FEW}[name = 'x' and date('nonsense') = 1]/words",
    "count(instance('none')/root/item[name = date('nonsense')])",
    "count(instance('few')/root/thing[name = date('nonsense')])",
    "instance('twice')/root/item[name = /data/a]/words",
    "instance('few')/root/item[name = instance('twice')/root/item/name]/words",
    "/data/d[. = /data/d]",
    "count(/data/a[string-length(.) = /data/n - 1])",
]


def form_of(expression: str) -> str:
    many = "".join(f"<item><name>{n}</name><twin>{n}</twin></item>" for n in range(1, 401))
    return FORM.format(items=ITEMS, twice=TWICE, many=many, expression=expression)


def computed(expression: str) -> str:
    try:
        entry = start(read_form(form_of(expression).encode()))
    except FormError as refused:
        return f"refused {refused.where}"
    if entry._live.failures:
        return f"cannot be computed: {sorted(entry._live.failures.values())}"
    return stored(find(entry._live.root, "/data/r").value)


def touched(expression: str) -> int:
    entry = start(read_form(form_of(expression).encode()))
    entry.answer("/data/a", "7")
    return entry._live.world.touched


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_filter_gives_what_comparing_one_by_one_gives(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = computed(expression)
    monkeypatch.setattr(compiler, "is_same_for_all", lambda _: False)
    monkeypatch.setattr(compiler, "compared_child", lambda _: None)
    assert ours == computed(expression)


def test_the_comparisons_say_something() -> None:
    said = {computed(expression) for expression in EXPRESSIONS}
    assert {"hai", "một", "không hai", "không tên", "cannot be computed: ['not a date']", "2", "0"} <= said


def test_a_list_of_the_form_is_looked_up_and_not_read_through() -> None:
    assert touched("instance('many')/root/item[name = /data/a]/twin") < 20


def test_what_is_the_same_for_every_item_is_computed_once() -> None:
    items_and_their_names = 401 + 400 * (2 + FILTERED)
    assert touched("count(instance('many')/root/item[number(name) &lt; number(/data/a)])") < items_and_their_names + 20


def test_dice_in_a_filter_are_thrown_for_every_item() -> None:
    thrown: list[str] = []
    definition = read_form(form_of("count(instance('few')/root/item[name != uuid()])").encode())
    live = start(definition)._live
    live.world.new_uuid = lambda: thrown.append("") or f"x{len(thrown)}"
    live.everything()
    assert len(thrown) == ITEMS.count("<item>")
