"""What a form asks for in vain is named with its place; what is not named works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.xforms.problem import FormError
from forms.xforms.read import read_form
from forms.xforms.unsupported import SENTENCES
from tests.support.xforms import compiled, form, probe_form, start

ODK = 'xmlns:odk="http://www.opendatakit.org/xforms"'
PARTS = {
    "action": ("</h:body>", "<setvalue event='odk-instance-first-load' ref='/data/e' value='1'/></h:body>"),
    "attribute": ('<bind nodeset="/data/i"', "<bind xmlns:o='urn:example' o:shade='9' nodeset=\"/data/i\""),
    "audit": ("<r/>", "<r/><orx:meta xmlns:orx='http://openrosa.org/xforms'><orx:audit/></orx:meta>"),
    "bind": ("</model>", "<bind nodeset='/data/gone' required='true()'/></model>"),
    "constraint": ("</model>", "<bind nodeset='/data/rep' constraint='false()'/></model>"),
    "control": ("</h:body>", f"<odk:scent {ODK} ref='/data/e'><label>e</label></odk:scent></h:body>"),
    "element": ("</h:body>", "<submit submission='s'/></h:body>"),
    "empty-list": ("</instance><instance", "</instance><instance id='context'/><instance"),
    "encryption": ("</model>", "<submission base64RsaPublicKey='MIIB'/></model>"),
    "entities": ("<r/>", "<r/><meta><e:entity xmlns:e='http://www.opendatakit.org/xforms/entities' dataset='x'/></meta>"),
    "event": ("</model>", "<setvalue event='odk-moon-rise' ref='/data/e' value='1'/></model>"),
    "external-app": ('<input ref="/data/s">', "<input ref='/data/s' appearance='ex:org.example.scan()'>"),
    "last-saved": ("</instance>", "</instance><instance id='__last-saved' src='jr://instance/last-saved'/>"),
    "location": ("</model>", f"<odk:setgeopoint {ODK} event='odk-instance-first-load' ref='/data/e'/></model>"),
    "media": ("</translation>", "<text id='seen'><value form='image'>jr://images/a.png</value></text></translation>"),
    "message": ('<bind nodeset="/data/i"', "<bind jr:requiredMsg=\"jr:itext('gone')\" nodeset=\"/data/i\""),
    "model": ("</model>", "</model><model/>"),
    "path": ('<bind nodeset="/data/i"', "<bind required='/data/gone' nodeset=\"/data/i\""),
    "pixels": ('<bind nodeset="/data/i"', "<bind xmlns:o='http://openrosa.org/xforms' o:max-pixels='9' nodeset=\"/data/i\""),
    "preload": ("</model>", "<bind nodeset='/data/e' jr:preload='patient' jr:preloadParams='id'/></model>"),
    "query": ('<input ref="/data/s">', "<input ref='/data/s' query=\"instance('towns')/root/item\">"),
    "recording": ("</model>", f"<odk:recordaudio {ODK} event='odk-instance-load' ref='/data/e'/></model>"),
    "required": ("</model>", "<bind nodeset='/data/rep' required='true()'/></model>"),
    "search": ('<input ref="/data/s">', "<input ref='/data/s' appearance=\"minimal search('x')\">"),
    "submission": ("</model>", "<submission action='https://elsewhere.example/in' method='post'/></model>"),
    "twice": ("</h:body>", "<input ref='/data/s'><label>again</label></input></h:body>"),
    "type": ("</model>", "<bind nodeset='/data/e' type='colour'/></model>"),
    "wording": ("</translation>", "<text id='seen'><value>a</value><value form='short'>b</value></text></translation>"),
}


@pytest.mark.parametrize("what", sorted(SENTENCES))
def test_a_thing_this_program_does_not_do_is_named_and_the_form_still_fills(what: str) -> None:
    old, new = PARTS[what]
    xml = probe_form("1 + 1").decode()
    assert old in xml
    definition = read_form(xml.replace(old, new, 1).encode())
    assert [each.what for each in definition.unsupported] == [what]
    assert definition.unsupported[0].where
    assert definition.unsupported[0].sentence.endswith(".")
    assert definition.unsupported[0].english
    assert start(definition).as_json()["r"] == "2"


def test_a_form_that_asks_for_nothing_in_vain_names_nothing() -> None:
    assert read_form(probe_form("1")).unsupported == ()
    for code in SHIPPED:
        assert read_form(shipped_form(code)).unsupported == ()


def test_what_xlsforms_ask_for_is_known() -> None:
    definition = form("""
    | survey  |                  |      |       |                  |                |
    |         | type             | name | label | parameters       | appearance     |
    |         | start            | st   |       |                  |                |
    |         | end              | en   |       |                  |                |
    |         | today            | td   |       |                  |                |
    |         | username         | us   |       |                  |                |
    |         | deviceid         | di   |       |                  |                |
    |         | range            | ra   | Ra    | start=0 end=10 step=2.5 |         |
    |         | rank l           | rk   | Rk    |                  |                |
    |         | image            | im   | Im    |                  | signature      |
    |         | audio            | au   | Au    |                  |                |
    |         | video            | vi   | Vi    |                  |                |
    |         | file             | fi   | Fi    |                  |                |
    |         | barcode          | ba   | Ba    |                  |                |
    |         | geopoint         | gp   | Gp    |                  |                |
    |         | geotrace         | gt   | Gt    |                  |                |
    |         | geoshape         | gs   | Gs    |                  |                |
    |         | acknowledge      | ac   | Ac    |                  |                |
    | choices |
    |         | list_name | name | label |
    |         | l         | a    | A     |
    |         | l         | b    | B     |
    """)
    assert definition.unsupported == ()
    kinds = {question.path: (question.kind, question.media) for question in start(definition).questions()}
    assert kinds["/data/rk"] == ("select_multiple", "")
    assert kinds["/data/im"] == ("upload", "image/*")
    assert kinds["/data/fi"] == ("upload", "application/*")
    assert kinds["/data/ra"] == ("decimal", "")
    assert kinds["/data/ac"] == ("acknowledge", "")


def test_a_range_without_its_bounds_is_refused() -> None:
    xml = compiled("""
    | survey |         |      |       |                          |
    |        | type    | name | label | parameters               |
    |        | range   | r    | R     | start=1 end=9 step=2     |
    """)
    with pytest.raises(FormError) as caught:
        read_form(xml.replace(b'end="9"', b'end="many"'))
    assert caught.value.where["bind"] == "/data/r"


def test_the_page_lists_what_is_named_and_not_done() -> None:
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text("utf-8")
    section = page[page.index("## Named, not done"):page.index("## Functions")]
    assert re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", section, re.MULTILINE) == [(what, SENTENCES[what][1]) for what in sorted(SENTENCES)]
