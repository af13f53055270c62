"""A legal signature on a PDF (PAdES B-B) with the key of a person or an office: a file, or a USB token.

pyHanko (MIT) does the cryptography, behind this one door; it belongs to the extra motcua[signing]. The key of
a token never leaves it (PKCS#11). A signature is an update at the file's end: what was drawn stays as it is.
"""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from desktop_app.errors import NO_SIGNING_KEY, SIGNING_EXTRA, DeskError

_FIELD: Final = "ChuKySo"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file and its passphrase: for tests, and for offices that were given one."""

    path: Path
    passphrase: bytes = field(repr=False)

    def sign_pdf(self, pdf: bytes, reason: str) -> bytes:
        """Sign; see the port `PdfSigner`."""
        signers = _library().signers
        try:
            raw = self.path.read_bytes()
        except OSError:
            raise DeskError(NO_SIGNING_KEY) from None
        try:
            signer = signers.SimpleSigner.load_pkcs12_data(raw, [], self.passphrase)
        except Exception:  # noqa: BLE001 - the library tells a wrong passphrase in many ways, and it is one thing
            raise DeskError(NO_SIGNING_KEY) from None
        if signer is None:
            raise DeskError(NO_SIGNING_KEY)
        return _signed(pdf, reason, signer)


@dataclass(frozen=True, slots=True)
class UsbToken:
    """A token behind its maker's PKCS#11 library.

    Attributes:
        library: Path of the maker's library.
        token: Label of the token.
        certificate: Label of the certificate on it; the key has the same.
        pin: Asked for by who calls; never kept.
    """

    library: Path
    token: str
    certificate: str
    pin: str = field(repr=False)

    def sign_pdf(self, pdf: bytes, reason: str) -> bytes:
        """Sign; see the port `PdfSigner`."""
        _library()
        try:
            from pkcs11 import PKCS11Error  # noqa: PLC0415 - an extra
            from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # noqa: PLC0415
        except ImportError:
            raise DeskError(SIGNING_EXTRA) from None
        try:
            criteria = TokenCriteria(label=self.token)
            session = open_pkcs11_session(str(self.library), token_criteria=criteria, user_pin=self.pin)
            with session:
                signer = PKCS11Signer(session, cert_label=self.certificate, key_label=self.certificate)
                return _signed(pdf, reason, signer)
        except (PKCS11Error, RuntimeError, OSError) as error:
            raise DeskError(NO_SIGNING_KEY, reason=type(error).__name__) from None


def _signed(pdf: bytes, reason: str, signer: Any) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - an extra
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415

    signers = _library().signers
    facts = signers.PdfSignatureMetadata(
        field_name=_FIELD, reason=reason or None, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    made = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), facts, signer=signer)
    return bytes(made.getvalue())


def _library() -> Any:
    try:
        from pyhanko import sign  # noqa: PLC0415 - an extra
        from pyhanko.sign import signers  # noqa: F401, PLC0415 - loads the part
    except ImportError:
        raise DeskError(SIGNING_EXTRA) from None
    return sign
