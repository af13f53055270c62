"""The tree of an expression → a closure, and the list of what it reads.

Here live contextual paths: an absolute path inside a repeat means the own instance, as JavaRosa has it. Paths
are resolved against the *anchor*, the route of the node the expression belongs to, once and for all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import takewhile

from forms.xforms.expression.operators import OPERATORS
from forms.xforms.expression.parser import Call, Chain, Literal, Negative, Path, Step, Tree, parse
from forms.xforms.expression.walk import (
    Closure,
    Lookup,
    StepWork,
    compared_child,
    hoisted,
    is_same_for_all,
    separated,
    walk,
)
from forms.xforms.functions import FUNCTIONS, MISSING
from forms.xforms.functions.arguments import Body
from forms.xforms.patterns import check_pattern
from forms.xforms.problem import ExpressionError, UnknownFunctionError
from forms.xforms.scope import Scope, Value, World, scalar
from forms.xforms.tree import Node, Scalar, split
from forms.xforms.values import to_boolean, to_number


@dataclass(frozen=True, slots=True)
class Read:
    """One route an expression reads.

    Attributes:
        route: What is read.
        shared: How many leading steps are the same instances as the reader's own; a change below them
            concerns only readers below them.
    """

    route: str
    shared: int


@dataclass(frozen=True)
class Expression:
    """A compiled expression.

    Attributes:
        source: As written in the form.
        reads: What it depends on in the main instance.
        lists: Ids of the secondary instances it looks into.
        leaves: A path of it leads out of the form, where nothing stands, as in JavaRosa.
    """

    source: str
    reads: frozenset[Read]
    lists: frozenset[str]
    leaves: bool
    closure: Closure = field(repr=False)

    def nodes(self, world: World, node: Node) -> Value:
        """Evaluate for a node of the main instance.

        Raises:
            ExpressionError: It cannot be computed with these answers.
        """
        return self._evaluated(Scope(world, node, node))

    def value(self, world: World, node: Node) -> Scalar:
        """Evaluate to one value; see `nodes`."""
        scope = Scope(world, node, node)
        return scalar(scope, self._evaluated(scope))

    def holds(self, world: World, node: Node) -> bool:
        """Evaluate to a boolean; see `nodes`."""
        return to_boolean(self.value(world, node))

    def _evaluated(self, scope: Scope) -> Value:
        scope.world.evaluated += 1
        scope.world.touched = 0
        try:
            return self.closure(scope)
        except (OverflowError, RecursionError) as exc:
            raise ExpressionError(f"cannot be computed: {type(exc).__name__}") from exc


def compile_expression(source: str, anchor: str) -> Expression:
    """Compile an expression that belongs to the node at `anchor`.

    Args:
        source: XPath in JavaRosa's dialect.
        anchor: Route of the node (`/data/rep/x`).

    Raises:
        ExpressionError: It cannot be read, or calls an unknown function or one with the wrong arguments.
    """
    compiler = _Compiler(split(anchor))
    closure = compiler.closure(parse(source), (compiler.anchor, len(compiler.anchor)))
    return Expression(source, frozenset(compiler.reads), frozenset(compiler.lists), compiler.leaves, closure)


_ITSELF = (Step("."),)
CONSTANTS_MAX = 512

Here = tuple[list[str], int] | None
"""Where relative paths start: names in the main instance and how many are the anchor's own instances, or None
inside a secondary instance and above the root, where nothing stands."""


class _Compiler:
    """One compilation: its anchor, the reads found so far, and whether it is inside a filter."""

    def __init__(self, anchor: list[str]) -> None:
        self.anchor = anchor
        self.filters = False
        self.reads: set[Read] = set()
        self.lists: set[str] = set()
        self.leaves = False

    def closure(self, tree: Tree, here: Here) -> Closure:
        """Compile a part; inside a filter, what is the same for every item is computed once for all."""
        if self.filters and not isinstance(tree, Literal) and is_same_for_all(tree):
            self.filters = False
            work = hoisted(self.work(tree, here))
            self.filters = True
            return work
        return self.work(tree, here)

    def work(self, tree: Tree, here: Here) -> Closure:
        match tree:
            case Literal(value):
                return _constant(value)
            case Negative(operand):
                inner = self.closure(operand, here)
                return lambda scope: -to_number(scalar(scope, inner(scope)))
            case Chain(first, rest):
                compiled = [(sign, self.closure(each, here)) for sign, each in rest]
                return self.chain(self.closure(first, here), compiled)
            case Path():
                return self.path(tree, here)
            case Call():
                return self.call(tree, here)

    def chain(self, first: Closure, rest: list[tuple[str, Closure]]) -> Closure:
        if rest[0][0] in {"and", "or"}:
            stop = rest[0][0] == "or"
            parts = [first, *(closure for _, closure in rest)]
            return lambda scope: stop is any(to_boolean(scalar(scope, part(scope))) is stop for part in parts)
        steps = [(OPERATORS[sign], closure) for sign, closure in rest]
        if len(steps) == 1:
            apply, second = steps[0]
            return lambda scope: apply(scope, first(scope), second(scope))

        def work(scope: Scope) -> Value:
            value = first(scope)
            for apply, closure in steps:
                value = apply(scope, value, closure(scope))
            return value
        return work

    def call(self, call: Call, here: Here) -> Closure:
        """Compile a call; `if` and `once` evaluate only what they need."""
        if call.name == "indexed-repeat":
            return self.indexed(call, here)
        if call.name == "pulldata":
            return self.pulled(call, here)
        arguments = [self.closure(argument, here) for argument in call.arguments]
        match call.name, arguments:
            case "if", [test, yes, no]:
                return lambda scope: (yes if to_boolean(scalar(scope, test(scope))) else no)(scope)
            case "once", [first]:
                return lambda scope: scope.origin.value if _has_value(scope.origin) else first(scope)
        function = FUNCTIONS.get(call.name)
        if function is None:
            instead = f": {MISSING[call.name]}" if call.name in MISSING else ""
            raise UnknownFunctionError(f"unknown function {call.name}(){instead}")
        if not function.least <= len(arguments) <= function.most:
            raise ExpressionError(f"{call.name}() with {len(arguments)} arguments")
        if call.name == "regex" and isinstance(pattern := call.arguments[1], Literal):
            check_pattern(str(pattern.value))
        return _applied(function.body, arguments)

    def pulled(self, call: Call, here: Here) -> Closure:
        """Compile `pulldata(list, column, key column, key)`: the first item of that key, compared as text."""
        match call.arguments:
            case (Literal(str(name)), Literal(str(column)), Literal(str(key)), wanted):
                rows = Step("item", (Chain(Path("here", (Step(key),)), (("=", Call("string", (wanted,))),)),))
                found = self.closure(Path(f"instance:{name}", (Step("root"), rows, Step(column))), here)
            case _:
                raise ExpressionError("pulldata() needs quoted names of a list and two columns, and a key")

        def first(scope: Scope) -> Value:
            nodes = found(scope)
            return nodes[:1] if isinstance(nodes, list) else nodes
        return first

    def indexed(self, call: Call, here: Here) -> Closure:
        """Compile `indexed-repeat(path, repeat, index, …)`: the path with a position after each repeat."""
        target, *pairs = call.arguments
        if not isinstance(target, Path) or len(pairs) not in {2, 4, 6}:
            raise ExpressionError("indexed-repeat() needs a path and pairs of repeat and index")
        names = self.route_of(target, here)
        chosen: dict[int, Closure] = {}
        for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
            if not isinstance(repeat, Path) or (route := self.route_of(repeat, here)) != names[:len(route)]:
                raise ExpressionError("indexed-repeat() with a repeat that does not hold the path")
            chosen[len(route)] = self.closure(index, here)
        first = min(chosen)
        shared = min(first - 1, self.shared_with(names))
        self.reads |= {Read("/" + "/".join(names), shared), Read("/" + "/".join(names[:first]), shared)}

        def find(scope: Scope) -> Value:
            nodes = [scope.origin.up(shared)]
            for depth, name in enumerate(names[shared:], shared + 1):
                found = [child for node in nodes for child in node.named(name)]
                if depth in chosen:
                    wanted = to_number(scalar(scope, chosen[depth](scope)))
                    index = int(wanted) if wanted >= 1 else 1   # below: the first, as in JavaRosa
                    found = [node for node in found if node.position == index]
                nodes = found
            return [node for node in nodes if node.relevant]
        return find

    def route_of(self, path: Path, here: Here) -> list[str]:
        """Return the names a plain path of the main instance leads to."""
        if path.start.startswith("instance:") or (path.start == "here" and here is None):
            raise ExpressionError("needs a path of the form itself")
        names = list(self.anchor) if path.start == "current" else []
        if path.start == "here" and here is not None:
            names = list(here[0])
        for step in path.steps:
            if step.name == "..":
                names = names[:-1]
            elif step.name != ".":
                names.append(step.name)
        return names

    def shared_with(self, names: list[str]) -> int:
        """Return how many leading names are the anchor's own."""
        shared = 0
        for name, own in zip(names, self.anchor, strict=False):
            if name != own:
                break
            shared += 1
        return shared

    def path(self, path: Path, here: Here) -> Closure:
        """Compile a path: where it starts, its steps, and what it reads on the way."""
        if path.start.startswith("instance:"):
            return self.secondary(path)
        if path.start == "root":
            return self.absolute(path)
        if path.start == "current":
            steps = self.steps(path.steps, (self.anchor, len(self.anchor)))
            return lambda scope: _relevant(steps(scope, [scope.origin]))
        if here is not None and path.steps == _ITSELF:   # what most constraints speak of
            self.note(here)
            return _itself
        steps = self.steps(path.steps, here)
        if here is None:
            return lambda scope: steps(scope, [scope.node])
        return lambda scope: _relevant(steps(scope, [scope.node]))

    def absolute(self, path: Path) -> Closure:
        """Compile an absolute path: climb to what the anchor shares, but no further than a predicate."""
        plain = list(takewhile(lambda step: not step.predicates, path.steps))
        shared = self.shared_with([step.name for step in plain])
        if shared == 0 or any(step.name in {".", ".."} for step in path.steps):
            self.leaves = True
            return lambda _: []
        if len(plain) == len(path.steps):
            return self.plain([step.name for step in plain], shared)
        steps = self.steps(path.steps[shared:], (self.anchor[:shared], shared))
        return lambda scope: _relevant(steps(scope, [scope.origin.up(shared)]))

    def plain(self, names: list[str], shared: int) -> Closure:
        """Compile an absolute path without filters, which most are: climb, then go down by name."""
        self.note((names, shared))
        below = names[shared:]

        def find(scope: Scope) -> Value:
            nodes = scope.origin.up(shared).along(below)
            if len(nodes) == 1:
                return nodes if nodes[0].relevant else []
            scope.world.spend(len(nodes))
            return [node for node in nodes if node.relevant]
        return find

    def secondary(self, path: Path) -> Closure:
        """Compile a path into a secondary instance."""
        known = path.start.removeprefix("instance:")
        steps = self.steps(path.steps, None)
        self.lists.add(known)

        def find(scope: Scope) -> Value:
            root = scope.world.instances.get(known)
            if root is None:
                raise ExpressionError(f"the form has no list {known}")
            return steps(scope, [root])
        return find

    def steps(self, steps: tuple[Step, ...], here: Here) -> Callable[[Scope, list[Node]], list[Node]]:
        """Compile steps from `here` on, noting what they read."""
        compiled: list[StepWork] = []
        for step in steps:
            here = self.after(step, here)
            if step.predicates:
                self.note(here)
            compiled.append(self.step(step, here))
        self.note(here)
        return lambda scope, nodes: reduce(lambda found, step: walk(scope, found, step), compiled, nodes)

    def step(self, step: Step, here: Here) -> StepWork:
        """Compile one step; a list of the form itself, filtered by a child's value, becomes a look-up."""
        outside, self.filters = self.filters, True
        conditions = separated(step.predicates)
        predicates = tuple(self.closure(predicate, here) for predicate in conditions)
        compared = compared_child(conditions[0]) if conditions and here is None else None
        self.filters = False
        lookup = Lookup(compared[0], self.closure(compared[1], here)) if compared else None
        self.filters = outside
        return StepWork(step.name, predicates, lookup)

    def after(self, step: Step, here: Here) -> Here:
        """Return where one step leads."""
        if here is None or step.name == ".":
            return here
        route, shared = here
        if step.name != "..":
            return [*route, step.name], shared
        if len(route) == 1:
            self.leaves = True
            return None
        return route[:-1], min(shared, len(route) - 1)

    def note(self, here: Here) -> None:
        """Remember that the expression reads what stands here."""
        if here is not None:
            self.reads.add(Read("/" + "/".join(here[0]), here[1]))


@lru_cache(maxsize=CONSTANTS_MAX)
def _constant(value: float | str) -> Closure:
    """Return what gives a number or a text as written; forms write the same few again and again."""
    return lambda _: value


def _itself(scope: Scope) -> Value:
    return [scope.node] if scope.node.relevant else []


def _applied(body: Body, arguments: list[Closure]) -> Closure:
    """Return a call of a function; one or two arguments, as most have, without a loop."""
    match arguments:
        case [one]:
            return lambda scope: body(scope, [one(scope)])
        case [one, two]:
            return lambda scope: body(scope, [one(scope), two(scope)])
    return lambda scope: body(scope, [argument(scope) for argument in arguments])


def _has_value(node: Node) -> bool:
    return node.value != "" and node.relevant


def _relevant(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node.relevant]
