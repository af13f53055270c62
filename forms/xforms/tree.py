"""The running instance: a tree of named nodes with values.

Here lives the storage that expressions walk over, and its two ways of naming a place: the *route*
(`/data/rep/x`, the same for all instances of a repeat) and the *path* (`/data/rep[2]/x`). What a value
means is `values`'; XML is `read`'s. A plain tree instead of lxml's: each node carries its own relevance and
its own typed text, and keeps its identity.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

Scalar = str | float | bool | date | datetime | time
"""A value of one node; the empty string is no value."""

_FEW: Final = 6
"""As many children are read through faster than an index is made."""
_STEP: Final = re.compile(r"([^/\[\]]+)(?:\[(\d{1,6})\])?")


class Node:
    """One element of an instance.

    Attributes:
        name: Element name, with its prefix when it has one.
        route: Names from the root, `/data/rep/x`.
        depth: How many names that is; the root has 1.
        type: Type of the bind, `string` when there is none.
        value: Canonical value, `""` when empty.
        typed: Text as typed when it differs from the value's own form, else None.
        unread: Why `typed` could not be read, or `""`.
        enabled: The node's own relevance; `enable` changes it.
        relevant: Whether this node and everything around it is relevant.
        repeats: The node is one instance of a repeat.
        children: What stands below it, in order; `insert` and `remove` change it once it was walked over.
    """

    __slots__ = ("_by_name", "children", "depth", "enabled", "name", "parent", "relevant", "repeats", "route",
                 "type", "typed", "unread", "value")

    def __init__(self, name: str, parent: "Node | None" = None) -> None:
        self.name = name
        self.parent = parent
        self.children: list[Node] = []
        self._by_name: dict[str, list[Node]] | None = None
        self.route: str = f"{parent.route}/{name}" if parent else f"/{name}"
        self.depth: int = parent.depth + 1 if parent else 1
        self.type = "string"
        self.value: Scalar = ""
        self.typed: str | None = None
        self.unread = ""
        self.enabled = True
        self.relevant: bool = parent.relevant if parent else True
        self.repeats = False

    def enable(self, *, enabled: bool) -> None:
        """Set the node's own relevance; what stands below follows."""
        self.enabled = enabled
        for node in self.walk():
            node.relevant = node.enabled and (node.parent is None or node.parent.relevant)

    @property
    def position(self) -> int:
        """Index among siblings of the same name, from 1; 0 for a node that was removed."""
        if self.parent is None:
            return 1
        return next((i for i, node in enumerate(self.parent.named(self.name), 1) if node is self), 0)

    @property
    def path(self) -> str:
        """Concrete path; only instances of repeats carry an index."""
        above = self.parent.path if self.parent else ""
        return f"{above}/{self.name}[{self.position}]" if self.repeats else f"{above}/{self.name}"

    def named(self, name: str) -> "list[Node]":
        """Return the children called `name`, in order; the list is not the caller's to change."""
        if len(self.children) <= _FEW:
            return [child for child in self.children if child.name == name]
        if self._by_name is None:
            self._by_name = {}
            for child in self.children:
                self._by_name.setdefault(child.name, []).append(child)
        return self._by_name.get(name, [])

    def insert(self, place: int, child: "Node") -> None:
        """Put a child at a place among all children."""
        self.children.insert(place, child)
        self._by_name = None

    def remove(self, child: "Node") -> None:
        """Take a child out."""
        self.children.remove(child)
        self._by_name = None

    def up(self, depth: int) -> "Node":
        """Return the ancestor (or self) of a depth; the root has depth 1."""
        node = self
        for _ in range(self.depth - depth):
            if node.parent is not None:
                node = node.parent
        return node

    def walk(self) -> Iterator["Node"]:
        """Yield this node and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def along(self, names: list[str]) -> "list[Node]":
        """Return every node reached by following `names` downwards; see `named`."""
        reached = [self]
        for name in names:
            if len(reached) == 1:
                reached = reached[0].named(name)
            else:
                reached = [child for node in reached for child in node.named(name)]
        return reached

    def copy(self, parent: "Node | None") -> "Node":
        """Return a deep copy standing under `parent` (not yet among its children)."""
        twin = Node(self.name, parent)
        twin.type, twin.value, twin.typed, twin.unread = self.type, self.value, self.typed, self.unread
        twin.enabled, twin.repeats = self.enabled, self.repeats
        twin.relevant = twin.relevant and twin.enabled
        twin.children = [child.copy(twin) for child in self.children]
        return twin


def find(root: Node, path: str) -> "Node":
    """Return the node at a concrete path.

    Raises:
        KeyError: Nothing stands there.
    """
    steps = path.split("/")[1:]
    node: Node | None = None
    for step in steps:
        match = _STEP.fullmatch(step)
        if match is None:
            raise KeyError(path)
        name, index = match[1], int(match[2] or 1)
        same = node.named(name) if node is not None else [root] if root.name == name else []
        if not 1 <= index <= len(same):
            raise KeyError(path)
        node = same[index - 1]
    if node is None:
        raise KeyError(path)
    return node


def resolved(ref: str, around: str) -> str:
    """Return the route a reference leads to, as JavaRosa reads it.

    Args:
        ref: As written: absolute, or relative to what stands around it. The prefix of OpenRosa's own nodes
            makes no difference: `/data/orx:meta` is `/data/meta`.
        around: Route of the group, the repeat or the root around it.
    """
    ref = ref.strip()
    if not ref or ref.startswith("/"):
        return ref.replace("/orx:", "/")
    names = around.split("/")
    for step in ref.split("/"):
        if step == "..":
            del names[-1:]
        elif step != ".":
            names.append(step.removeprefix("orx:"))
    return "/".join(names)


def split(route: str) -> list[str]:
    """Return the names of a route, root first."""
    return route.split("/")[1:]
