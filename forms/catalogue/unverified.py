"""What the program could not verify in the law: each a question to the administrator, most of them a setting.

Here: the list. Not here: reading and keeping the answers (`settings`). A row without choices and pattern is
answered by a package of another kind, which `answered_by` names.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Unverified(NamedTuple):
    """One thing that sources leave open.

    Attributes:
        name: Of the setting.
        question: What the administrator decides, in Vietnamese.
        why: Why the program cannot know, in Vietnamese.
        source: What was seen.
        default: What holds until somebody answers; empty text for "not set".
        choices: The answers with their meaning in Vietnamese, or empty for a text.
        pattern: Of a text answer, as a regular expression; empty is allowed besides.
        answered_by: Empty for a setting; else the kind of package that carries the answer.
    """

    name: str
    question: str
    why: str
    source: str
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    answered_by: str = ""

    def takes(self, value: str) -> bool:
        """Tell whether a value is an answer."""
        if self.answered_by:
            return False
        if self.choices:
            return value in dict(self.choices)
        return value == "" or re.fullmatch(self.pattern, value, re.ASCII) is not None

    def said(self) -> str:
        """Return what it takes, for a person: `yes (có), no (không)`, or the shape of a text."""
        return ", ".join(f"{value} ({meaning})" for value, meaning in self.choices) or self.pattern


_YES_NO: Final = (("yes", "có"), ("no", "không"))

UNVERIFIED: Final = (
    Unverified(
        "supplement_clock",
        "Sau khi bổ sung đủ giấy tờ, thời hạn tính lại từ đầu hay chỉ tính tiếp phần còn lại?",
        "Nghị định 61/2018 nói tính lại từ đầu; bộ chỉ số quốc gia tính tiếp; "
        "chưa thấy lời văn của Nghị định 118/2025.",
        "NĐ 61/2018 Đ19.4; QĐ 766/QĐ-TTg",
        "restart",
        (("restart", "tính lại từ đầu"), ("pause", "tính tiếp phần còn lại")),
    ),
    Unverified(
        "fifteen_hours",
        "Hồ sơ nhận đúng 15:00:00 còn trả trong ngày không?",
        "Văn bản viết «sau 15 giờ»; một hệ thống đang chạy coi đúng 15:00 là đã muộn.",
        "Luật Hộ tịch; NĐ 23/2015",
        "yes",
        _YES_NO,
    ),
    Unverified(
        "half_days_count",
        "Buổi sáng thứ Bảy có tính là một ngày làm việc của thời hạn không?",
        "Quầy công an làm sáng thứ Bảy, chưa thấy văn bản nói buổi ấy có tính vào thời hạn.",
        "lịch tiếp công dân của công an cấp xã",
        "no",
        _YES_NO,
    ),
    Unverified(
        "is_remote",
        "Xã có thuộc miền núi, biên giới, hải đảo, vùng sâu, vùng xa, kinh tế khó khăn "
        "(thủ tục đất đai thêm 10 ngày)?",
        "Chưa có danh sách xã theo đơn vị hành chính mới.",
        "NĐ 151/2025/NĐ-CP",
        "no",
        _YES_NO,
    ),
    Unverified(
        "zero_word",
        "Số tiền bằng chữ đọc «linh» hay «lẻ» (105: một trăm linh năm)?",
        "Không văn bản nào quy định; mỗi nơi quen một cách.",
        "thói quen",
        "linh",
        (("linh", "linh"), ("lẻ", "lẻ")),
    ),
    Unverified(
        "thousand_word",
        "Số tiền bằng chữ đọc «nghìn» hay «ngàn»?",
        "Không văn bản nào quy định; mỗi nơi quen một cách.",
        "thói quen",
        "nghìn",
        (("nghìn", "nghìn"), ("ngàn", "ngàn")),
    ),
    Unverified(
        "form_set",
        "In bộ bảy mẫu của Thông tư 03/2025 hay bộ sáu mẫu cũ?",
        "Một số tỉnh còn in mẫu cũ trong năm 2025; khổ giấy của bộ mới chưa thấy quy định.",
        "TT 03/2025/TT-VPCP; TT 01/2018/TT-VPCP",
        "2025",
        (("2025", "bảy mẫu, TT 03/2025"), ("2018", "sáu mẫu, TT 01/2018")),
    ),
    Unverified(
        "tracking_address",
        "Địa chỉ công khai để người dân tra cứu hồ sơ, có {ma} ở chỗ ghi mã?",
        "Chưa có địa chỉ tra cứu chính thức của tỉnh cho mã hồ sơ mới.",
        "TT 01/2018/TT-VPCP Đ19.2",
        pattern=r"https://[^\s]{1,190}",
    ),
    Unverified(
        "fee_account",
        "Tài khoản nhận phí của trung tâm (mã BIN 6 số của ngân hàng, dấu hai chấm, số tài khoản)?",
        "Mỗi trung tâm một tài khoản; mã VietQR trên giấy và màn hình chỉ vào tài khoản này.",
        "VietQR (NAPAS)",
        pattern=r"[0-9]{6}:[0-9A-Za-z]{1,19}",
    ),
    Unverified(
        "unit_code",
        "Mã định danh của Ủy ban nhân dân xã, dạng H15.xx, là gì?",
        "Mã của xã mới chưa công bố; mã hồ sơ chính thức do tỉnh cấp theo mã mà tỉnh đã khai cho xã.",
        "QĐ 20/2020/QĐ-TTg; TT 03/2025/TT-VPCP Đ13",
        answered_by="motcua-province office",
    ),
    Unverified(
        "code_owner",
        "Mã hồ sơ mang mã của cơ quan tiếp nhận hay cơ quan giải quyết?",
        "Nghị định 61/2018 nói cơ quan tiếp nhận, Thông tư 04/2025 nói cơ quan giải quyết; làm theo tỉnh.",
        "NĐ 61/2018 Đ26; TT 04/2025/TT-VPCP",
        answered_by="motcua-province office",
    ),
    Unverified(
        "days_of_2027",
        "Lịch nghỉ năm 2027 đã công bố chưa?",
        "Bảng có sẵn suy ra từ Bộ luật Lao động; thông báo hoán đổi ngày làm việc chưa có.",
        "Bộ luật Lao động 2019 Điều 112",
        answered_by="days_off",
    ),
    Unverified(
        "local_fees",
        "Mức phí do Hội đồng nhân dân tỉnh quyết định là bao nhiêu?",
        "Chưa có nghị quyết của tỉnh trong tay.",
        "Luật Phí và lệ phí 2015",
        answered_by="fees",
    ),
    Unverified(
        "procedure_limits",
        "Thời hạn và giấy tờ của các thủ tục có dấu [memory] đúng chưa?",
        "14 thủ tục xã hội, người có công, giáo dục ghi theo trí nhớ; "
        "1.013967 và 1.004859 có hai nguồn khác nhau.",
        "NĐ 151/2025/NĐ-CP; Luật Hộ tịch Đ28",
        answered_by="procedures",
    ),
)
BY_NAME: Final = {each.name: each for each in UNVERIFIED}
