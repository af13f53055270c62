"""`<h:body>` → groups, repeats and questions.

Here lives what the questions look like and what they offer. Rules about their values are `binds`'.
"""

import re
from collections.abc import Mapping
from typing import Final

from lxml.etree import _Element

from forms.xforms.controls import CHOOSING, CONTROLS, FIXED_KINDS, KINDS
from forms.xforms.definition import Bind, Bounds, Group, Item, Itemset, Offer, Question, Repeat
from forms.xforms.itext import Texts
from forms.xforms.problem import FormError, form_fault
from forms.xforms.reading import read_value
from forms.xforms.tree import resolved
from forms.xforms.words import JAVAROSA, compiled, words_of, xf

NO_QUESTION_NODE: Final = form_fault("Biểu mẫu có câu hỏi không gắn với ô nào trong mẫu.",
                                     "a control without a node")

NO_CHOICES: Final = form_fault("Biểu mẫu có câu hỏi chọn thiếu lựa chọn, hoặc lựa chọn thiếu giá trị.",
                               "a select without choices, or a choice without a value")
BAD_ITEMS: Final = form_fault("Biểu mẫu lấy giá trị hoặc nhãn lựa chọn bằng công thức; chỉ dùng tên cột.",
                              "value or label of an itemset is not the name of a node")
BAD_RANGE: Final = form_fault("Biểu mẫu có thang số thiếu đầu, cuối hoặc bước.", "a range without its bounds")

_BOUNDS: Final = ("start", "end", "step")
_BELOW: Final = re.compile(r"\.?|(\./)?[^\W\d][\w.:\-]*(/[^\W\d][\w.:\-]*)*")
"""What names a node below a choice: `name`, `./name`, `a/b`, or the choice itself."""
_PREDICATE: Final = re.compile(r"\[[^\[\]]*\]")


