"""What the law refuses about time and money, and who must act.

Here: the faults of deadlines, their changes, and of fee lines. Not here: their shape and the older ones
(`forms.errors`).
"""

from __future__ import annotations

from typing import Final

from forms.errors import Act, Fault

POSTPONED_ONCE: Final = Fault(
    Act.CLERK,
    "Hồ sơ đã được xin lỗi và hẹn lại ngày trả một lần.",
    "Chỉ được hẹn lại một lần; giải quyết trong hạn đã hẹn và báo lãnh đạo.",
    "a due date is postponed once only",
)
POSTPONED_LATE: Final = Fault(
    Act.SUPERVISOR,
    "Đã quá lúc được hẹn lại: phải hẹn lại chậm nhất một ngày trước ngày hẹn trả.",
    "Hồ sơ tính là quá hạn; vẫn xin lỗi người dân bằng văn bản và giải quyết sớm nhất.",
    "a postponement comes at least one day before the due date",
)
POSTPONED_TO_A_DAY_OFF: Final = Fault(
    Act.CLERK,
    "Ngày hẹn lại không phải ngày làm việc, hoặc ngoài giờ làm việc.",
    "Chọn một ngày làm việc, trong giờ làm việc.",
    "the new due date is not within working hours",
)
POSTPONED_BACKWARDS: Final = Fault(
    Act.CLERK,
    "Ngày hẹn lại không sau ngày đã hẹn.",
    "Chọn một ngày sau ngày hẹn trả đang in trên giấy.",
    "the new due date is not later than the old one",
)
EXTENDED_TOO_FAR: Final = Fault(
    Act.CLERK,
    "Thời gian kéo dài quá mức quy định.",
    "Rút lại trong mức cho phép, hoặc lập thỏa thuận bằng văn bản với người yêu cầu rồi nhập lại.",
    "longer than the rule allows without a written agreement",
)
TOO_MANY_HANDED: Final = Fault(
    Act.CLERK,
    "Số bản của một thành phần hồ sơ vượt mức tối đa mà thủ tục quy định.",
    "Trả lại bản thừa cho công dân và ghi đúng số nhận: không được yêu cầu thêm giấy tờ ngoài danh mục.",
    "more of a paper than the procedure lets anybody ask for",
)
STEPS_TOO_LONG: Final = Fault(
    Act.ADMINISTRATOR,
    "Tổng thời gian các bước của quy trình vượt thời hạn giải quyết.",
    "Giảm thời gian của bước, hoặc kiểm tra lại thời hạn của thủ tục.",
    "the steps of a process take longer than its limit",
)
NO_SUCH_LOOKUP: Final = Fault(
    Act.CLERK,
    "Hồ sơ không có mục tra cứu này, hoặc hồ sơ không còn ở bước ghi kết quả tra cứu.",
    "Mở lại hồ sơ để xem các mục còn chờ tra cứu.",
    "no such look-up, or the dossier is past the step where it matters",
)

# money
NO_SUCH_FEE: Final = Fault(
    Act.CLERK,
    "Hồ sơ không có khoản thu mang số biên lai này, hoặc khoản đó đã hoàn.",
    "Xem lại các khoản đã thu của hồ sơ.",
    "no fee of this receipt number is left to return",
)
BANK_LINE_TWICE: Final = Fault(
    Act.CLERK,
    "Dòng báo có này đã được ghi cho hồ sơ.",
    "Không ghi lại; kiểm tra các khoản đã thu của hồ sơ.",
    "this line of a bank statement is booked already",
)
NOT_THE_HOLDER: Final = Fault(
    Act.CLERK,
    "Máy này không giữ sổ, hoặc tỉnh chưa xác nhận việc giữ sổ.",
    "Đồng bộ rồi thử lại; nếu sổ ở máy khác thì vào sổ ở máy đó, hoặc nhờ bàn giao sổ.",
    "only the device that holds a book, confirmed by the province, enters into it",
)
BOOK_NUMBER: Final = Fault(
    Act.CLERK,
    "Số vào sổ không phải số kế tiếp của sổ.",
    "Đồng bộ rồi vào sổ lại để lấy số kế tiếp.",
    "an entry takes the next number of its book",
)
BOOK_FULL: Final = Fault(
    Act.CLERK,
    "Quyển sổ đã đầy.",
    "Mở quyển kế tiếp của sổ này, bắt đầu từ số kế tiếp.",
    "a volume holds 2,000 entries",
)
NOT_LOST: Final = Fault(
    Act.SUPERVISOR,
    "Máy được khai báo mất không phải máy đang giữ sổ, hoặc chính là máy này.",
    "Đồng bộ rồi xem lại sổ đang ở máy nào.",
    "only a book of another device that holds it can be taken from it",
)
BOOK_START: Final = Fault(
    Act.SUPERVISOR,
    "Số bắt đầu lại nhỏ hơn số kế tiếp tỉnh đã ghi, hoặc bỏ trống quá 2.000 số.",
    "Xem số kế tiếp của sổ, hỏi người dùng máy mất số đã cấp đến đâu, rồi nhập lại.",
    "the next holder begins at the next number or up to 2,000 beyond it",
)
BOOK_EXISTS: Final = Fault(
    Act.CLERK,
    "Quyển sổ này đã được mở.",
    "Xem sổ đang ở máy nào; nếu cần quyển nữa thì ghi quyển số kế tiếp.",
    "this volume was opened before",
)
NO_SUCH_MACHINE: Final = Fault(
    Act.CLERK,
    "Mã máy nhận sổ không đúng: phải là mã của một máy khác, gồm 32 chữ số 0-9 và chữ a-f.",
    "Mở màn hình Sổ ở máy nhận, chép lại mã máy ghi ở đầu danh sách.",
    "a book is handed to another machine, named by 32 hex digits",
)
NO_SUCH_BOOK: Final = Fault(
    Act.CLERK,
    "Không có sổ này trên máy.",
    "Xem danh sách sổ, hoặc đồng bộ để nhận sổ từ tỉnh.",
    "no such book in this store",
)
