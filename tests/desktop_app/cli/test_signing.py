"""Signing by commands on a real store: the administrator says where the key is, the clerk signs with a PIN."""

import datetime as dt

import pytest

from desktop_app.errors import NOT_ALLOWED
from desktop_app.ports import signing
from tests.support.counter import Counter
from tests.support.signers import WORD, a_key_file, an_identity, judged, needs_pdfsig


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def has_key(counter, **more):
    key = a_key_file(counter.folder / "khoa.p12", **more)
    counter("signer", "set", "--key-file", str(key), user="quantri")
    return ("--secret-file", counter.write("pin.txt", WORD))


def said(counter, *words, user="thu"):
    return counter(*words, code=3, user=user)["error"]


@needs_pdfsig
def test_one_pin_signs_the_receipts_of_many_dossiers_and_they_are_kept(counter):
    secret = has_key(counter)
    assert counter("signer", "show")["signer"]["file"].endswith("khoa.p12")
    held = counter("signer", "test", *secret, user="quantri")["certificate"]
    assert held["subject"] == "Cán Bộ Thử Nghiệm"
    numbers = [counter.receive()["receipt"]["number"] for _ in range(2)]
    out = counter.folder / "ra"
    signed = counter("sign", *numbers, "--out", str(out), *secret)["signed"]
    assert len(signed) == len(list(out.glob("da-ky-01-*.pdf"))) == 2
    for path in out.iterdir():
        assert "Signature is Valid" in judged(path.read_bytes(), counter.folder)
    files = counter("show", numbers[0])["dossier"]["doc"]["attachments"]
    assert [file["title"] for file in files.values()] == ["Giấy tiếp nhận hồ sơ và hẹn trả kết quả (đã ký số)"]
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]
    assert WORD not in (counter.home / "office.toml").read_bytes()


def test_each_thing_wrong_with_a_key_is_said_and_nothing_is_kept(counter):
    wrong = ("--secret-file", counter.write("sai.txt", b"sai"))
    number = counter.receive()["receipt"]["number"]
    assert said(counter, "sign", number, *wrong) == signing.NO_SIGNER.english
    has_key(counter)
    assert said(counter, "sign", number, *wrong) == signing.WRONG_PIN.english
    old = ("--secret-file", counter.write("pin.txt", WORD))
    has_key(counter, identity=an_identity("Người Hết Hạn", dt.date(2020, 1, 1), 30))
    assert said(counter, "sign", number, *old) == signing.CERTIFICATE_EXPIRED.english
    (counter.folder / "khoa.p12").unlink()
    assert said(counter, "signer", "test", *old) == signing.NO_KEY_FILE.english
    counter("signer", "set", "--library", str(counter.folder / "khong-co.so"), user="quantri")
    assert said(counter, "signer", "test", *old) == signing.NO_LIBRARY.english
    assert not counter("show", number)["dossier"]["doc"]["attachments"]


def test_only_the_administrator_says_where_the_key_is(counter):
    assert said(counter, "signer", "set", "--key-file", "a.p12") == NOT_ALLOWED.english
    assert counter("signer", "show")["signer"]["file"] == ""


@needs_pdfsig
def test_a_file_is_signed_with_the_key_of_the_machine_or_with_one_that_is_named(counter):
    slip, out = counter.folder / "giay.pdf", counter.folder / "da-ky.pdf"
    number = counter.receive(more=("--print", str(slip)))["receipt"]["number"]
    named = a_key_file(counter.folder / "rieng.p12")
    secret = ("--secret-file", counter.write("pin.txt", WORD))
    counter("sign-file", str(slip), "--out", str(out), "--key-file", str(named), *secret)
    assert "Signature is Valid" in judged(out.read_bytes(), counter.folder)
    has_key(counter)
    counter("sign-file", str(slip), "--out", str(out), *secret)
    assert "Signature is Valid" in judged(out.read_bytes(), counter.folder)
    assert not counter("show", number)["dossier"]["doc"]["attachments"]
