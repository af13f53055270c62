"""Results and refusals of commands, as one JSON object or as Vietnamese lines; nothing here asks or decides.

A result is the frozen dataclass of a verb; bytes are never printed. What a refusal prints comes from its
fault and is therefore free of personal data.
"""

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from forms.dossier.calendar import local

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$")
LABELS: Final[dict[str, str]] = {
    "id": "Mã nội bộ",
    "dossier_id": "Mã nội bộ",
    "draft_id": "Mã nháp",
    "number": "Số tạm",
    "official_code": "Mã hồ sơ",
    "applicant": "Người nộp",
    "procedure": "Thủ tục",
    "procedure_name": "Tên thủ tục",
    "code": "Mã thủ tục",
    "name": "Tên",
    "field": "Lĩnh vực",
    "status": "Mã trạng thái",
    "status_label": "Trạng thái",
    "truth": "Mã tình trạng gửi",
    "truth_sentence": "Tình trạng gửi",
    "received_at": "Nhận lúc",
    "due_at": "Hẹn trả",
    "promised_due_at": "Đã hẹn trả",
    "plan": "Chậm nhất từng bước",
    "due_notice": "Lưu ý hạn trả",
    "notice": "Lưu ý",
    "late": "Quá hạn",
    "fee": "Lệ phí",
    "limit": "Thời hạn",
    "decided_at": "Nơi quyết định",
    "papers": "Thành phần hồ sơ",
    "agency": "Cơ quan thực hiện",
    "legal_source": "Căn cứ",
    "result_name": "Kết quả",
    "form_id": "Biểu mẫu",
    "attachments": "Tệp đính kèm",
    "history": "Diễn biến",
    "refusal": "Bị từ chối",
    "may": "Được làm tiếp",
    "printed": "Bản in",
    "contact": "Liên lạc được",
    "sent": "Đã gửi",
    "accepted": "Được nhận",
    "refused": "Bị từ chối",
    "conflicts": "Chờ đối chiếu",
    "pulled": "Nhận về",
    "bytes_up": "Byte gửi",
    "bytes_down": "Byte nhận",
    "round_trips": "Lượt đi về",
    "seconds": "Giây",
    "still_waiting": "Còn chờ gửi",
    "blobs_sent": "Tệp đã gửi",
    "last_contact": "Liên lạc cuối",
    "waiting": "Còn chờ",
    "written": "Đã ghi",
    "read_as": "Đọc theo",
    "found": "Bảng mã nhận ra",
    "confidence_percent": "Phần trăm chữ có dấu đọc được",
    "examples": "Ví dụ",
    "communes": "Xã, phường",
    "choices": "Có thể là",
    "is_old": "Địa chỉ cũ",
    "province": "Tỉnh",
    "handed_in": "Đã tiếp nhận trên máy này",
    "phase": "Giai đoạn",
    "trouble": "Trở ngại",
    "enrolled": "Đã đăng ký với tỉnh",
    "unknown": "Chưa có trả lời",
    "blobs_waiting": "Tệp chờ gửi",
    "blob_bytes_waiting": "Byte tệp chờ gửi",
    "active": "Đang làm việc",
    "by_status": "Theo trạng thái",
    "by_truth": "Theo tình trạng gửi",
    "due_soon": "Sắp đến hạn",
    "seeded": "Hồ sơ giả định",
    "resumed": "Cho gửi nhận lại",
    "changed": "Đã đổi",
    "discarded": "Đã huỷ bản nháp",
    "form_version": "Bản biểu mẫu",
    "procedure_edition": "Bản danh mục",
    "case": "Trường hợp",
    "lookup_status": "Tra cứu",
    "received": "Đã tiếp nhận",
    "reason": "Chi tiết",
    "clock": "Đồng hồ máy",
    "verb": "Việc",
    "key": "Mục",
    "path": "Trường",
    "sentence": "Tóm tắt",
    "entries": "Số mục nhật ký",
    "head": "Mã đầu chuỗi",
    "user": "Người dùng",
    "role": "Vai trò",
    "title": "Tên gọi",
    "tag": "Nhãn máy",
    "commune": "Mã xã",
    "office_name": "Cơ quan",
    "created": "Đã tạo",
    "problems": "Lỗi cần sửa",
    "warnings": "Cảnh báo",
    "values": "Giá trị",
    "questions": "Câu hỏi",
    "usable": "Dùng được",
    "published": "Đã công bố",
    "differences": "Thay đổi",
    "carried_over": "Chuyển ấn bản",
    "before": "Trước",
    "after": "Sau",
    "moved": "Dời",
    "lost": "Phải xem lại",
    "findings": "Cần sửa, cần biết",
    "next": "Trang sau",
    "next_try_s": "Giây tới lượt sau",
    "receipt": "Giấy hẹn",
    "round": "Lượt đồng bộ",
    "sync": "Đồng bộ",
    "audit": "Nhật ký",
    "whole": "Nguyên vẹn",
    "dossier": "Hồ sơ",
    "doc": "Nội dung",
    "content": "Tờ khai",
    "office": "Cơ quan",
    "rows": "Hồ sơ",
    "drafts": "Bản nháp",
    "staff": "Cán bộ",
    "clerk": "Cán bộ",
    "procedures": "Các thủ tục",
    "device": "Máy",
    "device_id": "Mã máy",
    "copy": "Bản in thứ",
    "file_name": "Tên tệp",
    "where": "Nơi in",
    "form": "Biểu mẫu",
    "entry": "Tờ khai",
    "work": "Công việc",
    "full_name": "Họ và tên",
    "citizen_id": "Số định danh cá nhân",
    "birth_date": "Ngày sinh",
    "sex": "Giới tính",
    "address": "Địa chỉ",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "received_by": "Người nhận",
    "return_by": "Cách trả kết quả",
    "channel": "Cách nộp hồ sơ",
    "sets": "Số bộ",
    "decision": "Quyết định",
    "result": "Trả kết quả",
    "supplement_request": "Yêu cầu bổ sung",
    "officer": "Người giải quyết",
    "valid_until": "Có giá trị đến",
    "matters": "Việc cần xử lý",
    "matter": "Việc cần xử lý",
    "counts": "Số lượng",
    "by_class": "Theo loại",
    "overdue": "Quá ba ngày làm việc",
    "oldest_days": "Lâu nhất (ngày làm việc)",
    "age_days": "Số ngày làm việc",
    "since": "Từ lúc",
    "kind": "Loại",
    "owner": "Việc của",
    "own": "Làm trên máy này",
    "what": "Việc đã làm",
    "why": "Vì sao chờ",
    "remedy": "Cách giải quyết",
    "fields": "Các trường",
    "base": "Hai bên cùng thấy",
    "mine": "Máy này",
    "theirs": "Máy chủ",
    "value": "Giá trị",
    "settled": "Đã giải quyết",
    "choice": "Đã chọn",
    "sides": "Hai hồ sơ",
    "quarantined": "Chờ kiểm tra ở tỉnh",
    "clock_warning": "Đồng hồ",
    "twin": "Máy trùng danh tính",
    "printed_not_accepted": "Đã giao số, tỉnh chưa nhận",
    "state_label": "Tình trạng",
    "copies": "Số bản in",
    "unexplained": "Số không có hồ sơ",
    "handover": "Bàn giao máy",
    "safe": "Có thể bàn giao",
    "as_of": "Theo trả lời của tỉnh lúc",
    "obstacles": "Còn vướng",
    "count": "Số lượng",
    "signer": "Khóa ký số",
    "signed": "Đã ký số",
    "certificate": "Chứng thư",
    "token": "Nhãn token",
    "library": "Thư viện token",
    "file": "Tệp",
    "subject": "Cấp cho",
    "issuer": "Nơi cấp",
    "serial": "Số sê-ri",
    "valid_from": "Có giá trị từ",
    "version": "Phiên bản",
    "edition": "Ấn bản",
    "effective_from": "Hiệu lực từ",
    "digest": "SHA-256",
    "is_new": "Mới",
    "required": "Câu bắt buộc",
    "repeats": "Nhóm lặp",
    "hours": "Giờ làm việc",
    "days": "Ngày nghỉ, ngày làm bù",
    "text": "Nguyên văn",
    "import": "Đã đọc",
    "clean": "Không có gì đáng ngờ",
    "flags": "Mục chờ duyệt",
    "doubts": "Điều đáng ngờ",
    "written_to": "Ghi ra",
    "review": "Rà soát",
    "answered": "Đã trả lời",
    "ready": "Đã sẵn sàng",
    "kinds": "Theo loại",
    "difference": "So với đang dùng",
    "lines": "Thay đổi",
    "register": "Sổ theo dõi",
}
WHERE: Final[dict[str, str]] = {
    "row": "Dòng",
    "line": "Dòng",
    "column": "Cột",
    "sheet": "Trang tính",
    "cell": "Ô",
    "part": "Phần",
    "field": "Mục",
    "fields": "Số mục",
    "setting": "Điểm luật để ngỏ",
    "takes": "Trả lời bằng",
    "day": "Ngày",
    "unit": "Đơn vị",
    "paper": "Giấy tờ",
    "at_most": "Tối đa",
    "rows": "Số dòng",
    "rows_max": "Tối đa",
    "bytes_max": "Tối đa (byte)",
    "kind": "Loại lỗi",
}
"""Where a fault lies; what is not here is called as in a result."""