class BodyReader:
    """One reading of a body.

    Attributes:
        questions: Route → the question found there.
        repeats: Route → the repeat found there.
        routes_of: Control or repeat → its route.
    """

    def __init__(self, texts: Texts, binds: Mapping[str, Bind], ids: Mapping[str, str],
                 routes: frozenset[str]) -> None:
        self.texts = texts
        self.binds = binds
        self.ids = ids
        self.routes = routes
        self.questions: dict[str, Question] = {}
        self.repeats: dict[str, Repeat] = {}
        self.routes_of: dict[_Element, str] = {}

    def items(self, parent: _Element, around: str) -> tuple[Item, ...]:
        """Return what stands inside an element.

        Args:
            parent: Body, group or repeat.
            around: Route of the node the labels inside belong to, and where relative references begin.

        Raises:
            FormError: A control without a node, or an expression that cannot be read.
        """
        found: list[Item] = []
        for element in parent:
            if element.tag == xf("group"):
                found.append(self.group(element, around))
            elif element.tag == xf("repeat"):
                found.append(self.repeat(element, around))
            elif element.tag in CONTROLS:
                found.append(self.question(element, around))
        return tuple(found)

    def group(self, element: _Element, around: str) -> Item:
        """Read a group; one that only gives its label to a repeat becomes that repeat."""
        route = self.named(element, around) or around
        label = words_of(element.find(xf("label")), route.rpartition("/")[0] or route, self.texts)
        children = self.items(element, route)
        match children:
            case (Repeat() as repeat,) if not repeat.label:
                labelled = Repeat(repeat.route, label, repeat.children, repeat.count, repeat.fixed)
                self.repeats[repeat.route] = labelled
                return labelled
        return Group(self.known(route), label, children)

    def repeat(self, element: _Element, around: str) -> Repeat:
        """Read a repeat."""
        route = self.known(self.named(element, around))
        self.routes_of[element] = route
        source = element.get(f"{{{JAVAROSA}}}count")
        count = compiled(source, route, "count") if source else None
        fixed = count is not None or element.get(f"{{{JAVAROSA}}}noAddRemove") == "true()"
        label = words_of(element.find(xf("label")), route, self.texts)
        self.repeats[route] = Repeat(route, label, self.items(element, route), count, fixed)
        return self.repeats[route]

    def question(self, element: _Element, around: str) -> Question:
        """Read a control with its label, hint and choices.

        Raises:
            FormError: As `items`; also a select that offers nothing, or choices without a value.
        """
        control = CONTROLS[str(element.tag)]
        route = self.known(self.named(element, around))
        self.routes_of[element] = route
        if control in CHOOSING and element.find(xf("item")) is None and element.find(xf("itemset")) is None:
            raise FormError(NO_CHOICES, bind=route)
        question = Question(
            route=route,
            kind=self.kind(control, self.binds.get(route, Bind(route))),
            appearance=element.get("appearance") or "",
            label=words_of(element.find(xf("label")), route, self.texts),
            hint=words_of(element.find(xf("hint")), route, self.texts),
            offers=tuple(self.offer(item, route) for item in element.findall(xf("item"))),
            itemset=self.itemset(element.find(xf("itemset")), route),
            bounds=self.bounds(element, route) if control == "range" else None,
            media=(element.get("mediatype") or element.get("accept") or "") if control == "upload" else "",
        )
        self.questions[route] = question
        return question

    def kind(self, control: str, bind: Bind) -> str:
        """Return the kind of a question; a text nobody may type and nothing computes is a note."""
        if control in FIXED_KINDS:
            return FIXED_KINDS[control]
        kind = KINDS.get(bind.type, "text")
        readonly = bind.rules.get("readonly")
        closed = readonly is not None and readonly.source.strip() == "true()"
        return "note" if kind == "text" and closed and "calculate" not in bind.rules else kind

    def bounds(self, element: _Element, route: str) -> Bounds:
        """Read what a range offers.

        Raises:
            FormError: It does not say.
        """
        try:
            found = [read_value("decimal", element.get(name) or "") for name in _BOUNDS]
            start, end, step = map(float, map(str, found))
        except ValueError:
            raise FormError(BAD_RANGE, bind=route) from None
        return Bounds(start, end, step)

    def offer(self, element: _Element, route: str) -> Offer:
        """Read one choice written in place."""
        value = element.findtext(xf("value"))
        if value is None:
            raise FormError(NO_CHOICES, bind=route)
        return Offer(value.strip(), words_of(element.find(xf("label")), route, self.texts))

    def itemset(self, element: _Element | None, route: str) -> Itemset | None:
        """Read choices found by an expression.

        Raises:
            FormError: Value or label are not plain names of nodes below each choice.
        """
        if element is None:
            return None
        source = element.get("nodeset") or ""
        value, label = element.find(xf("value")), element.find(xf("label"))
        label_ref = (label.get("ref") or "") if label is not None else ""
        translated = label_ref.startswith("jr:itext(")
        names = {"value": value.get("ref") if value is not None else None,
                 "label": label_ref.removeprefix("jr:itext(").removesuffix(")") if translated else label_ref}
        for kind, name in names.items():
            if name is None or not _BELOW.fullmatch(name.strip()):
                told = f"{kind} {name or ''}".strip()
                raise FormError(BAD_ITEMS, bind=route, kind="itemset", expression=told)
        return Itemset(
            nodes=compiled(source, route, "itemset"),
            all=compiled(_without_predicates(source), route, "itemset"),
            value=(names["value"] or "").strip(),
            label=(names["label"] or "").strip(),
            translated=translated,
        )

    def named(self, element: _Element, around: str) -> str:
        """Return the route an element of the body names, or `""`."""
        ref = element.get("ref") or element.get("nodeset") or self.ids.get(element.get("bind") or "") or ""
        return resolved(ref, around)

    def known(self, route: str) -> str:
        """Return the route if the instance has it.

        Raises:
            FormError: It has not.
        """
        if route not in self.routes:
            raise FormError(NO_QUESTION_NODE, bind=route)
        return route


def _without_predicates(source: str) -> str:
    """Return a path without its filters, inner brackets first."""
    while True:
        bare = _PREDICATE.sub("", source)
        if bare == source:
            return bare
        source = bare
