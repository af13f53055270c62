"""A transfer as VietQR: what a bank's app reads from the screen or the receipt.

Here: the text of the squares, written and read back. Not here: which bank has which number
(`catalogue.banks`), drawing. A VietQR proves no payment. Fields are tag, length in characters, value; the
checksum is CRC-16/CCITT over everything up to and including `6304`.
Source: EMVCo Merchant-Presented Mode as profiled by NAPAS (VietQR 1.0).
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from typing import Final, NamedTuple, NoReturn

from forms.codes.faults import NOT_A_PAYMENT, PAYMENT_PARTS
from forms.errors import RuleError
from forms.text.fold import ascii_letters

MEMO_MAX: Final = 25
"""Characters of a memo that every bank shows whole."""
AMOUNT_MAX: Final = 10**13 - 1
LENGTH_MAX: Final = 512
_NAPAS: Final = "A000000727"
_TO_ACCOUNT: Final = "QRIBFTTA"
_TO_CARD: Final = "QRIBFTTC"
_BIN: Final = re.compile(r"[0-9]{6}")
_ACCOUNT: Final = re.compile(r"[0-9A-Za-z]{1,19}")
_AMOUNT: Final = re.compile(r"[1-9][0-9]{0,12}")
_ASCII_TEXT: Final = re.compile(r"[ -~]*")
_CRC_LENGTH: Final = 4


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


def read_vietqr(text: str) -> Transfer:
    """Read the text of a VietQR; fields nobody needs here (names, cities) are passed over.

    Args:
        text: As scanned.

    Raises:
        RuleError: Damaged, not VietQR, or not in đồng.
    """
    clean = text.strip()
    if (
        len(clean) > LENGTH_MAX
        or clean[-8:-4] != "6304"
        or _crc(clean[:-_CRC_LENGTH]) != clean[-_CRC_LENGTH:]
    ):
        _unreadable("63")
    fields = _fields(clean[:-8])
    account, more = _fields(fields.get("38", "")), _fields(fields.get("62", ""))
    receiver = _fields(account.get("01", ""))
    bank, number, amount = receiver.get("00", ""), receiver.get("01", ""), fields.get("54", "")
    service = account.get("02", _TO_ACCOUNT)
    if account.get("00") != _NAPAS or service not in (_TO_ACCOUNT, _TO_CARD):
        _unreadable("38")
    if not _BIN.fullmatch(bank) or not _ACCOUNT.fullmatch(number):
        _unreadable("38")
    if fields.get("00") != "01" or fields.get("53") != "704" or fields.get("58") != "VN":
        _unreadable("53")
    if amount and not _AMOUNT.fullmatch(amount):
        _unreadable("54")
    return Transfer(
        bank=bank,
        account=number,
        amount=int(amount) if amount else None,
        memo=more.get("08", ""),
        bill=more.get("01", ""),
        reference=more.get("05", ""),
        to_card=service == _TO_CARD,
    )


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}" if value else ""


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if not re.fullmatch(r"[0-9]{4}", head) or head[:2] in found:
            _unreadable(head[:2])
        value = text[at + 4 : at + 4 + int(head[2:])]
        if len(value) != int(head[2:]):
            _unreadable(head[:2])
        found[head[:2]] = value
        at += 4 + len(value)
    return found


def _crc(text: str) -> str:
    return f"{crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"


def _cannot(name: str) -> NoReturn:
    raise RuleError(PAYMENT_PARTS, field=name)


def _unreadable(tag: str) -> NoReturn:
    raise RuleError(NOT_A_PAYMENT, tag=tag if tag.isdecimal() and tag.isascii() else "-")