def plain(value: Any) -> Any:
    """Turn a verb's result into what JSON can hold: instants as RFC 3339, sets sorted, bytes left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not isinstance(getattr(value, field.name), bytes | bytearray)
        }
    if isinstance(value, Enum | datetime | date):
        return value.value if isinstance(value, Enum) else value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def refusal(error: Exception) -> dict[str, Any] | None:
    """Return what a refusal says: its sentence, what to do, who acts; None for an error without a fault.

    Args:
        error: What a verb raised: a fault of the law or the desk, or one of the road's four errors.
    """
    source: Any = getattr(error, "fault", error)
    if not hasattr(source, "sentence"):
        return None
    said: dict[str, Any] = {
        "error": source.english,
        "sentence": source.sentence,
        "remedy": source.remedy,
        "act": source.act,
    }
    if where := getattr(error, "where", {}):
        said["where"] = dict(where)
    if problems := getattr(error, "problems", ()):
        said["problems"] = problems
    return said


def as_json(result: Mapping[str, Any]) -> str:
    """One JSON object on one line, letters as written."""
    return json.dumps(plain(result), ensure_ascii=False, sort_keys=True)


def refusal_text(said: Mapping[str, Any]) -> str:
    """What a person reads of a refusal: the sentence, what to do, and where."""
    lines = [str(said["sentence"]), str(said["remedy"])]
    places = said.get("where", {}).items()
    lines += [f"  {WHERE.get(name) or LABELS.get(name, name)}: {value}" for name, value in places]
    lines += [f"  {problem.label}: {problem.sentence}" for problem in said.get("problems", ())]
    return "\n".join(lines)


def as_text(result: Mapping[str, Any]) -> str:
    """Vietnamese lines for a person: `label: value`, nested things indented, empty ones left out."""
    return "\n".join(_lines(plain(result), 0))


def _lines(value: Mapping[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    for key, item in value.items():
        if item in (None, "", [], {}):
            continue
        head = "  " * depth + LABELS.get(key, key)
        if isinstance(item, dict):
            lines += [head + ":", *_lines(item, depth + 1)]
        elif isinstance(item, list):
            lines += [head + ":", *_rows(item, depth + 1)]
        else:
            lines.append(f"{head}: {_word(item)}")
    return lines


def _rows(items: list[Any], depth: int) -> list[str]:
    pad = "  " * depth
    return [
        pad
        + "- "
        + (
            " · ".join(_word(v) for v in item.values() if v not in (None, "", [], {}))
            if isinstance(item, dict)
            else _word(item)
        )
        for item in items
    ]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, str) and _INSTANT.match(value):
        return f"{local(datetime.fromisoformat(value)):%H:%M %d/%m/%Y}"
    return str(value)
