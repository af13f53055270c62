"""Reads a VietQR back, by the specification and not by the program that wrote it."""

from __future__ import annotations

from binascii import crc_hqx

from forms.codes.vietqr import Transfer


def read_vietqr(text: str) -> Transfer:
    """Return what the squares ask for; fails on a wrong checksum, a length that does not fit, a field said twice."""
    assert text[-8:-4] == "6304"
    assert int(text[-4:], 16) == crc_hqx(text[:-4].encode(), 0xFFFF)
    fields = _fields(text[:-8])
    assert (fields["00"], fields["53"], fields["58"]) == ("01", "704", "VN")
    assert fields["01"] == ("12" if "54" in fields else "11")
    account, more = _fields(fields["38"]), _fields(fields.get("62", ""))
    receiver = _fields(account["01"])
    assert account["00"] == "A000000727"
    to_card = {"QRIBFTTA": False, "QRIBFTTC": True}[account["02"]]
    amount = int(fields["54"]) if "54" in fields else None
    memo, bill, reference = (more.get(tag, "") for tag in ("08", "01", "05"))
    return Transfer(receiver["00"], receiver["01"], amount, memo, bill, reference, to_card)


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while text:
        tag, length = text[:2], int(text[2:4])
        value, text = text[4 : 4 + length], text[4 + length :]
        assert len(value) == length
        assert tag not in found
        found[tag] = value
    return found
