"""The read side of what this machine has given out and what the province signed for.

Raw facts out of the log; nothing here can be written back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from desktop_app.ports.matters import PrintedState


@dataclass(frozen=True, slots=True)
class PrintedFact:
    """One number given out here; `record` is None for a number of which the store knows no dossier."""

    number: str
    record: UUID | None
    official_code: str
    applicant: str
    state: PrintedState
    received_at: str
    copies: int


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """A page of numbers, the newest first; hand `next` back for the page after it, 0 at the end."""

    rows: tuple[PrintedFact, ...]
    next: int


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What a proof of hand-in stands on.

    Attributes:
        enrolled: The machine has a certificate.
        phase: Of the protocol's machine.
        last_contact: Instant of the last signed answer, RFC 3339, None before the first.
        last_seq: Newest event of this machine's line.
        acked: Highest the province confirmed, under the newest timeline seen.
        unjudged: Own events without a verdict that came down the feed.
        behind: Scopes whose cursor was won under an older timeline of the province.
        twin: The last answer spoke of a newer line of this device.
        files: Files the province does not have.
        unexplained: Numbers given out of which the store knows no dossier.
        drafts: Titles of entries in progress.
    """

    enrolled: bool
    phase: str
    last_contact: str | None
    last_seq: int
    acked: int
    unjudged: int
    behind: int
    twin: bool
    files: int
    unexplained: int
    drafts: tuple[str, ...]


class UpstreamQueries(Protocol):
    """Reading what is upstream. Every call stops after 2 s (DB-4)."""

    def printed(self, states: frozenset[PrintedState], after: int, limit: int) -> PrintedFacts:
        """Return a page; `after` is the `next` of the page before, 0 at first."""

    def printed_counts(self) -> Mapping[str, int]:
        """Count all numbers given out on this machine by state."""

    def not_accepted(self) -> int:
        """Count the numbers given out here that have no official code yet, void ones aside; cheap."""

    def handover(self) -> HandoverFacts:
        """Return what a proof of hand-in stands on, at one moment."""
