"""Packages as the store keeps them: what was published, by whom; the one way to add one.

Frozen rows and Protocols only. What a package is stands in `forms.catalogue.package`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from forms.catalogue.package import Package, PackageKind
    from forms.catalogue.versions import Versions


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One published package without its content; `digest` in 64 hex digits."""

    kind: str
    subject: str
    edition: str
    effective_from: str
    digest: str
    published_at: str
    published_by: str


class Packages(Protocol):
    """Published packages, read: inside a transaction or beside it."""

    def mark(self) -> int:
        """Return a number that changes when a package is published: what was made of them is still good?"""

    def packages(self, kind: "PackageKind", subject: str = "") -> Sequence["Package"]:
        """Return the published packages of a kind and subject, in the order of their publication."""

    def versions(self) -> "Versions":
        """Return the versions of all procedures: those shipped, then those of published packages."""

    def listed(self) -> Sequence[PublishedRow]:
        """Return all that was published, in order."""


class PackageTable(Packages, Protocol):
    """The same, where one may be added."""

    def publish(self, package: "Package", by: str, at: datetime) -> bool:
        """Keep a checked package; false where this very file was published before.

        Raises:
            DeskError: PACKAGE_FOLLOWS where its edition stands for other content already.
        """
