"""What an officer or an administrator of the province can do wrong, each with its remedy.

Faults of a dossier's life are `forms.errors`; faults of the road are `sync.core.errors`.
"""

from __future__ import annotations

from enum import Enum

from forms.errors import Act, Fault


class Faults(Enum):
    """Every fault raised by the province's own verbs; `Faults.X.value` is the `Fault`."""

    NO_SUCH_OFFICE = Fault(
        Act.ADMINISTRATOR,
        "Chưa có xã, phường mang mã này.",
        "Thêm bằng lệnh: motcua-province office add --commune MÃ --name TÊN.",
        "no such office",
    )
    NO_FILE = Fault(
        Act.ADMINISTRATOR,
        "Không đọc được tệp đã nêu.",
        "Kiểm tra đường dẫn của tệp rồi làm lại.",
        "cannot read the file",
    )
    PACKAGE_FOLLOWS = Fault(
        Act.ADMINISTRATOR,
        "Phiên bản này của gói đã công bố với nội dung khác.",
        "Đặt tên phiên bản mới cho gói rồi công bố lại; gói đã công bố không thay đổi.",
        "this edition stands for other content",
    )
    NOT_COUNTED_BY = Fault(
        Act.ADMINISTRATOR,
        "Tỉnh chỉ nhận gói ngày nghỉ, cài đặt, thủ tục và biểu mẫu ở lệnh này.",
        "Dùng gói loại days_off, settings, procedures hoặc form.",
        "not a package of what the province judges, counts or shows by",
    )
    NOT_A_SUM = Fault(
        Act.CLERK,
        "Số tiền phải nộp chưa ghi đúng.",
        "Ghi số đồng lớn hơn 0 bằng chữ số, ví dụ 70.000.",
        "not a sum of money to ask for",
    )
    BAD_COMMUNE = Fault(
        Act.ADMINISTRATOR,
        "Mã xã, phường phải gồm đúng 5 chữ số.",
        "Tra mã đơn vị hành chính cấp xã rồi nhập lại.",
        "a commune's code has five digits",
    )
    BAD_UNIT = Fault(
        Act.ADMINISTRATOR,
        "Mã đơn vị trong mã hồ sơ không đúng dạng (ví dụ H15.99.01).",
        "Nhập lại mã đơn vị theo Quyết định 20/2020/QĐ-TTg.",
        "not a unit code of official numbers",
    )
    UNIT_FIXED = Fault(
        Act.ADMINISTRATOR,
        "Xã, phường này đã có mã đơn vị khác; mã hồ sơ đã cấp không đổi được.",
        "Giữ mã đơn vị cũ.",
        "an office's unit code never changes",
    )
    UNIT_TAKEN = Fault(
        Act.ADMINISTRATOR,
        "Mã đơn vị này đã thuộc một xã, phường khác.",
        "Chọn mã đơn vị khác bằng --unit.",
        "the unit code belongs to another office",
    )
    CODE_NOT_VALID = Fault(
        Act.ADMINISTRATOR,
        "Mã đăng ký máy không đúng, đã dùng hoặc đã hết hạn.",
        "Xin tỉnh cấp mã mới rồi đăng ký lại.",
        "the enrolment code is unknown, used or expired",
    )
    NOT_A_REQUEST = Fault(
        Act.UPGRADE,
        "Không đọc được yêu cầu đăng ký máy.",
        "Cập nhật phần mềm của máy rồi đăng ký lại.",
        "not an enrolment request",
    )
    LOGIN_TAKEN = Fault(
        Act.ADMINISTRATOR, "Tên đăng nhập đã có người dùng.", "Chọn tên khác.", "the login is taken"
    )
    BAD_LOGIN = Fault(
        Act.ADMINISTRATOR,
        "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch nối; dài 2–32.",
        "Nhập lại tên đăng nhập.",
        "not a login name",
    )
    PASSWORD_SHORT = Fault(
        Act.ADMINISTRATOR,
        "Mật khẩu phải dài ít nhất 12 ký tự.",
        "Chọn một câu dài, dễ nhớ.",
        "password too short",
    )
    WRONG_LOGIN = Fault(
        Act.CLERK,
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "Kiểm tra bộ gõ và phím Caps Lock rồi nhập lại.",
        "wrong login",
    )
    TOO_MANY_TRIES = Fault(
        Act.WAIT, "Đã nhập sai nhiều lần.", "Đợi 15 phút rồi đăng nhập lại.", "too many failed logins"
    )
    NO_SUCH_OFFICER = Fault(
        Act.ADMINISTRATOR,
        "Không có cán bộ đang hoạt động mang tên đăng nhập này.",
        "Xem lại tên sau --as, hoặc thêm bằng lệnh: motcua-province officer add.",
        "no such active officer",
    )
    NO_SUCH_DOSSIER = Fault(
        Act.CLERK,
        "Không có hồ sơ này tại tỉnh.",
        "Kiểm tra mã hồ sơ hoặc số tạm rồi tìm lại.",
        "no such dossier",
    )
    MOVED_ON = Fault(
        Act.CLERK,
        "Hồ sơ vừa thay đổi sau khi trang này được mở.",
        "Xem lại nội dung mới rồi thực hiện lại.",
        "the dossier has changed since the page was shown",
    )
    DESK_DECIDES = Fault(
        Act.CLERK,
        "Thủ tục này do xã giải quyết tại quầy.",
        "Chờ xã gửi kết quả.",
        "the desk decides this procedure",
    )
    INCOMPLETE = Fault(
        Act.CLERK, "Còn ô bắt buộc chưa điền.", "Điền đủ rồi gửi lại.", "a required field is empty"
    )
    STALE_FORM = Fault(
        Act.CLERK,
        "Biểu mẫu này đã cũ hoặc không phải của phiên đăng nhập này.",
        "Mở lại trang rồi thực hiện lại.",
        "the form's token is missing or stale",
    )
    NO_SUCH_FILE = Fault(
        Act.WAIT, "Tệp này chưa về tới tỉnh.", "Đợi xã gửi xong tệp rồi mở lại.", "the attachment is not here"
    )
    NO_SUCH_DEVICE = Fault(
        Act.ADMINISTRATOR,
        "Không có máy này trong danh sách của tỉnh.",
        "Xem lệnh «motcua-province device list»; dùng mã máy hoặc MÃXÃ/NHÃN.",
        "no such enrolled device",
    )
    NOT_HELD = Fault(
        Act.CLERK,
        "Việc này không còn chờ kiểm tra.",
        "Mở lại trang Chờ đối chiếu để xem tình trạng mới nhất.",
        "the event is not in quarantine, or was taken in again before",
    )
    HELD_UNREADABLE = Fault(
        Act.ADMINISTRATOR,
        "Không đọc được nội dung việc này nên không thể nhận lại.",
        "Báo xã lập lại việc này; bản gốc vẫn được giữ.",
        "a quarantined body does not read as an event",
    )
    HELD_AGAIN = Fault(
        Act.ADMINISTRATOR,
        "Lý do giữ lại vẫn còn nên chưa thể nhận.",
        "Sửa nguyên nhân trước (xã của máy, danh mục, phiên bản) rồi nhận lại.",
        "the event would be quarantined again",
    )
    HOME_IN_USE = Fault(
        Act.ADMINISTRATOR,
        "Thư mục này đã có dữ liệu của tỉnh.",
        "Chọn thư mục trống cho --home.",
        "the home already holds a province",
    )
    NOT_AN_ADDRESS = Fault(
        Act.ADMINISTRATOR,
        "Địa chỉ cơ sở dữ liệu không đúng dạng.",
        "Ghi theo dạng postgresql://người_dùng@máy/cơ_sở_dữ_liệu.",
        "not an address of PostgreSQL",
    )
    PASSWORD_IN_ADDRESS = Fault(
        Act.ADMINISTRATOR,
        "Địa chỉ cơ sở dữ liệu không được chứa mật khẩu.",
        "Bỏ mật khẩu khỏi địa chỉ; ghi nó vào tệp mà PGPASSFILE chỉ tới.",
        "a password in a database address",
    )
    LEDGER_APART = Fault(
        Act.ADMINISTRATOR,
        "Sổ mã hồ sơ phải nằm ở một cơ sở dữ liệu riêng.",
        "Tạo thêm một cơ sở dữ liệu và ghi địa chỉ của nó sau --ledger.",
        "store and ledger share a database",
    )
    DATABASE_IN_USE = Fault(
        Act.ADMINISTRATOR,
        "Cơ sở dữ liệu này đã có dữ liệu của tỉnh.",
        "Tạo cơ sở dữ liệu trống rồi ghi địa chỉ của nó.",
        "the database already holds a province",
    )
    USE_PG_DUMP = Fault(
        Act.ADMINISTRATOR,
        "Dữ liệu của tỉnh nằm trong PostgreSQL.",
        "Sao lưu bằng pg_dump và khôi phục bằng pg_restore; không khôi phục cơ sở dữ liệu của sổ mã hồ sơ.",
        "the store is in PostgreSQL: use pg_dump and pg_restore, never on the ledger",
    )
    NOT_A_COPY = Fault(
        Act.ADMINISTRATOR,
        "Tệp này không phải bản sao lưu kho dữ liệu của tỉnh.",
        "Chọn tệp do lệnh motcua-province backup tạo ra.",
        "not a copy of a province's store",
    )
    STORE_IN_USE = Fault(
        Act.ADMINISTRATOR,
        "Kho dữ liệu của tỉnh đang được dùng.",
        "Dừng motcua-province serve và mọi lệnh khác rồi khôi phục lại.",
        "the store is being served",
    )
    NO_HOME = Fault(
        Act.ADMINISTRATOR,
        "Thư mục này chưa có dữ liệu của tỉnh.",
        "Chạy motcua-province init trước.",
        "the home holds no province",
    )
