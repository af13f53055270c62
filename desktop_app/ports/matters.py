"""What waits for a person: classes C3–C11 of sync.md section 16, as screens and commands share them.

Derived from the log at each reading (docs/adr/0006); no table of conflict states can disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final


class MatterClass(StrEnum):
    """C1 and C2 merge by themselves; `REFUSED` is any other refusal (role, preflight, absent, law).

    `LOOKUP` is no conflict: data that replaces a paper was not looked up yet, or did not answer (NQ 66.7).
    """

    SAME_FIELD = "C3"
    NOT_OURS = "C4"
    ILLEGAL_MOVE = "C5"
    VOIDED = "C6"
    SAME_NUMBER = "C7"
    DUPLICATE = "C8"
    FILE = "C9"
    FINDING = "C10"
    QUARANTINED = "C11"
    LOOKUP = "lookup"
    REFUSED = "refused"


class Owner(StrEnum):
    """Whose task it is now. Open for more than `ALARM_DAYS`, a clerk's task becomes the supervisor's."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    PROVINCE = "province"


class Choice(StrEnum):
    """What was chosen, as the settling note says it."""

    THEIRS = "theirs"
    MINE = "mine"
    EDITED = "edited"
    DROPPED = "dropped"
    AGAIN = "again"
    REQUEUED = "requeued"


ALARM_DAYS: Final = 3
"""Working days after which an open matter goes to the supervisor."""


