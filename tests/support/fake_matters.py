"""Matters that wait for a person, receipts given out and the proof of handing in, all in memory."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desktop_app.ui.matter_ports import (
    Choice,
    CloseFinding,
    DropMatter,
    FieldInConflict,
    HandoverProof,
    LinkDuplicate,
    ListMatters,
    ListPrinted,
    MatterClass,
    MatterCounts,
    MatterPage,
    MatterRow,
    MatterView,
    Obstacle,
    Owner,
    PrintedPage,
    PrintedRow,
    PrintedState,
    Said,
    SendAgain,
    SettleConflict,
    Settlement,
    Side,
    UndoSettlement,
    VoidAttachment,
    VoidDossier,
)
from forms.dossier.calendar import VN

AT = datetime(2026, 11, 16, 9, 12, tzinfo=VN)
HERE, THERE = "Trần Thị Mẫu Hoa", "Lê Văn Giả Định"
ROW = MatterRow(
    key="k-3", kind=MatterClass.SAME_FIELD, dossier_id="dossier-row-1", number="T24133-A-000003-7K",
    official_code="H15.24.133-261116-0003", applicant="Nguyễn Thị Thử Nghiệm",
    procedure_name="Đăng ký khai sinh", sentence="Hai nơi cùng sửa: Điện thoại, Địa chỉ.", since=AT,
    age_days=4, overdue=True, owner=Owner.SUPERVISOR, own=True,
)  # fmt: skip
MATTERS = (
    ("C3", "Hai nơi cùng sửa: Điện thoại, Nơi cư trú.", 4),
    ("C4", "Tỉnh không cho sửa ô «Họ và tên» sau khi tiếp nhận.", 3),
    ("C5", "Hồ sơ đã được trả kết quả lúc 10:20 16/11/2026.", 2),
    ("C6", "Hồ sơ đã huỷ (công dân rút); phần sửa trên máy này được giữ.", 2),
    ("C7", "Hai hồ sơ mang cùng một mã; hồ sơ này được cấp mã mới.", 1),
    ("C8", "Có thể trùng với hồ sơ T24133-B-000017-2M.", 1),
    ("C9", "Thiếu tệp quét «Giấy chứng sinh»: tỉnh không đọc được.", 1),
    ("C10", "Hai máy cùng một danh tính; 3 hồ sơ cần đối chiếu.", 0),
    ("C11", "Chờ kiểm tra: tỉnh giữ lại việc sửa này.", 0),
    ("refused", "Người này không có quyền quyết định tại quầy.", 0),
)
MAY = {
    "C3": {"settle_conflict", "drop_matter"}, "C4": {"drop_matter", "supplement_dossier"}, "C5": {"drop_matter"},
    "C6": {"drop_matter"}, "C7": {"drop_matter"}, "C8": {"link_duplicate"},
    "C9": {"send_again", "void_attachment"}, "C10": {"close_finding"}, "C11": {"send_again", "drop_matter"},
    "refused": {"drop_matter", "send_again", "correct_dossier"},
}  # fmt: skip
FIELDS = (
    FieldInConflict(
        "/applicant/phone", "Điện thoại",
        Said("0905000010", "0905000010", HERE, AT - timedelta(days=3)),
        Said("0905000011", "0905000011", HERE, AT),
        Said("0905000077", "0905000077", THERE, AT - timedelta(hours=1)),
    ),
    FieldInConflict(
        "/applicant/address", "Nơi cư trú",
        Said("Buôn Mẫu, xã Ea Mẫu, Đắk Lắk", "Buôn Mẫu, xã Ea Mẫu, Đắk Lắk", HERE, AT - timedelta(days=3)),
        Said("Buôn Thử, xã Ea Mẫu, Đắk Lắk", "Buôn Thử, xã Ea Mẫu, Đắk Lắk", HERE, AT),
        Said("Thôn 2, xã Ea Mẫu, Đắk Lắk", "Thôn 2, xã Ea Mẫu, Đắk Lắk", THERE, AT - timedelta(hours=1)),
    ),
)  # fmt: skip
SIDES = (
    Side(
        "dossier-row-1", "T24133-A-000003-7K", "H15.24.133-261116-0003", "Nguyễn Thị Thử Nghiệm",
        "066190000001", "Đăng ký khai sinh", "Đang xử lý", AT, HERE,
        (("Họ tên trẻ", "Nguyễn Văn Bé Mẫu"), ("Ngày sinh của trẻ", "03/11/2026")),
    ),
    Side(
        "dossier-row-2", "T24133-B-000017-2M", "", "Nguyễn Thị Thử Nghiệm", "066190000001",
        "Đăng ký khai sinh", "Được tiếp nhận", AT + timedelta(hours=5), THERE,
        (("Họ tên trẻ", "Nguyễn Văn Bé Mẫu"), ("Ngày sinh của trẻ", "04/11/2026")),
    ),
)  # fmt: skip


def row(place: int) -> MatterRow:
    """One open matter of the list above, over and over."""
    kind, sentence, days = MATTERS[place % len(MATTERS)]
    clerk = {"C7": Owner.SUPERVISOR, "C10": Owner.ADMINISTRATOR, "C11": Owner.PROVINCE}
    return replace(
        ROW, key=f"k-{place}", kind=MatterClass(kind), sentence=sentence, age_days=days, overdue=days > 3,
        number=f"T24133-A-{place + 3:06d}-7K", since=AT + timedelta(days=4 - days),
        owner=Owner.SUPERVISOR if days > 3 else clerk.get(kind, Owner.CLERK),
        dossier_id="" if kind == "C10" else ROW.dossier_id,
    )  # fmt: skip


def view(one: MatterRow) -> MatterView:
    """A matter opened."""
    kind = one.kind.value
    return MatterView(
        one, what="Sửa thông tin người nộp.", why=one.sentence,
        remedy="Chọn giá trị đúng, ghi lý do rồi xác nhận.",
        fields=FIELDS if kind == "C3" else (), sides=SIDES if kind in ("C7", "C8") else (),
        file_title="Giấy chứng sinh.pdf" if kind == "C9" else "", sha256="ab" * 32 if kind == "C9" else "",
        may=frozenset(MAY[kind]), rev=7,
    )  # fmt: skip


class FakeMatters:
    """The part of the office that screens of matters ask."""

    calls: list[str]
    done: list[Any]

    def __init__(self) -> None:
        self.open_matters = [row(place) for place in range(len(MATTERS))]
        self.settled: dict[str, Settlement] = {}
        self.proof = HandoverProof(
            safe=False, sentence="Chưa thể bàn giao máy này.", as_of=AT,
            obstacles=(
                Obstacle("waiting", 2, "Còn 2 việc tỉnh chưa ký nhận: đồng bộ rồi kiểm tra lại."),
                Obstacle("files", 3, "Còn 3 tệp quét chưa lên tỉnh: chờ gửi xong."),
                Obstacle("matters", 10, "Còn 10 việc cần xử lý: mở danh sách bằng F10."),
            ),
            drafts=("Đăng ký khai sinh – Trần Văn Ví Dụ",), last_seq=61, acked=59,
        )  # fmt: skip

    def list_matters(self, order: ListMatters) -> MatterPage:
        self.calls.append("list_matters")
        found = [
            one for one in self.open_matters
            if (not order.classes or one.kind in order.classes) and (one.overdue or not order.overdue_only)
            and order.dossier_id in ("", one.dossier_id)
        ]  # fmt: skip
        start = int(order.after or 0)
        end = start + order.limit
        return MatterPage(tuple(found[start:end]), str(end) if end < len(found) else "", self.counts())

    def counts(self) -> MatterCounts:
        by_class: dict[str, int] = {}
        for one in self.open_matters:
            by_class[one.kind.value] = by_class.get(one.kind.value, 0) + 1
        overdue = sum(one.overdue for one in self.open_matters)
        return MatterCounts(by_class, overdue, max((one.age_days for one in self.open_matters), default=0))

    def read_matter(self, key: str) -> MatterView:
        self.calls.append("read_matter")
        if key in self.settled:
            closed, how = self.closed[key], self.settled[key]
            return replace(view(closed), settled=how, may=frozenset({"undo_settlement"}))
        return view(next(one for one in self.open_matters if one.key == key))

    @property
    def closed(self) -> dict[str, MatterRow]:
        return {f"k-{place}": row(place) for place in range(len(MATTERS))}

    def settle_conflict(self, order: SettleConflict) -> None:
        self._close(order, order.key, order.choice, order.reason)

    def undo_settlement(self, order: UndoSettlement) -> None:
        self.done.append(order)
        del self.settled[order.key]
        self.open_matters.append(self.closed[order.key])

    def drop_matter(self, order: DropMatter) -> None:
        self._close(order, order.key, Choice.DROPPED, order.reason)

    def send_again(self, order: SendAgain) -> None:
        self._close(order, order.key, Choice.AGAIN, order.reason)

    def close_finding(self, order: CloseFinding) -> None:
        self._close(order, order.key, Choice.DROPPED, order.reason)

    def void_dossier(self, order: VoidDossier) -> None:
        self.done.append(order)

    def link_duplicate(self, order: LinkDuplicate) -> None:
        self.done.append(order)

    def void_attachment(self, order: VoidAttachment) -> None:
        self.done.append(order)

    def list_printed(self, order: ListPrinted) -> PrintedPage:
        self.calls.append("list_printed")
        rows = tuple(one for one in PRINTED if not order.states or one.state in order.states)
        counts: dict[str, int] = {}
        for one in PRINTED:
            counts[one.state.value] = counts.get(one.state.value, 0) + 1
        return PrintedPage(rows[order.after : order.after + order.limit], 0, counts)

    def export_printed(self, to_path: str) -> int:
        self.done.append(to_path)
        return len(PRINTED)

    def prove_handover(self) -> HandoverProof:
        self.calls.append("prove_handover")
        return self.proof

    def _close(self, order: Any, key: str, choice: Choice, reason: str) -> None:
        self.done.append(order)
        self.open_matters = [one for one in self.open_matters if one.key != key]
        self.settled[key] = Settlement(choice, HERE, AT + timedelta(days=4), reason)


def _printed(place: int, state: PrintedState, label: str, code: str = "") -> PrintedRow:
    names = ("Nguyễn Thị Thử Nghiệm", "Y’Thử Mlô", "Trần Văn Ví Dụ", "H’Mẫu Niê")
    return PrintedRow(
        f"T24133-A-{place:06d}-7K", f"dossier-row-{place}", code, names[place % 4], state, label,
        AT + timedelta(hours=7 * place), max(0, 4 - place // 2), 1 + place % 2,
    )  # fmt: skip


PRINTED = (
    _printed(9, PrintedState.WAITING, "Chờ gửi"),
    _printed(8, PrintedState.UNKNOWN, "Chưa rõ"),
    _printed(7, PrintedState.ACCEPTED, "Tỉnh đã nhận", "H15.24.133-261118-0007"),
    _printed(6, PrintedState.ACCEPTED, "Tỉnh đã nhận", "H15.24.133-261118-0006"),
    _printed(5, PrintedState.REFUSED, "Bị từ chối"),
    _printed(4, PrintedState.QUARANTINED, "Chờ kiểm tra"),
    _printed(3, PrintedState.ACCEPTED, "Tỉnh đã nhận", "H15.24.133-261116-0003"),
    _printed(2, PrintedState.VOIDED, "Đã huỷ", "H15.24.133-261116-0002"),
)
