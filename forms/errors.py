"""What can go wrong with a dossier, and who must act.

Here: the shape of a fault, the exception that carries one, the notice that never blocks, and the faults
that are raised below the rooms of `forms`. Not here: faults of the line (`sync.core.errors`) or of the desk
(`desktop_app.errors`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """Who must act before the matter can go on."""

    WAIT = "wait"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    UPGRADE = "upgrade"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of thing that can go wrong.

    Attributes:
        act: Who must act.
        sentence: What is wrong, in Vietnamese, for the person at the counter.
        remedy: What to do next, in Vietnamese.
        english: The same for logs and maintainers; never holds personal data.
    """

    act: Act
    sentence: str
    remedy: str
    english: str


class RuleError(Exception):
    """A rule of the statute or of a format was broken.

    `str()` gives the English text and the names of the places only, so that it may reach a log.

    Args:
        fault: What is wrong and who must act.
        **where: Where it is wrong: a path, a field name, a line. No values that belong to a citizen.
    """

    def __init__(self, fault: Fault, **where: str) -> None:
        super().__init__(fault.english)
        self.fault = fault
        self.where: dict[str, str] = where

    def __str__(self) -> str:
        if not self.where:
            return self.fault.english
        places = ", ".join(f"{name}={place}" for name, place in sorted(self.where.items()))
        return f"{self.fault.english} ({places})"


class Notice(NamedTuple):
    """Something a person should look at; it never blocks.

    Attributes:
        code: Stable English name of the notice, e.g. `number_sex`.
        sentence: What to look at, in Vietnamese.
    """

    code: str
    sentence: str


_AGAIN = "Kiểm tra lại rồi thực hiện lại."


