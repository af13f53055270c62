"""Đăng ký máy: a one-time code and our public keys go up, certificate and tag come down; once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from desktop_app.errors import ALREADY_ENROLLED, DeskError
from desktop_app.ports import Desk, OpenWork
from forms.errors import Act, Fault, RuleError
from sync.core.certificate import EnrolRequest
from sync.core.signing import Ed25519Signer

OTHER_COMMUNE: Final = Fault(
    Act.ADMINISTRATOR,
    "Mã đăng ký này là của xã khác.",
    "Xin tỉnh cấp mã đăng ký cho đúng xã của máy này rồi chạy lại «motcua enrol».",
    "The certificate is for another commune.",
)
EPOCH_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class EnrolDevice:
    """Where the province is, whose certificates are believed, and the code that it gave."""

    url: str
    ca_path: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the machine now is; `valid_until` is RFC 3339."""

    tag: str
    device_id: str
    commune: str
    office_name: str
    valid_until: str


class Registrar(Protocol):
    """The province's desk for enrolments, reached over the line; wired in bootstrap."""

    def ask(self, order: EnrolDevice, request: EnrolRequest) -> bytes:
        """Send the request and return the signed answer, byte for byte.

        Raises:
            Offline, Refused: As the road says.
        """


def enrol_device(
    order: EnrolDevice,
    desk: Desk,
    registrar: Registrar,
    keep_address: Callable[[EnrolDevice], None],
    open_work: OpenWork,
) -> Enrolled:
    """Enrol this machine.

    The line is used between two transactions, never inside one; after an answer lost on the way the same code
    brings the same certificate, while it lives.

    Args:
        order: Where, and with which code.
        desk: The shift of an administrator.
        registrar: The way to the province.
        keep_address: Keeps address and root certificate for later rounds.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, ALREADY_ENROLLED, BAD_CERTIFICATE.
        RuleError: The code is another commune's.
        Offline, Refused: As the road says.
    """
    desk.require("enrol_device")
    with open_work() as work:
        if work.device.certificate() is not None:
            raise DeskError(ALREADY_ENROLLED)
        signer = Ed25519Signer(work.device.seed())
        seal = work.device.seal_public()
    request = EnrolRequest.make(order.code, signer, seal, desk.dice(EPOCH_BYTES))
    signed = registrar.ask(order, request)
    with open_work() as work:
        certificate = work.device.enrol(signed)
        if desk.commune not in ("", certificate.commune):
            raise RuleError(OTHER_COMMUNE)
        work.audit.append("enrol_device", {"tag": certificate.tag, "serial": certificate.serial})
        keep_address(order)  # before the commit: enrolled without an address, it could never enrol again
        work.commit()
    return Enrolled(
        tag=certificate.tag,
        device_id=certificate.dev.hex(),
        commune=certificate.commune,
        office_name=certificate.office,
        valid_until=certificate.not_after,
    )