@dataclass(frozen=True, slots=True)
class ListMatters:
    """Which of them. `classes` empty is all; `after` is the `next` of the page before."""

    classes: frozenset[MatterClass] = frozenset()
    overdue_only: bool = False
    dossier_id: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One open matter.

    Attributes:
        key: Hand it to `read_matter` and to the verbs; stable while the matter is open.
        kind: Its class.
        dossier_id: The dossier, empty where it concerns none that this machine shows.
        number: Its provisional number.
        official_code: Empty until the province gave one.
        applicant: Name of who asks.
        procedure_name: As a clerk calls it.
        sentence: What is the matter, one line in Vietnamese.
        since: When it was done, local.
        age_days: Whole working days since, by the office's calendar.
        overdue: More than three of them; of a look-up: its limit has passed.
        owner: Whose task it is.
        own: Done on this machine.
        is_book: It is about a volume of the commune's books: `dossier_id` names that, `number` is its name.
    """

    key: str
    kind: MatterClass
    dossier_id: str
    number: str
    official_code: str
    applicant: str
    procedure_name: str
    sentence: str
    since: datetime
    age_days: int
    overdue: bool
    owner: Owner
    own: bool
    is_book: bool = False


@dataclass(frozen=True, slots=True)
class MatterCounts:
    """All open matters, whatever the page shows: by class (only those above 0), overdue ones, oldest age."""

    by_class: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0
    oldest_days: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_class.values())


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A page, the oldest first; `next` is empty at the end."""

    rows: tuple[MatterRow, ...]
    next: str
    counts: MatterCounts


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a field: the value as JSON and as text, who wrote it, and when (None when not known)."""

    value: Any
    text: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FieldInConflict:
    """One path of a C3: what both saw, what was written here, what the server keeps.

    `base` is None where history before a snapshot is no longer on this machine.
    """

    path: str
    label: str
    base: Said | None
    mine: Said
    theirs: Said


@dataclass(frozen=True, slots=True)
class Side:
    """One of two dossiers side by side (C7, C8)."""

    dossier_id: str
    number: str
    official_code: str
    applicant: str
    citizen_id: str
    procedure_name: str
    status_label: str
    received_at: datetime
    received_by: str
    fields: tuple[tuple[str, str], ...]
    """Label and value of what a person compares."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a matter was closed: by whom, when, what was chosen, why."""

    choice: Choice
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter opened.

    Attributes:
        row: As in the list; for a closed one with its age at closing left at 0.
        what: What was wanted, in a clerk's words.
        why: Why it waits: the province's sentence, or the technical reason.
        remedy: What to do next.
        fields: C3 only.
        sides: C7 and C8 only: two dossiers.
        file_title: C9: the file's name; `sha256` its hash.
        sha256: C9 only.
        settled: None while it is open.
        may: Verbs this user may use on it now: `settle_conflict`, `undo_settlement`, `drop_matter`,
            `send_again`, `void_dossier`, `link_duplicate`, `void_attachment`, `close_finding`,
            `supplement_dossier`, `correct_dossier`.
        rev: The dossier's confirmed revision; hand it back as `seen_rev` so that nobody chooses blindly.
    """

    row: MatterRow
    what: str
    why: str
    remedy: str
    fields: tuple[FieldInConflict, ...] = ()
    sides: tuple[Side, ...] = ()
    file_title: str = ""
    sha256: str = ""
    settled: Settlement | None = None
    may: frozenset[str] = frozenset()
    rev: int = 0


@dataclass(frozen=True, slots=True)
class SettleConflict:
    """Choose for all fields of a C3. `values` by path where `choice` is `edited`; `reason` is never empty.

    `seen_rev` is the `rev` of the view that was chosen from; None skips that check.
    """

    key: str
    choice: Choice
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    seen_rev: int | None = None


@dataclass(frozen=True, slots=True)
class UndoSettlement:
    """Open a settled matter again and put the fields back as they were; `reason` is never empty."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class DropMatter:
    """Leave it at what the province said (C3–C6, refused, C11); `reason` is never empty."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Do the same once more as who sits here, who is entitled to it; `reason` is never empty."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoidDossier:
    """Declare a dossier void, with the reason and its legal basis; nothing is deleted."""

    dossier_id: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class LinkDuplicate:
    """Say that two dossiers are one (`same`) or two (`different`); the opposite may be said later."""

    dossier_id: str
    other_id: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoidAttachment:
    """Take a file of a received dossier out of use; its bytes stay."""

    dossier_id: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class CloseFinding:
    """Close a C10 with what was done about it (administrator)."""

    key: str
    reason: str


class PrintedState(StrEnum):
    """Where a number handed to a citizen stands at the province."""

    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    QUARANTINED = "quarantined"
    VOIDED = "voided"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class ListPrinted:
    """Which numbers; `states` empty is all. `after` is the `next` of the page before, 0 at first."""

    states: frozenset[PrintedState] = frozenset()
    after: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One provisional number given out on this machine; `copies` counts prints of its receipt."""

    number: str
    dossier_id: str
    official_code: str
    applicant: str
    state: PrintedState
    state_label: str
    received_at: datetime | None
    age_days: int
    copies: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page, the newest number first; `next` is 0 at the end. `counts` holds all states of this machine."""

    rows: tuple[PrintedRow, ...]
    next: int
    counts: Mapping[str, int]

    @property
    def unexplained(self) -> int:
        """Numbers given out of which this store knows no dossier: must be 0."""
        return self.counts.get(PrintedState.UNEXPLAINED, 0)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why the machine cannot be handed in: code name, how many, a sentence with what to do."""

    code: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class HandoverProof:
    """Whether this machine holds nothing that the province has not signed for, and since which signed answer.

    Attributes:
        safe: True only when `obstacles` is empty.
        sentence: "Có thể bàn giao máy", or that it cannot be handed in yet.
        as_of: Instant of the signed answer that the proof stands on, local; None before the first.
        obstacles: What stands against it.
        drafts: Titles of drafts that would be left behind.
        last_seq: Newest event of this machine's line.
        acked: Highest that the province confirmed under its present timeline.
    """

    safe: bool
    sentence: str
    as_of: datetime | None
    obstacles: tuple[Obstacle, ...]
    drafts: tuple[str, ...]
    last_seq: int
    acked: int
