"""A legal signature on a PDF (PAdES B-B) with the key of a person or an office: a file, or a USB token.

pyHanko (MIT) does the cryptography, behind this one door; it belongs to the extra motcua[signing]. The key of
a token never leaves it (PKCS#11). A signature is an update at the file's end: what was drawn stays as it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from desktop_app.errors import SIGNING_EXTRA, DeskError
from desktop_app.ports import signing
from desktop_app.ports.signing import Certificate, SigningPlace

_FIELD: Final = "ChuKySo"
_PKCS12_BEGINS: Final = b"\x30"
"""A PKCS#12 file is one ASN.1 sequence."""


class PdfKey:
    """A key that was opened. Implements the port `OpenKey`."""

    def __init__(self, signer: Any, release: Callable[[], None]) -> None:
        """Sign by `signer`; `release` lets go of what it stands on."""
        self._signer, self._release = signer, release
        found = signer.signing_cert
        self.certificate = Certificate(
            subject=_named(found.subject),
            issuer=_named(found.issuer),
            serial=f"{found.serial_number:X}",
            valid_from=found.not_valid_before,
            valid_until=found.not_valid_after,
        )

    def sign_pdf(self, pdf: bytes, reason: str) -> bytes:
        """Sign; see the port."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - an extra
        from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
        from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415
        from pyhanko.sign.general import SigningError  # noqa: PLC0415
        from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf  # noqa: PLC0415

        if self._signer is None:
            raise DeskError(signing.NOT_SIGNED)
        try:
            paper = IncrementalPdfFileWriter(BytesIO(pdf))
            before = len(paper.prev.embedded_signatures)
            facts = PdfSignatureMetadata(
                field_name=f"{_FIELD}{before + 1}" if before else _FIELD,
                reason=reason or None,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
            )
            with _token_faults():
                return bytes(sign_pdf(paper, facts, signer=self._signer).getvalue())
        except SigningError as error:
            raise DeskError(signing.NOT_SIGNED, reason=type(error).__name__) from None
        except (PdfError, ValueError):
            raise DeskError(signing.NOT_FOR_SIGNING) from None

    def close(self) -> None:
        """Let go; see the port."""
        if self._signer is not None:
            self._signer = None
            self._release()


def open_key(place: SigningPlace, pin: bytearray) -> PdfKey:
    """Open the key of a place; see the port `SigningDevice.open`."""
    try:
        if not place.is_set:
            raise DeskError(signing.NO_SIGNER)
        return _from_file(Path(place.file), pin) if place.file else _from_token(place, pin)
    finally:
        pin[:] = bytes(len(pin))


def _from_file(path: Path, pin: bytearray) -> PdfKey:
    try:
        from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - an extra
    except ImportError:
        raise DeskError(SIGNING_EXTRA) from None
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DeskError(signing.NO_KEY_FILE, reason=type(error).__name__) from None
    if not raw.startswith(_PKCS12_BEGINS):
        raise DeskError(signing.NO_KEY_FILE, reason="shape")
    try:
        signer = SimpleSigner.load_pkcs12_data(raw, [], bytes(pin))
    except Exception:  # noqa: BLE001 - the library tells a wrong passphrase in many ways, and it is one thing
        signer = None
    if signer is None:
        raise DeskError(signing.WRONG_PIN)
    return PdfKey(signer, _nothing)


def _from_token(place: SigningPlace, pin: bytearray) -> PdfKey:
    try:
        import pkcs11  # noqa: PLC0415 - an extra
        from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415
    except ImportError:
        raise DeskError(SIGNING_EXTRA) from None
    try:
        tokens = [slot.get_token() for slot in pkcs11.lib(place.library).get_slots(token_present=True)]
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise DeskError(signing.NO_LIBRARY, reason=type(error).__name__) from None
    token = _the_token(tokens, place.token)
    with _token_faults():
        session = token.open(user_pin=pin.decode("utf-8", "replace"))
        try:
            certificate, key_id = _the_certificate(session, place.certificate)
            signer = PKCS11Signer(session, signing_cert=certificate, key_id=key_id, other_certs_to_pull=None)
            return PdfKey(signer, lambda: _let_go(session))
        except BaseException:
            _let_go(session)
            raise


def _the_token(tokens: list[Any], label: str) -> Any:
    """Choose by label; without one the only token that was made ready for use."""
    from pkcs11 import TokenFlag  # noqa: PLC0415 - an extra, loaded by who asks

    found = [
        one
        for one in tokens
        if (one.label.strip() == label if label else bool(one.flags & TokenFlag.TOKEN_INITIALIZED))
    ]
    if not found:
        raise DeskError(signing.NO_TOKEN)
    if len(found) > 1:
        raise DeskError(signing.WHICH_TOKEN)
    return found[0]


def _the_certificate(session: Any, label: str) -> tuple[Any, bytes]:
    """Choose by label; without one the only certificate whose private key is on the token too."""
    from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - an extra
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415

    keys = {key[Attribute.ID] for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}
    found = [
        (one[Attribute.VALUE], one[Attribute.ID])
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        if one[Attribute.ID] in keys and (not label or one[Attribute.LABEL] == label)
    ]
    if not found:
        raise DeskError(signing.NO_CERTIFICATE)
    if len(found) > 1:
        raise DeskError(signing.WHICH_CERTIFICATE)
    value, key_id = found[0]
    return next(iter(load_certs_from_pemder_data(value))), key_id


@contextmanager
def _token_faults() -> Iterator[None]:
    """Say in the house's words what a token's library raises; its own text is not passed on."""
    try:
        import pkcs11  # noqa: PLC0415 - an extra; a key of a file does without
    except ImportError:
        yield
        return
    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange):
        raise DeskError(signing.WRONG_PIN) from None
    except (pkcs11.PinLocked, pkcs11.PinExpired, pkcs11.UserPinNotInitialized):
        raise DeskError(signing.PIN_LOCKED) from None
    except (pkcs11.TokenNotPresent, pkcs11.DeviceRemoved, pkcs11.SessionHandleInvalid, pkcs11.NoSuchToken):
        raise DeskError(signing.NO_TOKEN) from None
    except pkcs11.PKCS11Error as error:
        raise DeskError(signing.NOT_SIGNED, reason=type(error).__name__) from None


def _let_go(session: Any) -> None:
    from pkcs11 import PKCS11Error  # noqa: PLC0415 - an extra, loaded by who opened the session

    with suppress(PKCS11Error):  # a token that was pulled out is let go already
        session.close()


def _named(name: Any) -> str:
    """Return the common name, else the whole name in one line."""
    said = name.native.get("common_name") or name.human_friendly
    return said if isinstance(said, str) else ", ".join(said)


def _nothing() -> None:
    """A key of a file is only memory."""
