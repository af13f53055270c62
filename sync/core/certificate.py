"""Enrolment: a one-time code and fresh keys go up, a signed certificate comes down (sync.md 14 K1, NET-1).

Both are signed objects of their own type in the scheme of the frames, so neither can pass for the other or
for a frame. How codes are made and kept is the province's business; where keys lie is the desk's.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Self

from sync.core.canonical import canonical, read_hex, read_json, read_text
from sync.core.errors import Unreadable
from sync.core.signing import Address, Signer, Verify, key_id, signature_input, verify
from sync.core.stamp import DEV_BYTES, EPOCH_BYTES

TYPE_CERTIFICATE: Final = 16
TYPE_ENROL: Final = 17
_CEILING: Final = 16 * 1024
_NOBODY: Final = bytes(DEV_BYTES)
_NO_KEY: Final = bytes(8)


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """What a device asks with: the code, its public keys, its epoch, and proof that the key is its own.

    Attributes:
        code: the one-time code as typed.
        sign: Ed25519 public key, 32 bytes.
        seal: X25519 public key, 32 bytes.
        epoch: 8 bytes from the device's dice.
        proof: signature by `sign` over the rest.
    """

    code: str
    sign: bytes
    seal: bytes
    epoch: bytes
    proof: bytes

    @classmethod
    def make(cls, code: str, signer: Signer, seal: bytes, epoch: bytes) -> Self:
        """Write and sign a request.

        Args:
            code: the one-time code.
            signer: the device's new signing key.
            seal: the device's new X25519 public key.
            epoch: 8 random bytes.

        Returns:
            The request.
        """
        draft = cls(code, signer.public, seal, epoch, b"")
        return cls(code, signer.public, seal, epoch, signer.sign(draft._signed_part()))

    def holds(self, check: Verify = verify) -> bool:
        """Tell whether whoever asks owns the signing key.

        Args:
            check: how signatures are checked.

        Returns:
            True for a good proof.
        """
        return check(self.sign, self._signed_part(), self.proof)

    def to_bytes(self) -> bytes:
        """Spell the request for `POST /v1/enrol`.

        Returns:
            Canonical JSON.
        """
        return canonical(self._members() | {"proof": self.proof.hex()})

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Read a request; the proof is not yet checked.

        Args:
            raw: the body of the request.

        Returns:
            The request.

        Raises:
            Unreadable: not such a request.
        """
        got = read_json(raw, ceiling=_CEILING)
        return cls(
            code=read_text(got, "code"),
            sign=read_hex(got, "sign", 32),
            seal=read_hex(got, "seal", 32),
            epoch=read_hex(got, "epoch", EPOCH_BYTES),
            proof=read_hex(got, "proof", 64),
        )

    def _members(self) -> dict[str, Any]:
        keys = {"sign": self.sign.hex(), "seal": self.seal.hex()}
        return keys | {"code": self.code, "epoch": self.epoch.hex()}

    def _signed_part(self) -> bytes:
        body = sha256(canonical(self._members())).digest()
        return signature_input(TYPE_ENROL, 0, 0, Address(_NOBODY, self.epoch, _NO_KEY), body)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The province's word that a key is a device of an office.

    Attributes:
        dev: 16 bytes, the device's id.
        epoch: the epoch the device asked with.
        tag: four characters in the provisional number, unique in the commune.
        scope: `c:<commune>`; the device belongs to this commune and no other.
        office: name of the office, for papers.
        serial: grows with each certificate of the province.
        issued_at: RFC 3339.
        not_after: RFC 3339.
        sign: the device's Ed25519 public key.
        seal: the device's X25519 public key.
        province_sign: the province's Ed25519 public key; from now on the only one believed.
        province_seal: the province's X25519 public key.
    """

    dev: bytes
    epoch: bytes
    tag: str
    scope: str
    office: str
    serial: int
    issued_at: str
    not_after: str
    sign: bytes
    seal: bytes
    province_sign: bytes
    province_seal: bytes

    @property
    def commune(self) -> str:
        """The commune's code out of the scope."""
        return self.scope.removeprefix("c:")

    def to_bytes(self) -> bytes:
        """Spell the certificate: these bytes are what is signed.

        Returns:
            Canonical JSON.
        """
        return canonical(
            {
                "dev": self.dev.hex(),
                "epoch": self.epoch.hex(),
                "tag": self.tag,
                "scope": self.scope,
                "office": self.office,
                "serial": self.serial,
                "issued_at": self.issued_at,
                "not_after": self.not_after,
                "sign": self.sign.hex(),
                "seal": self.seal.hex(),
                "province": {"sign": self.province_sign.hex(), "seal": self.province_seal.hex()},
            }
        )

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Read a certificate; see `read_signed` for one that is to be believed.

        Args:
            raw: canonical JSON.

        Returns:
            The certificate.

        Raises:
            Unreadable: not a certificate.
        """
        got = read_json(raw, ceiling=_CEILING)
        province = got.get("province")
        serial = got.get("serial")
        if not isinstance(province, dict) or not isinstance(serial, int):
            raise Unreadable("a certificate names its province and its serial")
        return cls(
            tag=read_text(got, "tag"),
            scope=read_text(got, "scope"),
            office=read_text(got, "office"),
            issued_at=read_text(got, "issued_at"),
            not_after=read_text(got, "not_after"),
            serial=serial,
            dev=read_hex(got, "dev", DEV_BYTES),
            epoch=read_hex(got, "epoch", EPOCH_BYTES),
            sign=read_hex(got, "sign", 32),
            seal=read_hex(got, "seal", 32),
            province_sign=read_hex(province, "sign", 32),
            province_seal=read_hex(province, "seal", 32),
        )


def sign_certificate(certificate: Certificate, signer: Signer) -> bytes:
    """Issue a certificate: the answer of `POST /v1/enrol`.

    Args:
        certificate: what is certified.
        signer: the province's signing key.

    Returns:
        JSON `{"certificate": text, "signature": hex}`; the text is the signed bytes themselves.
    """
    body = certificate.to_bytes()
    signature = signer.sign(_signed_part(certificate, body))
    return canonical({"certificate": body.decode(), "signature": signature.hex()})


def read_signed(raw: bytes, device_public: bytes, check: Verify = verify) -> Certificate:
    """Read the answer of an enrolment and check it in full.

    The province's key is taken from the certificate itself: that first time it is the pinned TLS that
    vouches.

    Args:
        raw: the answer's bytes.
        device_public: the key the device asked with.
        check: how signatures are checked.

    Returns:
        The certificate.

    Raises:
        Unreadable: not a certificate, another key's, or the signature does not hold.
    """
    certificate = read_issued(raw, check)
    if certificate.sign != device_public:
        raise Unreadable("the certificate is for another key")
    return certificate


def read_issued(raw: bytes, check: Verify = verify) -> Certificate:
    """Read a signed certificate, whoever shows it.

    Args:
        raw: as it was issued.
        check: how signatures are checked.

    Returns:
        The certificate, signed by the province it names; which province that is, the reader compares.

    Raises:
        Unreadable: not a certificate, or the signature does not hold.
    """
    got = read_json(raw, ceiling=_CEILING)
    body = read_text(got, "certificate")
    certificate = Certificate.read(body.encode())
    signed = _signed_part(certificate, body.encode())
    if not check(certificate.province_sign, signed, read_hex(got, "signature", 64)):
        raise Unreadable("the certificate's signature does not hold")
    return certificate


def _signed_part(certificate: Certificate, body: bytes) -> bytes:
    address = Address(certificate.dev, certificate.epoch, key_id(certificate.sign))
    return signature_input(TYPE_CERTIFICATE, 0, 0, address, sha256(body).digest())
