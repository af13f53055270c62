"""A transfer as VietQR: what a bank's app reads from the screen or the receipt.

Here: the text of the squares, written. Not here: which bank has which number
(`catalogue.banks`), drawing. A VietQR proves no payment. Fields are tag, length in characters, value; the
checksum is CRC-16/CCITT over everything up to and including `6304`.
Source: EMVCo Merchant-Presented Mode as profiled by NAPAS (VietQR 1.0).
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from typing import Final, NamedTuple, NoReturn

from forms.codes.faults import PAYMENT_PARTS
from forms.errors import RuleError
from forms.text.fold import ascii_letters

MEMO_MAX: Final = 25
"""Characters of a memo that every bank shows whole."""
AMOUNT_MAX: Final = 10**13 - 1
_NAPAS: Final = "A000000727"
_TO_ACCOUNT: Final = "QRIBFTTA"
_TO_CARD: Final = "QRIBFTTC"
_BIN: Final = re.compile(r"[0-9]{6}")
_ACCOUNT: Final = re.compile(r"[0-9A-Za-z]{1,19}")
_ASCII_TEXT: Final = re.compile(r"[ -~]*")


class Transfer(NamedTuple):
    """One transfer; nothing says that it was made.

    Attributes:
        bank: BIN of the receiving bank, 6 digits.
        account: Number of account or card.
        amount: Đồng; None leaves it to the payer.
        memo: What the bank's statement will show: ASCII, at most 25 characters.
        bill: Number of the bill, or empty.
        reference: Reference label, or empty.
        to_card: The number is a card's.
    """

    bank: str
    account: str
    amount: int | None = None
    memo: str = ""
    bill: str = ""
    reference: str = ""
    to_card: bool = False


def memo_of(text: str) -> str:
    """Return a text as a bank's statement shows it: plain letters, single blanks.

    Args:
        text: Vietnamese, e.g. `Ủng hộ quỹ`; what has no plain letter becomes a blank.

    Raises:
        RuleError: Longer than 25 characters: cut off, a memo would no longer find its dossier.
    """
    plain = " ".join(re.sub(r"[^ -~]", " ", ascii_letters(text)).split())
    if len(plain) > MEMO_MAX:
        _cannot("memo")
    return plain


def vietqr_text(transfer: Transfer) -> str:
    """Return the text of the squares.

    Args:
        transfer: Its memo is folded to ASCII first.

    Raises:
        RuleError: A part is out of its range; `where` names it.
    """
    if not _BIN.fullmatch(transfer.bank):
        _cannot("bank")
    if not _ACCOUNT.fullmatch(transfer.account):
        _cannot("account")
    if transfer.amount is not None and not 0 < transfer.amount <= AMOUNT_MAX:
        _cannot("amount")
    for name in ("bill", "reference"):
        label = getattr(transfer, name)
        if len(label) > MEMO_MAX or not _ASCII_TEXT.fullmatch(label):
            _cannot(name)
    receiver = _field("00", transfer.bank) + _field("01", transfer.account)
    service = _TO_CARD if transfer.to_card else _TO_ACCOUNT
    more = (
        _field("01", transfer.bill) + _field("05", transfer.reference) + _field("08", memo_of(transfer.memo))
    )
    body = "".join(
        (
            _field("00", "01"),
            _field("01", "11" if transfer.amount is None else "12"),
            _field("38", _field("00", _NAPAS) + _field("01", receiver) + _field("02", service)),
            _field("53", "704"),
            _field("54", "" if transfer.amount is None else str(transfer.amount)),
            _field("58", "VN"),
            _field("62", more),
            "6304",
        )
    )
    return body + _crc(body)


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}" if value else ""


def _crc(text: str) -> str:
    return f"{crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"


def _cannot(name: str) -> NoReturn:
    raise RuleError(PAYMENT_PARTS, field=name)
