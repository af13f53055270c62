"""Faults of the desk itself: who acts, what is wrong, what to do next; and the exit code each means.

Faults of the law stand in `forms.errors`, those of the road in `sync.core.errors`; nothing is caught here.
"""

from typing import Final

from forms.errors import Act, Fault, RuleError
from sync.core.errors import Corrupt, Offline


class DeskError(Exception):
    """A fault of the desk; `str()` is the English half only, so it may stand in a log.

    Attributes:
        fault: What is wrong and what to do.
        where: Facts for the screen (seconds to wait, a path); never personal data.
    """

    def __init__(self, fault: Fault, **where: str) -> None:
        super().__init__(fault.english)
        self.fault = fault
        self.where = where


WRONG_PASSPHRASE: Final = Fault(
    Act.CLERK,
    "Mật khẩu không đúng.",
    "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại; hồ sơ trong máy không bị ảnh hưởng.",
    "The passphrase does not open this user's entry of the key ring.",
)
TOO_SOON: Final = Fault(
    Act.WAIT,
    "Vừa nhập sai mật khẩu nhiều lần.",
    "Chờ hết số giây trên màn hình rồi nhập lại; máy không bị khoá vĩnh viễn.",
    "Too many wrong passphrases; the delay has not passed.",
)
UNKNOWN_USER: Final = Fault(
    Act.ADMINISTRATOR,
    "Không có người dùng này trên máy, hoặc người dùng đã bị ngừng.",
    "Chọn đúng tên người dùng, hoặc nhờ quản trị viên thêm bằng «motcua staff add».",
    "The user has no active row in the store or no box in the key ring.",
)
NAME_THE_USER: Final = Fault(
    Act.CLERK,
    "Máy có nhiều người dùng nên phải nói rõ ai đang làm.",
    "Thêm «--as TÊN_NGƯỜI_DÙNG» vào lệnh.",
    "Several users are active and none was named.",
)
PASSPHRASE_TOO_SHORT: Final = Fault(
    Act.CLERK,
    "Mật khẩu phải có từ 12 đến 128 ký tự.",
    "Đặt mật khẩu dài hơn, ví dụ năm từ không dấu rời nhau.",
    "The passphrase is outside 12 to 128 characters.",
)
USER_EXISTS: Final = Fault(
    Act.ADMINISTRATOR,
    "Tên người dùng này đã có trên máy.",
    "Chọn tên khác; mật khẩu của người khác không thể bị thay từ đây.",
    "The user already has an entry in the key ring.",
)
BAD_USER_ID: Final = Fault(
    Act.ADMINISTRATOR,
    "Tên người dùng chỉ gồm chữ thường không dấu, chữ số, dấu chấm và gạch nối, từ 2 đến 32 ký tự.",
    "Đặt lại tên, ví dụ «thu.nguyen».",
    "The user id is outside [a-z0-9.-]{2,32}.",
)
NO_OFFICE: Final = Fault(
    Act.ADMINISTRATOR,
    "Thư mục này chưa có kho hồ sơ.",
    "Kiểm tra «--home», hoặc tạo kho mới bằng «motcua init».",
    "There is no office in this folder.",
)
OFFICE_EXISTS: Final = Fault(
    Act.ADMINISTRATOR,
    "Thư mục này đã có kho hồ sơ; không tạo đè lên.",
    "Mở kho đang có, hoặc chọn thư mục khác bằng «--home».",
    "An office already stands in this folder.",
)
NOT_ENROLLED: Final = Fault(
    Act.ADMINISTRATOR,
    "Máy này chưa đăng ký với tỉnh nên chưa được cấp số tạm.",
    "Quản trị viên chạy «motcua enrol» một lần khi có đường truyền; sau đó tiếp nhận được cả khi mất mạng.",
    "The device has no tag and no epoch before its enrolment.",
)
ALREADY_ENROLLED: Final = Fault(
    Act.ADMINISTRATOR,
    "Máy này đã đăng ký với tỉnh.",
    "Không cần đăng ký lại; xem «motcua sync status».",
    "The device is already enrolled.",
)
BAD_CERTIFICATE: Final = Fault(
    Act.ADMINISTRATOR,
    "Giấy chứng nhận nhận về không phải của máy này.",
    "Xin tỉnh cấp mã đăng ký mới rồi chạy lại «motcua enrol».",
    "The certificate is for another key or its signature does not hold.",
)
STAFF_SIGNATURE: Final = Fault(
    Act.STOP,
    "Danh sách cán bộ có dòng không mang chữ ký của quản trị viên.",
    "Ngừng dùng máy này và báo quản trị viên tỉnh; giữ nguyên thư mục dữ liệu.",
    "A staff row is not signed by a known administrator.",
)
WRONG_KEY_OR_DAMAGED: Final = Fault(
    Act.STOP,
    "Không mở được kho hồ sơ: chìa khoá không khớp với kho, hoặc tệp kho bị hỏng.",
    "Giữ nguyên thư mục dữ liệu, chép nó sang ổ khác rồi báo quản trị viên; không xoá tệp nào.",
    "The store does not open with its key: wrong key or damage, which cannot be told apart.",
)
STORE_DAMAGED: Final = Fault(
    Act.STOP,
    "Kho hồ sơ bị hỏng một phần; máy đã ngừng ghi để giữ những gì còn lại.",
    "Giữ nguyên thư mục dữ liệu, chép nó sang ổ khác rồi báo quản trị viên.",
    "SQLCipher reports damage in the store.",
)
KEYRING_DAMAGED: Final = Fault(
    Act.STOP,
    "Tệp chìa khoá (keyring.json) bị hỏng hoặc bị sửa.",
    "Giữ nguyên thư mục dữ liệu và báo quản trị viên; không tạo kho mới đè lên.",
    "The key ring cannot be read or its parameters are out of bounds.",
)
STORE_TOO_NEW: Final = Fault(
    Act.UPGRADE,
    "Kho hồ sơ được ghi bởi phiên bản Một Cửa mới hơn.",
    "Cài phiên bản mới rồi mở lại; không có gì bị mất.",
    "The store's schema is newer than this program.",
)
SQLCIPHER_TOO_OLD: Final = Fault(
    Act.UPGRADE,
    "Thư viện mã hoá trên máy này quá cũ hoặc có lỗi đã biết.",
    "Cài lại Một Cửa bằng bộ cài chính thức.",
    "SQLCipher below 4.7 or a SQLite with the WAL-reset fault.",
)
DISK_FULL: Final = Fault(
    Act.CLERK,
    "Ổ đĩa đã đầy nên lần lưu này chưa được ghi; những gì đã lưu trước đó vẫn nguyên vẹn.",
    "Giải phóng dung lượng (thùng rác, tệp tải về) rồi bấm lưu lại; đừng tắt màn hình đang nhập.",
    "The disk is full; the transaction was rolled back.",
)
DISK_REFUSES: Final = Fault(
    Act.ADMINISTRATOR,
    "Ổ đĩa không nhận dữ liệu (đầy, bị rút ra hoặc sắp hỏng) nên lần lưu này chưa được ghi.",
    "Kiểm tra dung lượng, dây nối rồi lưu lại; nếu lặp lại, chép thư mục dữ liệu sang ổ khác.",
    "The disk returned an input or output error; the transaction was rolled back.",
)
STORE_BUSY: Final = Fault(
    Act.WAIT,
    "Kho hồ sơ đang bận ghi.",
    "Chờ vài giây rồi thử lại.",
    "Another connection held the write lock for more than five seconds.",
)
QUERY_TOO_LONG: Final = Fault(
    Act.CLERK,
    "Tìm kiếm quá lâu nên đã dừng.",
    "Gõ thêm chữ để thu hẹp kết quả.",
    "The query ran longer than two seconds.",
)
BLOB_DAMAGED: Final = Fault(
    Act.STOP,
    "Tệp đính kèm trong máy bị hỏng hoặc bị mất.",
    "Quét lại giấy tờ này; báo quản trị viên nếu lặp lại.",
    "An attachment file is cut, altered or gone.",
)
DESK_IN_USE: Final = Fault(
    Act.CLERK,
    "Một Cửa đang mở ở cửa sổ khác với cùng thư mục dữ liệu.",
    "Chuyển sang cửa sổ đang mở, hoặc đóng nó trước.",
    "Another desk holds the lock of this folder.",
)
BAD_SETTINGS: Final = Fault(
    Act.ADMINISTRATOR,
    "Tệp cấu hình office.toml không đọc được.",
    "Sửa dòng được nêu, hoặc chép lại từ bản gốc; hồ sơ không bị ảnh hưởng.",
    "office.toml is not valid.",
)
PACKAGE_FOLLOWS: Final = Fault(
    Act.ADMINISTRATOR,
    "Ấn bản này đã được công bố với nội dung khác; gói đã công bố không bao giờ bị sửa.",
    "Đặt tên ấn bản mới cho gói rồi công bố lại.",
    "An edition of this kind and subject is published with other content.",
)
NO_SUCH_PACKAGE: Final = Fault(
    Act.ADMINISTRATOR,
    "Máy này không có gói đã công bố đó.",
    "Tải lại danh sách gói rồi mở lại.",
    "No package with this digest is published at this desk.",
)
NO_REVIEW: Final = Fault(
    Act.ADMINISTRATOR,
    "Chưa mở danh mục nào để duyệt.",
    "Thả tệp danh mục xuất từ tỉnh vào cửa sổ, hoặc mở bằng đường dẫn.",
    "No review is open.",
)
NO_SUCH_FORM: Final = Fault(
    Act.ADMINISTRATOR,
    "Không có biểu mẫu điện tử này trên máy.",
    "Kiểm tra mã biểu mẫu, hoặc cập nhật danh mục.",
    "The form is not on the shelf.",
)
NO_PRINTER: Final = Fault(
    Act.CLERK,
    "Máy này chưa có máy in.",
    "Lưu giấy ra tệp PDF, hoặc cài máy in rồi in lại từ hồ sơ.",
    "No printing command was found.",
)
PRINTER_FAILED: Final = Fault(
    Act.CLERK,
    "Máy in không nhận bản in.",
    "Kiểm tra giấy và dây nối rồi in lại từ hồ sơ; hồ sơ đã được lưu.",
    "The printing command failed.",
)

