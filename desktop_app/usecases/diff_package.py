"""So sánh gói với danh mục đang dùng: what a package would change, before anybody publishes it."""

from dataclasses import dataclass

from desktop_app.ports import Desk, OpenWork
from forms.catalogue.kinds import checked, differences


@dataclass(frozen=True, slots=True)
class PackageDifference:
    """What a package is, and what it would change: lines in Vietnamese."""

    kind: str
    subject: str
    edition: str
    effective_from: str
    digest: str
    lines: tuple[str, ...]


def diff_package(raw: bytes, desk: Desk, open_work: OpenWork) -> PackageDifference:
    """Check a package and say what it would change; nothing is stored.

    Args:
        raw: The file.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED.
        RuleError: The package cannot be used.
    """
    desk.require("diff_package", "list_packages")
    package = checked(raw)
    head = package.head
    with open_work() as work:
        lines = differences(package, work.packages.packages(head.kind, head.subject))
    first = head.effective_from.isoformat()
    return PackageDifference(head.kind.value, head.subject, head.edition, first, package.digest.hex(), lines)
