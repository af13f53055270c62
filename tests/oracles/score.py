"""How far a contestant agrees with JavaRosa: every difference counted, and named where it is one of the two."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from .contestants import Engine, NullEngine
from .playing import computed_routes, route_of, typed_routes
from .shaky import shaky_routes, shuffled_routes

if TYPE_CHECKING:
    from .contestants import Contestant
    from .judge import Leaves, Look
    from .playing import Recording

@dataclass
class Score:
    """What was compared, and what differed.

    Attributes:
        forms: Recordings played.
        good_forms: Those without a difference.
        steps: Looks compared, the first one of a form included.
        good_steps: Those without a difference.
        leaves: Leaves compared.
        masked: Leaves not compared: they hold the moment or dice.
        differences: Kind → how many; kinds of leaves are `value`, `missing` and `extra`.
        named: What JavaRosa leaves stale, by the design's two names: `sum` (computed again in its own instance only) and
            `choice` (dropped at the visit only, and nothing follows). Counted where JavaRosa differs from itself.
        examples: The first differences, for a person.
    """

    forms: int = 1
    good_forms: int = 0
    steps: int = 0
    good_steps: int = 0
    leaves: int = 0
    masked: int = 0
    differences: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def note(self, kind: str, example: str) -> None:
        self.differences[kind] += 1
        if len(self.examples) < 10:
            self.examples.append(f"{kind}: {example}")

    def told(self) -> str:
        return "\n".join([str(dict(self.differences)), *self.examples])

    def figures(self) -> dict[str, int]:
        """The sums, for a table."""
        return {"forms": self.forms, "good_forms": self.good_forms, "steps": self.steps, "good_steps": self.good_steps,
                "leaves": self.leaves, "masked": self.masked, "differences": self.wrong,
                "sum": self.named["sum"], "choice": self.named["choice"]}

    def __iadd__(self, other: Score) -> Self:
        for name in ("forms", "good_forms", "steps", "good_steps", "leaves", "masked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.differences.update(other.differences)
        self.named.update(other.named)
        return self

    @property
    def wrong(self) -> int:
        return sum(self.differences.values())


def judged(recording: Recording, contestant: Contestant | None = None) -> Score:
    """Let a contestant, the engine itself by default, repeat a recording."""
    return _Comparison(recording, contestant or Engine(recording)).score()


def judged_null(recording: Recording) -> Score:
    return judged(recording, NullEngine(recording))


def unoffered(first: Look) -> Leaves:
    """Defaults that are no choice: JavaRosa takes them away at the visit, the desk shows them with their problem."""
    offered = {asked.path: {value for value, _ in asked.choices} for asked in first.asked if asked.choices}
    # an item of a list that the visit added had no leaf before it
    before = {path: first.raw.get(path, "") for path in offered}
    return {path: before[path] for path, values in offered.items() if not set(before[path].split()) <= values}


class _Comparison:
    def __init__(self, recording: Recording, contestant: Contestant) -> None:
        self.recording = recording
        self.contestant = contestant
        self.shaky = shaky_routes(recording)
        self.computed = computed_routes(recording.xml)
        self.decimals = typed_routes(recording.xml, {"decimal", "double", "float"})
        self.shuffled = shuffled_routes(recording)
        self.unoffered = unoffered(recording.first)
        self.result = Score()

    def score(self) -> Score:
        self.compare(self.recording.first, "at the start")
        for number, step in enumerate(self.recording.steps, 1):
            where = f"step {number}, {step.act.verb} {step.act.path} {step.act.text!r}"
            before = self.result.wrong
            verdict = self.contestant.act(step.act, refused=step.verdict != "0")
            if verdict != step.verdict:
                self.result.note("verdict", f"{where}: {verdict}, JavaRosa {step.verdict}")
            self.compare(step.look, where, before)
        self.result.good_forms = int(self.result.wrong == 0)
        return self.result

    def compare(self, look: Look, where: str, before: int = 0) -> None:
        self.compare_leaves(look, where)
        if isinstance(self.contestant, Engine):
            self.compare_asked(self.contestant, look, where)
        self.result.steps += 1
        self.result.good_steps += self.result.wrong == before

    def compare_leaves(self, look: Look, where: str) -> None:
        found, expected = self.plain(self.contestant.leaves()), self.plain(look.fresh)
        for path in found.keys() | expected.keys():
            if route_of(path) in self.shaky:
                self.result.masked += 1
                continue
            self.result.leaves += 1
            if found.get(path) != expected.get(path) and found.get(path) == self.unoffered.get(path):
                self.result.named["choice"] += 1
            elif found.get(path) != expected.get(path):
                kind = "missing" if path not in found else "extra" if path not in expected else "value"
                self.result.note(kind, f"{where}: {path} = {found.get(path)!r}, JavaRosa {expected.get(path)!r}")
        selects = {asked.path for asked in look.asked if asked.choices}
        self.result.named["choice"] += len(self.moved(look.raw, look.plain) & selects) + len(self.moved(look.plain, look.settled))
        self.result.named["choice"] += look.stale
        self.result.named["sum"] += len(self.moved(look.settled, look.fresh))

    def plain(self, leaves: Leaves) -> Leaves:
        """Leaves with whole decimals as `3`: JavaRosa writes a computed one so, and a typed one as `3.0`."""
        return {path: text.removesuffix(".0") if route_of(path) in self.decimals else text for path, text in leaves.items()}

    def moved(self, earlier: Leaves, later: Leaves) -> set[str]:
        if earlier is later:
            return set()
        return {path for path in earlier.keys() | later.keys()
                if earlier.get(path) != later.get(path) and route_of(path) not in self.shaky}

    def compare_asked(self, engine: Engine, look: Look, where: str) -> None:
        found = engine.asked()
        expected = {asked.path: (asked.required, asked.readonly or route_of(asked.path) in self.computed, asked.choices)
                    for asked in look.asked}
        if list(found) != list(expected):
            self.result.note("asked", f"{where}: {sorted(found.keys() ^ expected.keys()) or 'another order'}")
        for path in found.keys() & expected.keys():
            for kind, mine, theirs in zip(("required", "readonly", "choices"), found[path], expected[path], strict=True):
                shuffled = kind == "choices" and route_of(path) in self.shuffled
                if mine != theirs and not (shuffled and sorted(mine) == sorted(theirs)):
                    self.result.note(kind, f"{where}: {path}: {mine}, JavaRosa {theirs}")
        if engine.lists() != set(look.lists):
            self.result.note("lists", f"{where}: {engine.lists() ^ set(look.lists)}")
