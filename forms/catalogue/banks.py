"""Banks by their number (BIN), for VietQR.

Here: the shipped list. Not here: the squares (`codes.vietqr`).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from forms.canonical import strict_json
from forms.text.fold import fold


class Bank(NamedTuple):
    """One bank.

    Attributes:
        bin: Six digits.
        name: Short name, as people say it.
        takes_transfers: It is paid by VietQR; others can only be read in a scanned one.
    """

    bin: str
    name: str
    takes_transfers: bool


@cache
def banks() -> tuple[Bank, ...]:
    """Return the banks of today, by number; former names of a bank are not among them."""
    rows = strict_json((resources.files("forms.catalogue.data") / "banks.json").read_bytes())["banks"]
    return tuple(Bank(row["bin"], row["name"], row["takes_transfers"]) for row in rows)


def bank_of(bin_or_name: str) -> Bank | None:
    """Return the bank of a number or of a short name, typed with or without capitals, or None."""
    wanted = fold(bin_or_name)
    return next((bank for bank in banks() if wanted in (bank.bin, fold(bank.name))), None)
