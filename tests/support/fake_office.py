"""An office in memory behind the window's ports: invented citizens, the real catalogue and the real form engine.

Every call is written down in ``calls``, so that a test can count questions.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.ui.ports import (
    AnswerLookup,
    ApologiseLate,
    AskSupplement,
    Attached,
    CorrectDossier,
    DecideDossier,
    DossierPage,
    DossierRow,
    DossierView,
    DraftContent,
    DraftRow,
    Entry,
    FeeRow,
    FindDossiers,
    GateFacts,
    GateUser,
    GuideApplicant,
    Guided,
    HandedOver,
    HandOverDossiers,
    HistoryRow,
    Identified,
    LaneFacts,
    LastRound,
    Lookups,
    PaperLine,
    PaperRow,
    Printed,
    PrintPaper,
    PrintRegister,
    ProcedureFacts,
    ProcedureRow,
    Quote,
    Receipt,
    ReceiveDossier,
    Refusal,
    Refused,
    RefuseReceipt,
    RegisterPrinted,
    ReturnResult,
    RoundResult,
    RoundStep,
    Served,
    ServeNow,
    ShiftFacts,
    SupplementDossier,
    SyncFacts,
    WithdrawDossier,
)
from desktop_app.usecases.read_address import AddressFacts, read_address
from forms.catalogue.shelf import shipped_form
from forms.dossier.calendar import VN
from forms.errors import Act, Fault, RuleError
from forms.text.fold import fold
from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form
from tests.support.fake_books import HERE, FakeBooks
from tests.support.fake_cash import FakeCash
from tests.support.fake_forms import FakeForms
from tests.support.fake_matters import FakeMatters
from tests.support.fake_rules import FakeRules
from tests.support.fake_signing import FakeSigning

NOW = datetime(2026, 11, 20, 10, 42, 7, tzinfo=VN)
PASSPHRASE = "mat khau thu nghiem"
WRONG = Fault(
    Act.CLERK, "Mật khẩu không đúng.", "Kiểm tra bộ gõ và phím Caps Lock rồi nhập lại.", "wrong passphrase"
)
CARD = "066190000001||Nguyễn Thị Thử Nghiệm|02091990|Nữ|Số 1 Đường Thử, xã Ea Mẫu, Đắk Lắk|01012022"
PROCEDURES = {
    "1.001193": ("Đăng ký khai sinh", "Hộ tịch", "province"),
    "2.000815": ("Chứng thực bản sao từ bản chính", "Chứng thực", "desk"),
    "1.004873": ("Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "province"),
    "1.000894": ("Đăng ký kết hôn", "Hộ tịch", "province"),
    "1.000656": ("Đăng ký khai tử", "Hộ tịch", "province"),
}
PAPERS = (
    PaperRow("Bản chính giấy chứng sinh", 1, 0, True, "submit", ""),
    PaperRow("Giấy tờ tùy thân của người nộp", 1, 1, False, "present", ""),
    PaperRow("Giấy chứng nhận kết hôn của cha, mẹ", 0, 1, False, "submit", "cha mẹ có đăng ký kết hôn"),
)


class Now:
    """A worker that works at once."""

    def run(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        try:
            answer = work()
        except Exception as error:
            failed(error)
        else:
            done(answer)


class Held:
    """A worker that answers when told."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        self.waiting.append(lambda: Now().run(work, done, failed))

    def answer(self, place: int = 0) -> None:
        self.waiting.pop(place)()

    def answer_all(self) -> None:
        while self.waiting:
            self.answer()


class FakeGate:
    """A gate with one passphrase for everybody."""

    def __init__(self, office: "FakeOffice") -> None:
        self.office = office
        self.tries = 0

    def facts(self) -> GateFacts:
        users = (
            GateUser("hoa", "Trần Thị Mẫu Hoa", "clerk"),
            GateUser("nie", "H’Mẫu Niê", "commune_officer"),
            GateUser("quantri", "Lê Văn Quản Trị", "administrator"),
        )
        return GateFacts(created=True, office_name="UBND xã Ea Mẫu, tỉnh Đắk Lắk", users=users)

    def unlock(self, user: str, passphrase: bytearray) -> "FakeOffice":
        self.tries += 1
        right = bytes(passphrase).decode() == PASSPHRASE
        passphrase[:] = bytes(len(passphrase))
        if not right:
            raise RuleError(WRONG)
        self.office.user = user
        return self.office


