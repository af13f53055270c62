"""Mở một lượt trao đổi: who asks, and may they (sync.md section 6, NET-2, NET-11).

Reads only. The scope comes from the certificate, never from the request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.core.errors import Unreadable
from sync.core.frames import Frame, FrameType, Seal, write_frame
from sync.core.messages import Head, Refuse
from sync.core.signing import Address
from sync.province.exchange import Asked, House, Turned

if TYPE_CHECKING:
    from sync.province.ports import Device

_NO_KEY = bytes(8)


def open_request(frame: Frame, house: House) -> Asked | Turned:
    """Check the first frame of a request.

    Args:
        frame: should be a HEAD.
        house: the province.

    Returns:
        Who asks; or why not. A bad signature gets no signed word at all: it may be anybody's.
    """
    try:
        head = Head.read(frame.plain(house.codec))
    except Unreadable as error:
        return Turned(b"", str(error))
    if frame.kind != FrameType.HEAD or head.address.to != house.key:
        return Turned(b"", "not a HEAD for this province")
    device = _device(head, house)
    if device is None:
        return _refused(head, _NO_KEY, "unknown_device", house)
    if not frame.holds(device.sign, head.address, house.check):
        return Turned(b"", "signature")
    asked = Asked(head, device.scope, device.sign)
    why = _refusal(device, head, house)
    return asked if why is None else _refused(head, asked.reply_to.to, why, house)


def _refusal(device: Device, head: Head, house: House) -> str | None:
    if device.epoch != head.address.epoch:
        return "unknown_device"
    return "expired" if device.not_after < house.clock.now() else None


def _device(head: Head, house: House) -> Device | None:
    scope = house.store.scope_of(head.address.dev)
    if scope is None:
        return None
    with house.store.begin(scope) as tx:
        return tx.device(head.address.dev)


def _refused(head: Head, to: bytes, why: str, house: House) -> Turned:
    address = Address(head.address.dev, head.address.epoch, to)
    body = Refuse(address, head.nonce, why).to_bytes()
    return Turned(write_frame(FrameType.REFUSE, body, seal=Seal(house.signer, address)), why)
