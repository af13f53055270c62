"""HEAD, EVENTS, ANSWER, FEED, REFUSE: what stands inside the frames, as JSON lines (sync.md section 6).

Empty optional members are left out. Chain and feed hashes travel as their first 16 bytes.
"""

from sync.core.messages.down import Answer, BlobReply, EarlyVerdict, FeedFrame, FeedNotice, Rebase, Refuse
from sync.core.messages.parts import PROTO, Mark
from sync.core.messages.up import (
    ASK_MAX,
    MAX_DOWN,
    EventsHeader,
    Head,
    Offer,
    ScopeMark,
    read_events,
    write_events,
)

__all__ = [
    "ASK_MAX",
    "MAX_DOWN",
    "PROTO",
    "Answer",
    "BlobReply",
    "EarlyVerdict",
    "EventsHeader",
    "FeedFrame",
    "FeedNotice",
    "Head",
    "Mark",
    "Offer",
    "Rebase",
    "Refuse",
    "ScopeMark",
    "read_events",
    "write_events",
]
