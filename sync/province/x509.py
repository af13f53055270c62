"""Making X.509: one root of our own, one certificate for the listener under it.

The only room that imports `cryptography`. It makes bytes; `keys` decides where they are kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT_LIFE: Final = timedelta(days=3653)
LISTENER_LIFE: Final = timedelta(days=825)
CLOCK_SLACK: Final = timedelta(days=1)
"""Certificates begin a day early: a desk's clock may be slow on its first day."""

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


class Pair(NamedTuple):
    """A certificate and its private key, both PEM."""

    certificate: bytes
    key: bytes


def make_root(name: str, now: datetime) -> Pair:
    """Make the province's own root certificate.

    Args:
        name: what the certificate calls itself, e.g. "Đắk Lắk".
        now: the instant of making.

    Returns:
        A self-signed CA (path length 0) on P-256, valid ten years.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"Một Cửa {name} CA")
    builder = (
        _builder(subject, subject, key.public_key(), now, ROOT_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    return _finish(builder, key, key)


def make_listener(root: Pair, hosts: Sequence[str], now: datetime) -> Pair:
    """Make the certificate uvicorn shows.

    Args:
        root: the CA that signs it.
        hosts: names and addresses beside the loopback ones.
        now: the instant of making.

    Returns:
        A server certificate with every host as a subject alternative name.
    """
    root_key = serialization.load_pem_private_key(root.key, None)
    if not isinstance(root_key, ec.EllipticCurvePrivateKey):
        raise TypeError("the root's key is not an elliptic curve key")
    root_cert = x509.load_pem_x509_certificate(root.certificate)
    key = ec.generate_private_key(ec.SECP256R1())
    names = [_general_name(host) for host in dict.fromkeys((*LOOPBACK, *hosts))]
    builder = (
        _builder(
            _name(hosts[0] if hosts else "localhost"), root_cert.subject, key.public_key(), now, LISTENER_LIFE
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
    )
    return _finish(builder, key, root_key)


def needs_renewal(certificate: bytes, hosts: Sequence[str], now: datetime) -> bool:
    """Say whether a listener's certificate ends within 30 days or lacks a host.

    Args:
        certificate: PEM.
        hosts: names and addresses it must be good for.
        now: the instant asked about.
    """
    cert = x509.load_pem_x509_certificate(certificate)
    names = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    missing = [host for host in hosts if _general_name(host) not in names]
    return bool(missing) or cert.not_valid_after_utc - now < timedelta(days=30)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _finish(
    builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey
) -> Pair:
    certificate = builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    return Pair(
        certificate,
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
