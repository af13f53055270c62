"""Thêm xã, phường: a commune's office joins the province."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.errors import RuleError
from sync.province.faults import Faults
from sync.province.registry import Office

if TYPE_CHECKING:
    from sync.province.registry import OpenRegister

COMMUNE: Final = re.compile(r"\d{5}")
UNIT: Final = re.compile(r"[A-Y]\d{2}(?:\.\d{2,3}){1,3}")
"""The unit part of an official code: QĐ 20/2020/QĐ-TTg, TT 03/2025 Đ13 (domain.md 5)."""

PROVINCE_UNIT: Final = "H15"
"""UBND tỉnh Đắk Lắk."""


def default_unit(commune: str) -> str:
    """Return a unit code for a commune whose real one is unknown; no two communes share it.

    Args:
        commune: five digits.
    """
    return f"{PROVINCE_UNIT}.{commune[:2]}.{commune[2:]}"


def add_office(commune: str, name: str, unit: str | None, open_register: OpenRegister) -> Office:
    """Add an office, or give an existing one a new name.

    Args:
        commune: five-digit unit code.
        name: as printed on papers.
        unit: first part of its official codes; None takes the default.
        open_register: opens the transaction.

    Returns:
        The office as kept.

    Raises:
        RuleError: not a commune's code, not a unit code, another office's unit, or another unit than before.
    """
    if not COMMUNE.fullmatch(commune):
        raise RuleError(Faults.BAD_COMMUNE.value)
    if not name.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="name")
    if unit is not None and not UNIT.fullmatch(unit):
        raise RuleError(Faults.BAD_UNIT.value)
    with open_register() as register:
        known = register.office(commune)
        office = Office(commune, name.strip(), unit or (known.unit if known else default_unit(commune)))
        if known and known.unit != office.unit:
            raise RuleError(Faults.UNIT_FIXED.value)
        if any(other.unit == office.unit and other.commune != commune for other in register.offices()):
            raise RuleError(Faults.UNIT_TAKEN.value)
        register.add_office(office)
    return office
