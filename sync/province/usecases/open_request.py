"""Mở một lượt trao đổi: who asks, and may they (sync.md section 6, NET-2, NET-11).

The scope comes from the certificate, never from the request. A device that this store does not know is asked
for its certificate; one that bears our own signature lists it again (docs/adr/0006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sync.core.certificate import read_issued
from sync.core.errors import Unreadable
from sync.core.frames import Frame, FrameType, Seal, write_frame
from sync.core.messages import Head, Refuse
from sync.core.signing import Address
from sync.province.exchange import Asked, House, Turned

if TYPE_CHECKING:
    from sync.province.ports import Device

_NO_KEY: Final = bytes(8)
LINES_MAX: Final = 500
"""Lines of one device: a disk is not set back so often, and each is read with every answer."""


def open_request(frame: Frame, house: House) -> Asked | Turned:
    """Check the first frame of a request.

    Args:
        frame: should be a HEAD.
        house: the province.

    Returns:
        Who asks; or why not. A bad signature gets no signed word at all: it may be anybody's.
    """
    try:
        return _opened(frame, house)
    except Unreadable as error:
        return Turned(b"", str(error))


def _opened(frame: Frame, house: House) -> Asked | Turned:
    head = Head.read(frame.plain(house.codec))
    if frame.kind != FrameType.HEAD or head.address.to != house.key:
        return Turned(b"", "not a HEAD for this province")
    device = _device(head, house) or _shown(head, house)
    if device is None:
        return _refused(head, _NO_KEY, "unknown_device", house)
    if not frame.holds(device.sign, head.address, house.check):
        return Turned(b"", "signature")
    asked = Asked(head, device.scope, device.sign)
    if device.n == 0 and _has_too_many_lines(device, house):
        return _refused(head, asked.reply_to.to, "lines", house)
    if device.not_after < house.clock.now():
        return _refused(head, asked.reply_to.to, "expired", house)
    return asked


def _device(head: Head, house: House) -> Device | None:
    scope = house.store.scope_of(head.address.dev)
    if scope is None:
        return None
    with house.store.begin(scope) as tx:
        return tx.device(head.address.dev, head.address.epoch)


def _has_too_many_lines(device: Device, house: House) -> bool:
    with house.store.begin(device.scope) as tx:
        return len(tx.lines(device.dev)) >= LINES_MAX


def _shown(head: Head, house: House) -> Device | None:
    """Take the certificate that a device shows; None unless we signed it, for this very device.

    Raises:
        Unreadable: a certificate that does not hold: it may have been damaged on its way.
    """
    if not head.cert:
        return None
    certificate = read_issued(head.cert, house.check)
    if certificate.province_sign != house.signer.public or certificate.dev != head.address.dev:
        return None
    house.enlist(certificate)
    return _device(head, house)


def _refused(head: Head, to: bytes, why: str, house: House) -> Turned:
    address = Address(head.address.dev, head.address.epoch, to)
    body = Refuse(address, head.nonce, why).to_bytes()
    return Turned(write_frame(FrameType.REFUSE, body, seal=Seal(house.signer, address)), why)
