"""Who owns a path, in a table that is given: the road reads the law's table and does not know it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """How changes of several authors on one path come together (sync.md section 5)."""

    THREE_WAY = "three_way"
    LAST = "last"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Authority:
    """A table of owners with a merging rule each.

    Attributes:
        owners: path prefix → owner, e.g. `/applicant` → `clerk`.
        rules: owner → rule; an owner without one is closed to `fields.set`.
        freezes: owners whose paths close once the record is accepted (M4).
    """

    owners: Mapping[str, str]
    rules: Mapping[str, Rule]
    freezes: frozenset[str] = frozenset()

    def owner_of(self, path: str) -> str | None:
        """Find the owner of a path: the longest prefix that ends at a step.

        Args:
            path: a JSON pointer.

        Returns:
            The owner, None when the table knows no such path.
        """
        while path:
            if path in self.owners:
                return self.owners[path]
            path = path.rpartition("/")[0]
        return None

    def rule_of(self, path: str) -> Rule:
        """Find how a path merges; what nobody owns is closed.

        Args:
            path: a JSON pointer.

        Returns:
            The rule.
        """
        return self.rules.get(self.owner_of(path) or "", Rule.CLOSED)

    def closed(self, paths: Iterable[str]) -> tuple[str, ...]:
        """List the paths that an event of a device may not write.

        Args:
            paths: JSON pointers.

        Returns:
            Those that are closed, in order.
        """
        return tuple(path for path in paths if self.rule_of(path) is Rule.CLOSED)

    def frozen(self, paths: Iterable[str]) -> tuple[str, ...]:
        """List the paths that close with acceptance.

        Args:
            paths: JSON pointers.

        Returns:
            Those that do, in order.
        """
        return tuple(path for path in paths if self.owner_of(path) in self.freezes)