# what the verbs refuse

NOT_ALLOWED: Final = Fault(
    Act.CLERK,
    "Vai trò của người đang đăng nhập không được làm việc này.",
    "Nhờ người có vai trò phù hợp đăng nhập và thực hiện.",
    "The role may not perform this verb.",
)
NO_SUCH_DOSSIER: Final = Fault(
    Act.CLERK,
    "Không có hồ sơ này trên máy.",
    "Kiểm tra số tạm hoặc mã hồ sơ; nếu hồ sơ do máy khác nhận, đồng bộ rồi tìm lại.",
    "No dossier with this id, provisional number or official code.",
)
NO_SUCH_DRAFT: Final = Fault(
    Act.CLERK,
    "Bản nháp này không còn trên máy.",
    "Xem danh sách bản nháp; bản nháp đã tiếp nhận thì nằm trong danh sách hồ sơ.",
    "No draft with this id.",
)
FILE_UNREADABLE: Final = Fault(
    Act.CLERK,
    "Không đọc được tệp đã chọn.",
    "Kiểm tra tệp còn ở chỗ cũ, thẻ nhớ hoặc USB còn cắm, rồi chọn lại.",
    "The chosen file cannot be read.",
)
FILE_UNWRITABLE: Final = Fault(
    Act.CLERK,
    "Không ghi được tệp ra chỗ đã nêu; hồ sơ trong máy không bị ảnh hưởng.",
    "Kiểm tra dung lượng ổ đĩa và quyền ghi, rồi ghi lại ra chỗ khác; giấy hẹn in lại được từ hồ sơ.",
    "The named file cannot be written.",
)
FILE_NOT_A_SCAN: Final = Fault(
    Act.CLERK,
    "Tệp này không phải ảnh JPEG, PNG, TIFF hay tài liệu PDF.",
    "Quét lại giấy tờ, hoặc xuất tệp sang PDF rồi đính kèm lại.",
    "The content has no signature of JPEG, PNG, TIFF or PDF.",
)
FILE_OTHER_KIND: Final = Fault(
    Act.CLERK,
    "Câu hỏi này cần loại tệp khác.",
    "Câu hỏi về ảnh nhận JPEG, PNG hoặc TIFF; máy chưa nhận tệp âm thanh và phim.",
    "The content is of another type than the question takes.",
)
FILE_TOO_BIG: Final = Fault(
    Act.CLERK,
    "Tệp lớn hơn 50 MiB nên không đính kèm được.",
    "Quét lại ở độ phân giải thấp hơn (200 dpi) hoặc tách thành nhiều tệp.",
    "The file is larger than 50 MiB.",
)
ROAD_NOT_STOPPED: Final = Fault(
    Act.ADMINISTRATOR,
    "Việc gửi nhận của máy này không bị ngừng nên không có gì để cho chạy lại.",
    "Dùng «motcua sync once» để đồng bộ ngay.",
    "Rounds were not stopped.",
)
FORM_PROBLEMS: Final = Fault(
    Act.CLERK,
    "Biểu mẫu còn chỗ thiếu hoặc chưa đúng.",
    "Sửa những câu được nêu rồi tiếp nhận lại; những gì đã nhập vẫn giữ nguyên.",
    "The e-form still has problems.",
)
BAD_BIRTH_DATE: Final = Fault(
    Act.CLERK,
    "Ngày sinh không đọc được.",
    "Nhập dạng ngày/tháng/năm, ví dụ 01/05/1990, hoặc chỉ năm sinh.",
    "The birth date is neither dd/mm/yyyy, ISO, nor a year.",
)
CLOCK_BEHIND: Final = Fault(
    Act.CLERK,
    "Đồng hồ của máy đang chỉ một ngày trước khi máy này đăng ký với tỉnh; giờ nhận và hẹn trả in ra sẽ sai.",
    "Chỉnh lại ngày giờ của máy rồi tiếp nhận; máy không từ chối hồ sơ vì đồng hồ.",
    "The clock stands before the device's own certificate: receipt and due date would be wrong.",
)
NO_DUE_DATE: Final = Fault(
    Act.CLERK,
    "Thủ tục này giải quyết theo đợt nên phải nhập ngày hẹn trả.",
    "Nhập ngày hẹn trả theo thông báo của đợt.",
    "A campaign procedure needs its due date by hand.",
)

