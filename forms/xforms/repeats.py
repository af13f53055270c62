"""Instances of repeats: adding, removing, and keeping as many as the form or a draft says.

Here lives the tree's side of it. What follows from it is `recompute`'s.
"""

import math
from collections.abc import Mapping
from typing import Final

from forms.xforms.definition import INSTANCES_MAX
from forms.xforms.problem import ExpressionError, FormError, answer_fault
from forms.xforms.tree import Node, Scalar, split
from forms.xforms.values import to_number

TOO_MANY: Final = answer_fault(f"Danh sách đã đủ {INSTANCES_MAX} mục, không thêm được nữa.",
                               "a repeat has too many instances", "Tách thành nhiều hồ sơ.")
FIXED: Final = answer_fault("Số mục của danh sách này do biểu mẫu tự tính, không thêm bớt bằng tay.",
                            "the form fixes the number of instances", "Sửa ô quyết định số mục.")


def add_instance(parent: Node, template: Node) -> Node:
    """Put a new instance behind its siblings and return it.

    Raises:
        FormError: There are as many as the program allows.
    """
    siblings = parent.named(template.name)
    if len(siblings) >= INSTANCES_MAX:
        raise FormError(TOO_MANY, repeat=template.route)
    node = template.copy(parent)
    place = parent.children.index(siblings[-1]) + 1 if siblings else len(parent.children)
    parent.insert(place, node)
    return node


def wanted(value: Scalar) -> int:
    """Return how many instances a computed number asks for; no number asks for none.

    Raises:
        ExpressionError: More than the program allows.
    """
    number = to_number(value)
    if number > INSTANCES_MAX:
        raise ExpressionError(f"asks for more than {INSTANCES_MAX} instances")
    return 0 if math.isnan(number) else max(int(number), 0)


def set_count(parent: Node, template: Node, wanted: int) -> list[Node]:
    """Add or remove instances at the end until there are `wanted`; return the new ones.

    Raises:
        FormError: More than the program allows.
    """
    if wanted > INSTANCES_MAX:
        raise FormError(TOO_MANY, repeat=template.route)
    siblings = parent.named(template.name)
    for node in siblings[max(wanted, 0):]:
        parent.remove(node)
    return [add_instance(parent, template) for _ in range(wanted - len(siblings))]


def resize(root: Node, counts: Mapping[str, int], templates: Mapping[str, Node], absent: int | None) -> None:
    """Give every repeat as many instances as a draft or a record has.

    Args:
        root: Root of the instance.
        counts: Concrete path of a repeat without its last index → how many.
        templates: Route of a repeat → an empty instance.
        absent: How many for a repeat that `counts` does not name; None leaves it as it is.
    """
    for route, template in sorted(templates.items(), key=lambda entry: len(split(entry[0]))):
        for parent in root.along(split(route)[1:-1]):
            wanted = counts.get(f"{parent.path}/{template.name}", absent)
            if wanted is not None:
                set_count(parent, template, wanted)
