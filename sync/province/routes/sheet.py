"""A dossier in Vietnamese lines: what the officers' page prints under each heading.

Words and order only; what is true comes from `read_dossier`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from forms.dossier.calendar import VN
from forms.dossier.channels import CameBy, came_by
from forms.dossier.lifecycle import LABEL_VI, Status
from forms.dossier.lookups import LABEL_OF_LOOKUP, limit_at, lookups_of, open_lookups
from forms.dossier.postponement import due_on_receipt
from forms.text.figures import dong
from sync.province.routes.answers import Forms, Lines, answer_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.dossier.calendar import WorkCalendar
    from sync.province.usecases.read_dossier import Reading, Step

VERDICTS: Final = {
    "ok": "Đã ghi nhận",
    "dup": "Đã có",
    "conflict": "Khác nhau",
    "rejected": "Không nhận",
    "quarantined": "Chờ kiểm tra",
}
KINDS: Final = {
    "dossier.new": "Lập hồ sơ",
    "dossier.void": "Huỷ hồ sơ",
    "link.duplicate": "Đối chiếu hồ sơ trùng",
    "verdict": "Tỉnh nhận lại",
    "fields.set": "Sửa thông tin",
    "attach.add": "Đính kèm tệp",
    "attach.void": "Gỡ tệp",
    "fee.line": "Thu phí, lệ phí",
    "note": "Ghi chú",
    "code.assign": "Cấp mã hồ sơ",
    "state.set": "Tỉnh cập nhật",
    "staff.set": "Danh sách cán bộ",
    "book.open": "Mở sổ",
    "book.hand": "Bàn giao sổ",
    "book.lost": "Nhận sổ của máy mất",
    "book.entry": "Vào sổ",
    "": "Không đọc được",
}
HELD: Final = {
    "revoked": "máy đã bị thu hồi",
    "scope": "hồ sơ thuộc xã khác",
    "procedure": "danh mục ở tỉnh chưa có thủ tục này hoặc bản của nó",
    "schema": "không đọc được nội dung",
    "size": "nội dung quá lớn",
    "custody": "sổ đã được nhận lại từ máy này khi báo mất",
    "eid": "trùng mã với việc khác mà nội dung khác",
    "signature": "chữ ký của máy không khớp; xã sẽ được hỏi gửi lại",
    "law": "nội dung ngoài quy định đã biết",
    "since": "nơi khác đã sửa cùng chỗ",
    "state": "không hợp trạng thái hồ sơ",
    "role": "người làm không có quyền",
    "void": "hồ sơ đã huỷ",
}
COMMANDS: Final = {
    "submit": "Nộp về tỉnh",
    "accept": "Nhận giải quyết",
    "require_supplement": "Yêu cầu bổ sung",
    "supplement": "Bổ sung hồ sơ",
    "ask_payment": "Yêu cầu nộp tiền",
    "pay": "Đã nộp tiền",
    "hand_over": "Bàn giao hồ sơ",
    "refuse_receipt": "Từ chối tiếp nhận",
    "serve_now": "Giải quyết ngay",
    "apologise": "Xin lỗi, hẹn lại ngày trả",
    "decide": "Ra quyết định",
    "deliver_result": "Trả kết quả",
    "withdraw_request": "Dừng theo đề nghị",
}
PEOPLE: Final = (
    ("full_name", "Họ và tên"),
    ("citizen_id", "Số định danh cá nhân"),
    ("birth_date", "Ngày sinh"),
    ("sex", "Giới tính"),
    ("address", "Nơi cư trú"),
    ("phone", "Điện thoại"),
    ("email", "Thư điện tử"),
)
OUTCOMES: Final = {"granted": "Giải quyết", "rejected": "Từ chối giải quyết"}
CAME: Final = {
    CameBy.VILLAGE: "Thu tại thôn, buôn",
    CameBy.ONLINE: "Trực tuyến",
    CameBy.POST: "Bưu chính",
}
RETURN_BY: Final = {"desk": "Tại quầy", "post": "Qua bưu chính"}
WAITING_FOR: Final = {
    Status.RECEIVED: "Xã giải quyết tại quầy; tỉnh chỉ ghi nhận.",
    Status.PROCESSING: "Xã đang giải quyết tại quầy.",
    Status.AWAITING_SUPPLEMENT: "Đang chờ xã gửi phần bổ sung.",
    Status.AWAITING_PAYMENT: "Đang chờ xã thu khoản đã yêu cầu nộp.",
    Status.DECIDED: "Đã có quyết định; đang chờ xã trả kết quả cho người dân.",
    Status.RETURNED: "Hồ sơ đã kết thúc: kết quả đã trao cho người dân.",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page of one dossier prints."""

    id: str
    rev: int
    number: str
    official_code: str | None
    status: str
    procedure_name: str
    office_name: str
    intake: Lines
    applicant: Lines
    answers: Lines
    papers: tuple[Mapping[str, Any], ...]
    attachments: tuple[Mapping[str, Any], ...]
    request: Lines
    lookups: Lines
    payment: Lines
    decision: Lines
    result: Lines
    history: tuple[Mapping[str, str], ...]
    may: tuple[str, ...]
    waiting_for: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the province knows besides the dossier.

    Attributes:
        office_name: of the commune.
        names: user id → name of the province's officers.
        here: hashes of the attachments that have arrived.
        forms: the forms known here.
        calendar: of the commune.
        now: this instant.
    """

    office_name: str
    names: Mapping[str, str]
    here: frozenset[str]
    forms: Forms
    calendar: WorkCalendar
    now: datetime


def moment(text: str | None) -> str:
    """Write an instant as a Vietnamese reads it, in local time.

    Args:
        text: RFC 3339, or None.
    """
    if not text:
        return "–"
    try:
        return datetime.fromisoformat(text).astimezone(VN).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return text


def day(text: str) -> str:
    """Write an ISO date as dd/mm/yyyy; leave anything else as it is.

    Args:
        text: `1990-05-02`, or whatever was typed.
    """
    parts = text.split("-")
    return "/".join(reversed(parts)) if [len(part) for part in parts] == [4, 2, 2] else text


def size(count: int) -> str:
    """Write a file's size with a decimal comma.

    Args:
        count: bytes.
    """
    return (
        f"{count / 1024 / 1024:.1f} MB".replace(".", ",")
        if count >= 1024 * 1024
        else f"{max(1, count // 1024)} KB"
    )


def lay_out(
    reading: Reading,
    known: Known,
) -> Sheet:
    """Turn a dossier into lines.

    Args:
        reading: the dossier.
        known: what is known here besides.
    """
    doc, kept, names, here = reading.kept.doc, reading.kept, known.names, known.here
    status = Status(doc["status"])
    return Sheet(
        id=str(kept.id),
        rev=kept.rev,
        number=doc["number"],
        official_code=doc.get("official_code"),
        status=status.value,
        procedure_name=reading.procedure.short_name if reading.procedure else doc["procedure"],
        office_name=known.office_name,
        intake=_intake(doc),
        applicant=_person(doc),
        answers=answer_lines(doc, known.forms),
        papers=_papers(doc.get("papers")),
        attachments=tuple(
            {"sha256": sha256, "here": sha256 in here, "void": "", **facts}
            | {"title": facts["title"] or facts["part"], "preview": preview_of(facts) in here}
            for sha256, facts in doc.get("attachments", {}).items()
        ),
        request=_request(doc.get("supplement_request")),
        lookups=_lookups(doc, known),
        payment=_payment(doc.get("payment_request")),
        decision=_decision(doc.get("decision"), names),
        result=_result(doc.get("result"), names),
        history=tuple(_step(step, names) for step in reading.steps),
        may=reading.may,
        waiting_for=WAITING_FOR.get(status, LABEL_VI[status]),
    )


def preview_of(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an attachment's small image, empty when it has none.

    Args:
        facts: what the document says of the attachment.
    """
    preview = facts.get("preview")
    return str(preview.get("sha256", "")) if isinstance(preview, dict) else ""


