"""What an officer of the province may order: the commands, and which of them a dossier is open for.

Values and one rule; carrying an order out is `usecases.decide_dossier`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from forms.dossier.lifecycle import COMMAND_OF_WIRE, Status, allowed
from forms.dossier.procedure import DecidedAt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.dossier.procedure import Procedure
    from sync.province.registry import Officer

COMMANDS: Final = ("accept", "require_supplement", "ask_payment", "apologise", "decide")
_ONCE: Final = {"require_supplement": "supplement_request", "apologise": "apology"}
"""Commands that are given once, and the path that says they were."""


@dataclass(frozen=True, slots=True)
class OfficersOrder:
    """An officer's order.

    Attributes:
        dossier: id, official code or provisional number.
        command: one of `COMMANDS`.
        args: as docs/adr/0001 lists them, without officer and instant.
        officer: who orders.
        seen_rev: the revision on the page the officer acted from; None skips that check.
    """

    dossier: str
    command: str
    args: Mapping[str, Any]
    officer: Officer
    seen_rev: int | None = None


def commands_open(doc: Mapping[str, Any], procedure: Procedure | None) -> tuple[str, ...]:
    """Return the commands an officer may give: the lifecycle's, unless the commune decides (settled 2).

    Args:
        doc: the dossier's document.
        procedure: its procedure, None when the catalogue does not know it.
    """
    if procedure is None or procedure.decided_at is not DecidedAt.PROVINCE:
        return ()
    legal = allowed(Status(doc["status"]))
    done = {name for name, path in _ONCE.items() if doc.get(path) is not None}
    return tuple(name for name in COMMANDS if COMMAND_OF_WIRE[name] in legal and name not in done)
