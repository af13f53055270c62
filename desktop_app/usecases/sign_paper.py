"""Ký số: a legal signature on a paper that was printed to a file; noted in the audit by its digest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from desktop_app.ports import Desk, OpenWork


class PdfSigner(Protocol):
    """A key that signs PDF files."""

    def sign_pdf(self, pdf: bytes, reason: str) -> bytes:
        """Return the file with a PAdES signature at its end.

        Args:
            pdf: The file.
            reason: What is said in the signature, or empty.

        Raises:
            DeskError: NO_SIGNING_KEY, SIGNING_EXTRA.
        """


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Where the key is: a PKCS#12 file, or a token behind its maker's PKCS#11 library.

    Attributes:
        file: Path of the PKCS#12 file; empty: a token.
        library: Path of the maker's library.
        token: Label of the token.
        certificate: Label of certificate and key on it.
        secret: Passphrase of the file, or PIN of the token.
    """

    file: str = ""
    library: str = ""
    token: str = ""
    certificate: str = ""
    secret: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class SignPaper:
    """The file, and what the signature says."""

    pdf: bytes = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The signed file, its digest, and where it went."""

    pdf: bytes = field(repr=False)
    sha256: str
    where: str


def sign_paper(
    order: SignPaper, desk: Desk, signer: PdfSigner, deliver: Callable[[bytes, str], str], open_work: OpenWork
) -> SignedPaper:
    """Sign a paper, note it, and let it go.

    Args:
        order: What.
        desk: The shift.
        signer: The key.
        deliver: Where the file goes.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SIGNING_KEY, SIGNING_EXTRA.
    """
    desk.require("sign_paper")
    signed = signer.sign_pdf(order.pdf, order.reason)
    digest = sha256(signed).hexdigest()
    with open_work() as work:
        work.audit.append("sign_paper", {"before": sha256(order.pdf).hexdigest(), "after": digest})
        work.commit()
    return SignedPaper(signed, digest, deliver(signed, "da-ky.pdf"))
