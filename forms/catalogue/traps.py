"""Traps seen in official lists: each kind of doubt by name, with its sentence and what a person may answer.

Here: the words. Not here: finding them (`doubts`), answering them (`review`). Source: the defects of the
national portal's pages of mid-2026.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Choice(StrEnum):
    """What a person may decide about one doubt."""

    ACCEPT = "accept"
    SET = "set"
    CLEAN = "clean"
    CONVERT = "convert"
    DROP = "drop"
    MERGE = "merge"
    EXCLUSIVE = "exclusive"
    CONDITIONS = "conditions"
    LEAVE_OUT = "leave_out"


CHOICE_WORDS: Final = {
    Choice.ACCEPT: "giữ như đã ghi",
    Choice.SET: "nhập giá trị đúng",
    Choice.CLEAN: "chuẩn hoá ký tự",
    Choice.CONVERT: "chuyển sang Unicode như được nêu",
    Choice.DROP: "bỏ các dòng được nêu",
    Choice.MERGE: "gộp các dòng trùng",
    Choice.EXCLUSIVE: "là các trường hợp loại trừ nhau, cán bộ chọn một",
    Choice.CONDITIONS: "là điều kiện của từng giấy tờ, không loại trừ nhau",
    Choice.LEAVE_OUT: "không đưa thủ tục này vào danh mục",
}


class Trap(StrEnum):
    """One kind of doubt."""

    UNIT_MISSING = "unit_missing"
    UNIT_GUESSED = "unit_guessed"
    LIMIT_WITHOUT_VALUE = "limit_without_value"
    LIMIT_FROM_TEXT = "limit_from_text"
    LIMIT_LONG = "limit_long"
    LIMIT_BY_CHANNEL = "limit_by_channel"
    LIMIT_NOTE = "limit_note"
    FEE_TINY = "fee_tiny"
    FEE_FOREIGN = "fee_foreign"
    FEE_UNLIKE_NOTE = "fee_unlike_note"
    FEE_CORRECTED = "fee_corrected"
    FEE_UNSTATED = "fee_unstated"
    FEE_LOCAL = "fee_local"
    FEE_BY_CHANNEL = "fee_by_channel"
    NO_PAPERS = "no_papers"
    NONE_REQUIRED = "none_required"
    PAPER_REPEATED = "paper_repeated"
    PAPER_UNNAMED = "paper_unnamed"
    PAPER_IS_NOTE = "paper_is_note"
    PAPER_COUNT = "paper_count"
    PAPER_OF_OFFICE = "paper_of_office"
    PAPERS_CONDENSED = "papers_condensed"
    CASES = "cases"
    AGENCY_PROSE = "agency_prose"
    AGENCY_MISSING = "agency_missing"
    RESULT_MISSING = "result_missing"
    SOURCE_MISSING = "source_missing"
    SHARED_PAGE = "shared_page"
    NOT_AT_A_DESK = "not_at_a_desk"
    STRANGE_TEXT = "strange_text"
    LEGACY_TEXT = "legacy_text"
    UNVERIFIED = "unverified"


class TrapWords(NamedTuple):
    """What is said of one kind of doubt, and what may be answered.

    Attributes:
        reason: Why a person must look, in Vietnamese.
        field: The part of the record that `set` replaces; empty where nothing can be set.
        choices: What may be answered.
    """

    reason: str
    field: str
    choices: tuple[Choice, ...]


_A, _S, _C, _D = Choice.ACCEPT, Choice.SET, Choice.CLEAN, Choice.DROP
_M, _X, _K, _L = Choice.MERGE, Choice.EXCLUSIVE, Choice.CONDITIONS, Choice.LEAVE_OUT

WORDS: Final[dict[Trap, TrapWords]] = {
    Trap.UNIT_MISSING: TrapWords("Không có thời hạn giải quyết.", "time_limit", (_S, _L)),
    Trap.UNIT_GUESSED: TrapWords(
        "Trang gốc ghi số trần không có đơn vị; đang hiểu là ngày làm việc. Ngày, ngày làm việc hay phút?",
        "time_limit",
        (_A, _S, _L),
    ),
    Trap.LIMIT_WITHOUT_VALUE: TrapWords(
        "Thời hạn không có con số (theo đợt hoặc theo kế hoạch).", "time_limit", (_A, _S, _L)
    ),
    Trap.LIMIT_FROM_TEXT: TrapWords(
        "Thời hạn được đọc từ đoạn văn trình tự thực hiện, không phải từ ô thời hạn.",
        "time_limit",
        (_A, _S, _L),
    ),
    Trap.LIMIT_LONG: TrapWords(
        "Thời hạn trên 60 ngày làm việc; có thể là phút hoặc giờ bị ghi thành ngày.",
        "time_limit",
        (_A, _S, _L),
    ),
    Trap.LIMIT_BY_CHANNEL: TrapWords(
        "Thời hạn khác nhau theo kênh nộp; thường là kênh bị dùng thay cho trường hợp hoặc xã vùng khó khăn.",
        "time_limit",
        (_A, _S, _L),
    ),
    Trap.LIMIT_NOTE: TrapWords(
        "Thời hạn có ghi chú về trường hợp khác hoặc về xã vùng khó khăn.", "time_limit", (_A, _S, _L)
    ),
    Trap.FEE_TINY: TrapWords(
        "Mức thu dưới 1.000 đồng; thường là đơn vị nghìn đồng hoặc ngoại tệ.", "fee", (_S, _L)
    ),
    Trap.FEE_FOREIGN: TrapWords("Mức thu tính bằng ngoại tệ.", "fee", (_S, _L)),
    Trap.FEE_UNLIKE_NOTE: TrapWords("Mức thu khác con số trong phần ghi chú.", "fee", (_A, _S, _L)),
    Trap.FEE_CORRECTED: TrapWords(
        "Mức thu đã được sửa so với trang gốc; cần người xác nhận.", "fee", (_A, _S, _L)
    ),
    Trap.FEE_UNSTATED: TrapWords("Trang gốc không nêu mức thu.", "fee", (_A, _S, _L)),
    Trap.FEE_LOCAL: TrapWords(
        "Mức thu do Hội đồng nhân dân tỉnh quyết định; con số trên trang gốc không dùng được.",
        "fee",
        (_A, _S, _L),
    ),
    Trap.FEE_BY_CHANNEL: TrapWords("Mức thu khác nhau theo kênh nộp.", "fee", (_A, _S, _L)),
    Trap.NO_PAPERS: TrapWords("Không có thành phần hồ sơ nào.", "papers", (_A, _S, _L)),
    Trap.NONE_REQUIRED: TrapWords("Không thành phần hồ sơ nào được ghi là bắt buộc.", "papers", (_A, _S, _L)),
    Trap.PAPER_REPEATED: TrapWords("Tên thành phần hồ sơ lặp lại.", "papers", (_M, _S, _L)),
    Trap.PAPER_UNNAMED: TrapWords(
        "Có dòng giấy tờ không ghi tên; đang lấy tên tệp biểu mẫu hoặc tên mục.", "papers", (_A, _D, _S, _L)
    ),
    Trap.PAPER_IS_NOTE: TrapWords(
        "Dòng có 0 bản chính, 0 bản sao: có thể là ghi chú, không phải giấy tờ.", "papers", (_D, _A, _S, _L)
    ),
    Trap.PAPER_COUNT: TrapWords(
        "Số bản bất thường; có thể số bản bị dính vào số của mẫu đơn.", "papers", (_A, _S, _L)
    ),
    Trap.PAPER_OF_OFFICE: TrapWords(
        "Giấy tờ do cơ quan nhà nước tự lập nhưng được liệt kê như của người dân.",
        "papers",
        (_D, _A, _S, _L),
    ),
    Trap.PAPERS_CONDENSED: TrapWords(
        "Danh sách giấy tờ được rút gọn từ danh sách dài của trang gốc.", "papers", (_A, _S, _L)
    ),
    Trap.CASES: TrapWords(
        "Thành phần hồ sơ chia theo trường hợp nhưng liệt kê phẳng; các trường hợp có loại trừ nhau không?",
        "papers",
        (_X, _K, _S, _L),
    ),
    Trap.AGENCY_PROSE: TrapWords(
        "Ô cơ quan thực hiện chứa đoạn văn, không phải tên cơ quan.", "agency", (_A, _S, _L)
    ),
    Trap.AGENCY_MISSING: TrapWords(
        "Không ghi cơ quan thực hiện; đang hiểu là Ủy ban nhân dân cấp xã.", "agency", (_A, _S, _L)
    ),
    Trap.RESULT_MISSING: TrapWords("Không ghi kết quả giải quyết.", "result", (_S, _L)),
    Trap.SOURCE_MISSING: TrapWords(
        "Không có quyết định công bố và địa chỉ trang gốc.", "source", (_A, _S, _L)
    ),
    Trap.SHARED_PAGE: TrapWords(
        "Trang gốc hoặc tên của mã này trùng với mã khác: có thể là trang của thủ tục khác.", "", (_A, _L)
    ),
    Trap.NOT_AT_A_DESK: TrapWords(
        "Thủ tục hải quan, thuế hoặc không có cấp xã; thường không tiếp nhận tại quầy cấp xã.", "", (_A, _L)
    ),
    Trap.STRANGE_TEXT: TrapWords(
        "Chữ không ở dạng chuẩn, có ký tự điều khiển hoặc ký tự lạ (như Ð thay cho Đ).", "", (_C, _L)
    ),
    Trap.LEGACY_TEXT: TrapWords(
        "Chữ viết bằng bảng mã cũ; các mục khác của thủ tục này được xét theo chữ đã chuyển.",
        "",
        (Choice.CONVERT, _A, _L),
    ),
    Trap.UNVERIFIED: TrapWords("Nội dung chưa được kiểm chứng với văn bản ([memory]).", "", (_A, _L)),
}
