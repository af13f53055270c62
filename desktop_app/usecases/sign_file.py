"""Ký số một tệp: a signature on a paper that was printed to a file; noted in the audit by its digest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.signing import OpenKey


@dataclass(frozen=True, slots=True)
class SignFile:
    """The file, and what the signature says."""

    pdf: bytes = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The signed file, its digest, and where it went."""

    pdf: bytes = field(repr=False)
    sha256: str
    where: str


def sign_file(
    order: SignFile, desk: Desk, key: OpenKey, deliver: Callable[[bytes, str], str], open_work: OpenWork
) -> SignedFile:
    """Sign a file, note it, and let it go.

    Args:
        order: What.
        desk: The shift.
        key: Opened by `open_signer`.
        deliver: Where the file goes.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, and what the key says (`ports.signing`).
    """
    desk.require("sign_file", right="sign_paper")
    signed = key.sign_pdf(order.pdf, order.reason)
    digest = sha256(signed).hexdigest()
    with open_work() as work:
        work.audit.append("sign_file", {"before": sha256(order.pdf).hexdigest(), "after": digest})
        work.commit()
    return SignedFile(signed, digest, deliver(signed, "da-ky.pdf"))
