"""Invented signers: a key with a certificate, in a PKCS#12 file or in a SoftHSM token; and a foreign judge."""

import datetime as dt
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

WORD = b"mat khau thu"
PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
SOFTHSM = next((path for path in PLACES if Path(path).exists()), "")
needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
needs_token = pytest.mark.skipif(not SOFTHSM, reason="softhsm2 is not installed")


@cache
def an_identity(name="Cán Bộ Thử Nghiệm", first=dt.date(2026, 1, 1), days=3650):
    """Key and self-signed certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    born = dt.datetime.combine(first, dt.time(), dt.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(66).not_valid_before(born).not_valid_after(born + dt.timedelta(days=days))
    return key, builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def a_key_file(path, identity=None, word=WORD):
    lock = serialization.BestAvailableEncryption(word)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"thu", *(identity or an_identity()), None, lock))
    return path


def a_token(folder, monkeypatch, label, held, pin="1234"):
    """Make a token in a folder of the test's own; `held` are labels with their identities."""
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    (folder / "tokens").mkdir(exist_ok=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    made = ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", pin]
    subprocess.run(made, check=True, capture_output=True, env=os.environ)
    library = pkcs11.lib(SOFTHSM)
    library.reinitialize()  # it reads its folder of tokens when it begins
    der = serialization.Encoding.DER
    with library.get_token(token_label=label).open(user_pin=pin, rw=True) as session:
        for place, (name, (key, certificate)) in enumerate(held, start=1):
            raw = key.private_bytes(der, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
            more = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: name, pkcs11.Attribute.ID: bytes([place])}
            secret = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SIGN: True}
            session.create_object({**decode_rsa_private_key(raw), **more, **secret})
            session.create_object({**decode_x509_certificate(certificate.public_bytes(der)), **more})


def judged(signed, folder):
    """What poppler's pdfsig says of a file."""
    path = folder / "da-ky.pdf"
    path.write_bytes(signed)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
