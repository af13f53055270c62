"""Signatures on papers: a key in a file, a key in a token, and what a foreign reader says of them."""

import pytest

from desktop_app.devices.signer import open_key
from desktop_app.errors import DeskError
from desktop_app.ports import signing
from desktop_app.ports.signing import SigningPlace
from forms.papers.pdf import draw
from forms.papers.receipt import receipt_paper
from tests.support.receipts import facts
from tests.support.signers import (
    SOFTHSM,
    WORD,
    a_key_file,
    a_token,
    an_identity,
    judged,
    needs_pdfsig,
    needs_token,
)

LABEL = "chu-ky-thu"


@pytest.fixture(scope="module")
def identity():
    return an_identity()


@pytest.fixture(scope="module")
def key_file(identity, tmp_path_factory):
    return a_key_file(tmp_path_factory.mktemp("khoa") / "thu.p12", identity)


@pytest.fixture(scope="module")
def paper():
    return draw(receipt_paper(facts()), title="Giấy tiếp nhận")


def in_file(path, word=WORD):
    return open_key(SigningPlace(str(path)), bytearray(word))


def fault_of(ask):
    with pytest.raises(DeskError) as caught:
        ask()
    return caught.value.fault


@needs_pdfsig
def test_a_foreign_reader_accepts_the_signature_over_the_whole_file(paper, key_file, tmp_path):
    said = judged(in_file(key_file).sign_pdf(paper, "Ký giấy thử"), tmp_path)
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said and "Cán Bộ Thử Nghiệm" in said


@needs_pdfsig
def test_a_second_signature_leaves_the_first_one_valid(paper, key_file, tmp_path):
    key = in_file(key_file)
    said = judged(key.sign_pdf(key.sign_pdf(paper, ""), ""), tmp_path)
    assert said.count("Signature is Valid") == 2


def test_what_was_drawn_stays_byte_for_byte(paper, key_file):
    assert in_file(key_file).sign_pdf(paper, "").startswith(paper)


@needs_pdfsig
def test_a_changed_paper_is_noticed(paper, key_file, tmp_path):
    signed = bytearray(in_file(key_file).sign_pdf(paper, ""))
    at = signed.index(b"/Lang")
    signed[at + 8] ^= 1
    assert "Signature is Valid" not in judged(bytes(signed), tmp_path)


def test_an_open_key_says_whose_it_is_and_until_when(key_file):
    held = in_file(key_file).certificate
    assert (held.subject, held.issuer, held.serial) == ("Cán Bộ Thử Nghiệm", "Cán Bộ Thử Nghiệm", "42")
    assert (held.valid_from.year, held.valid_until.year) == (2026, 2035)


@pytest.mark.parametrize("word", [b"", b"sai"])
def test_a_wrong_passphrase_is_said_and_wiped(key_file, word):
    pin = bytearray(word)
    assert fault_of(lambda: open_key(SigningPlace(str(key_file)), pin)) == signing.WRONG_PIN
    assert pin == bytes(len(word))


def test_a_right_passphrase_is_wiped_too(key_file):
    pin = bytearray(WORD)
    open_key(SigningPlace(str(key_file)), pin)
    assert pin == bytes(len(WORD))


def test_a_key_file_that_is_missing_or_something_else_is_the_administrators(tmp_path):
    (tmp_path / "anh.p12").write_bytes(b"\xff\xd8\xff")
    for name in ("khong-co.p12", "anh.p12"):
        assert fault_of(lambda name=name: in_file(tmp_path / name)) == signing.NO_KEY_FILE


def test_what_is_no_pdf_is_refused_and_a_closed_key_signs_nothing(paper, key_file):
    key = in_file(key_file)
    for wrong in (b"", b"\xff\xd8\xff anh", paper[:200]):
        assert fault_of(lambda wrong=wrong: key.sign_pdf(wrong, "")) == signing.NOT_FOR_SIGNING
    key.close()
    key.close()
    assert fault_of(lambda: key.sign_pdf(paper, "")) == signing.NOT_SIGNED


def test_without_a_place_there_is_no_key():
    assert fault_of(lambda: open_key(SigningPlace(), bytearray())) == signing.NO_SIGNER


class Refusing:
    """A token whose library answers every opening with one error."""

    label, flags = "thu", 0

    def __init__(self, error):
        self.error = error

    def get_slots(self, token_present):
        return [self]

    def get_token(self):
        return self

    def open(self, user_pin):
        raise self.error


@pytest.mark.parametrize(("error", "fault"), [
    ("PinLocked", signing.PIN_LOCKED), ("PinExpired", signing.PIN_LOCKED), ("UserPinNotInitialized", signing.PIN_LOCKED),
    ("PinLenRange", signing.WRONG_PIN), ("DeviceRemoved", signing.NO_TOKEN), ("GeneralError", signing.NOT_SIGNED),
])  # fmt: skip
def test_a_token_that_refuses_says_who_must_act(error, fault, monkeypatch):
    pkcs11 = pytest.importorskip("pkcs11", reason="the extra for signing is not installed")
    monkeypatch.setattr(pkcs11, "lib", lambda _so: Refusing(getattr(pkcs11, error)()))
    pin = bytearray(b"1234")
    assert fault_of(lambda: open_key(SigningPlace("", "x.so", "thu"), pin)) == fault
    assert pin == bytes(4)


@needs_token
@needs_pdfsig
def test_a_token_signs_and_each_thing_wrong_with_it_has_its_own_sentence(paper, identity, tmp_path, monkeypatch):
    a_token(tmp_path, monkeypatch, "thu", [(LABEL, identity)])

    def opened(pin=b"1234", token="thu", certificate="", library=SOFTHSM):
        return open_key(SigningPlace("", str(library), token, certificate), bytearray(pin))

    for named in ({}, {"certificate": LABEL}, {"token": ""}):
        key = opened(**named)
        said = judged(key.sign_pdf(paper, "Ký bằng token thử"), tmp_path)
        assert "Signature is Valid" in said and "Total document signed" in said
        key.close()
    assert fault_of(lambda: opened(b"9999")) == signing.WRONG_PIN
    assert fault_of(lambda: opened(token="khac")) == signing.NO_TOKEN
    assert fault_of(lambda: opened(certificate="khac")) == signing.NO_CERTIFICATE
    assert fault_of(lambda: opened(library=tmp_path / "x.so")) == signing.NO_LIBRARY
    a_token(tmp_path, monkeypatch, "hai", [("mot", identity), ("hai", an_identity("Người Thứ Hai"))])
    assert fault_of(lambda: opened(token="")) == signing.WHICH_TOKEN
    assert fault_of(lambda: opened(token="hai")) == signing.WHICH_CERTIFICATE
    second = opened(token="hai", certificate="hai")
    assert second.certificate.subject == "Người Thứ Hai"
    second.close()
