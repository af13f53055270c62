"""What a matter is called at the counter: sentences, labels of paths, values as text; and how old it is.

Words and counting only; nothing is decided here. Ages are whole working days by the office's calendar.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from desktop_app.ports.matter_reading import Before, MatterNumbers, Objection, OpenMatter
from desktop_app.ports.matters import ALARM_DAYS, MatterClass, MatterCounts, MatterRow, Owner
from forms.dossier.book_writes import BOOK_KINDS
from forms.dossier.calendar import WorkCalendar, local
from forms.dossier.channels import CameBy
from forms.dossier.lookups import late_before, limit_at

FILE_DAYS: Final = 1
"""Working days after which a file that the province lacks is somebody's task (C9)."""
_DAYS_COUNTED: Final = 400
_NO_DOSSIER: Final = frozenset({"cash.close", "staff.set"})
"""Events whose record is neither a dossier nor a book: nothing can be opened."""
DEED_SAID: Final[Mapping[str, str]] = {
    "submit": "Tiếp nhận, chuyển lên tỉnh",
    "accept": "Nhận giải quyết",
    "require_supplement": "Yêu cầu bổ sung",
    "supplement": "Nộp bổ sung",
    "decide": "Quyết định",
    "deliver_result": "Trả kết quả",
    "withdraw_request": "Công dân xin dừng",
    "refuse_receipt": "Từ chối tiếp nhận",
    "serve_now": "Giải quyết và trả ngay",
    "hand_over": "Bàn giao",
    "apologise": "Xin lỗi, hẹn lại ngày trả",
    "ask_payment": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "pay": "Đã thực hiện nghĩa vụ tài chính",
    "dossier.new": "Lập hồ sơ",
    "fields.set": "Sửa thông tin",
    "attach.add": "Đính kèm tệp",
    "attach.void": "Gỡ tệp",
    "fee.line": "Thu lệ phí",
    "note": "Ghi chú",
    "code.assign": "Tỉnh cấp mã hồ sơ",
    "state.set": "Tỉnh cập nhật",
    "verdict": "Tỉnh nhận lại việc chờ kiểm tra",
    "dossier.void": "Huỷ hồ sơ",
    "link.duplicate": "Đối chiếu hồ sơ trùng",
    "staff.set": "Danh sách cán bộ",
    "book.open": "Mở sổ",
    "book.hand": "Bàn giao sổ",
    "book.lost": "Nhận sổ của máy mất",
    "book.entry": "Vào sổ",
}
FOUND_SAID: Final[Mapping[str, str]] = {
    "forked": "Hai máy, hoặc một bản sao cũ, đã dùng cùng một danh tính.",
    "set_back": "Kho trên máy này đã bị đưa về bản cũ; máy đã tự đối chiếu và gửi lại.",
    "province_restored": "Tỉnh đã khôi phục từ bản sao lưu; máy đã gửi lại những gì tỉnh thiếu.",
    "different": "Bản trên máy và bản ở tỉnh khác nhau; máy đã lấy lại bản của tỉnh.",
    "too_old": "Máy lâu không liên lạc nên đã lấy lại toàn bộ bản của tỉnh.",
    "twin": "Có máy khác đang dùng danh tính của máy này.",
}
HELD_SAID: Final[Mapping[str, str]] = {
    "revoked": "máy này đã bị thu hồi quyền gửi",
    "scope": "hồ sơ thuộc xã khác",
    "procedure": "danh mục ở tỉnh chưa có thủ tục này hoặc bản của nó",
    "schema": "tỉnh không đọc được nội dung",
    "size": "nội dung quá lớn",
    "custody": "sổ đã được nhận lại từ máy này khi báo mất",
    "eid": "trùng mã với việc khác",
    "law": "nội dung ngoài quy định đã biết",
}
_OBJECTED_SAID: Final[Mapping[str, str]] = {
    **{why: f"Tỉnh giữ lại để kiểm tra, vì {said}." for why, said in HELD_SAID.items()},
    "since": "Nơi khác đã sửa cùng chỗ này trước và tỉnh đã ghi giá trị đó.",
    "role": "Theo tỉnh, người làm việc này không có quyền làm.",
    "staff": "Tỉnh không nhận thay đổi này của danh sách cán bộ.",
}
_FIELD_SAID: Final[Mapping[str, str]] = {
    "full_name": "Họ và tên",
    "citizen_id": "Số định danh cá nhân",
    "birth_date": "Ngày sinh",
    "sex": "Giới tính",
    "address": "Nơi cư trú",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "sets": "Số bộ",
    "papers": "Thành phần hồ sơ",
    "lookups": "Tra cứu",
    "return_by": "Cách trả kết quả",
    "channel": "Cách nộp hồ sơ",
    "promised_due_at": "Ngày hẹn trả",
    "content": "Tờ khai",
    "form": "Biểu mẫu",
    "applicant": "Người nộp",
    "principal": "Người uỷ quyền",
    "contact": "Liên hệ",
}


def wanted_by(found: Objection) -> Mapping[str, Any]:
    """Return the paths and values that an event of changes wanted to write; empty for any other event."""
    if found.kind == "fields.set":
        return found.payload
    args = found.payload.get("args")
    changes = args.get("set") if found.kind == "cmd" and isinstance(args, Mapping) else None
    return changes if isinstance(changes, Mapping) else {}


