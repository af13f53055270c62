"""A mistake in an XForm is told at its line and its character."""

import pytest

from forms.authoring.check import check_authored
from forms.xforms.problem import FormError

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
 <h:head><h:title>Thử</h:title><model>
  <instance><data id="thu" version="1"><a/><b/></data></instance>
  <bind nodeset="/data/a" type="string"
        relevant="{first}"/>
  <bind nodeset="/data/b" type="{type}" calculate="{second}"/>
 </model></h:head>
 <h:body><input ref="/data/a"><label>A</label></input></h:body>
</h:html>"""


def findings(first="true()", second="1", kind="string"):
    xml = FORM.format(first=first, second=second, type=kind).encode()
    return check_authored(xml, "thu.xml").findings


def test_every_formula_that_cannot_be_read_is_told_at_its_character():
    found = findings("nonsense(1)", "1 +")
    assert [(one.row, one.letter, one.column) for one in found] == [(5, "19", "relevant"), (6, "52", "calculate")]


def test_xml_that_ends_too_early_is_told_at_its_line():
    with pytest.raises(FormError) as caught:
        check_authored(FORM.format(first="1", second="1", type="string").encode()[:-4], "thu.xml")
    assert caught.value.where["line"] == "9"


def test_a_circle_is_told_at_the_line_of_its_first_question():
    found = findings(second="/data/b + 1")
    assert found[0].row == 6
    assert "/data/b" in found[0].sentence


def test_what_is_not_done_is_named_at_its_line_and_blocks_nothing():
    xml = FORM.format(first="1", second="1", type="weird").encode()
    checked = check_authored(xml, "thu.xml")
    assert not checked.blocks
    assert [(one.code, one.row) for one in checked.findings] == [("unsupported-type", 6)]


@pytest.mark.parametrize("raw", [b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b" " * 3_000_000])
def test_what_is_no_form_is_refused_with_a_sentence(raw):
    with pytest.raises(FormError) as caught:
        check_authored(raw, "thu.xml")
    assert caught.value.fault.remedy
