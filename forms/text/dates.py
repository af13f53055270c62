"""Days and times of day as papers print them.

Here: figures with their zeros (NĐ 30/2020/NĐ-CP: days below 10 and months 1 and 2 take a zero).
Not here: local time (`dossier.calendar`), typed dates (`xforms`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, time

_LAST_PADDED_MONTH: Final = 2


def long_date(day: date) -> str:
    """Write a day: `ngày 05 tháng 02 năm 2026`."""
    month = f"{day.month:02d}" if day.month <= _LAST_PADDED_MONTH else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def time_of_day(hour: time) -> str:
    """Write a time of day: `08 giờ 30 phút`; the zone is the caller's."""
    return f"{hour.hour:02d} giờ {hour.minute:02d} phút"
