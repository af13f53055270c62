"""The words of the commune's books in Vietnamese."""

from typing import Final

VIETNAMESE_BOOKS: Final[dict[str, str]] = {
    "go_books": "Sổ của xã",
    "scope_books": "Sổ của xã",
    "books_title": "Sổ của xã",
    "books_all": "Tất cả",
    "books_mine": "Ở máy này",
    "books_others": "Ở máy khác",
    "books_full": "Đã đầy",
    "books_shown": "{count} quyển · mã máy này: {machine}",
    "books_none": "Chưa có quyển sổ nào trên máy này · mã máy này: {machine}",
    "book_no_machine": "chưa đăng ký",
    "books_not_for_role": "Vai này không xem sổ của xã.",
    "book_entries_not_for_role": "Vai này xem danh sách sổ, không xem các lần vào sổ.",
    "column_book": "Quyển sổ",
    "column_book_title": "Tên sổ",
    "column_book_holder": "Máy giữ sổ",
    "column_book_next": "Số kế tiếp",
    "column_book_entries": "Đã vào sổ",
    "column_book_state": "Tình trạng",
    "book_name": "{sign} quyển {volume}/{year}",
    "book_here": "Máy này",
    "book_there": "Máy khác ({machine}…)",
    "book_after_loss": "{holder}, nhận từ máy mất",
    "book_is_here": "Đang vào sổ",
    "book_is_there": "Ở máy khác",
    "book_is_waiting": "Chờ tỉnh xác nhận",
    "book_is_full": "Đã đầy",
    "show_book": "Xem quyển sổ",
    "book_shown": "{title}. Đã vào sổ {total} lần, số kế tiếp {next}.",
    "book_empty": "Chưa vào sổ lần nào.",
    "book_about": "{name}: {holder}, số kế tiếp {number}.",
    "open_book": "Mở quyển sổ",
    "open_book_do": "Mở sổ",
    "open_book_done": "Đã mở sổ {sign} quyển {volume}; tỉnh xác nhận (lượt đồng bộ tới) rồi mới lấy được số.",
    "open_book_about": (
        "Máy này giữ quyển sổ được mở. Máy tự lấy số của các sổ: BLT biên lai · STD theo dõi hồ sơ · "
        "GTN giấy tiếp nhận · PBS bổ sung · PTC từ chối · PXL xin lỗi · TB dừng giải quyết · PKS kiểm soát · "
        "PBG bàn giao · PCT phiếu hẹn chứng thực · TBN thông báo nộp phí. Sổ khác (ví dụ SCT/BS) thì vào sổ "
        "bằng tay."
    ),
    "book_sign": "Ký hiệu sổ",
    "book_title": "Tên sổ",
    "book_year": "Năm",
    "book_volume": "Quyển số",
    "book_first": "Số đầu tiên (viết tiếp sổ giấy thì từ số kế tiếp của sổ giấy)",
    "enter_book": "Vào sổ bằng tay",
    "enter_book_do": "Vào sổ",
    "enter_book_done": "Đã vào sổ {name}, số {number}.",
    "book_dossier": "Hồ sơ (số tạm hoặc mã hồ sơ), nếu có",
    "book_text": "Nội dung vào sổ",
    "print_book": "In quyển sổ",
    "print_book_do": "In sổ",
    "print_book_done": "Sổ {name}, {rows} lần vào sổ: {where}",
    "print_book_about": "{name}. Để trống hai ngày thì in cả quyển.",
    "hand_book": "Bàn giao sổ",
    "hand_book_do": "Bàn giao",
    "hand_book_done": "Đã bàn giao sổ {name}; máy kia vào sổ được sau khi cả hai máy đồng bộ với tỉnh.",
    "hand_book_about": "Mã của máy nhận ghi ở đầu màn hình Sổ của máy ấy.",
    "book_to": "Mã máy nhận sổ",
    "take_lost_book": "Nhận sổ của máy mất",
    "take_lost_book_do": "Nhận sổ",
    "take_lost_book_done": "Đã nhận sổ {name}; vào sổ tiếp từ số {number} sau khi tỉnh xác nhận.",
    "take_lost_book_about": (
        "Chỉ khi máy ấy mất hoặc hỏng. Ghi số kế tiếp sau mọi số mà máy ấy có thể đã cấp; các số ở giữa để "
        "trống cho máy ấy."
    ),
    "book_start": "Vào sổ tiếp từ số",
    "book_loss": "Việc gì đã xảy ra với máy giữ sổ",
    "open_volume": "Xem sổ",
}
