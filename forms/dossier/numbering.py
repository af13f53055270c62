"""Numbers of a dossier: the provisional one of the desk, the official one of the province.

Here: spelling, reading and checking. Not here: the counters (the desk's store, the province's ledger).
Source: QĐ 20/2020/QĐ-TTg, TT 03/2025/TT-VPCP Đ13, TT 04/2025/TT-VPCP Đ23; the older spelling of TT 01/2018
Đ19 is still accepted.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_BITS: Final = 20
_READ_AS: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})
_PROVISIONAL: Final = re.compile(r"T-(\d{5})-([0-9A-HJKMNP-TV-Z]{4})-(\d{5,})-([0-9A-HJKMNP-TV-Z]{4})")
_TAG: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}")
_OFFICIAL: Final = re.compile(
    r"(?:T\.)?(?:\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}|[A-Y]\d{2}(?:\.\d{2,3}){0,3})-\d{6}-\d{4,12}", re.ASCII
)
_UNIT: Final = re.compile(r"[A-Y]\d{2}(?:\.\d{2,3}){0,3}", re.ASCII)


class ProvisionalNumber(NamedTuple):
    """A provisional number, taken apart."""

    commune: str
    tag: str
    seq: int
    check: str

    def __str__(self) -> str:
        return f"T-{self.commune}-{self.tag}-{self.seq:05d}-{self.check}"


def check_part(dossier_id: UUID) -> str:
    """Return the last 20 bits of the dossier's id as four letters of Crockford's base 32.

    In a UUIDv7 these bits are random, so two clones of one desk still print different numbers.
    """
    bits = dossier_id.int & ((1 << _CHECK_BITS) - 1)
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(_CHECK_BITS - 5, -1, -5))


def provisional_number(commune: str, tag: str, seq: int, dossier_id: UUID) -> str:
    """Spell a provisional number, e.g. `T-24184-K7Q2-00042-9F3M`.

    Args:
        commune: The commune's five digits.
        tag: The device's four letters, given at enrolment.
        seq: The device's counter, from 1.
        dossier_id: The dossier's UUIDv7.

    Raises:
        RuleError: A part has not its shape.
    """
    if not (re.fullmatch(r"[0-9]{5}", commune) and _TAG.fullmatch(tag) and seq > 0):
        raise RuleError(Faults.BAD_NUMBER.value)
    return str(ProvisionalNumber(commune, tag, seq, check_part(dossier_id)))


def parse_provisional(text: str, dossier_id: UUID | None = None) -> ProvisionalNumber:
    """Read a provisional number as a person types it: blanks, small letters, O for 0, I and L for 1.

    Args:
        text: What was typed or scanned.
        dossier_id: The dossier it should belong to; its check part is then compared.

    Raises:
        RuleError: Not a provisional number, or not of this dossier.
    """
    plain = re.sub(r"\s", "", text).upper()
    match = _PROVISIONAL.fullmatch(plain[:2] + plain[2:].translate(_READ_AS)) if plain.isascii() else None
    if match is None:
        raise RuleError(Faults.BAD_NUMBER.value)
    number = ProvisionalNumber(match[1], match[2], int(match[3]), match[4])
    if dossier_id is not None and number.check != check_part(dossier_id):
        raise RuleError(Faults.NUMBER_MISMATCH.value)
    return number


def is_official_code(text: str) -> bool:
    """Tell whether a text has the shape of an official code: of either circular, of the treasury, central."""
    return _OFFICIAL.fullmatch(text) is not None


def official_code(unit: str, day: date, n: int, owner: str = "") -> str:
    """Spell an official code `MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-XXXX`.

    Args:
        unit: Identifier of the resolving agency, e.g. `H15.99`; which agency it is, is a setting.
        day: Day of receipt, local.
        n: The unit's counter of that day, from 1; it may grow past four digits.
        owner: Two digits of the owner of a centralised system, before the counter (TT 04/2025 Đ23).

    Raises:
        RuleError: The unit is not an agency identifier, or the counter is not positive.
    """
    if not _UNIT.fullmatch(unit) or n < 1 or (owner and not re.fullmatch(r"[0-9]{2}", owner)):
        raise RuleError(Faults.BAD_CODE_PARTS.value)
    return f"{unit}-{day:%y%m%d}-{owner}{n:04d}"


def place_of_code(code: str, unit: str) -> tuple[date, int] | None:
    """Read the day and the count out of a code that `official_code` spelt for a unit.

    Args:
        code: What a device once learnt.
        unit: Identifier of the resolving agency.

    Returns:
        Day and count; None for anything else.
    """
    match = re.fullmatch(re.escape(unit) + r"-(\d{6})-(\d{4,9})", code, re.ASCII)
    if match is None:
        return None
    try:
        day = datetime.strptime(f"20{match[1]}+0000", "%Y%m%d%z").date()
    except ValueError:
        return None
    return (day, int(match[2])) if official_code(unit, day, max(1, int(match[2]))) == code else None
