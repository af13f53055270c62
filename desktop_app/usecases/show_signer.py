"""Xem khóa ký số: where this machine's key is; no PIN, nothing is opened."""

from desktop_app.ports import Desk
from desktop_app.ports.signing import SigningDevice, SigningPlace


def show_signer(desk: Desk, device: SigningDevice) -> SigningPlace:
    """Return where the key is.

    Args:
        desk: The shift.
        device: What the machine signs with.

    Raises:
        DeskError: NOT_ALLOWED, BAD_SETTINGS.
    """
    desk.require("show_signer")
    return device.place()
