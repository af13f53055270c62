"""Small forms as other people's programs write them: what the standard allows and no spreadsheet of ours holds."""

from __future__ import annotations

_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>strange</h:title><model><instance><data id="strange">{nodes}</data></instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>"""

ASK_A = '<input ref="/data/a"><label>A</label></input>'
TOWNS = """<instance id="towns"><root><item><name>Buôn Hồ</name><label>Thị xã Buôn Hồ</label><k>x</k></item><item><name>Ea Kar</name>
<label>Xã Ea Kar</label><k>y</k></item></root></instance>"""
CHOOSE = """<itemset nodeset="instance('towns')/root/item[k = /data/a]"><value ref="name"/><label ref="label"/></itemset>"""
ITEMS = "<item><label>X</label><value>x</value></item><item><label>Y</label><value>y</value></item>"
WORDS = '<itext><translation lang="vi"><text id="known"><value>Biết</value></text></translation></itext>'


def strange_form(nodes: str, model: str = "", body: str = ASK_A) -> bytes:
    """An XForm with these nodes, this model, this body."""
    return _FORM.format(nodes=nodes, model=model, body=body).encode()


ALIKE = {
    "a relative path in the body": strange_form(
        "<g><a/><b/></g>", '<bind nodeset="/data/g/a" type="int"/><bind nodeset="g/b" calculate="/data/g/a + 1"/>',
        '<group ref="g"><label>G</label><input ref="a"><label>A</label></input></group>'),
    "a repeat and a question named by their binds": strange_form(
        "<r><a/></r>", '<bind id="one" nodeset="/data/r"/><bind id="two" nodeset="/data/r/a" type="int"/>',
        '<group><label>R</label><repeat bind="one"><input bind="two"><label>A</label></input></repeat></group>'),
    "meta in OpenRosa's namespace, named without it": strange_form(
        "<a/><orx:meta><orx:instanceName/></orx:meta>", "<bind nodeset=\"/data/meta/instanceName\" calculate=\"concat('n', /data/a)\"/>"),
    "meta without a prefix, named with it": strange_form(
        '<a/><meta xmlns="http://openrosa.org/xforms"><instanceName/></meta>',
        "<bind nodeset=\"/data/orx:meta/orx:instanceName\" calculate=\"concat('n', /data/a)\"/>"),
    "a choice with spaces": strange_form(
        "<a/><b/><c/>", TOWNS + '<bind nodeset="/data/c" calculate="/data/b"/>',
        f'<select1 ref="/data/a"><label>A</label>{ITEMS}</select1><select1 ref="/data/b"><label>B</label>{CHOOSE}</select1>'),
    "questions called like elements of XForms": strange_form(
        "<bind/><setvalue/><text/><model/><group><item/></group>", '<bind nodeset="/data/text" calculate="/data/bind"/>',
        "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in ("bind", "setvalue", "model", "group/item"))),
    "types of other names": strange_form(
        "<a>1.50</a><b/><c/>", '<bind nodeset="/data/a" type="double"/><bind nodeset="/data/b" type="long"/>'
        '<bind nodeset="/data/c" calculate="/data/a + /data/b" type="float"/>',
        ASK_A + '<input ref="/data/b"><label>B</label></input>'),
    "two binds of one node": strange_form(
        "<a/><b/>", '<bind nodeset="/data/b" calculate="1 + 1"/><bind nodeset="/data/b" relevant="/data/a != \'\'"/>'),
    "a value set to nothing": strange_form(
        "<a/><b>as it was</b>", "",
        '<input ref="/data/a"><label>A</label><setvalue event="xforms-value-changed" ref="/data/b" value="">not this</setvalue></input>'),
    "a question that stands in no group of the instance": strange_form(
        "<g><a/></g><b/>", "", '<group><label>L</label><group appearance="field-list"><input ref="/data/b"><label>B</label></input>'
        '<input ref="/data/g/a"><label>A</label></input></group></group>'),
    "an empty template between groups": strange_form(
        '<o><r jr:template=""><a/></r></o>', '<bind nodeset="/data/o/r/a" type="int"/>',
        '<group ref="/data/o"><label>O</label><group ref="/data/o/r"><label>R</label><repeat nodeset="/data/o/r">'
        '<input ref="/data/o/r/a"><label>A</label></input></repeat></group></group>'),
}
"""What both take, and make the same of."""

NAMED = {
    "bind": ("a rule for a node that is not there", strange_form("<a/>", '<bind nodeset="/data/b" calculate="1"/>')),
    "path": ("a formula reads a node that is not there",
             strange_form("<a/><b/>", "<bind nodeset=\"/data/b\" calculate=\"concat('x', /data/gone)\"/>")),
    "empty-list": ("a list that another program fills",
                   strange_form("<a/><b/>", '<instance id="context"/><bind nodeset="/data/b" calculate="instance(\'context\')/x/y"/>')),
    "action": ("a value set in a group", strange_form(
        "<a/><b/>", "", '<group><label>G</label><setvalue event="odk-instance-first-load" ref="/data/b" value="1"/>' + ASK_A + "</group>")),
    "model": ("a second model", strange_form("<a/>", '</model><model><bind nodeset="/data/a" relevant="false()"/>')),
    "query": ("a query for choices", strange_form(
        "<a/>", "", '<input ref="/data/a" query="instance(\'towns\')/root/item"><label>A</label></input>')),
    "message": ("a message that nobody wrote",
                strange_form("<a/>", WORDS + '<bind nodeset="/data/a" required="true()" jr:requiredMsg="jr:itext(\'gone\')"/>')),
    "attribute": ("an attribute of another program",
                  strange_form("<a/>", '<bind nodeset="/data/a" xmlns:other="urn:example" other:shade="blue"/>')),
}
"""Code → what both take where the desk says what it does not do, and the form."""

REFUSED = {
    "a select that offers nothing": strange_form("<a/>", "", '<select1 ref="/data/a"><label>A</label></select1>'),
    "a choice without a value": strange_form("<a/>", "", '<select1 ref="/data/a"><label>A</label><item><label>X</label></item></select1>'),
    "choices that are copied": strange_form("<a/>", TOWNS, '<select1 ref="/data/a"><label>A</label><itemset nodeset='
                                            '"instance(\'towns\')/root/item"><label ref="label"/><copy ref="name"/></itemset></select1>'),
    "a label by a formula": strange_form("<a/>", TOWNS, '<select1 ref="/data/a"><label>A</label><itemset nodeset='
                                         '"instance(\'towns\')/root/item"><value ref="name"/><label ref="shown(label)"/></itemset></select1>'),
    "words that nobody wrote": strange_form("<a/>", WORDS, '<input ref="/data/a"><label ref="jr:itext(\'gone\')"/></input>'),
    "words from a node": strange_form("<a/><b>B</b>", "", '<input ref="/data/a"><label ref="/data/b"/></input>'),
    "a rule without a node": strange_form("<a/>", '<bind ref="/data/a" required="true()"/>'),
    "a question without a node": strange_form("<a/>", "", '<input ref="/data/b"><label>B</label></input>'),
}
"""What both refuse."""
