"""Công bố gói danh mục: an administrator puts a checked package into force, with its audit entry."""

from dataclasses import dataclass

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.recounting import MovedDue, recount
from forms.catalogue.kinds import check_after, checked, differences
from forms.catalogue.office_rules import rules_by_day
from forms.catalogue.package import PackageKind


@dataclass(frozen=True, slots=True)
class PublishPackage:
    """The file as it came."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class Published:
    """What was published.

    Attributes:
        kind: What it changes.
        subject: What it is about, or empty.
        edition: Its name.
        effective_from: First day in force, ISO.
        digest: 64 hex digits of the file.
        is_new: False where this very file had been published before: nothing changed.
        differences: What changes with it, a line each, in Vietnamese.
    """

    kind: str
    subject: str
    edition: str
    effective_from: str
    digest: str
    is_new: bool
    differences: tuple[str, ...]
    moved: tuple[MovedDue, ...] = ()
    """Promises still ahead that no longer agree with the calendar; the audit names each."""


def publish_package(order: PublishPackage, desk: Desk, open_work: OpenWork) -> Published:
    """Check a package whole and keep it; package and audit entry in one transaction (docs/adr/0007).

    Args:
        order: The file.
        desk: The shift of an administrator.
        open_work: The store.

    Returns:
        What it changes.

    Raises:
        DeskError: NOT_ALLOWED, PACKAGE_FOLLOWS, DISK_FULL.
        RuleError: The package cannot be used.
    """
    desk.require("publish_package")
    package = checked(order.raw)
    head, digest = package.head, package.digest.hex()
    moved: tuple[MovedDue, ...] = ()
    with open_work() as work:
        published = work.packages.packages(head.kind, head.subject)
        check_after(package, published)
        lines = differences(package, published)
        before = rules_by_day(work.packages.packages)
        is_new = work.packages.publish(package, desk.shift.user, desk.now())
        if is_new:
            about = {"kind": head.kind.value, "subject": head.subject, "edition": head.edition}
            work.audit.append("publish_package", {**about, "sha256": digest})
            if head.kind in (PackageKind.DAYS_OFF, PackageKind.SETTINGS):
                moved = recount(work, before, rules_by_day(work.packages.packages), desk.now)
            work.commit()
    return Published(
        kind=head.kind.value,
        subject=head.subject,
        edition=head.edition,
        effective_from=head.effective_from.isoformat(),
        digest=digest,
        is_new=is_new,
        differences=lines if is_new else (),
        moved=moved,
    )
