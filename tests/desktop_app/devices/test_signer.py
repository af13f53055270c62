"""Signatures on papers: a key in a file, a key in a token, and what a foreign reader says of them."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from desktop_app.devices.signer import KeyFile, UsbToken
from desktop_app.errors import NO_SIGNING_KEY, DeskError
from forms.papers.pdf import draw
from forms.papers.receipt import receipt_paper
from tests.support.receipts import facts

WORD, LABEL = b"mat khau thu", "chu-ky-thu"
SOFTHSM = next((p for p in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so") if Path(p).exists()), "")
needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
needs_token = pytest.mark.skipif(not SOFTHSM, reason="softhsm2 is not installed")


@pytest.fixture(scope="module")
def identity():
    """An invented signer: key and self-signed certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cán Bộ Thử Nghiệm")])
    born = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(66).not_valid_before(born).not_valid_after(born + dt.timedelta(days=3650))
    return key, builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


@pytest.fixture(scope="module")
def key_file(identity, tmp_path_factory):
    path = tmp_path_factory.mktemp("khoa") / "thu.p12"
    lock = serialization.BestAvailableEncryption(WORD)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"thu", *identity, None, lock))
    return path


@pytest.fixture(scope="module")
def paper():
    return draw(receipt_paper(facts()), title="Giấy tiếp nhận")


def judged(signed, tmp_path):
    path = tmp_path / "da-ky.pdf"
    path.write_bytes(signed)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout


@needs_pdfsig
def test_a_foreign_reader_accepts_the_signature_over_the_whole_file(paper, key_file, tmp_path):
    signed = KeyFile(key_file, WORD).sign_pdf(paper, "Ký giấy thử")
    said = judged(signed, tmp_path)
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said and "Cán Bộ Thử Nghiệm" in said


def test_what_was_drawn_stays_byte_for_byte(paper, key_file):
    assert KeyFile(key_file, WORD).sign_pdf(paper, "").startswith(paper)


@needs_pdfsig
def test_a_changed_paper_is_noticed(paper, key_file, tmp_path):
    signed = bytearray(KeyFile(key_file, WORD).sign_pdf(paper, ""))
    at = signed.index(b"/Lang")
    signed[at + 8] ^= 1
    assert "Signature is Valid" not in judged(bytes(signed), tmp_path)


@pytest.mark.parametrize("word", [b"", b"sai"])
def test_a_wrong_passphrase_is_said_in_one_way(paper, key_file, word):
    with pytest.raises(DeskError) as caught:
        KeyFile(key_file, word).sign_pdf(paper, "")
    assert caught.value.fault == NO_SIGNING_KEY
    assert repr(word) not in repr(KeyFile(key_file, word))


def test_a_missing_key_file_is_said(paper, tmp_path):
    with pytest.raises(DeskError) as caught:
        KeyFile(tmp_path / "khong-co.p12", WORD).sign_pdf(paper, "")
    assert caught.value.fault == NO_SIGNING_KEY


@needs_token
@needs_pdfsig
def test_a_token_signs_and_its_key_never_leaves_it(paper, identity, tmp_path, monkeypatch):
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    (tmp_path / "tokens").mkdir()
    config = tmp_path / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    made = ["softhsm2-util", "--init-token", "--free", "--label", "thu", "--so-pin", "12345678", "--pin", "1234"]
    subprocess.run(made, check=True, capture_output=True, env=os.environ)
    key, certificate = identity
    der = serialization.Encoding.DER
    raw = key.private_bytes(der, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    with pkcs11.lib(SOFTHSM).get_token(token_label="thu").open(user_pin="1234", rw=True) as session:
        more = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: LABEL, pkcs11.Attribute.ID: b"\x01"}
        secret = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SIGN: True}
        session.create_object({**decode_rsa_private_key(raw), **more, **secret})
        session.create_object({**decode_x509_certificate(certificate.public_bytes(der)), **more})
    token = UsbToken(Path(SOFTHSM), "thu", LABEL, "1234")
    said = judged(token.sign_pdf(paper, "Ký bằng token thử"), tmp_path)
    assert "Signature is Valid" in said and "Total document signed" in said
    for wrong in (UsbToken(Path(SOFTHSM), "thu", LABEL, "9999"), UsbToken(Path(SOFTHSM), "khac", LABEL, "1234"), UsbToken(tmp_path / "x.so", "thu", LABEL, "1234")):
        with pytest.raises(DeskError) as caught:
            wrong.sign_pdf(paper, "")
        assert caught.value.fault == NO_SIGNING_KEY
