"""When and under which day a dossier gets its official code; how a code is spelt is the law's business.

The ledger counts and remembers (sync.md G1); this page only says what to ask it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from forms.dossier.calendar import VN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.province.ports import Codes, DossierState


def code_of_submission(
    ledger: Codes, state: DossierState, unit: str, now: datetime, witness: str = ""
) -> str | None:
    """Ask for the code of a dossier whose submit has just been applied.

    Args:
        ledger: the ledger; the same dossier always gets the same code.
        state: the dossier.
        unit: first part of the office's codes.
        now: the province's instant.
        witness: the code its device once learnt, from before a restore.

    Returns:
        The code, or None when the dossier carries one already.
    """
    if state.doc.get("official_code") is not None:
        return None
    return ledger.code_for(state.id, unit, _day_of_receipt(state.doc, now), witness)


def _day_of_receipt(doc: Mapping[str, Any], now: datetime) -> date:
    """The local day on the receipt, unless the desk's clock lies beyond the province's: then today."""
    today = now.astimezone(VN).date()
    try:
        received = datetime.fromisoformat(str(doc.get("received_at")))
    except ValueError:
        return today
    return today if received.tzinfo is None else min(today, received.astimezone(VN).date())
