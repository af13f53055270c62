"""XML of strangers → elements → nodes, with everything dangerous off.

Here live the ceilings of a document and the building of instance trees. What the elements mean is `read`'s.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml.etree import _Element

from forms.xforms.problem import FormError, form_fault
from forms.xforms.tree import Node
from forms.xforms.words import JAVAROSA, OPENROSA, xf

_INSTANCE: Final = xf("instance")
_TEMPLATE: Final = f"{{{JAVAROSA}}}template"
RETAKE: Final = "Lấy lại tệp biểu mẫu từ nơi phát hành."

NOT_XML: Final = form_fault("Tệp này không phải biểu mẫu: không đọc được như XML.",
                            "not well-formed XML", RETAKE)
DOCTYPE: Final = form_fault("Tệp biểu mẫu có phần khai báo DOCTYPE nên bị từ chối vì lý do an toàn.",
                            "a document type is refused", RETAKE)


def parse_markup(xml: bytes, **where: str) -> _Element:
    """Parse without document type, entities, network, comments and processing instructions.

    Args:
        xml: A whole document; its size is the caller's to bound.
        **where: What to name when it is refused.

    Raises:
        FormError: NOT_XML, DOCTYPE.
    """
    if b"<!DOCTYPE" in xml:
        raise FormError(DOCTYPE, **where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise FormError(NOT_XML, reason=str(exc)[:120], **where) from exc
    if root.getroottree().docinfo.internalDTD is not None:   # one that another encoding hid
        raise FormError(DOCTYPE, **where)
    return root


def count_elements(root: _Element) -> int:
    """Return how many elements a document has."""
    return sum(1 for _ in root.iter())


def written(element: _Element) -> Iterator[_Element]:
    """Yield an element and those below it, but none inside instances: a question may be called `bind`."""
    yield element
    if element.tag != _INSTANCE:
        for child in element:
            yield from written(child)


def node_of(element: _Element, parent: Node | None, templates: dict[str, Node]) -> Node:
    """Build a node and what stands below it; templates of repeats are put aside by route."""
    node = Node(_name(element), parent)
    if len(element) == 0:
        node.value = unicodedata.normalize("NFC", (element.text or "").strip())
    for child in element:
        built = node_of(child, node, templates)
        if child.get(_TEMPLATE) is None:
            node.children.append(built)
        else:
            templates.setdefault(built.route, built)
    return node


def _name(element: _Element) -> str:
    """Return the name of an instance node: default namespaces and OpenRosa's dropped, other prefixes kept."""
    namespace, _, tag = str(element.tag).rpartition("}")
    local = unicodedata.normalize("NFC", tag)
    return f"{element.prefix}:{local}" if element.prefix and namespace != f"{{{OPENROSA}" else local
