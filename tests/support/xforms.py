"""Forms for tests: written as markdown tables, or as one expression in a probe form."""

from __future__ import annotations

from datetime import datetime
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyxform.xls2xform import convert

from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form
from forms.xforms.reading import LOCAL

if TYPE_CHECKING:
    from forms.xforms.definition import FormDefinition

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=LOCAL)
PROBES = Path(__file__).parents[1] / "forms" / "xforms" / "probes.txt"

_SHAPE = "7.9377 -11.5845 0 0;7.9324 -11.5902 0 0;7.927 -11.5857 0 0;7.925 -11.578 0 0;7.9377 -11.5845 0 0"
_PROBE = f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>probe</h:title><model><itext><translation lang="vi" default="true()">
<text id="hello"><value>Xin chào</value></text></translation></itext><instance><data id="probe" version="7">
<d>2020-03-01</d><dt>2020-03-01T15:30:00.000+07:00</dt><i>5</i><f>2.5</f><e/><s>abc</s><m>a b</m><b>1</b>
<t>09:15:00.000+07:00</t><g>{_SHAPE}</g><p>7.93 -11.58 0 0</p><p2>0 0</p2><rep><n>3</n><p>7.9377 -11.5845 0 0</p></rep>
<rep><n>1</n><p>7.9324 -11.5902 0 0</p></rep><rep><n>2</n><p>7.927 -11.5857 0 0</p></rep><r/>
</data></instance><instance id="towns"><root><item><name>bmt</name><label>Buôn Ma Thuột</label></item><item><name>pk</name>
<label>Pleiku</label></item><item><name>th</name><label>Tuy Hòa</label></item><item><name>nt</name><label>Nha Trang</label></item>
</root></instance><bind nodeset="/data/d" type="date"/><bind nodeset="/data/dt" type="dateTime"/>
<bind nodeset="/data/i" type="int"/><bind nodeset="/data/f" type="decimal"/><bind nodeset="/data/b" type="boolean"/>
<bind nodeset="/data/t" type="time"/><bind nodeset="/data/g" type="geoshape"/><bind nodeset="/data/p" type="geopoint"/>
<bind nodeset="/data/p2" type="geopoint"/><bind nodeset="/data/rep/n" type="int"/><bind nodeset="/data/rep/p" type="geopoint"/>
<bind nodeset="/data/r" calculate="EXPRESSION"/></model></h:head><h:body><input ref="/data/s"><label>s</label></input>
<select ref="/data/m"><label>m</label><item><label>A</label><value>a</value></item>
<item><label>B</label><value>b</value></item></select><group ref="/data/rep"><label/><repeat nodeset="/data/rep">
<input ref="/data/rep/n"><label>n</label></input></repeat></group></h:body></h:html>"""


def probe_form(expression: str) -> bytes:
    """A form that computes one expression into /data/r."""
    return _PROBE.replace("EXPRESSION", escape(expression, quote=True)).encode()


def probes() -> list[tuple[str, str]]:
    """Expressions and what JavaRosa makes of them; `refused` when it does not compute them."""
    lines = PROBES.read_text(encoding="utf-8").splitlines()
    return [(line.split(" => ")[0], line.split(" => ")[1]) for line in lines if " => " in line]


def compiled(table: str) -> bytes:
    """An XForm from a markdown XLSForm; `vi` and `en` stand for the long names of label columns."""
    long = table.replace("label::vi", "label::Tiếng Việt (vi)").replace("label::en", "label::English (en)")
    return convert(long, validate=False, file_type=".md").xform.encode()


def form(table: str) -> FormDefinition:
    """A definition from a markdown XLSForm."""
    return read_form(compiled(table))


def start(definition: FormDefinition, **how: Any) -> FormEntry:
    """An entry with a fixed clock and counted dice."""
    dice = count(1)
    how = {"now": NOW, "new_uuid": lambda: f"00000000-0000-4000-8000-{next(dice):012}"} | how
    return FormEntry.start(definition, **how)
