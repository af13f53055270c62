"""How soon the system's own TCP notices a connection that a NAT forgot (sync.md N5).

Silence of a living line and of a dead connection look the same from above; TCP knows which bytes were
acknowledged. So it is told to give up when nothing of what it sent, a probe of an idle connection included,
was acknowledged for `UNACKED_S`: on a slow line acknowledgements keep coming, and ten seconds are outlived.
"""

import socket
import sys
from typing import Final

UNACKED_S: Final = 22
"""TCP doubles its pauses: after a gap of 10 s it may try again only 20 s and a pause after the gap began."""
IDLE_S: Final = 5
INTERVAL_S: Final = 4
PROBES: Final = 4
_MAXRT: Final = 5
"""TCP_MAXRT of ws2ipdef.h (Windows Vista and later), in seconds; Python has no name for it."""

Option = tuple[int, int, int]


def liveness() -> list[Option]:
    """List the socket options that this system has for it.

    Returns:
        (level, option, value), for a socket before it connects.
    """
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    named = {
        "TCP_KEEPIDLE": IDLE_S,
        "TCP_KEEPINTVL": INTERVAL_S,
        "TCP_KEEPCNT": PROBES,
        "TCP_USER_TIMEOUT": UNACKED_S * 1000,
    }
    for name, value in named.items():
        option = getattr(socket, name, None)
        if option is not None:
            options.append((socket.IPPROTO_TCP, option, value))
    if sys.platform == "win32":
        options.append((socket.IPPROTO_TCP, _MAXRT, UNACKED_S))
    return options
