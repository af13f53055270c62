"""Lists in files beside the form: CSV, XML, GeoJSON, looked up quickly, refused clearly."""

from __future__ import annotations

import unicodedata

import pytest

from forms.xforms import markup, outside
from forms.xforms.problem import FormError
from forms.xforms.read import read_form
from forms.xforms.scope import World
from tests.support.xforms import compiled, probe_form, start

COMMUNES = "name,label,province,people\nbmt,Phường Buôn Ma Thuột,dl,170000\nkp,Xã Krông Pắc,dl,63000\nth,Phường Tuy Hòa,py,\n"
FORM = compiled("""
| survey |                                   |       |       |                    |                                             |
|        | type                              | name  | label | choice_filter      | calculation                                 |
|        | text                              | p     | P     |                    |                                             |
|        | select_one_from_file communes.csv | c     | C     | province = ${p}  |                                             |
|        | calculate                         | many  |       |                    | pulldata('communes', 'people', 'name', ${c}) |
|        | calculate                         | called |      |                    | instance('communes')/root/item[name = ${c} and province = ${p}]/label |
""")
XML = """<root><item><name>bmt</name><label>Phường Buôn Ma Thuột</label><province>dl</province><people>170000</people></item>
<item><name>kp</name><label>Xã Krông Pắc</label><province>dl</province><people>63000</people></item></root>"""
GEOJSON = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "id": "bmt", "geometry": {"type": "Point", "coordinates": [108.05, 12.6667]},
 "properties": {"name": "bmt", "label": "Phường Buôn Ma Thuột", "province": "dl", "people": 170000, "old": null}},
{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[108, 12], [109, 13]]},
 "properties": {"name": "kp", "label": "Xã Krông Pắc", "province": "dl", "people": 63000}}]}"""
FILES = {"communes.csv": COMMUNES.encode(), "communes.xml": XML.encode(), "communes.geojson": GEOJSON.encode()}


def refusal(source: str, raw: bytes) -> FormError:
    name = source.rpartition("/")[2]
    xml = probe_form("1").replace(b"</instance>", f"</instance><instance id='x' src='{source}'/>".encode(), 1)
    with pytest.raises(FormError) as caught:
        read_form(xml, {name: raw})
    return caught.value


@pytest.mark.parametrize("ending", ["csv", "xml", "geojson"])
def test_a_list_beside_the_form_is_offered_and_looked_up(ending: str) -> None:
    entry = start(read_form(FORM.replace(b"jr://file-csv/communes.csv", f"jr://file/communes.{ending}".encode()), FILES))
    entry.answer("/data/p", "dl")
    choices = next(question.choices for question in entry.questions() if question.path == "/data/c")
    assert [(choice.value, choice.label) for choice in choices] == [("bmt", "Phường Buôn Ma Thuột"), ("kp", "Xã Krông Pắc")]
    entry.answer("/data/c", "kp")
    assert entry.as_json() == {"p": "dl", "c": "kp", "many": "63000", "called": "Xã Krông Pắc"}
    assert entry.problems() == ()


def test_a_missing_list_is_named() -> None:
    with pytest.raises(FormError) as caught:
        read_form(FORM, {"other.csv": b""})
    assert caught.value.fault is outside.OUTSIDE
    assert caught.value.where == {"instance": "communes", "source": "jr://file-csv/communes.csv"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_may_be_parted_by_comma_semicolon_or_tab_and_quoted(delimiter: str) -> None:
    raw = f'\ufeffname{delimiter}label\r\na{delimiter}"Một{delimiter} ""hai""\nba"\r\n\r\nb{delimiter}\r\n'.encode()
    xml = probe_form("concat(count(instance('x')/root/item), instance('x')/root/item[name = 'a']/label)")
    xml = xml.replace(b"</instance>", b"</instance><instance id='x' src='jr://file-csv/x.csv'/>", 1)
    assert start(read_form(xml, {"x.csv": raw})).as_json()["r"] == f'2Một{delimiter} "hai"\nba'


def test_a_list_in_decomposed_letters_meets_answers_in_composed_ones() -> None:
    entry = start(read_form(FORM, {"communes.csv": unicodedata.normalize("NFD", COMMUNES.replace("kp", "Krông")).encode()}))
    entry.answer("/data/p", "dl")
    entry.answer("/data/c", "Krông")
    assert entry.as_json()["called"] == "Xã Krông Pắc"


@pytest.mark.parametrize(("raw", "where"), [
    (b"name,label\na,b,c\n", {"row": "2", "reason": "more cells than columns"}),
    (b"name,name\n", {"row": "1", "reason": "column name twice"}),
    (b"name,2nd\n", {"row": "1"}), (b"", {"row": "1", "reason": "no columns"}), (b"a,b b\n", {"row": "1"}),
    ("tên,nhãn\n".encode("utf-16"), {"reason": "not UTF-8"}), (b'name\n"open', {"row": "2"}),
    (b"name\n" + b"x" * 200_000, {"row": "2"})], ids=map(str, range(8)))
def test_a_table_that_cannot_be_trusted_is_refused_with_its_row(raw: bytes, where: dict[str, str]) -> None:
    refused = refusal("jr://file-csv/x.csv", raw)
    assert refused.fault is outside.BAD_LIST
    assert refused.where["file"] == "x.csv"
    assert where.items() <= refused.where.items()


@pytest.mark.parametrize(("source", "raw", "fault"), [
    ("jr://file-csv/x.csv", b"name\n" + b"a\n" * (outside.CELLS_MAX + 1), outside.LIST_TOO_BIG),
    ("jr://file-csv/x.csv", b" " * (outside.FILE_BYTES_MAX + 1), outside.LIST_TOO_BIG),
    ("jr://file/x.xml", b"<root>" + b"<i/>" * outside.CELLS_MAX + b"</root>", outside.LIST_TOO_BIG),
    ("jr://file/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", markup.DOCTYPE),
    ("jr://file/x.xml", b"<a>", markup.NOT_XML),
    ("jr://file/x.pdf", b"%PDF", outside.BAD_LIST),
    ("jr://file/x.geojson", b"{}", outside.BAD_LIST),
    ("jr://file/x.geojson", b"[" * 100_000, outside.BAD_LIST),
    ("jr://file/x.geojson", b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Star", "coordinates": 1}}]}', outside.BAD_LIST),
    ("jr://file/../x.xml", b"<a/>", outside.OUTSIDE), ("http://elsewhere/x.xml", b"<a/>", outside.OUTSIDE)], ids=map(str, range(11)))
def test_a_list_of_another_kind_is_refused(source: str, raw: bytes, fault: object) -> None:
    assert refusal(source, raw).fault is fault


def test_an_expression_that_names_no_list_is_refused() -> None:
    for expression in ("instance('nowhere')/root/item/a", "pulldata('nowhere', 'a', 'b', 'c')"):
        with pytest.raises(FormError) as caught:
            read_form(probe_form(expression))
        assert (caught.value.where["bind"], caught.value.where["reason"]) == ("/data/r", "no list nowhere")


def test_looking_up_ten_thousand_rows_touches_only_those_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"c{number},Xã số {number},p{number % 100},{number}\n" for number in range(10_000))
    entry = start(read_form(FORM, {"communes.csv": f"name,label,province,people\n{rows}".encode()}))
    entry.answer("/data/p", "p42")
    entry.questions()
    spent: list[int] = []
    spend = World.spend
    monkeypatch.setattr(World, "spend", lambda world, nodes: (spent.append(nodes), spend(world, nodes))[1])
    entry.answer("/data/c", "c4242")
    assert entry.as_json() == {"p": "p42", "c": "c4242", "many": "4242", "called": "Xã số 4242"}
    entry.answer("/data/p", "p43")
    assert len(next(question.choices for question in entry.questions() if question.path == "/data/c")) == 100
    assert sum(spent) < 1_000
