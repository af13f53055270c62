"""The desk of one shift: who, where, when, with which dice and signature; and the things with cables.

Only what is given to a verb from outside the store. No adapter may be written here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from desktop_app.errors import CLOCK_BEHIND, NOT_ALLOWED, DeskError
from forms.catalogue.settings import Settings
from forms.dossier.roles import Role, may
from sync.core.ids import uuid7

if TYPE_CHECKING:
    from forms.catalogue.catalogue import Catalogue
    from forms.catalogue.communes import Units
    from forms.catalogue.versions import Versions
    from forms.dossier.procedure import Procedure
    from forms.xforms.definition import FormDefinition


_CLOCKS_DIFFER: Final = timedelta(days=1)
"""As far as the clocks of machine and province may lie apart without the day of a receipt being in doubt."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Who sits at the desk from unlocking to locking."""

    user: str
    role: Role
    full_name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one shift: time, dice, place, person, the device's signature. Pure: all of it is given."""

    now: Callable[[], datetime]
    dice: Callable[[int], bytes]
    sign: Callable[[bytes], bytes]
    shift: Shift
    commune: str
    office: str
    tag: str | None
    """The device tag of four characters, from the enrolment; None before it."""
    enrolled_at: datetime | None = field(default=None, kw_only=True)
    """When the province certified the device: no true clock stands before it."""
    office_address: str = ""
    office_phone: str = ""
    settings: Settings = field(default_factory=Settings, kw_only=True)
    """What the office decided where the law leaves it open."""
    form_set: str = "2025"
    """Which set of papers the office prints, `2025` or `2018` (`forms.papers.issuer.FormSet`)."""

    def new_id(self) -> UUID:
        """Return a fresh UUIDv7; its time is never used for order (sync.md section 3)."""
        return uuid7(int(self.now().timestamp() * 1000), self.dice(10))

    def clock_warning(self) -> str:
        """Say that the clock cannot be right, or nothing: a clock warns and never refuses (sync.md V7)."""
        if self.enrolled_at is None or self.now() >= self.enrolled_at - _CLOCKS_DIFFER:
            return ""
        return f"{CLOCK_BEHIND.sentence} {CLOCK_BEHIND.remedy}"

    def require(self, verb: str, right: str = "") -> None:
        """Refuse a verb that the role at the desk may not perform; every verb begins with this.

        Args:
            verb: Name of the verb.
            right: The verb whose right it shares, where the table of roles has no row of its own.

        Raises:
            DeskError: NOT_ALLOWED.
        """
        if not may(self.shift.role, right or verb):
            raise DeskError(NOT_ALLOWED, verb=verb)


class FormShelf(Protocol):
    """Catalogues and forms: shipped, and later received."""

    def catalogue(self) -> "Catalogue":
        """Return the catalogue in force today."""

    def versions(self) -> "Versions":
        """Return all versions of all procedures: a dossier keeps its own."""

    def priced(self, procedure: "Procedure", on: date) -> "Procedure":
        """Return a procedure with the fee of a day: the province's council sets some of them."""

    def units(self) -> "Units":
        """Return the provinces and communes in force today."""

    def form_id(self, procedure: "Procedure") -> str | None:
        """Return the id of a procedure's e-form: the catalogue's word, else one published under its code."""

    def form_edition(self, form_id: str, version: str) -> "FormDefinition | None":
        """Return the edition a draft was begun with, in force or not; None where it is not at hand."""

    def form(self, form_id: str) -> "FormDefinition":
        """Return the e-form in force today.

        Raises:
            DeskError: NO_SUCH_FORM.
        """


TOO_SOON: Final = "too soon"
"""The trouble of a round that was wished for before its time and did not begin."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What one round of synchronisation did; counts of events, bytes on the wire, wall seconds."""

    contact: bool
    sent: int
    accepted: int
    refused: int
    conflicts: int
    pulled: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    seconds: float
    still_waiting: int
    blobs_sent: int
    phase: str
    next_try_s: float
    trouble: str = ""
    """What ended it early, in technical words, or empty."""
    sentence: str = ""
    """The same for a person, in Vietnamese with what to do; or empty."""

    @property
    def too_soon(self) -> bool:
        """Whether it did not begin, because it must still wait (sync.md N4)."""
        return self.trouble == TOO_SOON


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """One lane of a round: bytes the province has confirmed, of all there were and came since."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class RoundStep:
    """What a round does at this moment; `str()` is its sentence.

    Attributes:
        sentence: In Vietnamese, for the screen.
        data: The dossiers' lane; it goes before the files.
        files: The lane of attached files.
        rate_bps: Measured bytes per second of the lane that moves; None before anything was measured.
        remaining_s: Seconds for all that is left; None unless it was measured: never a guess.
    """

    sentence: str
    data: LaneFacts = LaneFacts()
    files: LaneFacts = LaneFacts()
    rate_bps: float | None = None
    remaining_s: float | None = None

    def __str__(self) -> str:
        return self.sentence


class Line(Protocol):
    """The road to the province, wired in bootstrap; no verb knows a transport."""

    def run_round(
        self, progress: Callable[[RoundStep], None], cancelled: Callable[[], bool], *, by_hand: bool
    ) -> RoundFacts:
        """Carry out one round, or say how long it must still wait.

        Args:
            progress: Told each step.
            cancelled: Asked between steps.
            by_hand: A person asks; the timer, who has slept already, does not.

        Raises:
            Offline, Refused, Incompatible, Corrupt: As `sync.core.errors` says.
        """

    def resume(self, by: str, at: datetime) -> str:
        """Let stopped rounds run again, with an audit entry; return why they were stopped, technically.

        Args:
            by: The administrator who decided so.
            at: The instant.

        Raises:
            DeskError: ROAD_NOT_STOPPED.
        """


class Printer(Protocol):
    """A PDF onto paper."""

    def print_pdf(self, pdf: bytes, title: str) -> None:
        """Hand the paper to the printer.

        Raises:
            DeskError: NO_PRINTER or PRINTER_FAILED.
        """
