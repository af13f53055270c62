"""Which leaves cannot be compared: they hold the moment, dice or chance, or follow from one that does.

Chance: `once()` keeps what the node holds, and what is not relevant holds nothing. Where one answer both
opens the node and is read by its `once()`, JavaRosa takes the two rules in the order of their hashes. And a
`once()` that reads a list whose number the form computes keeps there what it saw while the list grew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from forms.xforms.read import read_form

from .playing import XF

if TYPE_CHECKING:
    from .playing import Recording

SHAKY = re.compile(r"\b(now|uuid|random)\(")
PRELOADS = {"uid", "timestamp"}


SHUFFLED = re.compile(r"\brandomize\([^,]*$")


def shuffled_routes(recording: Recording) -> frozenset[str]:
    """Routes of questions whose choices stand in an order that nobody seeded: JavaRosa shuffles at each look."""
    questions = read_form(recording.xml, recording.beside).questions.values()
    return frozenset(question.route for question in questions
                     if question.itemset and SHUFFLED.search(question.itemset.nodes.source))


def shaky_routes(recording: Recording) -> frozenset[str]:
    """Routes whose value differs between two runs of the same answers."""
    definition = read_form(recording.xml, recording.beside)
    binds = {(bind.get("nodeset") or "").replace("/orx:", "/"): bind for bind in etree.fromstring(recording.xml).iter(f"{XF}bind")}
    preload = "{http://openrosa.org/javarosa}preload"
    found = {route for route, bind in binds.items()
             if bind.get(preload) in PRELOADS or SHAKY.search(bind.get("calculate") or "")}
    counted = tuple(repeat.route for repeat in definition.repeats.values() if repeat.count is not None)
    found |= {rule.route for rule in definition.graph.order if "once(" in rule.expression.source
              and any(f"{read.route}/".startswith(f"{list_}/") for read in rule.expression.reads for list_ in counted)}
    found |= {route for route, bind in binds.items()
              if "once(" in (bind.get("calculate") or "") and any(_opens(binds.get(above)) for above in _above(route))}
    found |= {each.route for each in definition.setvalues if SHAKY.search(each.expression.source)}
    waiting = list(found)
    while waiting:
        for reader in definition.graph.readers.get(waiting.pop(), ()):
            if reader.rule.kind == "calculate" and reader.rule.route not in found:
                found.add(reader.rule.route)
                waiting.append(reader.rule.route)
    return frozenset(found)


def _opens(bind: etree._Element | None) -> bool:
    return bind is not None and bind.get("relevant") is not None


def _above(route: str) -> list[str]:
    names = route.split("/")
    return ["/".join(names[:depth]) for depth in range(2, len(names) + 1)]
