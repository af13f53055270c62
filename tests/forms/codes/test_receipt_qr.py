"""The text in the receipt's squares."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from forms.codes.receipt_qr import read_receipt, receipt_text, signed_part
from forms.errors import RuleError

ID = UUID("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
NUMBER = "T-24184-K7Q2-00042-YJJV"
KEY = SigningKey(bytes(range(32)))
TEXT = receipt_text(ID, NUMBER, lambda message: KEY.sign(message).signature)


def test_the_text_is_short_and_in_the_dense_alphabet():
    assert re.fullmatch(r"MC1\.[A-Z2-7.]+", TEXT)
    assert len(TEXT) == 172


def test_what_was_signed_is_read_back_and_verifies():
    code = read_receipt(TEXT)
    assert (code.dossier_id, code.number) == (ID, NUMBER)
    assert signed_part(ID, NUMBER) == b"MC1" + ID.bytes + NUMBER.encode()
    KEY.verify_key.verify(signed_part(code.dossier_id, code.number), code.signature)


def test_another_number_does_not_verify():
    code = read_receipt(TEXT)
    with pytest.raises(BadSignatureError):
        KEY.verify_key.verify(signed_part(code.dossier_id, "T-24184-K7Q2-00043-YJJV"), code.signature)


@pytest.mark.parametrize(
    "text",
    ["", "MC1", "MC2." + TEXT[4:], TEXT.lower(), TEXT + "A", TEXT[:-1], TEXT + "\n", "https://example.vn", TEXT.replace(".", "|"),
     TEXT[:29] + "B" + TEXT[30:], "MC1." + "A" * 400],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(RuleError):
        read_receipt(text)


def test_a_second_spelling_of_one_code_is_refused():
    head, identity, number, signature = TEXT.split(".")
    respelled = identity[:-1] + chr(ord(identity[-1]) + 1)  # the spare bits of base 32
    with pytest.raises(RuleError):
        read_receipt(f"{head}.{respelled}.{number}.{signature}")