class FakeOffice(FakeSigning, FakeForms, FakeMatters, FakeCash, FakeBooks, FakeRules):
    """Everything a screen asks, answered from memory."""

    def __init__(self, dossiers: int = 0) -> None:
        super().__init__()
        FakeCash.__init__(self)
        FakeBooks.__init__(self)
        FakeRules.__init__(self)
        self.user, self.at = "hoa", NOW
        self.calls: list[str] = []
        self.channels: list[str] = []
        self.drafts: dict[str, tuple[str, DraftContent]] = {}
        self.files: dict[str, tuple[Attached, ...]] = {}
        self.forms: dict[str, Any] = {}
        self.received: list[ReceiveDossier] = []
        self.views: dict[str, DossierView] = {}
        self.lookups: dict[str, Lookups] = {}
        self.rows = [_row(number) for number in range(dossiers)]
        self.done: list[Any] = []
        self.papers = (PaperLine("01", 1), PaperLine("06", 0))
        self.print_fault: Fault | None = None
        self.unprintable: set[str] = set()
        self.save_fault: Fault | None = None
        self.last_round: LastRound | None = None
        self.next_round_at: datetime | None = None
        self.facts = SyncFacts(
            enrolled=True, last_contact=NOW - timedelta(minutes=38), handed_in=51, sent=51, waiting=2, refused=1,
            conflicts=0, unknown=0, blobs_waiting=3, blob_bytes_waiting=412_000, bytes_up=48_213, bytes_down=12_904, round_trips=9, phase="idle",
            sentence="Liên lạc cuối 10:04 · đã gửi 51/51 hồ sơ · còn 2 chờ · 1 bị từ chối · còn 3 tệp (402 KB)", trouble="",
        )  # fmt: skip

    @property
    def shift(self) -> ShiftFacts:
        names = {
            "hoa": ("Trần Thị Mẫu Hoa", "clerk"), "nie": ("H’Mẫu Niê", "commune_officer"),
            "phu": ("Phạm Thị Phụ Trách", "supervisor"),
        }  # fmt: skip
        name, role = names.get(self.user, ("Lê Văn Quản Trị", "administrator"))
        return ShiftFacts(
            self.user, name, role, "UBND xã Ea Mẫu", "24133", enrolled=True, tag="A", device_id=HERE
        )

    def now(self) -> datetime:
        return self.at

    def find_procedures(self, text: str, limit: int = 20) -> tuple[ProcedureRow, ...]:
        self.calls.append("find_procedures")
        words = fold(text).split()
        rows = [
            ProcedureRow(code, name, field, code in PROCEDURES)
            for code, (name, field, _) in PROCEDURES.items()
        ]
        return tuple(row for row in rows if all(word in fold(f"{row.name} {row.code}") for word in words))[
            :limit
        ]

    def show_procedure(self, code: str) -> ProcedureFacts:
        name, field, decided_at = PROCEDURES[code]
        return ProcedureFacts(
            code, name, field, PAPERS, "Ngay trong ngày; nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo",
            "Miễn lệ phí nếu đăng ký đúng hạn", decided_at, code, "Giấy khai sinh", "UBND cấp xã",
            "Luật Hộ tịch 2014; NĐ 123/2015/NĐ-CP",
        )  # fmt: skip

    def identify_citizen(self, card: str) -> Identified:
        parts = card.split("|")
        if len(parts) < 6:
            raise RuleError(
                Fault(
                    Act.CLERK,
                    "Không đọc được mã trên thẻ.",
                    "Quét lại, hoặc nhập tay các ô bên dưới.",
                    "bad card",
                )
            )
        born = parts[3]
        applicant = {
            "citizen_id": parts[0], "full_name": parts[2], "birth_date": f"{born[:2]}/{born[2:4]}/{born[4:]}",
            "sex": parts[4], "address": parts[5],
        }  # fmt: skip
        return Identified(applicant, ("Thẻ cấp trước 01/07/2024: hỏi lại nơi cư trú hiện nay.",), (), ())

    def read_address(self, text: str) -> AddressFacts:
        return read_address(text, ShippedShelf(), "24133")

    def start_entry(self, procedure: str = "", draft_id: str = "") -> Entry:
        self.calls.append("start_entry")
        reopened = bool(draft_id)
        if not reopened:
            draft_id = f"draft-{len(self.drafts) + 1}"
            self.drafts[draft_id] = (procedure, DraftContent())
        procedure, content = self.drafts[draft_id]
        form = None
        if procedure in ("1.001193", "2.000815", "1.004873"):
            definition = self.forms.get(procedure) or read_form(shipped_form(procedure))
            form = FormEntry.start(
                definition, now=NOW, new_uuid=lambda: "0190a0a0-0000-7000-8000-000000000001",
                typed=content.typed if reopened and content.typed else None,
            )  # fmt: skip
        facts = self.show_procedure(procedure)
        return Entry(draft_id, facts, form, content, self.files.get(draft_id, ()), reopened)

    def save_draft(self, draft_id: str, content: DraftContent) -> None:
        self.calls.append("save_draft")
        if self.save_fault is not None:
            raise RuleError(self.save_fault)
        self.drafts[draft_id] = (self.drafts[draft_id][0], content)

    def discard_draft(self, draft_id: str) -> None:
        del self.drafts[draft_id]

    def list_drafts(self, text: str = "") -> tuple[DraftRow, ...]:
        self.calls.append("list_drafts")
        words = fold(text).split()
        rows = [
            DraftRow(key, code, PROCEDURES[code][0], content.applicant.get("full_name", ""), NOW, "hoa")
            for key, (code, content) in self.drafts.items()
        ]
        return tuple(
            row for row in rows if all(word in fold(f"{row.applicant} {row.procedure_name}") for word in words)
        )

    def quote_dossier(self, procedure: str, answers: dict[str, object], case: str = "", channel: str = "direct") -> Quote:
        self.calls.append("quote_dossier")
        self.channels.append(channel)
        lines: tuple[FeeRow, ...] = ()
        if procedure == "2.000815":
            documents: Any = answers.get("documents") or []
            lines = tuple(
                FeeRow(f"Bản sao {place}", 2000 * int(one.get("pages", 0)) * int(one.get("copies", 0)))
                for place, one in enumerate(documents, start=1)
            )
        return Quote(NOW + timedelta(hours=6), sum(line.amount for line in lines), lines, True, "")

    def attach_file(self, owner_id: str, path: str, part: str = "", title: str = "", media: str = "") -> Attached:
        if not path.endswith((".jpg", ".pdf", ".png")):
            raise RuleError(
                Fault(
                    Act.CLERK, "Tệp này không phải ảnh hay PDF.", "Chọn tệp JPEG, PNG, PDF hoặc TIFF.", "no"
                )
            )
        file = Attached(
            f"{abs(hash(path)):064x}"[:64], 182_400, "image/jpeg", part, title or path.rsplit("/", 1)[-1]
        )
        self.files[owner_id] = (*self.files.get(owner_id, ()), file)
        return file

    def detach_file(self, draft_id: str, sha256: str) -> None:
        self.files[draft_id] = tuple(file for file in self.files[draft_id] if file.sha256 != sha256)

    def receive_dossier(self, order: ReceiveDossier) -> Receipt:
        self.calls.append("receive_dossier")
        self.received.append(order)
        self.drafts.pop(order.draft_id, None)
        dossier_id = f"dossier-{len(self.received)}"
        name = PROCEDURES[order.procedure][0]
        doc = {
            "applicant": dict(order.applicant), "content": dict(order.answers), "received_at": NOW.isoformat(),
            "form": {"id": order.procedure, "form_version": "1"},
            "papers": [
                {"name": paper.name, "originals": paper.originals, "copies": paper.copies,
                 "handed_in": (order.papers or {}).get(paper.name, 0)} for paper in PAPERS
            ],
        }  # fmt: skip
        self.views[dossier_id] = view(dossier_id, doc, name)
        return Receipt(
            dossier_id,
            "T24133-A-000052-7K",
            name,
            order.applicant["full_name"],
            NOW,
            NOW + timedelta(hours=6),
            0,
            (),
        )

    def print_receipt(self, dossier_id: str, to_path: str = "") -> Printed:
        self.calls.append("print_receipt")
        return Printed(b"%PDF-", "giay-hen.pdf", 1, "Đã gửi giấy hẹn tới máy in.")

    def find_dossiers(self, order: FindDossiers) -> DossierPage:
        self.calls.append("find_dossiers")
        words = fold(order.text).split()
        found = [
            row
            for row in self.rows
            if all(word in fold(f"{row.number} {row.official_code} {row.applicant}") for word in words)
            and order.truth in ("", row.truth)
            and order.status in ("", row.status)
        ]
        start = int(order.after or 0)
        rows = tuple(found[start : start + order.limit])
        end = start + len(rows)
        return DossierPage(rows, str(end) if end < len(found) else "")

    def read_dossier(self, dossier_id: str) -> DossierView:
        self.calls.append("read_dossier")
        return self.views[dossier_id]

    def correct_dossier(self, order: CorrectDossier) -> None:
        self.done.append(order)
        old = self.views[order.dossier_id]
        self.views[order.dossier_id] = replace(
            old, truth="waiting", refusal=None, truth_sentence="Chờ gửi lại."
        )

    def try_apology(self, order: ApologiseLate) -> datetime:
        if order.due_at <= NOW:
            raise RuleError(Fault(Act.CLERK, "Ngày hẹn mới phải sau ngày đã hẹn.", "Chọn ngày khác.", "backwards"))
        return order.due_at

    def apologise_late(self, order: ApologiseLate) -> None:
        self.try_apology(order)
        self.done.append(order)

    def show_lookups(self, dossier_id: str) -> Lookups:
        return self.lookups.get(dossier_id, Lookups(()))

    def answer_lookup(self, order: AnswerLookup) -> None:
        self.done.append(order)

    def ask_supplement(self, order: AskSupplement) -> None:
        if not order.items:
            raise RuleError(Fault(Act.CLERK, "Chưa ghi nội dung bổ sung.", "Chọn hoặc ghi.", "no items"))
        self.done.append(order)

    def withdraw_dossier(self, order: WithdrawDossier) -> None:
        self.done.append(order)

    def book_hand_over(self, order: HandOverDossiers) -> HandedOver:
        self.done.append(order)
        return HandedOver(b"%PDF-", len(order.dossier_ids), NOW)

    def print_hand_over(self, handed: HandedOver) -> str:
        self.calls.append(f"print_hand_over {handed.count}")
        if self.print_fault is not None:
            raise RuleError(self.print_fault)
        return "Đã gửi tới máy in."

    def print_register(self, order: PrintRegister, to_path: str = "") -> RegisterPrinted:
        self.done.append(order)
        return RegisterPrinted(b"%PDF-", "so.pdf", 40, "Đã gửi tới máy in.")

    def list_papers(self, dossier_id: str) -> tuple[PaperLine, ...]:
        return self.papers

    def print_paper(self, order: PrintPaper, to_path: str = "") -> Printed:
        self.calls.append(f"print_paper {order.kind} {' '.join(order.dossier_ids)}")
        if self.print_fault is not None and set(order.dossier_ids) & self.unprintable:
            raise RuleError(self.print_fault)
        return Printed(b"%PDF-", "giay.pdf", 1, "Đã gửi tới máy in.")

    def guide_applicant(self, order: GuideApplicant, to_path: str = "") -> Guided:
        self.done.append(order)
        return Guided(b"%PDF-", order.items, "Đã gửi tới máy in.")

    def refuse_receipt(self, order: RefuseReceipt) -> Refused:
        self.done.append(order)
        return Refused("dossier-refused", "T24133-A-000053-7K")

    def serve_now(self, order: ServeNow) -> Served:
        self.done.append(order)
        if order.draft_id:
            del self.drafts[order.draft_id]
        return Served("dossier-served", "T24133-A-000054-7K")

    def transfer_dossier(self, dossier_id: str) -> None:
        self.done.append(dossier_id)

    def decide_dossier(self, order: DecideDossier) -> None:
        self.done.append(order)

    def supplement_dossier(self, order: SupplementDossier) -> None:
        self.done.append(order)

    def return_result(self, order: ReturnResult) -> None:
        self.done.append(order)

    def sync_status(self) -> SyncFacts:
        self.calls.append("sync_status")
        return self.facts

    def run_round(self, progress: Callable[[RoundStep], None], cancelled: Callable[[], bool]) -> RoundResult:
        self.calls.append("run_round")
        progress(RoundStep("Đang gửi 2 hồ sơ…", LaneFacts(900, 1_800), LaneFacts(0, 40_000), 1_200.0, None))
        sentence = "Đã dừng theo yêu cầu." if cancelled() else "Đã trao đổi xong với hệ thống tỉnh."
        return RoundResult(
            contact=True, sent=2, accepted=2, refused=0, conflicts=0, pulled=3, bytes_up=1_840, bytes_down=920,
            round_trips=2, seconds=0.4, still_waiting=0, blobs_sent=1, phase="idle", next_try_s=60, sentence=sentence,
        )  # fmt: skip

    def close(self) -> None:
        self.calls.append("close")


