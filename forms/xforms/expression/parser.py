"""Tokens → the tree of an expression, by recursive descent.

Here live the grammar and what JavaRosa refuses of XPath 1.0: unions, wildcards, other axes, variables, `//`.
Meaning is `compile`'s.
"""

from dataclasses import dataclass
from typing import Final

from forms.xforms.expression.lexer import Token, tokens_of
from forms.xforms.problem import ExpressionError

NESTING_MAX: Final = 50


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a text as written."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands of one precedence, applied from left to right."""

    first: "Tree"
    rest: tuple[tuple[str, "Tree"], ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """Unary minus."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a name, `.` or `..`, and its predicates."""

    name: str
    predicates: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A way to nodes.

    Attributes:
        start: `root`, `here`, `current`, or `instance:ID`.
        steps: The steps from there.
    """

    start: str
    steps: tuple[Step, ...]


Tree = Literal | Chain | Negative | Call | Path

_LEVELS: Final = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_PRECEDENCE: Final = {sign: level for level, signs in enumerate(_LEVELS) for sign in signs}


def parse(expression: str) -> Tree:
    """Read an expression.

    Raises:
        ExpressionError: Not an expression of this dialect, too long, or nested deeper than 50.
    """
    reader = _Reader(tokens_of(expression))
    tree = reader.expression()
    reader.expect("end", "")
    return tree


class _Reader:
    """A place among the tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def took(self, mark: str) -> bool:
        token = self.tokens[self.place]
        if token.text == mark and token.kind == "mark":
            self.place += 1
            return True
        return False

    def expect(self, kind: str, text: str) -> None:
        if self.next != Token(kind, text):
            raise ExpressionError(f"expected “{text or 'the end'}” before “{self.next.text or 'the end'}”")
        self.place += 1

    def expression(self) -> Tree:
        """Read a whole expression, counting how deep it stands in others."""
        self.depth += 1
        if self.depth > NESTING_MAX:
            raise ExpressionError(f"nested deeper than {NESTING_MAX}")
        tree = self.level(0)
        self.depth -= 1
        return tree

    def level(self, least: int) -> Tree:
        """Read operands joined by operators of a precedence and above; one chain for each run of the same."""
        tree = self.unary()
        while (precedence := self.precedence()) >= least:
            rest: list[tuple[str, Tree]] = []
            while self.precedence() == precedence:
                rest.append((self.take().text, self.level(precedence + 1)))
            tree = Chain(tree, tuple(rest))
        return tree

    def precedence(self) -> int:
        """Return the precedence of the operator that follows, -1 when none does."""
        token = self.tokens[self.place]
        return _PRECEDENCE.get(token.text, -1) if token.kind in {"operator", "mark"} else -1

    def unary(self) -> Tree:
        minuses = 0
        while self.took("-"):
            minuses += 1
        operand = self.primary()
        for _ in range(minuses % 2):
            operand = Negative(operand)
        return Negative(Negative(operand)) if minuses and minuses % 2 == 0 else operand

    def primary(self) -> Tree:
        token = self.next
        if token.kind == "number":
            return Literal(float(self.take().text))
        if token.kind == "text":
            return Literal(self.take().text)
        if self.took("("):
            inner = self.expression()
            self.expect("mark", ")")
            return inner
        if token.kind == "name" and self.tokens[self.place + 1] == Token("mark", "("):
            return self.call()
        return self.path()

    def call(self) -> Tree:
        """Read a function call; `current()` and `instance()` begin a path."""
        name = self.take().text
        self.expect("mark", "(")
        arguments: list[Tree] = []
        if not self.took(")"):
            arguments.append(self.expression())
            while self.took(","):
                arguments.append(self.expression())
            self.expect("mark", ")")
        if name == "current" and not arguments:
            return Path("current", self.steps() if self.took("/") else ())
        if name == "instance" and len(arguments) == 1:
            match arguments[0]:
                case Literal(str(known)):
                    return Path(f"instance:{known}", self.steps() if self.took("/") else ())
            raise ExpressionError("instance() needs a quoted id")
        return Call(name, tuple(arguments))

    def path(self) -> Path:
        return Path("root", self.steps()) if self.took("/") else Path("here", self.steps())

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while self.took("/"):
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        """Read one step; anything but a name, `.` and `..` is refused, as JavaRosa refuses it."""
        token = self.take()
        if token.kind == "mark" and token.text in {".", ".."}:
            return Step(token.text)
        if token.text == "@":
            raise ExpressionError(f"attributes (@{self.next.text}) are not read: put the value into a node")
        if token.kind != "name" or self.next.text == "::":
            raise ExpressionError(f"“{token.text or 'the end'}” cannot stand here")
        predicates: list[Tree] = []
        while self.took("["):
            predicates.append(self.expression())
            self.expect("mark", "]")
        return Step(token.text.removeprefix("orx:"), tuple(predicates))
