"""A form with its answers, kept true: every change is followed by what depends on it.

Here live the effects of rules on nodes, and the moments at which a form sets values itself. What a screen
sees of it is `entry`'s; the order of work is `recompute`'s.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from forms.text.figures import grouped
from forms.xforms.definition import Bind, FormDefinition, Moment, Words
from forms.xforms.expression.compile import Expression
from forms.xforms.graph import Kind, Rule
from forms.xforms.itemsets import choice_name, chosen, offered_values, pruned
from forms.xforms.itext import choose_language
from forms.xforms.preload import END, preloaded
from forms.xforms.problem import ExpressionError
from forms.xforms.reading import LOCAL, read_value
from forms.xforms.recompute import Change, Recompute
from forms.xforms.repeats import add_instance, set_count, wanted
from forms.xforms.scope import World
from forms.xforms.tree import Node, Scalar, split
from forms.xforms.values import shown, wrap

T = TypeVar("T")


class Live:
    """The running form.

    Attributes:
        definition: The form.
        root: Root of the main instance.
        world: What expressions may know.
        stale: Nodes whose look may have changed since somebody last cleared this; None means all of them.
        failures: Node and kind of rule → why an expression could not be computed.
    """

    def __init__(self, definition: FormDefinition, now: datetime, new_uuid: Callable[[], str],
                 language: str, properties: Mapping[str, str] | None = None) -> None:
        self.definition = definition
        self.root = definition.first.copy(None)
        self.language = choose_language(definition.languages, language)
        self.world = World(self.root, definition.instances, now, new_uuid, self._choice_name, self._text,
                           definition.version, properties or {})
        self.stale: set[Node] | None = None
        self.failures: dict[tuple[Node, Kind], str] = {}
        self._prunes = True
        self._setting: set[Node] = set()
        self._recompute = Recompute(definition.graph, self.root, self._apply)

    def begin(self, *, fresh: bool, answered: bool) -> None:
        """Set what the form sets when it is loaded, on its first load more, then compute everything.

        Args:
            fresh: No draft is continued.
            answered: Answers are laid next and everything is computed then; a form that would remember
                nothing of its bare defaults is not computed twice.
        """
        if fresh:
            for bind in self.definition.binds.values():
                self._preload(bind)
            self._set_values(Moment.FIRST_LOAD, self.root)
        self._set_values(Moment.LOAD, self.root)
        if not answered or self.definition.remembers_defaults:
            self.everything()

    def finish(self, now: datetime) -> None:
        """Write when the entry ended, where the form asks for it."""
        for bind in self.definition.binds.values():
            for node in self.root.along(split(bind.route)[1:]) if bind.preload == END else ():
                if self._write(node, wrap(node.type, now.astimezone(LOCAL))):
                    self._recompute.changed(node)

    def put(self, node: Node, text: str) -> None:
        """Take an answer as typed, and let everything follow."""
        self.world.spent = 0
        before = node.value
        self.put_quietly(node, text)
        if node.value != before or type(node.value) is not type(before):
            self._recompute.changed(node)
            self._answered(node)

    def put_quietly(self, node: Node, text: str) -> None:
        """Take an answer as typed; somebody computes everything later."""
        node.typed, node.unread = None, ""
        try:
            node.value = read_value(node.type, text)
        except ValueError as exc:
            node.value, node.unread = "", str(exc)
        if text != shown(node.value):
            node.typed = text
        self._touch(node)

    def everything(self) -> None:
        """Compute everything; no answer is dropped, for nothing it depends on has changed since."""
        self.world.spent = 0
        self.stale = None
        self._prunes = False
        self._recompute.everything()
        self._prunes = True

    def add(self, parent: Node, route: str) -> Node:
        """Add an instance of a repeat."""
        self.world.spent = 0
        node = add_instance(parent, self.definition.templates[route])
        self._renew(parent, route, [node])
        return node

    def remove(self, node: Node) -> None:
        """Remove an instance of a repeat."""
        self.world.spent = 0
        if node.parent is not None:
            node.parent.remove(node)
            self._renew(node.parent, node.route, [])

    def say(self, words: Words, node: Node) -> str:
        """Return words in the entry's language with their values filled in."""
        pieces = words.get(self.language) or next(iter(words.values()), ())
        return "".join(piece if isinstance(piece, str) else self._shown(piece, node) for piece in pieces)

    def holds(self, node: Node, kind: Kind) -> bool:
        """Evaluate a rule of a node that only says yes or no; a constraint holds when there is none."""
        bind = self.definition.binds.get(node.route)
        expression = bind.rules.get(kind) if bind else None
        unsaid = kind is Kind.CONSTRAINT
        if expression is None:
            return unsaid
        return self._guarded(node, kind, lambda: expression.holds(self.world, node), default=unsaid)

    def computes(self, node: Node) -> bool:
        """Tell whether the form computes a node's value itself."""
        bind = self.definition.binds.get(node.route)
        return bind is not None and Kind.CALCULATE in bind.rules

    def would_be_relevant(self, route: str, parent: Node) -> bool:
        """Tell whether an instance of a repeat below `parent` would be relevant if there were one."""
        bind = self.definition.binds.get(route)
        rule = bind.rules.get(Kind.RELEVANT) if bind else None
        stand_in = Node(split(route)[-1], parent)
        return rule is None or self._guarded(parent, Kind.RELEVANT, lambda: rule.holds(self.world, stand_in),
                                             default=True)

    def counted(self, route: str, count: Expression, parent: Node) -> int:
        """Return how many instances of a repeat below `parent` the form asks for."""
        stand_in = Node(split(route)[-1], parent)
        return self._guarded(parent, Kind.COUNT, lambda: wanted(count.value(self.world, stand_in)), default=0)

    # Effects of rules -----------------------------------------------------------------------------

    def _apply(self, rule: Rule, node: Node) -> Change:
        match rule.kind:
            case Kind.RELEVANT:
                return self._relevant(rule, node)
            case Kind.CALCULATE:
                value = self._computed(node, rule.kind, rule.expression, default="")
                return Change.VALUE if self._write(node, value) else Change.NOTHING
            case Kind.CHOICES:
                return self._prune(rule, node)
            case Kind.COUNT:
                return self._count(rule, node)
            case _:
                self._touch(node)
                return Change.NOTHING

    def _relevant(self, rule: Rule, node: Node) -> Change:
        enabled = self._guarded(node, rule.kind, lambda: rule.expression.holds(self.world, node),
                                default=True)
        if enabled == node.enabled:
            return Change.NOTHING
        node.enable(enabled=enabled)
        self._touch(node)
        return Change.BELOW

    def _prune(self, rule: Rule, node: Node) -> Change:
        self._touch(node)
        question = self.definition.questions[rule.route]
        if not self._prunes or not isinstance(node.value, str) or node.value == "" or not node.relevant:
            return Change.NOTHING
        answer = node.value
        offered = self._guarded(node, rule.kind, lambda: set(offered_values(question, node, self.world)),
                                default=set(chosen(question, answer)))
        kept = pruned(question, answer, offered)
        return Change.VALUE if self._write(node, kept) else Change.NOTHING

    def _count(self, rule: Rule, parent: Node) -> Change:
        """Let a list grow to its count; it never shrinks by itself: a slip would lose answers."""
        template = self.definition.templates[rule.route]
        count = self.counted(rule.route, rule.expression, parent)
        if count > len(parent.named(template.name)):
            self._renew(parent, rule.route, set_count(parent, template, count))
        return Change.NOTHING

    def _renew(self, parent: Node, route: str, new: list[Node]) -> None:
        """Follow up on instances that came or went: paths moved, and new ones get what the form sets."""
        self.stale = None
        self._recompute.renewed(parent, route)
        for node in new:
            self._set_values(Moment.NEW_REPEAT, node)

    def _write(self, node: Node, value: Scalar) -> bool:
        """Put a computed value; tell whether it differs."""
        if value == node.value and type(value) is type(node.value) and node.typed is None:
            return False
        node.value, node.typed, node.unread = value, None, ""
        self._touch(node)
        return True

    def _touch(self, node: Node) -> None:
        if self.stale is not None:
            self.stale.add(node)

    # Values the form sets itself ------------------------------------------------------------------

    def _set_values(self, moment: Moment, top: Node, source: Node | None = None) -> None:
        """Set what the form sets at a moment, for the nodes below `top`.

        What a repeat sets in a new instance it does not set in those of a repeat around it (as JavaRosa).
        """
        for each in self.definition.setvalues:
            if each.moment is not moment or (source is not None and each.source != source.route):
                continue
            if moment is Moment.NEW_REPEAT and each.source != top.route:
                continue
            for node in [node for node in top.walk() if node.route == each.route]:
                if source is None or _together(node, source):
                    self._set(node, each.expression)

    def _set(self, node: Node, expression: Expression) -> None:
        value = self._computed(node, Kind.CALCULATE, expression, default=node.value)
        if self._write(node, value):
            self._recompute.changed(node)
            self._answered(node)

    def _answered(self, node: Node) -> None:
        """Set what follows from a question that was answered or set; a circle ends where it began."""
        if node not in self._setting:
            self._setting.add(node)
            self._set_values(Moment.CHANGED, self.root, source=node)
            self._setting.discard(node)

    def _preload(self, bind: Bind) -> None:
        if not bind.preload:
            return
        value = preloaded(bind.preload, self.world.now, self.world.new_uuid(), self.world.properties)
        if value is None:
            return
        for node in [node for node in self.root.walk() if node.route == bind.route]:
            self._write(node, wrap(node.type, value))

    # What expressions may ask ---------------------------------------------------------------------

    def _choice_name(self, path: str, value: str) -> str:
        question = self.definition.questions.get(path)
        node = next((node for node in self.root.walk() if node.route == path), None)
        if question is None or node is None:   # JavaRosa gives no name either
            return ""
        return choice_name(question, value, node, self.world, self.say)

    def _text(self, text_id: str) -> str:
        pieces = self.definition.texts.table.get(self.language, {}).get(text_id, (f"[itext:{text_id}]",))
        return "".join(piece for piece in pieces if isinstance(piece, str))

    def _shown(self, expression: Expression, node: Node) -> str:
        bind = self.definition.binds.get(node.route)

        def words() -> str:
            value = expression.value(self.world, node)
            if bind and bind.groups_figures and isinstance(value, float) and value.is_integer():
                return grouped(int(value))
            return shown(value)

        return self._guarded(node, Kind.WORDS, words, default="")

    def _computed(self, node: Node, kind: Kind, expression: Expression, default: Scalar) -> Scalar:
        """Evaluate for a node that takes the value; see `_guarded`, spelled out for it runs most often."""
        try:
            value = wrap(node.type, expression.value(self.world, node))
        except ExpressionError as exc:
            return self._failed(node, kind, exc, default)
        if self.failures:
            self.failures.pop((node, kind), None)
        return value

    def _guarded(self, node: Node, kind: Kind, work: Callable[[], T], *, default: T) -> T:
        """Evaluate; what cannot be computed is remembered as a failure of the form and never swallowed."""
        try:
            value = work()
        except ExpressionError as exc:
            return self._failed(node, kind, exc, default)
        if self.failures:
            self.failures.pop((node, kind), None)
        return value

    def _failed(self, node: Node, kind: Kind, why: ExpressionError, default: T) -> T:
        self.failures[node, kind] = str(why)
        self._touch(node)
        return default


def _together(node: Node, source: Node) -> bool:
    """Return whether a node stands in the same instances of repeats as the question that changed."""
    above: Node | None = node
    while above is not None:
        if above.repeats and source.route.startswith(f"{above.route}/"):
            return source.up(above.depth) is above
        above = above.parent
    return True
