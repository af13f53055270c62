"""So sánh gói với danh mục đang dùng: what a package would change, before anybody publishes it."""

from collections.abc import Iterable

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.recounting import MovedDue, moves
from desktop_app.ports.rules import PackageDifference
from desktop_app.ports.work import UnitOfWork
from forms.catalogue.kinds import check_after, checked, differences
from forms.catalogue.office_rules import rules_by_day
from forms.catalogue.package import Package, PackageKind


def diff_package(raw: bytes, desk: Desk, open_work: OpenWork) -> PackageDifference:
    """Check a package and say what it would change, and which promises it would move; nothing is stored.

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
        published = work.packages.packages(head.kind, head.subject)
        check_after(package, published)
        lines = differences(package, published)
        moved = _moved(work, package, desk)
    first = head.effective_from.isoformat()
    digest = package.digest.hex()
    return PackageDifference(head.kind.value, head.subject, head.edition, first, digest, lines, moved)


def _moved(work: UnitOfWork, package: Package, desk: Desk) -> tuple[MovedDue, ...]:
    """Return the promises that would move; only days off and settings can move one."""
    if package.head.kind not in (PackageKind.DAYS_OFF, PackageKind.SETTINGS):
        return ()

    def with_it(kind: PackageKind) -> Iterable[Package]:
        published = work.packages.packages(kind)
        return [*published, package] if kind is package.head.kind else published

    before, after = rules_by_day(work.packages.packages), rules_by_day(with_it)
    return tuple(move.due for move in moves(work, before, after, desk.now))