class Faults(Enum):
    """Every fault raised by the law itself; `Faults.X.value` is the `Fault`."""

    # canonical.py
    JSON_TOO_BIG = Fault(
        Act.STOP, "Dữ liệu nhận được quá lớn.", "Không dùng tệp này; báo quản trị viên.", "JSON too big"
    )
    JSON_TOO_DEEP = Fault(
        Act.STOP,
        "Dữ liệu nhận được lồng quá sâu.",
        "Không dùng tệp này; báo quản trị viên.",
        "JSON nested too deep",
    )
    JSON_BROKEN = Fault(
        Act.STOP,
        "Dữ liệu nhận được không phải JSON hợp lệ.",
        "Lấy lại tệp từ nguồn rồi thử lại.",
        "not strict JSON",
    )

    # the life of a dossier
    ILLEGAL_MOVE = Fault(
        Act.CLERK,
        "Hồ sơ đang ở trạng thái không cho phép thao tác này.",
        "Mở lại hồ sơ để xem trạng thái mới nhất.",
        "illegal move of a dossier",
    )
    UNKNOWN_COMMAND = Fault(
        Act.UPGRADE,
        "Thao tác này chưa được phiên bản đang dùng hỗ trợ.",
        "Cập nhật phần mềm rồi thử lại.",
        "unknown command",
    )
    SUPPLEMENT_ONCE = Fault(
        Act.CLERK,
        "Hồ sơ đã được yêu cầu bổ sung một lần.",
        "Chỉ được yêu cầu bổ sung một lần; giải quyết hoặc từ chối theo giấy tờ hiện có.",
        "a supplement may be asked once only",
    )
    RECEIVER_DECIDES = Fault(
        Act.CLERK,
        "Người tiếp nhận không được quyết định chính hồ sơ mình nhận.",
        "Đề nghị công chức khác của xã xem xét, quyết định.",
        "who received a dossier does not decide it",
    )
    NOT_AT_THE_DESK = Fault(
        Act.CLERK,
        "Thủ tục này do cơ quan khác quyết định, không quyết định tại quầy.",
        "Chờ kết quả từ hệ thống của tỉnh.",
        "this procedure is not decided at the desk",
    )
    NOT_AUTHORITY = Fault(
        Act.STOP,
        "Nơi gửi không có quyền ghi thông tin này.",
        "Báo quản trị viên kiểm tra phiên bản.",
        "the author does not own this path",
    )
    FROZEN = Fault(
        Act.CLERK,
        "Hồ sơ đã chuyển xử lý nên không sửa trực tiếp được nữa.",
        "Chờ yêu cầu bổ sung, hoặc ghi chú để người giải quyết biết.",
        "clerk's fields are frozen once accepted",
    )
    VOIDED = Fault(
        Act.CLERK,
        "Hồ sơ đã huỷ nên không ghi thêm được.",
        "Nếu dân vẫn cần giải quyết, lập hồ sơ mới; nội dung đã nhập vẫn xem lại được.",
        "the dossier is void",
    )
    BAD_EVENT = Fault(
        Act.STOP,
        "Bản ghi nhận được thiếu hoặc sai thành phần.",
        "Báo quản trị viên; không nhập tay thay thế.",
        "malformed event payload",
    )
    BAD_PATH = Fault(
        Act.STOP,
        "Đường dẫn tới trường dữ liệu không đúng.",
        "Báo quản trị viên kiểm tra phiên bản.",
        "bad JSON pointer",
    )
    EXISTS = Fault(
        Act.STOP, "Hồ sơ này đã có.", "Mở hồ sơ đã có thay vì tạo lại.", "the dossier exists already"
    )
    ABSENT = Fault(
        Act.STOP, "Chưa có hồ sơ này.", "Chờ nhận đủ dữ liệu rồi mở lại.", "the dossier does not exist"
    )
    CODE_GIVEN = Fault(
        Act.STOP,
        "Hồ sơ đã có mã khác.",
        "Báo quản trị viên: một hồ sơ không thể có hai mã.",
        "the dossier has another official code",
    )
    INCOMPLETE = Fault(
        Act.CLERK,
        "Thông tin còn thiếu hoặc chưa đúng.",
        "Nhập đủ các ô được chỉ ra rồi lưu lại.",
        "required facts are missing",
    )

    # dossier: time, fees, numbers
    NO_WORKING_DAY = Fault(
        Act.ADMINISTRATOR,
        "Bảng ngày làm việc không có ngày làm việc nào trong một năm tới.",
        "Sửa bảng ngày nghỉ, giờ làm việc rồi tính lại.",
        "calendar without a working day",
    )
    BAD_HOURS = Fault(
        Act.ADMINISTRATOR,
        "Giờ làm việc của trung tâm không hợp lệ.",
        "Nhập các ca theo thứ tự, giờ mở trước giờ đóng.",
        "office hours are not ordered intervals",
    )
    DUE_BY_HAND = Fault(
        Act.CLERK,
        "Thủ tục giải quyết theo đợt, không có thời hạn tính sẵn.",
        "Nhập ngày hẹn trả theo thông báo của đợt.",
        "campaign procedures have no clock",
    )
    NO_ZONE = Fault(
        Act.STOP, "Mốc thời gian thiếu múi giờ.", "Báo quản trị viên kiểm tra phiên bản.", "naive datetime"
    )
    BAD_LIMIT = Fault(
        Act.ADMINISTRATOR, "Thời hạn của thủ tục không hợp lệ.", "Sửa danh mục thủ tục.", "bad time limit"
    )
    BAD_NUMBER = Fault(
        Act.CLERK,
        "Số tạm không đúng dạng T-xã-máy-số-kiểm tra.",
        "Đối chiếu lại số in trên giấy tiếp nhận.",
        "bad provisional number",
    )
    NUMBER_MISMATCH = Fault(
        Act.CLERK,
        "Phần kiểm tra của số tạm không khớp với hồ sơ.",
        "Đối chiếu lại số in trên giấy tiếp nhận, hoặc quét mã QR.",
        "check part does not belong to this dossier",
    )
    BAD_CODE_PARTS = Fault(
        Act.STOP,
        "Không lập được mã hồ sơ từ đơn vị, ngày và số này.",
        "Kiểm tra mã đơn vị.",
        "official code parts out of range",
    )
    BAD_PERSON = Fault(Act.CLERK, "Thông tin người nộp không đúng dạng.", _AGAIN, "malformed person")

    # codes
    CARD_EMPTY = Fault(
        Act.CLERK, "Chưa có nội dung thẻ.", "Quét lại thẻ, hoặc nhập tay từng ô.", "empty card text"
    )
    CARD_UNREADABLE = Fault(
        Act.CLERK,
        "Không đọc được nội dung mã QR như một thẻ căn cước.",
        "Quét lại mã QR trên thẻ; nếu vẫn không được thì nhập tay.",
        "not a citizen card",
    )
    CARD_MANGLED = Fault(
        Act.CLERK,
        "Bộ gõ tiếng Việt đã làm sai nội dung máy quét gửi vào.",
        "Chuyển bộ gõ sang tiếng Anh (E) rồi quét lại.",
        "an input method changed the scanned text",
    )
    CARD_FIELD = Fault(
        Act.CLERK,
        "Một trường trong mã QR của thẻ không đúng dạng.",
        "Quét lại; nếu vẫn sai thì nhập tay theo mặt thẻ.",
        "a field of the card is malformed",
    )
    RECEIPT_CODE = Fault(
        Act.CLERK,
        "Mã QR này không phải của giấy tiếp nhận hồ sơ.",
        "Quét mã QR trên giấy tiếp nhận và hẹn trả kết quả.",
        "not a receipt code",
    )

    # catalogue, papers
    CATALOGUE = Fault(
        Act.ADMINISTRATOR,
        "Danh mục thủ tục có mục không đọc được.",
        "Không dùng gói danh mục này; lấy lại gói từ tỉnh.",
        "catalogue package is malformed",
    )
    NO_PROCEDURE = Fault(
        Act.CLERK,
        "Không có thủ tục mang mã này trong danh mục.",
        "Tìm lại thủ tục theo tên.",
        "unknown procedure",
    )
    NO_GLYPH = Fault(
        Act.ADMINISTRATOR,
        "Có ký tự không in được bằng phông chữ của phần mềm.",
        "Sửa ký tự lạ trong ô được chỉ ra rồi in lại.",
        "a character has no glyph",
    )
