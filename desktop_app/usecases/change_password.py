"""Đổi mật khẩu: one's own, with the old one in hand; nobody sets another's."""

from desktop_app.ports import Desk, OpenVault, OpenWork


def change_password(
    old: bytearray, new: bytearray, desk: Desk, vault: OpenVault, open_work: OpenWork
) -> None:
    """Rewrite the own entry of the key ring.

    Args:
        old: The passphrase in force, UTF-8; overwritten.
        new: The new one, 12 to 128 characters; overwritten.
        desk: The shift.
        vault: The open vault.
        open_work: The store, for the audit.

    Raises:
        DeskError: NOT_ALLOWED, WRONG_PASSPHRASE, PASSPHRASE_TOO_SHORT.
    """
    desk.require("change_password")
    with open_work() as work:
        work.audit.append("change_password", {"user": desk.shift.user})
        vault.change_passphrase(old, new)
        work.commit()
