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
UNKNOWN_SETTING: Final = Fault(
    Act.ADMINISTRATOR,
    "Không có điểm luật để ngỏ nào mang tên này, hoặc điểm này được trả lời bằng một gói khác.",
    "Xem tên và cách trả lời bằng «motcua settings list», hoặc trên màn hình Quy định (Ctrl+Q).",
    "no such setting, or one that another kind of package answers",
)
NOT_AN_ANSWER: Final = Fault(
    Act.ADMINISTRATOR,
    "Điểm luật để ngỏ này không nhận câu trả lời đó.",
    "Chọn một trong các câu trả lời được nêu; điều đang áp dụng không thay đổi.",
    "the setting does not take this answer",
)
NO_SUCH_BANK: Final = Fault(
    Act.ADMINISTRATOR,
    "Không có ngân hàng nào nhận chuyển khoản VietQR mang số BIN này.",
    "Xem lại 6 số đầu (ví dụ 970405 là Agribank); mã VietQR sai sẽ chuyển tiền tới nơi khác.",
    "no bank of this BIN takes transfers by VietQR",
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

# the province's export, and its review
EXPORT_MALFORMED: Final = Fault(
    Act.ADMINISTRATOR,
    "Tệp xuất danh mục có dòng không đọc được.",
    "Sửa ô được nêu (dòng, cột) rồi nhập lại; chưa có gì được đưa vào danh mục.",
    "a row of the export has another shape",
)
NO_SPREADSHEETS: Final = Fault(
    Act.ADMINISTRATOR,
    "Máy này chưa cài phần soạn danh mục nên không đọc được bảng tính .xlsx.",
    "Cài thêm motcua[authoring], hoặc nhập tệp JSON của tỉnh.",
    "openpyxl is not installed: the extra motcua[authoring] is missing",
)
REVIEW_MALFORMED: Final = Fault(
    Act.ADMINISTRATOR,
    "Tệp rà soát danh mục không đọc được hoặc đã bị sửa tay.",
    "Nhập lại tệp xuất của tỉnh; các câu trả lời trong bản rà soát cũ có thể nhập lại bằng «--answers».",
    "the review file is malformed",
)
NO_SUCH_FLAG: Final = Fault(
    Act.ADMINISTRATOR,
    "Không có mục rà soát mang mã này.",
    "Xem lại danh sách bằng «motcua catalogue review».",
    "unknown flag",
)
NOT_THIS_CHOICE: Final = Fault(
    Act.ADMINISTRATOR,
    "Mục rà soát này không nhận câu trả lời đó.",
    "Chọn một trong các cách trả lời được nêu cạnh mục; nơi cần giá trị thì nhập giá trị.",
    "a choice that this flag does not offer, or its value cannot be used",
)
NO_REASON: Final = Fault(
    Act.ADMINISTRATOR,
    "Câu trả lời chưa có người duyệt hoặc lý do.",
    "Ghi tên người duyệt và lý do (văn bản, điều khoản hay người đã hỏi).",
    "an answer without person or reason",
)
UNANSWERED: Final = Fault(
    Act.ADMINISTRATOR,
    "Trong gói có thủ tục còn mục nghi ngờ chưa được trả lời.",
    "Trả lời mọi mục của thủ tục đó, hoặc bỏ thủ tục đó ra khỏi gói.",
    "a record with an unanswered flag",
)
