"""What cannot be drawn or read as squares and bars, and who must act.

Here: faults of payments, tracking addresses and bar codes. Not here: cards and receipts (`forms.errors`).
"""

from __future__ import annotations

from typing import Final

from forms.errors import Act, Fault

PAYMENT_PARTS: Final = Fault(
    Act.CLERK,
    "Không lập được mã VietQR từ ngân hàng, tài khoản, số tiền và nội dung này.",
    "Kiểm tra mã ngân hàng (6 số), số tài khoản, số tiền lớn hơn 0 và nội dung tối đa 25 ký tự không dấu.",
    "a part of the transfer is out of its range",
)
BAR_CODE_TEXT: Final = Fault(
    Act.STOP,
    "Số này không in được thành mã vạch.",
    "In giấy không có mã vạch và báo quản trị viên.",
    "not a text for a bar code",
)
TRACKING_ADDRESS: Final = Fault(
    Act.ADMINISTRATOR,
    "Địa chỉ tra cứu công khai không đúng dạng.",
    "Nhập địa chỉ bắt đầu bằng https:// và có đúng một chỗ ghi {ma} cho mã hồ sơ.",
    "the public tracking address is malformed",
)
