"""Random formulas of a kind of value, over what a place in a form can see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

T = TypeVar("T")

VALUES = {"integer": "number", "decimal": "number", "range": "number", "image": "file", "date": "date", "time": "time", "dateTime": "moment", "geopoint": "place"}
"""Type of a question → kind of its value; `text` otherwise."""

DEFAULTS = {"number": ("3", "0"), "text": ("ab", "a b", "b a"), "date": ("2024-02-29", "today()"), "time": ("08:30:00",)}

ELSE = {"number": "7", "text": "'ab'", "date": "date('2024-02-29')"}


@dataclass(frozen=True)
class Known:
    """A question that may be spoken of: its kind of value, the repeats around it, all boxes around it, its choices."""

    name: str
    value: str
    inside: tuple[str, ...]
    box: tuple[str, ...]
    choices: str = ""

    def __str__(self) -> str:
        return f"${{{self.name}}}"


@dataclass(frozen=True)
class Sight:
    """What a rule may look at from where it stands."""

    known: Sequence[Known]
    lists: Sequence[tuple[str, ...]]
    inside: tuple[str, ...]
    box: tuple[str, ...]

    def sees(self, each: Known) -> bool:
        """Whether a question is one from here: every repeat around it is around here too."""
        return each.inside == self.inside[:len(each.inside)]

    def single(self, value: str) -> list[str]:
        return [str(each) for each in self.known if each.value == value and self.sees(each)]

    def many(self, *values: str) -> list[str]:
        return [str(each) for each in self.known if each.value in values and not self.sees(each)]

    def across(self, value: str) -> list[str]:
        """Questions of an own repeat, in all its instances: `../../r/x`."""
        found = []
        for each in self.known:
            if each.value == value and each.inside and self.sees(each):
                above = each.box.index(each.inside[-1])
                found.append("/".join([*[".."] * (len(self.box) + 1 - above), *each.box[above:], each.name]))
        return found

    def triggers(self) -> list[Known]:
        """Questions that somebody is asked in the same instance."""
        return [each for each in self.known if each.name.startswith("q") and each.inside == self.inside]

    def selects(self) -> list[Known]:
        return [each for each in self.known if each.choices and self.sees(each)]


class Pen:
    """Writes formulas by dice, over what a place can see."""

    def __init__(self, dice: Random, sight: Sight) -> None:
        self.dice = dice
        self.sight = sight

    def pick(self, values: Sequence[T]) -> T:
        return self.dice.choice(values)

    def of(self, value: str, depth: int = 2) -> str:
        """A formula of a kind of value."""
        return {"number": self.number, "text": self.text, "date": self.date, "truth": self.truth}[value](depth)

    def one(self, value: str) -> str:
        """A question of this kind, or a literal."""
        return self.pick([*self.sight.single(value) * 3, ELSE[value]])

    def number(self, depth: int) -> str:
        if not depth:
            return self.pick([self.one("number"), self.one("number"), "0", "1", "2", "100", "0.5"])
        inner = lambda: self.number(depth - 1)  # noqa: E731
        ways: list[Callable[[], str]] = [
            lambda: self.number(0),
            lambda: f"({inner()} {self.pick(['+', '-', '*', 'mod', 'div'])} {inner()})",
            lambda: f"coalesce({self.one('number')}, {inner()})",
            lambda: f"round({inner()} * 1.5, {self.pick('012')})",
            lambda: f"int({inner()} div 2)",
            lambda: f"string-length({self.text(depth - 1)})",
            lambda: f"if({self.truth(depth - 1)}, {inner()}, {inner()})",
            lambda: f"{self.pick(['min', 'max'])}({inner()}, {inner()})",
            lambda: f"({self.date(0)} - {self.date(0)})",
            lambda: f"count-selected({self.text(0)})",
            lambda: f"number({self.text(0)})",
            lambda: f"abs({inner()})",
        ]
        if several := [*self.sight.many("number"), *self.sight.across("number") * 3]:
            ways += [lambda: f"{self.pick(['sum', 'min', 'max', 'count', 'count-non-empty'])}({self.pick(several)})"] * 3
        if self.sight.lists:
            ways.append(lambda: f"count(${{{self.pick(self.sight.lists)[-1]}}})")
        if self.sight.inside:
            ways.append(lambda: "position(..)")
        return self.pick(ways)()

    def text(self, depth: int) -> str:
        if not depth:
            return self.one("text")
        inner = lambda: self.text(depth - 1)  # noqa: E731
        ways: list[Callable[[], str]] = [
            lambda: self.text(0),
            lambda: f"concat({inner()}, '-', {inner()})",
            lambda: f"concat({inner()}, ' ', {self.number(0)})",
            lambda: f"substr({inner()}, {self.pick(['0', '1', '-2'])}, {self.pick(['2', '9'])})",
            lambda: f"normalize-space({inner()})",
            lambda: f"translate({inner()}, 'abn', 'ABN')",
            lambda: f"selected-at({inner()}, 0)",
            lambda: f"substring-before({inner()}, '-')",
            lambda: f"substring-after({inner()}, 'N')",
            lambda: f"coalesce({self.text(0)}, {inner()})",
            lambda: f"if({self.truth(depth - 1)}, {inner()}, {inner()})",
            lambda: f"string({self.number(depth - 1)})",
            lambda: f"format-date({self.one('date')}, '%d/%m/%Y')",
        ]
        if several := [*self.sight.many("text", "number"), *self.sight.across("text")]:
            ways += [lambda: f"join({self.pick(['+', ', ']).join(chr(39) * 2)}, {self.pick(several)})"] * 3
        if selects := self.sight.selects():
            ways += [lambda: "jr:choice-name({0}, '{0}')".format(self.pick(selects))] * 2
        return self.pick(ways)()

    def date(self, depth: int) -> str:
        leaf = lambda: self.pick([*self.sight.single("date") * 3, "today()", "date('2024-02-29')"])  # noqa: E731
        ways = [leaf]
        if depth:
            ways += [lambda: f"date({leaf()} + {self.pick(['1', '30', '-365'])})",
                     lambda: f"if({self.truth(0)}, {leaf()}, {leaf()})",
                     lambda: f"coalesce({leaf()}, {leaf()})"]
        return self.pick(ways)()

    def truth(self, depth: int = 1) -> str:
        compare = lambda: self.pick(["=", "!=", "<", ">", "<=", ">="])  # noqa: E731
        ways: list[Callable[[], str]] = [
            lambda: f"{self.number(min(depth, 1))} {compare()} {self.number(0)}",
            lambda: f"{self.date(0)} {compare()} {self.date(0)}",
            lambda: f"{self.text(0)} != ''",
            lambda: f"{self.text(0)} = {self.text(0)}",
            lambda: f"starts-with({self.text(0)}, 'a')",
            lambda: f"contains({self.text(0)}, 'n')",
            lambda: f"regex({self.text(0)}, '[a-z ]+')",
        ]
        if truths := self.sight.single("truth"):
            ways.append(lambda: f"{self.pick(truths)} = true()")
        if selects := self.sight.selects():
            values = {"a": "xy", "b": ("b1", "b3"), "c": ("c1", "5"), "thon.csv": ("t1", "4")}

            def selected() -> str:
                each = self.pick(selects)
                return f"selected({each}, '{self.pick(values[each.choices])}')"
            ways += [selected] * 3
        if depth:
            ways += [lambda: f"({self.truth(depth - 1)} {self.pick(['and', 'or'])} {self.truth(depth - 1)})",
                     lambda: f"not({self.truth(depth - 1)})"]
        return self.pick(ways)()

    def small_number(self) -> str:
        """How long a list is: never long, whatever was answered."""
        one = self.one("number")
        return self.pick([f"if({one} > 3, 3, {one})", "0", "2"])

    def constraint(self, value: str) -> str:
        ways: list[Callable[[], str]] = [self.truth]
        if value == "number":
            ways = [lambda: f". {self.pick(['<', '>', '!='])} {self.number(1)}", lambda: ". >= 0 and . < 1000"]
        elif value == "date":
            ways = [lambda: f". {self.pick(['<=', '>', '!='])} {self.date(1)}"]
        elif value == "text":
            ways = [lambda: "string-length(.) < 12", lambda: "regex(., '[0-9]{10,12}')", lambda: f". != {self.text(0)}"]
        return self.pick(ways)()

    def choice_filter(self, above: str | None) -> str:
        """Choices of the answer above, or a fixed filter where no question asks for that."""
        asked = [each for each in self.sight.selects() if each.choices == above]
        if not asked:
            return self.pick(["of != 'y'", "name != 'z'"])
        each = self.pick(asked)
        return self.pick([f"of = {each}", f"selected({each}, of)", f"of = {each} or name = 'b3'"])
