"""Đã xem: a person closes what no line could take in; its bytes stay in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.errors import RuleError
from sync.province.faults import Faults

if TYPE_CHECKING:
    from sync.province.exchange import House


@dataclass(frozen=True, slots=True)
class CloseAside:
    """Which of a commune's, what is said of it, and who says so (an officer's id)."""

    commune: str
    aside: int
    reason: str
    officer: str


def close_aside(order: CloseAside, house: House) -> None:
    """Close it.

    Args:
        order: Which one, and why.
        house: The province.

    Raises:
        RuleError: No reason, no such commune, or nothing open of that number.
    """
    if not order.reason.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    scope = f"c:{order.commune}"
    if scope not in house.store.scopes():
        raise RuleError(Faults.NOT_HELD.value)
    with house.writing(scope) as tx:
        at = house.clock.now().isoformat(timespec="seconds")
        if not tx.close_aside(order.aside, order.officer, order.reason.strip(), at):
            raise RuleError(Faults.NOT_HELD.value)
