"""Which choices a question offers now, and what becomes of an answer that is offered no longer.

Here live itemsets and pruning. When to look again is `recompute`'s.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forms.xforms.definition import Question, Words
from forms.xforms.scope import Scope, Value, World, node_value
from forms.xforms.tree import Node
from forms.xforms.values import to_text

Say = Callable[[Words, Node], str]
"""Words of a form for a node, in the entry's language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One offered answer."""

    value: str
    label: str


def choices_of(question: Question, node: Node, world: World, say: Say) -> tuple[Choice, ...]:
    """Return what a question offers now.

    Args:
        question: A select.
        node: Its node.
        world: What expressions may know.
        say: Labels in the entry's language.

    Raises:
        ExpressionError: The filter cannot be computed.
    """
    if question.itemset is None:
        return tuple(Choice(offer.value, say(offer.label, node)) for offer in question.offers)
    return tuple(_found(question, question.itemset.nodes.nodes(world, node), node, world))


def offered_values(question: Question, node: Node, world: World) -> Iterator[str]:
    """Return the values a question offers now; the filter is computed at once, see `choices_of`."""
    itemset = question.itemset
    if itemset is None:
        return (offer.value for offer in question.offers)
    items, scope = _items(itemset.nodes.nodes(world, node)), Scope(world, node, node)
    return (_below(scope, item, itemset.value) for item in items)


def choice_name(question: Question, value: str, node: Node, world: World, say: Say) -> str:
    """Return the label of a value among all a question could ever offer, or `""` (`jr:choice-name`)."""
    if question.itemset is None:
        return next((say(offer.label, node) for offer in question.offers if offer.value == value), "")
    every = _found(question, question.itemset.all.nodes(world, node), node, world)
    return next((choice.label for choice in every if choice.value == value), "")


def chosen(question: Question, answer: str) -> list[str]:
    """Return the values of an answer: several are written with spaces between, one may hold spaces itself."""
    return [answer] if question.kind == "select_one" else answer.split()


def pruned(question: Question, answer: str, offered: set[str]) -> str:
    """Return an answer without the values that are offered no longer."""
    return " ".join(value for value in chosen(question, answer) if value in offered)


def _found(question: Question, found: Value, node: Node, world: World) -> Iterator[Choice]:
    itemset = question.itemset
    scope = Scope(world, node, node)
    for item in _items(found):
        if itemset is not None:
            label = _below(scope, item, itemset.label)
            words = world.text(label) if itemset.translated else label
            yield Choice(_below(scope, item, itemset.value), words)


def _items(found: Value) -> list[Node]:
    return found if isinstance(found, list) else []


def _below(scope: Scope, item: Node, name: str) -> str:
    """Return the text of a child of an item, of the item itself for `.` or no name."""
    inner = [item] if name in {"", "."} else item.along(name.removeprefix("./").split("/"))
    return to_text(node_value(scope, inner[0])) if inner else ""