def label_of(path: str) -> str:
    """Name a path as the counter does: its last step where the steps before it say nothing more."""
    steps = [step for step in path.split("/") if step]
    named = [_FIELD_SAID.get(step, step) for step in steps]
    return named[-1] if steps[:1] in (["applicant"], ["contact"]) and named else " · ".join(named)


def text_of(value: Any) -> str:
    """Spell a value for a person."""
    if value is None:
        return "(trống)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def why_said(text: str, why: str) -> str:
    """Say why the province objected: its own sentence, else that of the reason, else the reason's name."""
    return text or _OBJECTED_SAID.get(why, why)


def sentence_of(matter: OpenMatter) -> str:
    """Say in one line what the matter is."""
    what = DEED_SAID.get(matter.what, matter.what)
    return {
        MatterClass.SAME_FIELD: f"{what}: nơi khác cũng vừa sửa chỗ này; cần chọn một giá trị",
        MatterClass.NOT_OURS: f"{what}: tỉnh không nhận, vì trường do tỉnh ghi hoặc hồ sơ đã chuyển xử lý",
        MatterClass.ILLEGAL_MOVE: f"{what}: không hợp với trạng thái hồ sơ ở tỉnh",
        MatterClass.VOIDED: f"{what}: hồ sơ đã huỷ; nội dung vẫn giữ ở đây",
        MatterClass.SAME_NUMBER: f"Số tạm {matter.what} in trên hai hồ sơ",
        MatterClass.DUPLICATE: "Có thể trùng: cùng người, cùng thủ tục, trong một tuần",
        MatterClass.FILE: f"Tỉnh còn thiếu tệp quét «{matter.what}»",
        MatterClass.FINDING: FOUND_SAID.get(matter.what, matter.what),
        MatterClass.QUARANTINED: f"{what}: chờ kiểm tra ở tỉnh, vì {HELD_SAID.get(matter.why, matter.why)}",
        MatterClass.LOOKUP: f"chưa có kết quả tra cứu: {matter.what}",
        MatterClass.REFUSED: f"{what}: {matter.text or matter.why}",
    }[matter.kind]


def row_of(matter: OpenMatter, procedure_name: str, now: datetime, calendar: WorkCalendar) -> MatterRow:
    """Return a matter as a line of the list.

    Args:
        matter: As the store found it.
        procedure_name: Of its dossier.
        now: The desk's clock.
        calendar: The office's.
    """
    since = instant_of(matter.since, now)
    days, sentence = age_days(since, now, calendar), sentence_of(matter)
    is_late = days > ALARM_DAYS
    if matter.kind is MatterClass.LOOKUP:
        limit = limit_at(since, calendar, online=matter.why == CameBy.ONLINE)
        is_late, sentence = now > limit, f"Hạn {limit:%H:%M %d/%m}, {sentence}"
    return MatterRow(
        key=matter.key,
        kind=matter.kind,
        dossier_id="" if matter.record is None or matter.what in _NO_DOSSIER else str(matter.record),
        number=matter.number,
        official_code=matter.official_code,
        applicant=matter.applicant,
        procedure_name=procedure_name,
        sentence=sentence,
        since=since,
        age_days=days,
        overdue=is_late,
        owner=owner_of(matter.kind, overdue=is_late),
        own=matter.own,
        is_book=matter.what in BOOK_KINDS,
    )


def owner_of(kind: MatterClass, *, overdue: bool) -> Owner:
    """Say whose task it is."""
    if kind is MatterClass.FINDING:
        return Owner.ADMINISTRATOR
    if overdue or kind is MatterClass.SAME_NUMBER:
        return Owner.SUPERVISOR
    return Owner.PROVINCE if kind is MatterClass.QUARANTINED else Owner.CLERK


def age_days(since: datetime, now: datetime, calendar: WorkCalendar) -> int:
    """Count the working days that have begun since; 0 for a day to come, at most those of 400 days."""
    first, today = local(since).date(), local(now).date()
    span = min(max((today - first).days, 0), _DAYS_COUNTED)
    return sum(calendar.is_working_day(today - timedelta(days=back)) for back in range(span))


def before_now(now: datetime, calendar: WorkCalendar) -> Before:
    """Return the instants that say at this moment what is a task, and what is late."""
    alarm, files = days_ago(now, ALARM_DAYS, calendar), days_ago(now, FILE_DAYS, calendar)
    return Before(alarm, files, late_before(now, calendar), late_before(now, calendar, online=True))


def days_ago(now: datetime, days: int, calendar: WorkCalendar) -> datetime:
    """Return the instant before which something is older than so many working days, as `age_days` counts."""
    day = local(now).date()
    for _ in range(_DAYS_COUNTED):
        if days < 0:
            break
        days -= calendar.is_working_day(day)
        day -= timedelta(days=1)
    return calendar.opening_of(day + timedelta(days=1)).replace(hour=0, minute=0)


def counts_of(numbers: MatterNumbers, now: datetime, calendar: WorkCalendar) -> MatterCounts:
    """Return the counts with the oldest matter's age in working days."""
    oldest = age_days(instant_of(numbers.oldest, now), now, calendar) if numbers.oldest else 0
    return MatterCounts(numbers.by_class, numbers.before, oldest)


def instant_of(text: str, now: datetime) -> datetime:
    """Read an instant of the log; one that does not read, or lies ahead of the clock, is now."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return local(now)
    return local(min(at if at.tzinfo else at.replace(tzinfo=UTC), now))
