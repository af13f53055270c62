"""Khai báo khóa ký số: which key this machine signs papers with; its PIN is no part of it."""

from desktop_app.errors import DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.signing import SIGNER_IS_ONE, SigningDevice, SigningPlace


def set_signer(place: SigningPlace, desk: Desk, device: SigningDevice, open_work: OpenWork) -> None:
    """Write down where the key is, with an audit entry that says what kind of key, and no path.

    Args:
        place: A file or a library; neither takes the key away.
        desk: The shift.
        device: What the machine signs with.
        open_work: The store, for the audit.

    Raises:
        DeskError: NOT_ALLOWED, SIGNER_IS_ONE, BAD_SETTINGS.
    """
    desk.require("set_signer")
    if place.file and place.library:
        raise DeskError(SIGNER_IS_ONE)
    kind = "file" if place.file else "token" if place.library else "none"
    with open_work() as work:
        work.audit.append("set_signer", {"key": kind})
        work.commit()
    device.keep(place)
