"""Whether the machine's clock may be believed: it warns and marks, never orders, never refuses (V7).

What was measured against the province at the last contact counts first; then whether time went back.
"""

from datetime import datetime, timedelta
from typing import Final

DRIFT_MAX: Final = timedelta(minutes=15)
_FRESH: Final = timedelta(hours=2)
"""So long after a contact that measured no drift, instants of the log that lie ahead are the wrong ones."""
_UNITS: Final = ((86_400 * 365, "năm"), (86_400, "ngày"), (3_600, "giờ"), (60, "phút"))


def seconds_off(
    now: datetime, drift_s: float, last_contact: datetime | None, newest_act: datetime | None
) -> int:
    """Return by how many seconds the clock seems ahead (negative: behind); 0 when it may be believed.

    Args:
        now: What the clock says.
        drift_s: Our clock less the province's at the last signed answer.
        last_contact: That answer's instant, by the province's clock; None before the first.
        newest_act: The latest instant among the newest entries of the audit, None when there is none.
    """
    if abs(drift_s) > DRIFT_MAX.total_seconds():
        return round(drift_s)
    if last_contact is not None and now < last_contact - DRIFT_MAX:
        return round((now - last_contact).total_seconds())
    if last_contact is not None and now - last_contact < _FRESH:
        return 0
    if newest_act is not None and now < newest_act - DRIFT_MAX:
        return round((now - newest_act).total_seconds())
    return 0


def clock_sentence(off_s: int) -> str:
    """Say it to a clerk, e.g. `Đồng hồ của máy có thể lệch 3 giờ`; empty for a clock that may be believed."""
    if off_s == 0:
        return ""
    size, unit = next((one for one in _UNITS if abs(off_s) >= one[0]), _UNITS[-1])
    return f"Đồng hồ của máy có thể lệch {max(1, round(abs(off_s) / size))} {unit}"