NO_SUCH_MATTER: Final = Fault(
    Act.CLERK,
    "Việc này không còn chờ xử lý trên máy.",
    "Mở lại danh sách Cần xử lý; có thể người khác vừa giải quyết xong.",
    "No open matter with this key.",
)
NOT_THIS_WAY: Final = Fault(
    Act.CLERK,
    "Việc này không giải quyết được bằng cách vừa chọn.",
    "Mở việc này trong danh sách Cần xử lý để xem những cách giải quyết được phép.",
    "The class of the matter does not allow this verb.",
)
MOVED_ON: Final = Fault(
    Act.CLERK,
    "Hồ sơ vừa thay đổi sau khi việc này được mở ra xem.",
    "Mở lại, xem giá trị mới rồi chọn lại; chưa có gì được ghi.",
    "The dossier has changed since the matter was shown.",
)
CANNOT_UNDO: Final = Fault(
    Act.CLERK,
    "Không hoàn tác tự động được: giá trị đã bị sửa tiếp, hoặc lịch sử cũ không còn trên máy.",
    "Sửa trực tiếp trường đó trong hồ sơ, ghi rõ lý do.",
    "What the settlement wrote was changed since, or the rows before it are not here.",
)
PAPER_NOT_YET: Final = Fault(
    Act.CLERK,
    "Hồ sơ chưa có việc mà giấy này ghi lại.",
    "Mở hồ sơ, làm việc đó trước (yêu cầu bổ sung, từ chối, xin lỗi, dừng…), rồi in.",
    "What this paper records has not happened to the dossier.",
)
NOTHING_IN_PERIOD: Final = Fault(
    Act.CLERK,
    "Trong kỳ này không có dòng nào để in.",
    "Xem lại ngày đầu và ngày cuối của kỳ: ngày đầu không được sau ngày cuối.",
    "Nothing was entered between these days.",
)
PERIOD_TOO_LONG: Final = Fault(
    Act.CLERK,
    "Kỳ này có quá nhiều dòng cho một lần in.",
    "Chia thành nhiều kỳ ngắn hơn (tháng, tuần) rồi in từng kỳ.",
    "More rows than one print of a register holds.",
)
NOTHING_MISSING: Final = Fault(
    Act.CLERK,
    "Không có gì để hướng dẫn bổ sung.",
    "Hồ sơ đã đủ giấy tờ bắt buộc: tiếp nhận, hoặc ghi rõ nội dung cần bổ sung.",
    "No required paper is missing and no item was named.",
)
SIGNING_EXTRA: Final = Fault(
    Act.ADMINISTRATOR,
    "Máy này chưa cài phần ký số.",
    "Cài gói motcua[signing] rồi ký lại.",
    "The extra motcua[signing] is not installed.",
)
OWN_FEE: Final = Fault(
    Act.SUPERVISOR,
    "Người đã thu không tự hoàn khoản của mình.",
    "Đề nghị phụ trách khác của trung tâm hoàn khoản này.",
    "Who took a fee does not return it.",
)

USAGE: Final = frozenset({NAME_THE_USER, BAD_USER_ID, PASSPHRASE_TOO_SHORT})


def exit_code(error: Exception) -> int:
    """Return the exit code of a command that ended with this error.

    Args:
        error: A DeskError, a RuleError, or one of the road's four errors.

    Returns:
        2 usage, 3 refused by a rule or a person must act, 4 province not reached, 5 integrity.
    """
    if isinstance(error, Offline):
        return 4
    if isinstance(error, Corrupt):
        return 5
    if isinstance(error, DeskError | RuleError):
        if error.fault in USAGE:
            return 2
        return 5 if error.fault.act is Act.STOP else 3
    return 3