def _papers(rows: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the papers that are papers; a device may have sent anything."""
    blank = {"name": "–", "originals": "–", "copies": "–", "handed_in": False}
    listed = rows if isinstance(rows, list) else []
    return tuple({**blank, **row} for row in listed if isinstance(row, dict))


def _intake(doc: Mapping[str, Any]) -> Lines:
    printed = due_on_receipt(doc)
    fees = sum(line["amount"] for line in doc.get("fees", ()))
    void = doc.get("void")
    return _shown(
        [
            ("Mã hồ sơ", doc.get("official_code")),
            ("Số tạm", doc["number"]),
            ("Thủ tục", doc["procedure"]),
            ("Tiếp nhận lúc", moment(doc["received_at"])),
            ("Cách nộp", CAME.get(came_by(doc))),
            ("Hẹn trả", moment(doc.get("due_at"))),
            ("Ngày hẹn đã in", None if printed == doc.get("due_at") else moment(printed)),
            ("Hình thức trả", RETURN_BY.get(str(doc.get("return_by")))),
            ("Số bộ", str(doc.get("sets", 1))),
            ("Đã thu", f"{fees:,} đồng".replace(",", ".") if fees else None),
            ("Đồng hồ máy khi nhận", _clock(doc)),
            ("Đã huỷ", f"{void['reason']} ({void['basis']})" if void else None),
        ]
    )


def _clock(doc: Mapping[str, Any]) -> str | None:
    """Say by how much the desk's clock seemed wrong when it received this (sync.md V7)."""
    drift = (doc.get("clock") or {}).get("drift_s")
    if not isinstance(drift, int) or drift == 0:
        return None
    return f"{'nhanh' if drift > 0 else 'chậm'} khoảng {max(1, round(abs(drift) / 60))} phút"


def _person(doc: Mapping[str, Any]) -> Lines:
    applicant, principal, contact = (_facts(doc, name) for name in ("applicant", "principal", "contact"))
    lines = [(label, day(str(applicant.get(name) or ""))) for name, label in PEOPLE]
    if principal:
        lines += [
            (f"Người ủy quyền: {label.lower()}", day(str(principal.get(name) or "")))
            for name, label in PEOPLE
        ]
    if contact.get("phone") and contact["phone"] != applicant.get("phone"):
        lines.append(("Điện thoại liên hệ", str(contact["phone"])))
    return _shown(lines)


def _facts(doc: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    facts = doc.get(name)
    return facts if isinstance(facts, dict) else {}


def _request(request: Mapping[str, Any] | None) -> Lines:
    if not request:
        return ()
    return _shown(
        [
            ("Cần bổ sung", "; ".join(request.get("items", ()))),
            ("Lý do", request.get("reason")),
            ("Yêu cầu lúc", moment(request.get("requested_at"))),
            ("Bổ sung lúc", moment(request.get("supplemented_at"))),
        ]
    )


def _lookups(doc: Mapping[str, Any], known: Known) -> Lines:
    """Say how each look-up stands (NQ 66.7), and until when a paper must be asked for in place of data."""
    lines = [(one.name, LABEL_OF_LOOKUP[one.status]) for one in lookups_of(doc)]
    if open_lookups(doc):
        received, online = datetime.fromisoformat(str(doc["received_at"])), came_by(doc) is CameBy.ONLINE
        latest = limit_at(received, known.calendar, online=online)
        late = " (đã quá hạn)" if known.now > latest else ""
        lines.append(("Hạn yêu cầu nộp giấy tờ", moment(latest.isoformat()) + late))
    return tuple(lines)


def _payment(asked: Mapping[str, Any] | None) -> Lines:
    """Say what was asked to be paid, the oldest first."""
    if not asked:
        return ()
    lines: list[tuple[str, str | None]] = []
    for one in (*asked.get("earlier", ()), asked):
        lines += [
            ("Khoản phải nộp", f"{one['title']}: {dong(one['amount'])}"),
            ("Yêu cầu lúc", moment(one.get("requested_at"))),
            ("Đã nộp lúc", moment(one.get("paid_at"))),
        ]
    return _shown(lines)


def _decision(decision: Mapping[str, Any] | None, names: Mapping[str, str]) -> Lines:
    if not decision:
        return ()
    return _shown(
        [
            ("Kết quả", OUTCOMES.get(decision["outcome"])),
            ("Nội dung", decision.get("summary")),
            ("Số văn bản", decision.get("result_number")),
            ("Người ký", decision["signer"]),
            ("Quyết định lúc", moment(decision["decided_at"])),
            ("Ghi bởi", names.get(decision.get("by", ""), "Cán bộ xã")),
        ]
    )


def _result(result: Mapping[str, Any] | None, names: Mapping[str, str]) -> Lines:
    if not result:
        return ()
    return _shown(
        [
            ("Người nhận", result["receiver"]),
            ("Người ký", result["signer"]),
            ("Người trả", names.get(result.get("by", ""), "Cán bộ xã")),
            ("Trả lúc", moment(result["returned_at"])),
        ]
    )


def _step(step: Step, names: Mapping[str, str]) -> dict[str, str]:
    what, detail = KINDS.get(step.kind, step.kind), ""
    if step.kind == "cmd":
        what = COMMANDS.get(str(step.payload.get("name")), "Lệnh chưa biết")
    elif step.kind == "fields.set":
        detail = ", ".join(sorted(step.payload))
    elif step.kind in ("code.assign", "note"):
        detail = str(step.payload.get("code") or step.payload.get("text") or "")
    actor = names.get(step.actor) or ("Hệ thống tỉnh" if step.mine else "Cán bộ xã")
    return {
        "at": step.at,
        "what": what,
        "detail": detail,
        "actor": actor,
        "verdict": step.verdict,
        "why": step.why if step.verdict != "ok" else "",
    }


def _shown(lines: Iterable[tuple[str, str | None]]) -> Lines:
    return tuple((label, value) for label, value in lines if value and value != "–")
