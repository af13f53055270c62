"""The end of a day: the drawer counted, note by note, against its ledger.

Here: denominations, the difference, what a closing says as an event. Not here: entries (`ledger`), the paper
(`papers.cash_day`). A closed day takes no more entries; a difference needs a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from forms.dossier.payload import text_of
from forms.errors import Faults, RuleError
from forms.money.faults import BAD_COUNT, DAY_CLOSED, DAY_TO_COME, DIFFERENCE_UNEXPLAINED
from forms.money.ledger import Drawer, Sums

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENT: Final = "cash.close"
DENOMINATIONS: Final = (
    *(500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200),
)
"""Notes in circulation, đồng."""
NOTES_MAX: Final = 100_000
_NUMBERS: Final = ("change", *Sums._fields)


@dataclass(frozen=True, slots=True)
class Closing:
    """One day of one drawer, closed.

    Attributes:
        day: Which day.
        drawer: Whose.
        counted: Denomination → number of notes.
        change: Đồng that lay in the drawer before the first entry.
        sums: What the ledger says.
        reason: Why counted and ledger differ, or empty.
    """

    day: date
    drawer: Drawer
    counted: Mapping[int, int]
    change: int
    sums: Sums
    reason: str = ""

    @property
    def counted_total(self) -> int:
        """Đồng counted."""
        return sum(note * count for note, count in self.counted.items())

    @property
    def expected(self) -> int:
        """Đồng that should lie in the drawer."""
        return self.change + self.sums.cash

    @property
    def difference(self) -> int:
        """Counted less expected, đồng: negative where money is missing."""
        return self.counted_total - self.expected

    def payload(self) -> dict[str, Any]:
        """Return the closing as its event carries it."""
        counted = {str(note): count for note, count in sorted(self.counted.items(), reverse=True) if count}
        facts = {"day": self.day.isoformat(), **self.drawer._asdict(), "counted": counted}
        numbers = (self.change, *self.sums)
        return {**facts, **dict(zip(_NUMBERS, numbers, strict=True)), "reason": self.reason}


def close(closing: Closing, *, today: date, is_closed: bool) -> Closing:
    """Check a closing before it is booked.

    Args:
        closing: The closing.
        today: Local.
        is_closed: There is one for this day and drawer already.

    Raises:
        RuleError: DAY_CLOSED, DAY_TO_COME, BAD_COUNT, DIFFERENCE_UNEXPLAINED.
    """
    if is_closed:
        raise RuleError(DAY_CLOSED)
    if closing.day > today:
        raise RuleError(DAY_TO_COME)
    for note, count in closing.counted.items():
        if note not in DENOMINATIONS or not 0 <= count <= NOTES_MAX:
            raise RuleError(BAD_COUNT, denomination=str(note))
    if closing.change < 0:
        raise RuleError(BAD_COUNT, denomination="change")
    if closing.difference and not closing.reason.strip():
        raise RuleError(DIFFERENCE_UNEXPLAINED, difference=str(closing.difference))
    return closing


def read_closing(payload: Mapping[str, Any]) -> Closing:
    """Read what `Closing.payload` wrote.

    Raises:
        RuleError: BAD_EVENT.
    """
    counted, numbers = payload.get("counted"), [payload.get(name) for name in _NUMBERS]
    if not isinstance(counted, dict) or not all(isinstance(number, int) for number in numbers):
        raise RuleError(Faults.BAD_EVENT.value, field="counted")
    try:
        day = date.fromisoformat(text_of(payload, "day"))
        notes = {int(note): int(count) for note, count in counted.items()}
    except (TypeError, ValueError):
        raise RuleError(Faults.BAD_EVENT.value, field="counted") from None
    change, *rest = [int(number) for number in numbers if number is not None]
    drawer = Drawer(text_of(payload, "desk"), text_of(payload, "clerk"))
    reason = text_of(payload, "reason", empty=True)
    return Closing(day, drawer, notes, change, Sums(*rest), reason)


def read_count(text: str) -> dict[int, int]:
    """Read what a clerk types: `500000=1 50000=3`, with commas, points in figures, `x` for `=`.

    Raises:
        RuleError: BAD_COUNT.
    """
    counted: dict[int, int] = {}
    for word in text.replace(";", " ").replace(",", " ").split():
        note, _, count = word.replace(".", "").replace("x", "=").partition("=")
        if not (note.isascii() and note.isdecimal() and count.isascii() and count.isdecimal()):
            raise RuleError(BAD_COUNT, denomination=word[:20])
        if len(note) + len(count) > len("500000") * 2:
            raise RuleError(BAD_COUNT, denomination=word[:20])
        counted[int(note)] = counted.get(int(note), 0) + int(count)
    return counted
