"""Seeded answers played into JavaRosa, kept as a recording that anybody else can be asked to repeat.

What is answered is chosen from what JavaRosa asks, never from what the engine under test asks.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from lxml import etree

from forms.xforms.definition import INSTANCES_MAX

from .judge import JavaRosaError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .judge import Asked, JavaRosa, Look

XF = "{http://www.w3.org/2002/xforms}"

CHOOSING = {"2", "3", "16"}
"""JavaRosa's numbers of the controls that choose: one, several, in order."""
FIXED = {"9": ("OK",), "7": ("anh.png",), "10": ("anh.png",)}
"""Other controls → what they are answered: acknowledge, upload."""
TYPED = {"2": ("0", "1", "2", "3", "4", "5", "18", "60", "198", "500", "1990", "99999", "-1"),
         "3": ("0.5", "2.25", "0.1", "72.5", "1000", "3.0", "-0.75", "12345.678"),
         "5": ("08:30:00.000+07:00", "00:00:00.000+07:00", "23:59:00.000+07:00"),
         "6": ("2026-01-05T08:30:00.000+07:00", "2020-02-29T23:59:59.000+07:00", "1999-12-31T00:00:00.000+07:00"),
         "10": ("12.6667 108.05 500 5", "1 2 0 0", "-1.5 2.25 0 0")}
"""JavaRosa's numbers of types → answers: integer, decimal, time, date and time, place."""
TYPED["13"] = TYPED["2"]   # a longer integer
DAYS = (-9000, -400, -61, -60, -2, -1, 0, 1, 40)
"""Answers of a date, in days from today."""
TEXTS = ("Nguyễn Thị Thử Nghiệm", "066190000001", "0912345678", "B1234567", "x", "ab", "H’Mẫu Niê", "7", "2020-03-01",
         " đầu và cuối ", "a b", "12,5", "true")


class Verb(StrEnum):
    ANSWER = "SET"
    ADD = "ADD"
    REMOVE = "REMOVE"


@dataclass(frozen=True)
class Act:
    """What a person does: answer a question, add to a list, remove from it."""

    verb: Verb
    path: str
    text: str = ""


@dataclass(frozen=True)
class Step:
    """An act, whether JavaRosa took it, and what stands there after every question was visited."""

    act: Act
    verdict: str
    look: Look


@dataclass(frozen=True)
class Recording:
    """A form and what became of it in JavaRosa, step by step."""

    xml: bytes
    beside: Mapping[str, bytes]
    now: datetime
    first: Look
    steps: tuple[Step, ...]


class RefusedError(Exception):
    """JavaRosa does not take the form; the text says why."""


def record(judge: JavaRosa, xml: bytes, seed: int, length: int, beside: Mapping[str, bytes] | None = None) -> Recording:
    """Play `length` acts chosen by a seed.

    Raises:
        RefusedError: JavaRosa does not take the form.
    """
    refused = judge.load(xml, beside)
    if refused:
        raise RefusedError(refused)
    now, player = judge.now(), Player(random.Random(seed), computed_routes(xml), range_ends(xml))
    first = look = judge.look()
    steps: list[Step] = []
    for _ in range(length):
        act = player.choose(look, now)
        if act is None:
            break
        verdict = judge.ask(act.verb, act.path, act.text)[0]
        if verdict.startswith("FAILED"):
            raise JavaRosaError(f"{act}: {verdict}")
        look = judge.look()
        if any(int(index) > INSTANCES_MAX for asked in look.asked for index in re.findall(r"\[(\d+)\]", asked.path)):
            break   # more than the desk gives
        steps.append(Step(act, verdict, look))
    return Recording(xml, beside or {}, now, first, tuple(steps))


def computed_routes(xml: bytes) -> frozenset[str]:
    """Routes the form computes itself: JavaRosa lets them be typed over, the desk does not."""
    binds = etree.fromstring(xml).iter(f"{XF}bind")
    return frozenset(bind.get("nodeset") for bind in binds if bind.get("calculate"))


def typed_routes(xml: bytes, kinds: set[str]) -> frozenset[str]:
    """Routes of some types."""
    return frozenset(bind.get("nodeset") for bind in etree.fromstring(xml).iter(f"{XF}bind") if bind.get("type") in kinds)


def route_of(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def range_ends(xml: bytes) -> dict[str, tuple[str, ...]]:
    """Route of each range → both its ends: JavaRosa takes any other number too, the desk does not."""
    ranges = etree.fromstring(xml).iter(f"{XF}range")
    return {each.get("ref"): (each.get("start") or "", each.get("end") or "") for each in ranges}


@dataclass
class Player:
    """A person with dice: fills what is asked, in any order, now and then wrongly."""

    dice: random.Random
    computed: frozenset[str]
    ends: Mapping[str, tuple[str, ...]]
    most: int = 3

    def choose(self, look: Look, now: datetime) -> Act | None:
        lists = self.instances(look)
        if look.lists and self.dice.random() < 0.25:
            place = self.dice.choice(look.lists)
            gone = sorted(lists.get(place, ()))
            if len(gone) > 1 and self.dice.random() < 0.4:
                return Act(Verb.REMOVE, self.dice.choice(gone))
            if len(gone) < self.most:
                return Act(Verb.ADD, place)
        open_ = [asked for asked in look.asked if not asked.readonly and route_of(asked.path) not in self.computed]
        if not open_:
            return Act(Verb.ADD, look.lists[0]) if look.lists else None
        asked = self.dice.choice(open_)
        return Act(Verb.ANSWER, asked.path, self.text_for(asked, now))

    def instances(self, look: Look) -> dict[str, set[str]]:
        """List → paths of its instances, as far as questions stand in them."""
        found: dict[str, set[str]] = {}
        for asked in look.asked:
            for match in re.finditer(r"\[\d+\]", asked.path):
                found.setdefault(asked.path[:match.start()], set()).add(asked.path[:match.end()])
        return found

    def text_for(self, asked: Asked, now: datetime) -> str:
        """An answer of the kind that is asked; one in ten is none."""
        if self.dice.random() < 0.1:
            return ""
        if asked.control in CHOOSING:
            return self.chosen(asked)
        if route_of(asked.path) in self.ends:
            return self.dice.choice(self.ends[route_of(asked.path)])
        if asked.control in FIXED:
            return self.dice.choice(FIXED[asked.control])
        if asked.type == "4":
            return str((now + timedelta(days=self.dice.choice(DAYS))).date())
        return self.dice.choice(TYPED.get(asked.type, TEXTS))

    def chosen(self, asked: Asked) -> str:
        values = [value for value, _ in asked.choices]
        if not values:
            return ""
        if asked.control == "2":
            return self.dice.choice(values)
        return " ".join(self.dice.sample(values, self.dice.randint(1, len(values))))
