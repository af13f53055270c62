"""The unlocked office: every verb, bound to its store, user, clock and road. Implements `ui.ports.Office`.

One method, one verb; a method may open a file or choose a printer, and nothing more.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.bootstrap.cash_verbs import CashVerbs
from desktop_app.bootstrap.denials import noting_denials
from desktop_app.bootstrap.form_verbs import FormVerbs
from desktop_app.bootstrap.given import Given
from desktop_app.bootstrap.matter_verbs import MatterVerbs
from desktop_app.bootstrap.review_verbs import ReviewVerbs
from desktop_app.bootstrap.road import OneLine
from desktop_app.errors import FILE_UNREADABLE, DeskError
from desktop_app.ports import Desk, RoundStep
from desktop_app.ports.entry import Attached, DraftContent, ProcedureFacts
from desktop_app.storage.open_office import OpenOffice
from desktop_app.usecases import add_clerk as staff
from desktop_app.usecases import change_password as password
from desktop_app.usecases.attach_scan import AttachScan, attach_scan
from desktop_app.usecases.correct_dossier import CorrectDossier, correct_dossier
from desktop_app.usecases.count_work import WorkCounts, count_work
from desktop_app.usecases.decide_dossier import DecideDossier, decide_dossier
from desktop_app.usecases.detach_scan import DetachScan, detach_scan
from desktop_app.usecases.discard_draft import discard_draft
from desktop_app.usecases.enrol_device import EnrolDevice, Enrolled, enrol_device
from desktop_app.usecases.find_communes import CommuneRow, find_communes
from desktop_app.usecases.find_dossiers import DossierPage, FindDossiers, find_dossiers
from desktop_app.usecases.find_procedures import ProcedureRow, find_procedures
from desktop_app.usecases.identify_citizen import Identified, identify_citizen
from desktop_app.usecases.list_drafts import DraftRow, list_drafts
from desktop_app.usecases.quote_dossier import Quote, quote_dossier
from desktop_app.usecases.read_address import AddressFacts, read_address
from desktop_app.usecases.read_dossier import DossierView, read_dossier
from desktop_app.usecases.receive_dossier import Receipt, ReceiveDossier, receive_dossier
from desktop_app.usecases.resume_road import Resumed, ResumeRoad, resume_road
from desktop_app.usecases.return_result import ReturnResult, return_result
from desktop_app.usecases.run_round import LastRound, RoundResult, broken, ended, run_round
from desktop_app.usecases.save_draft import SaveDraft, save_draft
from desktop_app.usecases.seed_dossiers import SeedDossiers, Seeded, seed_dossiers
from desktop_app.usecases.show_procedure import show_procedure
from desktop_app.usecases.start_entry import Entry, StartEntry, start_entry
from desktop_app.usecases.supplement_dossier import SupplementDossier, supplement_dossier
from desktop_app.usecases.sync_status import SyncFacts, sync_status
from desktop_app.usecases.transfer_dossier import transfer_dossier
from desktop_app.usecases.unlock_office import ShiftFacts, note_denial, note_lock, note_unlock
from desktop_app.usecases.verify_audit import AuditReport, verify_audit
from forms.dossier.channels import came_by
from forms.dossier.fee_parts import FeeAsked
from sync.core.signing import Ed25519Signer, Signer

CHUNK_BYTES = 64 << 10


@noting_denials
class Office(MatterVerbs, CashVerbs, ReviewVerbs, FormVerbs):
    """An unlocked desk. Not for two threads at once, but for `run_round`, which has its own connection."""

    def __init__(self, vault: OpenOffice, desk: Desk, given: Given) -> None:
        """Bind the verbs.

        Args:
            vault: The open store.
            desk: The shift; its signature and tag are read from the store here.
            given: Shelf, calendar, printer, road.
        """
        self._vault, self._given = vault, given
        self._desk, self._work = desk, vault.open_work(desk)
        self.before_close: Callable[[], None] = _nothing
        """What must end before the store closes: the background rounds."""
        self.last_round: LastRound | None = None
        """How the last round of this shift ended; from memory, for the strip."""
        self.next_round_at: datetime | None = None
        """When the timer begins the next one; None where no timer runs."""
        self._is_closed = False
        self._device_id = ""
        self._signer = self._know_device()

    def _know_device(self) -> Signer:
        """Read what the province gave this machine; again after an enrolment."""
        with self._work() as work:
            signer = Ed25519Signer(work.device.seed())
            certificate = work.device.certificate()
        desk = replace(self._desk, sign=signer.sign)
        if certificate is not None:
            desk = replace(
                desk,
                tag=certificate.tag,
                enrolled_at=datetime.fromisoformat(certificate.issued_at),
                commune=certificate.commune,
            )
            self._device_id = certificate.dev.hex()
        self._desk, self._work = desk, self._vault.open_work(desk)
        return signer

    @property
    def shift(self) -> ShiftFacts:
        """Who works here; from memory."""
        desk = self._desk
        return ShiftFacts(
            user=desk.shift.user,
            name=desk.shift.full_name,
            role=desk.shift.role.value,
            office_name=desk.office,
            commune=desk.commune,
            enrolled=desk.tag is not None,
            tag=desk.tag or "",
            device_id=self._device_id,
        )

    def now(self) -> datetime:
        """The instant of the desk's clock."""
        return self._desk.now()

    def find_procedures(self, text: str, limit: int = 20) -> tuple[ProcedureRow, ...]:
        """Tìm thủ tục."""
        return find_procedures(text, limit, self._given.shelf)

    def find_communes(self, text: str, limit: int = 20) -> tuple[CommuneRow, ...]:
        """Tìm xã, phường; those of the own province first among equals."""
        return find_communes(text, limit, self._given.shelf, self._desk.commune)

    def read_address(self, text: str) -> AddressFacts:
        """Đọc địa chỉ."""
        return read_address(text, self._given.shelf, self._desk.commune)

    def show_procedure(self, code: str) -> ProcedureFacts:
        """Xem thủ tục."""
        return show_procedure(code, self._given.shelf)

    def identify_citizen(self, card: str) -> Identified:
        """Nhận diện công dân."""
        return identify_citizen(card, self._desk, self._vault.queries, self._given.shelf)

    def start_entry(self, procedure: str = "", draft_id: str = "") -> Entry:
        """Mở nháp."""
        return start_entry(StartEntry(procedure, draft_id), self._desk, self._given.shelf, self._work)

    def save_draft(self, draft_id: str, content: DraftContent) -> None:
        """Lưu nháp."""
        save_draft(SaveDraft(draft_id, content), self._desk, self._work)

    def discard_draft(self, draft_id: str) -> None:
        """Bỏ nháp."""
        discard_draft(draft_id, self._desk, self._work)

    def list_drafts(self, text: str = "") -> tuple[DraftRow, ...]:
        """Hồ sơ đang nhập."""
        return list_drafts(self._desk, self._given.shelf, self._work, text)

    def quote_dossier(
        self, procedure: str, answers: Mapping[str, Any], case: str = "", channel: str = "direct"
    ) -> Quote:
        """Hẹn trả và lệ phí."""
        given = self._given
        asked = FeeAsked(case, came_by({"channel": channel}).fee_channel)
        return quote_dossier(procedure, answers, self._desk, given.shelf, given.calendar, asked)

    def attach_file(
        self, owner_id: str, path: str, part: str = "", title: str = "", media: str = ""
    ) -> Attached:
        """Đính kèm; the file's name becomes the title unless one is given."""
        order = AttachScan(owner_id, _chunks(Path(path)), part, title or Path(path).name, media)
        return attach_scan(order, self._desk, self._work, self._given.shrink)

    def detach_file(self, draft_id: str, sha256: str) -> None:
        """Gỡ tệp khỏi nháp."""
        detach_scan(DetachScan(draft_id, sha256), self._desk, self._work)

    def receive_dossier(self, order: ReceiveDossier) -> Receipt:
        """Tiếp nhận."""
        return receive_dossier(order, self._desk, self._given.shelf, self._given.calendar, self._work)

    def find_dossiers(self, order: FindDossiers) -> DossierPage:
        """Tra cứu."""
        return find_dossiers(order, self._desk, self._vault.queries, self._given.shelf)

    def read_dossier(self, dossier_id: str) -> DossierView:
        """Xem hồ sơ, by any of its names."""
        given = self._given
        return read_dossier(dossier_id, self._desk, self._vault.queries, given.shelf, given.calendar)

    def correct_dossier(self, order: CorrectDossier) -> None:
        """Sửa thông tin."""
        correct_dossier(order, self._desk, self._given.shelf, self._work)

    def transfer_dossier(self, dossier_id: str) -> None:
        """Chuyển xử lý."""
        transfer_dossier(dossier_id, self._desk, self._given.shelf, self._work)

    def decide_dossier(self, order: DecideDossier) -> None:
        """Quyết định tại quầy."""
        decide_dossier(order, self._desk, self._given.shelf, self._work)

    def supplement_dossier(self, order: SupplementDossier) -> None:
        """Bổ sung."""
        supplement_dossier(order, self._desk, self._given.shelf, self._given.calendar, self._work)

    def return_result(self, order: ReturnResult) -> None:
        """Trả kết quả."""
        return_result(order, self._desk, self._work)

    def count_work(self) -> WorkCounts:
        """Thống kê."""
        return count_work(self._desk, self._vault.queries, self._given.calendar)

    def sync_status(self) -> SyncFacts:
        """Tình trạng đồng bộ."""
        vault = self._vault
        calendar = self._given.calendar
        return sync_status(self._desk, vault.queries, vault.matters, vault.upstream, calendar)

    def run_round(
        self, progress: Callable[[RoundStep], None], cancelled: Callable[[], bool], *, by_hand: bool = True
    ) -> RoundResult:
        """Đồng bộ."""
        try:
            result = run_round(self._desk, self._line(), progress, cancelled, by_hand=by_hand)
        except Exception as error:
            self.last_round = broken(error, self.now())
            raise
        if not result.too_soon:
            self.last_round = ended(result, self.now())
        return result

    def resume_road(self, order: ResumeRoad) -> Resumed:
        """Cho gửi nhận lại."""
        return resume_road(order, self._desk, self._line())

    def enrol_device(self, order: EnrolDevice) -> Enrolled:
        """Đăng ký máy."""
        road = self._given.road
        enrolled = enrol_device(order, self._desk, road, road.keep_address, self._work)
        self._know_device()
        return enrolled

    def verify_audit(self) -> AuditReport:
        """Kiểm tra nhật ký."""
        return verify_audit(self._desk, self._work)

    def seed_dossiers(self, order: SeedDossiers) -> Seeded:
        """Hồ sơ giả định."""
        return seed_dossiers(order, self._desk, self._given.shelf, self._given.calendar, self._work)

    def list_staff(self) -> tuple[staff.ClerkRow, ...]:
        """Danh sách cán bộ."""
        return staff.list_staff(self._desk, self._work)

    def add_clerk(self, order: staff.AddClerk) -> staff.ClerkRow:
        """Thêm cán bộ."""
        return staff.add_clerk(order, self._desk, self._vault, self._work)

    def change_password(self, old: bytearray, new: bytearray) -> None:
        """Đổi mật khẩu."""
        password.change_password(old, new, self._desk, self._vault, self._work)

    def close(self) -> None:
        """Lock: end what runs, checkpoint, close, wipe; a second time does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        self.close_signer()
        self.before_close()
        with suppress(DeskError):  # a full disk must not keep an office open
            note_lock(self._desk, self._work)
        self._vault.close()

    def note_denial(self, verb: str) -> None:
        """Enter a refusal by role."""
        note_denial(verb, self._desk, self._work)

    def _line(self) -> OneLine:
        return self._given.road.line(self._vault, self._signer)


def open_office(vault: OpenOffice, desk: Desk, given: Given) -> Office:
    """Bind an open vault and note the unlocking; it is closed again when that fails."""
    try:
        note_unlock(vault.failures, desk, vault.open_work(desk))
        return Office(vault, desk, given)
    except BaseException:
        vault.close()
        raise


def _nothing() -> None:
    """Nothing runs beside a command."""


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise DeskError(FILE_UNREADABLE, reason=type(error).__name__) from None
