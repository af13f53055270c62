"""What a form is, before anybody answers it.

Here live frozen shapes only. Reading them from XML is `read`'s and `body`'s; answering is `entry`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from forms.xforms.decimals import TINY
from forms.xforms.expression.compile import Expression
from forms.xforms.graph import Graph, Kind
from forms.xforms.itext import Texts
from forms.xforms.tree import Node

_STEP_SLACK: Final = 1e-6

INSTANCES_MAX: Final = 1_000
"""Most instances of one repeat."""

Words = Mapping[str, tuple[str | Expression, ...]]
"""Language → words and values between them; the language `""` when the form has no translations."""


@dataclass(frozen=True)
class Bind:
    """The rules of one route.

    Attributes:
        route: Which nodes.
        type: Type of the value, `string` when the form says nothing.
        rules: Kind of rule (`relevant`, `calculate`, …) → expression.
        constraint_words: What to say when the constraint does not hold.
        required_words: What to say when an answer is missing.
        prefill: Which field of the scanned card may fill it, or `""`.
        preload: What the program itself writes once (`uid`, `date`, `timestamp`), or `""`.
        was: Name or route of the question in an earlier edition, or `""`.
        groups_figures: Whole numbers shown in its words stand by thousands: `16.000`.
    """

    route: str
    type: str = "string"
    rules: Mapping[str, Expression] = field(default_factory=dict)
    constraint_words: Words = field(default_factory=dict)
    required_words: Words = field(default_factory=dict)
    prefill: str = ""
    preload: str = ""
    was: str = ""
    groups_figures: bool = False


@dataclass(frozen=True)
class Offer:
    """One choice written in the form: its value and its label."""

    value: str
    label: Words


@dataclass(frozen=True)
class Itemset:
    """Choices found by an expression: the nodes, and which of their children are value and label.

    Attributes:
        nodes: Which nodes are offered now.
        all: The same without its filters: every node that could ever be offered.
        value: Child holding the value.
        label: Child holding the label, or the text id of it.
        translated: Whether `label` holds a text id.
    """

    nodes: Expression
    all: Expression
    value: str
    label: str
    translated: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a range offers: numbers from `start` to `end`, `step` apart."""

    start: float
    end: float
    step: float

    def holds(self, number: float) -> bool:
        """Return whether a number is one of them."""
        low, high = sorted((self.start, self.end))
        steps = (number - self.start) / self.step if self.step else 0.0
        return low - TINY <= number <= high + TINY and abs(steps - round(steps)) < _STEP_SLACK


@dataclass(frozen=True)
class Question:
    """One control of the body.

    Attributes:
        route: Which nodes it asks for.
        kind: What is asked, see `view.QuestionState`.
        appearance: The form's hint about looks.
        label: What is asked, in words.
        hint: How to answer.
        offers: Choices written in place.
        itemset: Choices found by an expression.
        bounds: What a range offers.
        media: What an upload takes: `image/*`, `audio/*`, `video/*`, another type, or `""`.
    """

    route: str
    kind: str
    appearance: str
    label: Words
    hint: Words
    offers: tuple[Offer, ...] = ()
    itemset: Itemset | None = None
    bounds: Bounds | None = None
    media: str = ""


@dataclass(frozen=True)
class Group:
    """Questions shown together; a group without a route of its own has that of what stands around it."""

    route: str
    label: Words
    children: "tuple[Item, ...]"


@dataclass(frozen=True)
class Repeat:
    """Questions that may be asked many times."""

    route: str
    label: Words
    children: "tuple[Item, ...]"
    count: Expression | None = None
    fixed: bool = False


Item = Question | Group | Repeat


class Moment(StrEnum):
    """When a value is set by the form."""

    FIRST_LOAD = "odk-instance-first-load"
    LOAD = "odk-instance-load"
    NEW_REPEAT = "odk-new-repeat"
    CHANGED = "xforms-value-changed"


@dataclass(frozen=True)
class SetValue:
    """A value the form sets at a moment: once, when a repeat is added, or when a question changes."""

    moment: Moment
    route: str
    expression: Expression
    source: str = ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """One thing a form asks for that this program does not do.

    Attributes:
        what: Its code in `unsupported.SENTENCES`.
        where: Route, id or element.
        sentence: What it means for the form, in Vietnamese.
        english: The same in English.
    """

    what: str
    where: str
    sentence: str
    english: str


@dataclass(frozen=True)
class FormDefinition:
    """A form: its name, its questions in order, its rules.

    Attributes:
        id: Form id, as the catalogue names it (`1.001193`).
        version: Edition of the form, as written in the form.
        title: What a person calls it.
        texts: Its languages and translations.
        body: Questions, groups and repeats in order.
        binds: Route → its rules.
        questions: Route → the control that asks for it.
        repeats: Route → the repeat.
        templates: Route of a repeat → an empty instance of it.
        first: The main instance as the form gives it.
        instances: Secondary instances by id.
        setvalues: Values the form sets at moments.
        graph: The rules in order.
        unsupported: What the form asks for in vain.
    """

    id: str
    version: str
    title: str
    texts: Texts
    body: tuple[Item, ...]
    binds: Mapping[str, Bind]
    questions: Mapping[str, Question]
    repeats: Mapping[str, Repeat]
    templates: Mapping[str, Node]
    first: Node
    instances: Mapping[str, Node]
    setvalues: tuple[SetValue, ...]
    graph: Graph
    unsupported: "tuple[Unsupported, ...]" = ()

    @cached_property
    def remembers_defaults(self) -> bool:
        """Whether what is computed from the defaults alone can outlive the answers laid over them."""
        if any(each.moment is Moment.FIRST_LOAD for each in self.setvalues):
            return True
        return any(rule.kind is Kind.COUNT or "once" in rule.expression.source for rule in self.graph.order)

    @property
    def languages(self) -> tuple[str, ...]:
        """Names of its languages, the default one first."""
        return self.texts.languages
