"""What the law of money refuses, and who must act.

Here: the faults of this room. Not here: their shape (`forms.errors`), who raises them.
"""

from __future__ import annotations

from typing import Final

from forms.errors import Act, Fault

# fees
FORMULA_UNREADABLE: Final = Fault(
    Act.ADMINISTRATOR,
    "Công thức tính phí không đọc được, hoặc gọi hàm không dùng được cho phí.",
    "Sửa công thức theo lý do được nêu rồi công bố lại; mức phí đang dùng không thay đổi.",
    "the formula of a fee cannot be read, or calls a function that a fee may not use",
)
FORMULA_UNKNOWN_NAME: Final = Fault(
    Act.ADMINISTRATOR,
    "Công thức tính phí dùng một tên chưa khai báo.",
    "Khai báo tên đó trong «inputs» kèm nhãn tiếng Việt, hoặc sửa tên trong công thức.",
    "the formula of a fee reads a name that is not among its inputs",
)
FEE_NEGATIVE: Final = Fault(
    Act.ADMINISTRATOR,
    "Công thức cho ra mức phí âm.",
    "Không thu theo mức này; báo quản trị viên sửa công thức rồi công bố lại.",
    "the formula of a fee gives less than zero",
)
FEE_NOT_WHOLE: Final = Fault(
    Act.ADMINISTRATOR,
    "Công thức không cho ra số đồng nguyên.",
    "Không thu theo mức này; báo quản trị viên thêm phép làm tròn vào công thức rồi công bố lại.",
    "the formula of a fee gives no whole number of đồng",
)
NO_SUCH_RELIEF: Final = Fault(
    Act.CLERK,
    "Thủ tục này không miễn, giảm cho đối tượng đó.",
    "Chọn đối tượng có trong danh mục của thủ tục, hoặc thu đủ.",
    "the procedure does not spare people on this ground",
)
RELIEF_WITHOUT_EVIDENCE: Final = Fault(
    Act.CLERK,
    "Miễn, giảm phí phải ghi lý do và giấy tờ chứng minh.",
    "Nhập lý do và tên giấy tờ đã xem.",
    "an exemption needs a reason and the paper that was shown",
)

# money taken, money returned
AMOUNT_NEEDED: Final = Fault(
    Act.CLERK,
    "Mức phí của hồ sơ chưa xác định được.",
    "Nhập số tiền thu theo văn bản của địa phương.",
    "the amount is not known and was not given",
)
NOT_THAT_AMOUNT: Final = Fault(
    Act.CLERK,
    "Số tiền không đúng với số còn phải nộp của hồ sơ.",
    "Thu đúng số còn phải nộp; nếu mức phí sai, sửa hồ sơ hoặc báo quản trị viên.",
    "not the amount that is still owed",
)
NOTHING_OWED: Final = Fault(
    Act.CLERK,
    "Hồ sơ không còn khoản phí nào phải nộp.",
    "Xem lại các khoản đã thu của hồ sơ.",
    "nothing is owed",
)

# closing
DAY_CLOSED: Final = Fault(
    Act.CLERK,
    "Ngày này đã chốt sổ.",
    "Khoản thu mới vào sổ ngày kế tiếp; xem bảng chốt sổ đã lập.",
    "the day is closed already",
)
DAY_TO_COME: Final = Fault(
    Act.CLERK,
    "Không chốt sổ cho ngày chưa tới.",
    "Chọn hôm nay hoặc một ngày đã qua.",
    "a day to come is not closed",
)
BAD_COUNT: Final = Fault(
    Act.CLERK,
    "Bảng kiểm đếm có mệnh giá lạ hoặc số tờ không hợp lệ.",
    "Nhập số tờ của từng mệnh giá, ví dụ 50000=3.",
    "an unknown denomination or an impossible number of notes",
)
DIFFERENCE_UNEXPLAINED: Final = Fault(
    Act.CLERK,
    "Tiền kiểm đếm lệch với sổ.",
    "Đếm lại; nếu vẫn lệch thì ghi lý do rồi chốt sổ.",
    "the counted money differs from the ledger and no reason is given",
)

# the bank's statement
NOT_A_STATEMENT: Final = Fault(
    Act.CLERK,
    "Không tìm thấy cột số tiền và cột nội dung trong tệp sao kê.",
    "Xuất lại sao kê dạng CSV có dòng tiêu đề từ ngân hàng, không sửa tệp.",
    "no header of a bank statement was found",
)
STATEMENT_TOO_BIG: Final = Fault(
    Act.CLERK,
    "Tệp sao kê quá lớn (tối đa 8 MB, 20.000 dòng).",
    "Xuất sao kê theo khoảng ngày ngắn hơn.",
    "the statement is larger than the ceilings",
)
NO_SUCH_PROPOSAL: Final = Fault(
    Act.CLERK,
    "Sao kê không có dòng được đề nghị mang mã này.",
    "Xem lại danh sách đối chiếu; chỉ xác nhận dòng đã khớp cả mã và số tiền.",
    "no proposed line of the statement has this key",
)
NO_ACCOUNT: Final = Fault(
    Act.ADMINISTRATOR,
    "Chưa khai báo tài khoản nhận phí của trung tâm.",
    "Quản trị viên chạy «motcua settings set fee_account BIN:SỐ_TÀI_KHOẢN» (BIN: 6 số của ngân hàng).",
    "the receiving account is not set",
)
