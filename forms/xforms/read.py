"""XForm XML → `FormDefinition`: hardened parsing, and everything refused that cannot be trusted.

Here live the ceilings, the instances, the translations, and the assembly of the parts that `binds` and
`body` read. Nothing here is evaluated against answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from lxml.etree import _Element

from forms.xforms.binds import read_binds, read_setvalues
from forms.xforms.body import BodyReader
from forms.xforms.definition import Bind, FormDefinition, Question, Repeat, SetValue, Words
from forms.xforms.expression.compile import Expression
from forms.xforms.graph import Graph, Kind, Rule, build_graph
from forms.xforms.itext import Pieces, Texts
from forms.xforms.markup import RETAKE, count_elements, node_of, parse_markup, written
from forms.xforms.outside import secondary
from forms.xforms.problem import FormError, form_fault
from forms.xforms.reading import read_value
from forms.xforms.tree import Node, resolved
from forms.xforms.unsupported import Parts, unsupported_in
from forms.xforms.words import XHTML, pieces_of, xf

BYTES_MAX: Final = 2 * 1024 * 1024
ELEMENTS_MAX: Final = 50_000

_UNTRANSLATED: Final = ("-",)
"""What pyxform writes where a language has no words; the default language speaks instead."""

TOO_BIG: Final = form_fault("Tệp biểu mẫu quá lớn (tối đa 2 MB và 50.000 thẻ).",
                            "form larger than the ceilings", RETAKE)
NOT_A_FORM: Final = form_fault("Tệp này không phải biểu mẫu XForms của ODK.", "not an ODK XForm", RETAKE)
NO_LIST: Final = form_fault("Biểu mẫu tra một danh sách mà nó không có.",
                            "an expression names no list of the form",
                            "Thêm danh sách vào trang choices, hoặc sửa tên trong công thức.")
BAD_DEFAULT: Final = form_fault("Biểu mẫu có giá trị cho sẵn không hợp với kiểu của ô.",
                                "a default of the wrong type")


def read_form(xml: bytes, files: Mapping[str, bytes] | None = None) -> FormDefinition:
    """Read a form and compile its expressions.

    Args:
        xml: A whole ODK XForm, UTF-8, at most 2 MiB and 50,000 elements, without a document type.
        files: Name → content of the lists the form takes from files beside it (`x.csv`, `x.xml`,
            `x.geojson`), each at most 10 MiB and 200,000 cells; only those it names are asked for.

    Returns:
        The definition; it holds no answers and may serve any number of entries.

    Raises:
        FormError: Not XML, not a form, too big, an unknown function, an expression that cannot be read,
            calculations that depend on each other in a circle, a list whose file is missing or not readable.
    """
    root = _parse(xml)
    model, body = root.find(f".//{xf('model')}"), root.find(f"{{{XHTML}}}body")
    if model is None or body is None:
        raise FormError(NOT_A_FORM)
    instances = model.findall(xf("instance"))
    data = next((child for instance in instances[:1] for child in instance), None)
    if data is None:
        raise FormError(NOT_A_FORM)
    elements = tuple(written(root))
    texts = _texts(model)
    templates: dict[str, Node] = {}
    first = node_of(data, None, templates)
    routes = frozenset(node.route for tree in (first, *templates.values()) for node in tree.walk())
    binds = read_binds(model, texts, first.route, routes)
    ids = {name: resolved(element.get("nodeset") or "", first.route)
           for element in model.findall(xf("bind")) if (name := element.get("id"))}
    reader = BodyReader(texts, binds, ids, routes)
    items = reader.items(body, first.route)
    _prepare(first, templates, reader, binds)
    lists = {element.get("id") or "": secondary(element, files or {}) for element in instances[1:]}
    setvalues = tuple(read_setvalues(elements, ids, routes, reader.routes_of))
    rules = tuple(_rules(binds, reader.questions, reader.repeats))
    graph = build_graph(_within(rule, routes) for rule in rules)
    asked = tuple(reader.routes_of.values())
    parts = Parts(first, routes, binds, reader.questions, asked, (*rules, *setvalues))
    _check_lists(graph, setvalues, lists)
    return FormDefinition(
        id=data.get("id") or str(data.tag).rpartition("}")[2],
        version=data.get("version") or "",
        title=(root.findtext(f".//{{{XHTML}}}title") or "").strip(),
        texts=texts,
        body=items,
        binds=binds,
        questions=reader.questions,
        repeats=reader.repeats,
        templates=templates,
        first=first,
        instances=lists,
        setvalues=setvalues,
        graph=graph,
        unsupported=unsupported_in(elements, parts),
    )


def _parse(xml: bytes) -> _Element:
    """Parse within the ceilings of a form."""
    if len(xml) > BYTES_MAX:
        raise FormError(TOO_BIG)
    root = parse_markup(xml)
    if count_elements(root) > ELEMENTS_MAX:
        raise FormError(TOO_BIG)
    if root.tag != f"{{{XHTML}}}html":
        raise FormError(NOT_A_FORM)
    return root


def _check_lists(graph: Graph, setvalues: tuple[SetValue, ...], lists: Mapping[str, Node]) -> None:
    """Refuse an expression that looks into a list the form does not have."""
    users: tuple[Rule | SetValue, ...] = (*graph.order, *setvalues)
    for each in users:
        for name in each.expression.lists - lists.keys():
            shown = each.expression.source.strip()[:200]
            raise FormError(NO_LIST, bind=each.route, expression=shown, reason=f"no list {name}")


def _prepare(first: Node, templates: dict[str, Node], reader: BodyReader, binds: Mapping[str, Bind]) -> None:
    """Mark repeats, make the templates the form left out, and give every node its type and default."""
    for route in sorted(reader.repeats):
        if route not in templates:
            everywhere = (node for tree in (first, *templates.values()) for node in tree.walk())
            templates[route] = _blank(next(node for node in everywhere if node.route == route))
    for node in [node for tree in (first, *templates.values()) for node in tree.walk()]:
        node.repeats = node.route in reader.repeats
        question = reader.questions.get(node.route)
        bind = binds.get(node.route)
        node.type = bind.type if bind else "string"
        if question and question.kind in {"select_one", "select_multiple"}:
            node.type = "select1" if question.kind == "select_one" else "select"
        try:
            node.value = read_value(node.type, str(node.value))
        except ValueError as exc:
            raise FormError(BAD_DEFAULT, bind=node.route) from exc


def _blank(node: Node) -> Node:
    twin = node.copy(node.parent)
    for each in twin.walk():
        each.value = ""
    return twin


def _texts(model: _Element) -> Texts:
    """Read the translations, the default language first."""
    found: dict[str, dict[str, Pieces]] = {}
    default = ""
    for translation in model.iterfind(f"{xf('itext')}/{xf('translation')}"):
        language = translation.get("lang") or ""
        if translation.get("default") is not None:
            default = language
        table = found.setdefault(language, {})
        for text in translation.iterfind(xf("text")):
            values = text.findall(xf("value"))
            value = next((each for each in values if each.get("form") is None), None)
            pieces = pieces_of(value) if value is not None else ()
            if language == default or pieces != _UNTRANSLATED:
                table[text.get("id") or ""] = pieces
    return Texts(tuple(sorted(found, key=lambda language: language != default)), found)


def _rules(binds: Mapping[str, Bind], questions: Mapping[str, Question],
           repeats: Mapping[str, Repeat]) -> Iterator[Rule]:
    """Yield everything that must be computed again when what it reads has changed."""
    for bind in binds.values():
        for kind, expression in bind.rules.items():
            yield Rule(Kind(kind), bind.route, expression)
        yield from _spoken(bind.route, bind.constraint_words, bind.required_words)
    for question in questions.values():
        if question.itemset is not None:
            yield Rule(Kind.CHOICES, question.route, question.itemset.nodes)
        offers = (offer.label for offer in question.offers)
        yield from _spoken(question.route, question.label, question.hint, *offers)
    for repeat in repeats.values():
        if repeat.count is not None:
            yield Rule(Kind.COUNT, repeat.route, repeat.count)


def _within(rule: Rule, routes: frozenset[str]) -> Rule:
    """Return a rule that waits for no node that is not there: such a path is empty and stays so."""
    reads = frozenset(read for read in rule.expression.reads if read.route in routes)
    if reads == rule.expression.reads:
        return rule
    return replace(rule, expression=replace(rule.expression, reads=reads))


def _spoken(route: str, *texts: Words) -> Iterator[Rule]:
    for words in texts:
        for pieces in words.values():
            yield from (Rule(Kind.WORDS, route, piece) for piece in pieces if isinstance(piece, Expression))
