"""What can be wrong with a package or an export of the province, and who must act.

Here: the faults of this room. Not here: their shape (`forms.errors`), who raises them.
"""

from __future__ import annotations

from typing import Final

from forms.errors import Act, Fault

_AGAIN: Final = "Lấy lại gói từ nơi phát hành rồi nạp lại; danh mục đang dùng không thay đổi."

NOT_A_PACKAGE: Final = Fault(
    Act.ADMINISTRATOR,
    "Tệp này không phải gói danh mục của Một Cửa.",
    _AGAIN,
    "the file is no package",
)
PACKAGE_TOO_BIG: Final = Fault(
    Act.ADMINISTRATOR,
    "Gói danh mục quá lớn hoặc nén bất thường.",
    _AGAIN,
    "the package is larger than the ceilings, or packed like a bomb",
)
PACKAGE_MALFORMED: Final = Fault(
    Act.ADMINISTRATOR,
    "Gói danh mục có chỗ viết sai.",
    "Sửa chỗ được nêu trong gói rồi nạp lại; danh mục đang dùng không thay đổi.",
    "the package is malformed",
)
UNKNOWN_KIND: Final = Fault(
    Act.UPGRADE,
    "Phiên bản Một Cửa này chưa đọc được loại gói danh mục đó.",
    "Cài phiên bản mới hơn rồi nạp lại gói.",
    "this program does not read packages of this kind",
)
DAYS_BEFORE_EFFECT: Final = Fault(
    Act.ADMINISTRATOR,
    "Gói ngày nghỉ có ngày trước ngày gói có hiệu lực.",
    "Lùi ngày hiệu lực của gói, hoặc bỏ những ngày đã qua: hạn đã tính theo lịch cũ được giữ nguyên.",
    "a day lies before the package's date of effect",
)
NO_WORK_FOR_LONG: Final = Fault(
    Act.ADMINISTRATOR,
    "Bảng ngày nghỉ để hơn 30 ngày liền không có ngày làm việc.",
    "Sửa bảng ngày nghỉ rồi nạp lại; bảng đang dùng không thay đổi.",
    "more than thirty days on end without a working day",
)
