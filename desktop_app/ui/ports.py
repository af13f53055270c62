"""What the screens may ask: the gate before unlock, the office after it; no toolkit, no store, no line.

Every method answers with the frozen result of the verb of the same name (`desktop_app/usecases`); this page
only says which verbs a screen uses and how they are called once `bootstrap` has bound them. Every method
may touch the disk: call it on a worker (`Tasks.run`), never on the thread of the window. Screens import
orders and results from here.

All refuse by raising an exception that carries a fault – `RuleError` (forms), `DeskError` (desk), or one of
`Offline · Refused · Incompatible · Corrupt` (line) – with a sentence, a remedy and who must act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop_app.ports.desk import LaneFacts, RoundStep
from desktop_app.ports.entry import Attached, DraftContent, PaperRow, ProcedureFacts
from desktop_app.ui.book_ports import Books
from desktop_app.ui.cash_ports import Cash
from desktop_app.ui.form_ports import Forms
from desktop_app.ui.matter_ports import Matters
from desktop_app.ui.rules_ports import RuleBook
from desktop_app.ui.signing_ports import Signing
from desktop_app.usecases.add_clerk import AddClerk, ClerkRow
from desktop_app.usecases.answer_lookup import AnswerLookup
from desktop_app.usecases.apologise_late import ApologiseLate
from desktop_app.usecases.ask_supplement import AskSupplement
from desktop_app.usecases.correct_dossier import CorrectDossier
from desktop_app.usecases.count_work import WorkCounts
from desktop_app.usecases.decide_dossier import DecideDossier
from desktop_app.usecases.find_dossiers import DossierPage, DossierRow, FindDossiers
from desktop_app.usecases.find_procedures import ProcedureRow
from desktop_app.usecases.guide_applicant import GuideApplicant, Guided
from desktop_app.usecases.hand_over_dossiers import HandedOver, HandOverDossiers
from desktop_app.usecases.identify_citizen import EarlierDossier, Identified
from desktop_app.usecases.list_drafts import DraftRow
from desktop_app.usecases.list_papers import PaperLine
from desktop_app.usecases.print_paper import Printed, PrintPaper
from desktop_app.usecases.print_register import PrintRegister, RegisterPrinted
from desktop_app.usecases.quote_dossier import FeeRow, Quote
from desktop_app.usecases.read_address import AddressFacts
from desktop_app.usecases.read_dossier import DossierView, HistoryRow, Refusal
from desktop_app.usecases.receive_dossier import Receipt, ReceiveDossier
from desktop_app.usecases.refuse_receipt import Refused, RefuseReceipt
from desktop_app.usecases.return_result import ReturnResult
from desktop_app.usecases.run_round import LastRound, RoundResult
from desktop_app.usecases.serve_now import Served, ServeNow
from desktop_app.usecases.show_lookups import LookupRow, Lookups
from desktop_app.usecases.start_entry import Entry
from desktop_app.usecases.supplement_dossier import SupplementDossier
from desktop_app.usecases.sync_status import SyncFacts
from desktop_app.usecases.unlock_office import GateFacts, GateUser, ShiftFacts
from desktop_app.usecases.withdraw_dossier import WithdrawDossier

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = [
    "AddClerk",
    "AddressFacts",
    "AnswerLookup",
    "ApologiseLate",
    "AskSupplement",
    "Attached",
    "ClerkRow",
    "CorrectDossier",
    "DecideDossier",
    "DossierPage",
    "DossierRow",
    "DossierView",
    "DraftContent",
    "DraftRow",
    "EarlierDossier",
    "Entry",
    "FeeRow",
    "FindDossiers",
    "Gate",
    "GateFacts",
    "GateUser",
    "GuideApplicant",
    "Guided",
    "HandOverDossiers",
    "HandedOver",
    "HistoryRow",
    "Identified",
    "LaneFacts",
    "LastRound",
    "LookupRow",
    "Lookups",
    "Office",
    "PaperLine",
    "PaperRow",
    "PrintPaper",
    "PrintRegister",
    "Printed",
    "ProcedureFacts",
    "ProcedureRow",
    "Quote",
    "Receipt",
    "ReceiveDossier",
    "Refusal",
    "RefuseReceipt",
    "Refused",
    "RegisterPrinted",
    "ReturnResult",
    "RoundResult",
    "RoundStep",
    "ServeNow",
    "Served",
    "ShiftFacts",
    "SupplementDossier",
    "SyncFacts",
    "WithdrawDossier",
    "WorkCounts",
]


class Gate(Protocol):
    """The desk while it is locked: who may open it, and the opening."""

    def facts(self) -> GateFacts:
        """Which office this is and who may unlock it; `created` is False on a machine without a store."""

    def unlock(self, user: str, passphrase: bytearray) -> Office:
        """Open the store as this user; the passphrase is overwritten with zeros, whatever happens.

        Raises:
            DeskError: Wrong passphrase (with the seconds to wait), damaged store, another desk has it open.
        """


class Office(Matters, Cash, Books, RuleBook, Forms, Signing, Protocol):
    """The unlocked desk: every verb of a screen, already bound to its store, user and clock."""

    @property
    def shift(self) -> ShiftFacts:
        """Who works here: user, role, office, enrolled or not. Read from memory, never blocks."""

    def now(self) -> datetime:
        """The instant of the desk's clock (UTC+7). Never blocks."""

    # the catalogue
    def find_procedures(self, text: str, limit: int = 20) -> tuple[ProcedureRow, ...]:
        """Type-ahead without diacritics; an empty text gives the first of the list."""

    def show_procedure(self, code: str) -> ProcedureFacts:
        """Everything a clerk needs of one procedure: papers, limit, fee, who decides, its e-form."""

    # intake
    def identify_citizen(self, card: str) -> Identified:
        """Read a scanned or pasted card: fields, warnings, earlier dossiers of the same person."""

    def read_address(self, text: str) -> AddressFacts:
        """Say which commune of today an address names, or the choices it leaves. Cheap, no disk."""

    def start_entry(self, procedure: str = "", draft_id: str = "") -> Entry:
        """Begin a draft of a procedure, or reopen one exactly as it was typed (one of the two is given)."""

    def save_draft(self, draft_id: str, content: DraftContent) -> None:
        """Keep everything as typed; on return it is on the disk."""

    def discard_draft(self, draft_id: str) -> None:
        """Throw a draft away on purpose."""

    def list_drafts(self, text: str = "") -> tuple[DraftRow, ...]:
        """Drafts in progress, newest first; a text narrows them as it narrows dossiers."""

    def quote_dossier(
        self, procedure: str, answers: dict[str, object], case: str = "", channel: str = "direct"
    ) -> Quote:
        """Due date and fee if it were received now (`answers` = `FormEntry.as_json()`). Cheap, no disk."""

    def attach_file(
        self, owner_id: str, path: str, part: str = "", title: str = "", media: str = ""
    ) -> Attached:
        """Take a file (JPEG, PNG, PDF, TIFF by content, at most 50 MiB) into a draft or a dossier.

        Args:
            owner_id: The draft's or the dossier's id.
            path: Where the file lies; its name becomes the title unless one is given.
            part: Name of the paper that it shows, or empty.
            title: What it is called, or empty.
            media: What the question takes that it answers (`image/*`), or empty for any scan.
        """

    def detach_file(self, draft_id: str, sha256: str) -> None:
        """Take a file out of a draft (a dossier never loses one)."""

    def receive_dossier(self, order: ReceiveDossier) -> Receipt:
        """Receive; the draft named in the order disappears in the same transaction."""

    def print_receipt(self, dossier_id: str, to_path: str = "") -> Printed:
        """Mẫu 01 as PDF, written to `to_path` if given, else to the printer; a reprint is noted as one."""

    # a dossier's life
    def find_dossiers(self, order: FindDossiers) -> DossierPage:
        """One page of the list, newest first; `order.after` is the cursor of the page before."""

    def read_dossier(self, dossier_id: str) -> DossierView:
        """Facts, truth, history and what may be done next by this user."""

    def correct_dossier(self, order: CorrectDossier) -> None:
        """Change fields of the citizen; a refused dossier is handed in again with them."""

    def transfer_dossier(self, dossier_id: str) -> None:
        """Take on as the officer who decides (`decided_at == desk` only); `decide_dossier` does it too."""

    def decide_dossier(self, order: DecideDossier) -> None:
        """Decide at the desk, as commune officer who did not receive it."""

    def supplement_dossier(self, order: SupplementDossier) -> None:
        """Hand in what was asked for."""

    def return_result(self, order: ReturnResult) -> None:
        """Give the result to the citizen; closes the dossier."""

    def try_apology(self, order: ApologiseLate) -> datetime:
        """Say what `apologise_late` would say of the new date; nothing is booked."""

    def apologise_late(self, order: ApologiseLate) -> None:
        """Apologise and promise another date, once, at least a day before the promised one."""

    def show_lookups(self, dossier_id: str) -> Lookups:
        """How the look-ups of a dossier stand, their limit, and what Mẫu 02 would ask for."""

    def answer_lookup(self, order: AnswerLookup) -> None:
        """Write down what a look-up brought."""

    def ask_supplement(self, order: AskSupplement) -> None:
        """Ask for everything that is missing, at once, as the officer who decides here."""

    def withdraw_dossier(self, order: WithdrawDossier) -> None:
        """Stop at the applicant's request, while nothing is decided."""

    def book_hand_over(self, order: HandOverDossiers) -> HandedOver:
        """Note a hand-over; its list is printed by `print_hand_over`, again by `print_paper`."""

    def print_hand_over(self, handed: HandedOver) -> str:
        """Print the list of what was just handed over; says where it went."""

    def print_register(self, order: PrintRegister, to_path: str = "") -> RegisterPrinted:
        """Print the register of a period (Mẫu 07)."""

    def list_papers(self, dossier_id: str) -> tuple[PaperLine, ...]:
        """Which papers the record allows now, and how often each was printed."""

    def print_paper(self, order: PrintPaper, to_path: str = "") -> Printed:
        """Print a paper of one dossier or of many; a reprint is noted as one."""

    # without a dossier
    def guide_applicant(self, order: GuideApplicant, to_path: str = "") -> Guided:
        """Mẫu 02 from a draft; the draft stays and no number is used."""

    def refuse_receipt(self, order: RefuseReceipt) -> Refused:
        """Record a refusal to receive, with its reasons."""

    def serve_now(self, order: ServeNow) -> Served:
        """Record that a result was given at once."""

    # the line
    def count_work(self) -> WorkCounts:
        """Counts by status and truth, due soon, late."""

    def sync_status(self) -> SyncFacts:
        """Facts for the status strip; never a claim about the line right now."""

    @property
    def last_round(self) -> LastRound | None:
        """How the last round of this shift ended, whoever began it. Read from memory, never blocks."""

    @property
    def next_round_at(self) -> datetime | None:
        """When the timer begins the next one; None where no timer runs. Read from memory, never blocks."""

    def run_round(self, progress: Callable[[RoundStep], None], cancelled: Callable[[], bool]) -> RoundResult:
        """One round with the province; `progress` hears sentence, bytes and rate. Use the line's worker."""

    # the house
    def list_staff(self) -> tuple[ClerkRow, ...]:
        """Everyone who may work here."""

    def add_clerk(self, order: AddClerk) -> ClerkRow:
        """Add a person with a role (administrator only)."""

    def change_password(self, old: bytearray, new: bytearray) -> None:
        """Change the own passphrase (12 characters or more); both are overwritten."""

    def close(self) -> None:
        """Lock: checkpoint, close the store, wipe keys. The office answers nothing afterwards."""
