"""The words of the line in Vietnamese: exchange, what a person must decide, receipts, handing in."""

from typing import Final

VIETNAMESE_LINE: Final[dict[str, str]] = {
    # strip
    "strip_unheard": "Lượt {at} chưa tới được tỉnh: {why}",
    # sync
    "sync_title": "Đồng bộ với hệ thống tỉnh",
    "sync_last_contact": "Liên lạc cuối",
    "sync_never": "Chưa liên lạc lần nào",
    "sync_sent": "Đã gửi",
    "sync_sent_of": "{sent} trên {handed_in} hồ sơ",
    "sync_waiting": "Còn chờ gửi",
    "sync_unknown": "Chưa có trả lời",
    "sync_refused": "Bị từ chối",
    "sync_conflicts": "Chờ đối chiếu",
    "sync_files": "Tệp chờ gửi",
    "sync_bytes": "Dung lượng đã truyền",
    "sync_bytes_line": "lên {up} · xuống {down}",
    "sync_not_enrolled": "Máy chưa đăng ký với tỉnh. Quản trị viên chạy lệnh «motcua enrol».",
    "sync_running": "Đang trao đổi với tỉnh…",
    "sync_idle": "Máy tự đồng bộ theo lịch; có thể làm ngay bằng F5. Mất mạng không làm dừng việc tiếp nhận.",
    "sync_last_round": "Lượt vừa xong",
    "round_line": (
        "gửi {sent} · tỉnh nhận {accepted} · từ chối {refused} · nhận về {pulled} · "
        "{trips} lượt đi về · {seconds} giây"
    ),
    "sync_stopping": "Đang dừng sau bước này…",
}
