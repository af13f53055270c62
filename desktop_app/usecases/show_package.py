"""Xem một gói đã công bố: what it changed against those published before it."""

from desktop_app.errors import NO_SUCH_PACKAGE, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.rules import PackageDifference
from forms.catalogue.kinds import differences
from forms.catalogue.package import PackageKind


def show_package(digest: str, desk: Desk, open_work: OpenWork) -> PackageDifference:
    """Say what a published package changed when it came.

    Args:
        digest: 64 hex digits of its file.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_PACKAGE.
    """
    desk.require("show_package", "list_packages")
    with open_work() as work:
        row = next((row for row in work.packages.listed() if row.digest == digest), None)
        if row is None:
            raise DeskError(NO_SUCH_PACKAGE)
        published = work.packages.packages(PackageKind(row.kind), row.subject)
    place = next(place for place, package in enumerate(published) if package.digest.hex() == digest)
    lines = differences(published[place], published[:place])
    return PackageDifference(row.kind, row.subject, row.edition, row.effective_from, digest, lines)
