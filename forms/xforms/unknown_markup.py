"""Elements and attributes of a form that nothing here reads: found, so that `unsupported` can name them.

What a form may hold stands in two tables. An attribute of another program is told once, at its first place.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from lxml.etree import _Element

from forms.xforms.controls import CONTROLS, RULES
from forms.xforms.words import ENTITIES, JAVAROSA, MOTCUA, OPENDATAKIT, OPENROSA, XHTML, xf

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_ACTIONS: Final = {xf("setvalue"), *(f"{{{OPENDATAKIT}}}{name}" for name in ("setgeopoint", "recordaudio"))}
_WORDS: Final = frozenset({xf("label"), xf("hint")})
_ITEMS: Final = CONTROLS.keys() | {xf("group"), xf("repeat")}
_QUESTION: Final = _WORDS | _ACTIONS | {xf("item"), xf("itemset")}
_CHILDREN: Final = {
    f"{{{XHTML}}}body": _ITEMS | _ACTIONS,
    xf("group"): _ITEMS | _WORDS | _ACTIONS,
    xf("repeat"): _ITEMS | _WORDS | _ACTIONS,
    xf("item"): _WORDS | {xf("value")},
    xf("itemset"): _WORDS | {xf("value")},
    xf("model"): _ACTIONS | {xf(name) for name in ("instance", "bind", "itext", "submission")},
    **dict.fromkeys(CONTROLS, _QUESTION),
}
"""Element → what may stand inside it."""

_SHOWN: Final = frozenset({"ref", "nodeset", "bind", "id", "class", "appearance"})
_ASKED: Final = _SHOWN | {"mediatype", "accept", "start", "end", "step", "incremental", "intent"}
_ATTRIBUTES: Final = {
    xf("bind"): {"nodeset", "id", "type", "saveIncomplete", *RULES}
    | {f"{{{JAVAROSA}}}{name}" for name in ("preload", "preloadParams", "constraintMsg", "requiredMsg")}
    | {f"{{{MOTCUA}}}{name}" for name in ("prefill", "was", "figures")} | {f"{{{OPENROSA}}}max-pixels"},
    xf("group"): _SHOWN,
    xf("repeat"): _SHOWN | {f"{{{JAVAROSA}}}{name}" for name in ("count", "noAddRemove")},
    **dict.fromkeys(CONTROLS, _ASKED),
    f"{{{OPENDATAKIT}}}rank": _ASKED,
}
"""Element → attributes that are read, or that only concern looks."""
_OF_A_NODE: Final = frozenset({"id", "version", "prefix", "delimiter", "uiVersion", f"{{{JAVAROSA}}}template",
                               f"{{{OPENROSA}}}version", f"{{{OPENDATAKIT}}}xforms-version"})
"""Attributes of a node of the instance that mean something, or say what program made the form."""
_QUERY: Final = "query"


def strange(elements: Iterable[_Element]) -> Iterator[tuple[str, str]]:
    """Yield the code of each thing nothing here reads, and where it stands.

    Args:
        elements: Those of the whole form, without what stands inside its instances.
    """
    told: set[str] = set()
    instances: list[_Element] = []
    models = 0
    for element in elements:
        tag = str(element.tag)
        models += tag == xf("model")
        if tag == xf("instance"):
            instances.append(element)
        allowed = _CHILDREN.get(tag)
        if allowed is not None:
            yield from _children(element, allowed)
        if tag in _ATTRIBUTES:
            yield from _attributes(element, _ATTRIBUTES[tag], told)
    for node in instances[0].iterdescendants():
        if not str(node.tag).startswith(f"{{{ENTITIES}}}"):
            yield from _attributes(node, _OF_A_NODE, told)
    if models > 1:
        yield "model", "model"


def _children(element: _Element, allowed: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    for child in element:
        if child.tag not in allowed:
            is_control = child.get("ref") is not None and child.find(xf("label")) is not None
            yield "control" if is_control else "element", _place(child)


def _attributes(element: _Element, known: AbstractSet[str], told: set[str]) -> Iterator[tuple[str, str]]:
    for key in element.keys():   # noqa: SIM118 - an element is no mapping
        name = str(key)
        namespace = name.rpartition("}")[0].removeprefix("{")
        if name in known or name in told or namespace in {_XML, ENTITIES}:
            continue
        told.add(name)
        yield "query" if name == _QUERY else "attribute", f"{_place(element)}:{name.rpartition('}')[2]}"


def _place(element: _Element) -> str:
    tag = str(element.tag).rpartition("}")[2]
    return element.get("ref") or element.get("nodeset") or element.get("id") or tag
