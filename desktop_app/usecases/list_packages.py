"""Các gói đã công bố: which, from when, by whom."""

from collections.abc import Sequence

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.packages import PublishedRow


def list_packages(desk: Desk, open_work: OpenWork) -> Sequence[PublishedRow]:
    """Return all packages published at this desk, in order.

    Args:
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("list_packages")
    with open_work() as work:
        return work.packages.listed()
