"""Whose turn it is among the lanes of files: deficit round robin, previews first (sync.md U11).

Data has no lane here: it goes before all of them. Which file of a lane comes first is the replica's order.
"""

from collections.abc import Mapping
from typing import Final

from sync.core.blobs import Lane

ORDER: Final = tuple(Lane)


class Turns:
    """The credit of each lane, in bytes, for the length of one round."""

    def __init__(self) -> None:
        self._credit = dict.fromkeys(ORDER, 0)
        self._at = len(ORDER) - 1

    def next(self, waiting: Mapping[Lane, int], weights: Mapping[str, int], quantum: int) -> Lane | None:
        """Say which lane sends now.

        Args:
            waiting: the bytes of the next append of each lane in which a file waits.
            weights: the province's: 0 shuts a lane, 2 gives it twice the bytes; 1 where nothing is said.
            quantum: bytes a lane of weight 1 may send when its turn comes; at least the largest append.

        Returns:
            The lane; None when none may send.
        """
        shares = {lane: weights.get(lane.value, 1) for lane in waiting}
        if not any(shares.values()):
            return None
        while True:
            lane = ORDER[self._at]
            cost = waiting.get(lane)
            if cost is not None and shares[lane] and self._credit[lane] >= cost:
                self._credit[lane] -= cost
                return lane
            if cost is None:
                self._credit[lane] = 0  # who has nothing to send saves nothing
            self._at = (self._at + 1) % len(ORDER)
            lane = ORDER[self._at]
            self._credit[lane] = min(self._credit[lane], quantum) + quantum * shares.get(lane, 0)