def _row(number: int) -> DossierRow:
    people = (
        "Nguyễn Thị Thử Nghiệm",
        "Y’Thử Mlô",
        "Trần Văn Ví Dụ",
        "H’Mẫu Niê",
        "Lê Thị Giả Định",
        "Phạm Minh Hoạ",
    )
    truth = ("accepted", "waiting", "accepted", "unknown", "refused", "accepted", "sending")[number % 7]
    code = list(PROCEDURES)[number % len(PROCEDURES)]
    status = ("received", "processing", "decided", "awaiting_supplement", "received")[number % 5]
    label = {
        "received": "Được tiếp nhận", "processing": "Đang xử lý", "decided": "Đã xử lý xong",
        "awaiting_supplement": "Yêu cầu bổ sung giấy tờ",
    }[status]  # fmt: skip
    at = NOW - timedelta(minutes=37 * number)
    official = f"000.24.133.H15-261120-{number:04d}" if truth == "accepted" else ""
    return DossierRow(
        f"dossier-row-{number}", f"T24133-A-{number:06d}-7K", official, people[number % len(people)], code,
        PROCEDURES[code][0], status, label, truth, at, at + timedelta(days=2), late=number % 9 == 4,
    )  # fmt: skip


def view(dossier_id: str, doc: dict[str, Any], procedure_name: str, **changes: Any) -> DossierView:
    """A dossier that waits, ready to be changed by a test."""
    plain = DossierView(
        id=dossier_id, doc=doc, number="T24133-A-000052-7K", official_code="", procedure_name=procedure_name,
        status="received", status_label="Được tiếp nhận", truth="waiting",
        truth_sentence="Hồ sơ đã lưu trên máy này; sẽ gửi lên tỉnh ở lượt đồng bộ tới.",
        due_at=None, promised_due_at=NOW + timedelta(hours=6), due_notice="",
        history=(HistoryRow(NOW, "Trần Thị Mẫu Hoa", "Tiếp nhận hồ sơ.", "", ""),),
        refusal=None, may=frozenset({"print_paper", "correct_dossier"}),
    )  # fmt: skip
    return replace(plain, **changes)


def refused(dossier_id: str = "dossier-refused") -> DossierView:
    """A dossier that the province refused for its personal number."""
    doc = {
        "applicant": {
            "full_name": "Y’Thử Mlô",
            "citizen_id": "06619000002",
            "phone": "0905000002",
            "sex": "Nam",
        },
        "papers": [{"name": "Bản chính giấy chứng sinh", "originals": 1, "copies": 0, "handed_in": 1}],
        "received_at": NOW.isoformat(),
    }
    return view(
        dossier_id, doc, "Đăng ký khai sinh", truth="refused",
        truth_sentence="Tỉnh không nhận hồ sơ này; cần sửa rồi gửi lại.",
        refusal=Refusal("Số định danh phải gồm 12 chữ số.", "/applicant/citizen_id"),
    )  # fmt: skip
