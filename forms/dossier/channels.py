"""How a dossier came in: over the counter, collected in the village, online, by post.

Here: the ways, what a document says of its own, and by which channel's fee it pays. Not here: the fees
(`fee_parts`, `fees`). The national payload knows three (`KenhThucHien`): what officers collect in a village
is handed in directly.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from forms.dossier.fee_parts import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping


class CameBy(StrEnum):
    """The way; `/channel` of the document, which leaves out `direct`."""

    DIRECT = "direct"
    VILLAGE = "village"
    ONLINE = "online"
    POST = "post"

    @property
    def fee_channel(self) -> Channel:
        """The channel whose fee is paid."""
        return Channel.DIRECT if self is CameBy.VILLAGE else Channel(self.value)


def came_by(doc: Mapping[str, Any]) -> CameBy:
    """Return how a dossier came in; what this program does not know counts as direct.

    Args:
        doc: The document.
    """
    try:
        return CameBy(doc.get("channel") or CameBy.DIRECT)
    except ValueError:
        return CameBy.DIRECT
