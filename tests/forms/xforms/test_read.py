"""A form that cannot be trusted is refused whole, with a sentence that says what to do."""

from __future__ import annotations

import pytest

from forms.xforms import markup
from forms.xforms import read as reading
from forms.xforms.problem import FormError
from forms.xforms.read import read_form
from tests.support.xforms import compiled, form, probe_form, start

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>&c;</h:body></h:html>"""
THIEF = BOMB.replace(b'"ha"', b'SYSTEM "file:///etc/passwd"')


def refusal(xml: bytes) -> FormError:
    with pytest.raises(FormError) as caught:
        read_form(xml)
    fault = caught.value.fault
    assert fault.sentence.endswith(".")
    assert fault.remedy.endswith(".")
    return caught.value


@pytest.mark.parametrize("xml", [b"", b"PK\x03\x04", b"<h:html", "Đây là thư.".encode(), b"\x00" * 64, b"<a>" * 300])
def test_what_is_not_xml_is_refused(xml: bytes) -> None:
    assert refusal(xml).fault is markup.NOT_XML


@pytest.mark.parametrize("xml", [b"<html/>", b"<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body/></h:html>",
                                 probe_form("1").replace(b"<instance", b"<instanc").replace(b"</instance>", b"</instanc>")])
def test_xml_that_is_no_form_is_refused(xml: bytes) -> None:
    assert refusal(xml).fault is reading.NOT_A_FORM


@pytest.mark.parametrize("xml", [BOMB, THIEF, BOMB.decode().encode("utf-16")])
def test_a_document_type_is_refused_before_it_is_expanded(xml: bytes) -> None:
    assert refusal(xml).fault is markup.DOCTYPE


def test_a_form_of_more_than_two_megabytes_is_refused() -> None:
    assert refusal(probe_form("1") + b" " * reading.BYTES_MAX).fault is reading.TOO_BIG


def test_a_form_of_more_than_fifty_thousand_elements_is_refused() -> None:
    many = b"<x/>" * reading.ELEMENTS_MAX
    assert refusal(probe_form("1").replace(b"<e/>", b"<e/>" + many)).fault is reading.TOO_BIG


def test_a_circle_is_refused_and_named() -> None:
    table = """
    | survey |           |      |       |             |
    |        | type      | name | label | calculation |
    |        | text      | t    | T     |             |
    |        | calculate | a    |       | ${b} + 1    |
    |        | calculate | b    |       | ${c} + 1    |
    |        | calculate | c    |       | ${a} + 1    |
    """
    circle = refusal(compiled(table)).where["circle"]
    assert all(route in circle for route in ("/data/a", "/data/b", "/data/c"))


def test_a_group_that_hides_its_own_condition_is_a_circle() -> None:
    table = """
    | survey |             |      |       |             |
    |        | type        | name | label | relevant    |
    |        | begin group | g    | G     | ${t} = 'x'  |
    |        | text        | t    | T     |             |
    |        | end group   |      |       |             |
    """
    assert "/data/g" in refusal(compiled(table)).where["circle"]


def test_an_unknown_function_is_refused_and_named() -> None:
    error = refusal(probe_form("floor(1.5)"))
    assert (error.where["bind"], error.where["reason"]) == ("/data/r", "unknown function floor(): JavaRosa has none: write int(x)")
    assert "hàm" in error.fault.sentence


@pytest.mark.parametrize("expression", [
    "1 +", "(1", "a b", "'open", "count()", "if(1, 2)", "1 = = 2", "#", "//data", "a | b",
    "instance(/data/s)/root", "1" * 5000, "(" * 60 + "1" + ")" * 60, "not(" * 60 + "1" + ")" * 60,
    "regex(/data/s, '(a+)+')", "regex(/data/s, '(a|a)*b')", "regex(/data/s, '.*.*.*.*')", "regex(/data/s, '[')",
    "indexed-repeat(1, 2, 3)"])
def test_a_bad_expression_is_refused_with_its_place(expression: str) -> None:
    error = refusal(probe_form(expression))
    assert error.where["bind"] == "/data/r"
    assert error.where["expression"] in expression
    assert error.where["reason"]


def test_a_long_chain_of_operators_is_no_deep_nesting() -> None:
    assert read_form(probe_form(" + ".join(["1"] * 1000)))


def test_a_question_without_a_node_is_refused() -> None:
    assert refusal(probe_form("1").replace(b'<input ref="/data/s">', b'<input ref="/data/zz">')).where["bind"] == "/data/zz"


def test_a_rule_without_a_node_is_refused_by_its_id() -> None:
    assert refusal(probe_form("1").replace(b'nodeset="/data/i"', b'id="age"')).where["bind"] == "age"


def test_a_default_of_the_wrong_type_is_refused() -> None:
    assert refusal(probe_form("1").replace(b"<i>5</i>", b"<i>five</i>")).fault is reading.BAD_DEFAULT


def test_a_list_in_another_file_is_refused_until_it_comes_along() -> None:
    xml = probe_form("1").replace(b"</instance>", b"</instance><instance id='xa' src='jr://file/xa.xml'/>", 1)
    assert refusal(xml).where == {"instance": "xa", "source": "jr://file/xa.xml"}


def test_a_missing_translation_id_is_refused() -> None:
    xml = probe_form("1").replace(b"<label>s</label>", b"<label ref=\"jr:itext('nowhere')\"/>")
    assert refusal(xml).where["text"] == "nowhere"


def test_a_refusal_tells_a_log_its_place_and_no_more() -> None:
    assert str(refusal(probe_form("1 +"))).startswith("an expression cannot be read (bind=/data/r")


def test_names_edition_and_languages_are_read() -> None:
    made = form("""
    | survey   |         |      |           |           |
    |          | type    | name | label::vi | label::en |
    |          | text    | t    | Tên       | Name      |
    | settings |
    |          | form_id | form_title | version | default_language |
    |          | 9.000001 | Tờ khai thử | 7 | Tiếng Việt (vi) |
    """)
    assert (made.id, made.version, made.title) == ("9.000001", "7", "Tờ khai thử")
    assert made.languages == ("Tiếng Việt (vi)", "English (en)")


def test_only_a_note_that_asks_for_it_groups_its_figures() -> None:
    bind = '<bind nodeset="/data/s" {} type="string"/></model>'
    words = '<label>Năm <output value="2020"/>, phí <output value="12500 * 2"/>, <output value="0.5"/></label>'
    for attribute, said in (("", "Năm 2020, phí 25000, 0,5"), ('xmlns:m="urn:motcua:xforms" m:figures="grouped"', "Năm 2.020, phí 25.000, 0,5")):
        xml = probe_form("1").decode().replace("</model>", bind.format(attribute)).replace("<label>s</label>", words)
        assert start(read_form(xml.encode())).questions()[0].label == said
