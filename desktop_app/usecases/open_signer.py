"""Mở khóa ký số: the key of this machine by its PIN, and whether its certificate holds today."""

from desktop_app.errors import DeskError
from desktop_app.ports import Desk
from desktop_app.ports.signing import (
    CERTIFICATE_EXPIRED,
    CERTIFICATE_TOO_EARLY,
    OpenKey,
    SigningDevice,
    SigningPlace,
)


def open_signer(
    pin: bytearray, desk: Desk, device: SigningDevice, place: SigningPlace | None = None
) -> OpenKey:
    """Open the key; whoever asked closes it. The PIN is overwritten, whatever happens.

    Args:
        pin: PIN of the token, or passphrase of the file.
        desk: The shift and its clock.
        device: What the machine signs with.
        place: Another key than the configured one.

    Raises:
        DeskError: NOT_ALLOWED, NO_SIGNER, CERTIFICATE_EXPIRED, CERTIFICATE_TOO_EARLY, or another
            of `ports.signing`.
    """
    try:
        desk.require("open_signer")
        key = device.open(place or device.place(), pin)
    finally:
        pin[:] = bytes(len(pin))
    now, held = desk.now(), key.certificate
    if held.valid_from <= now <= held.valid_until:
        return key
    key.close()
    raise DeskError(CERTIFICATE_TOO_EARLY if now < held.valid_from else CERTIFICATE_EXPIRED)
