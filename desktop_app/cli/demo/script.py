"""The gestures of the morning: what hands do at the keyboard, act by act, and which moments are kept.

Only keys, text, waiting and pictures, as `desktop_app/ui/player.py` plays them. Every citizen is invented.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

Steps = list[dict[str, Any]]

BIRTH, COPY, MARRIAGE = "1.001193", "2.000815", "1.004873"
RECEIVED: Final = 3
KILL_ME: Final = "kill me"
ASKED_FOR: Final = "Bản sao quyết định ly hôn đã có hiệu lực pháp luật"

MOTHER_CARD: Final = (
    "066190000011|240000011|Nguyễn Thị Thử Nghiệm|01051990|Nữ|Buôn Mẫu, xã Ea H’Leo, Đắk Lắk|12082021"
)
STUDENT_CARD: Final = (
    "066204000022||Y Mẫu Niê|20112004|Nam|Thôn 2, xã Ea H’Leo, Đắk Lắk|05032022"
)
SINGLE_CARD: Final = (
    "066188000033||Trần Thị Ví Dụ|15031988|Nữ|Thôn 5, xã Ea H’Leo, Đắk Lắk|09092021"
)


@dataclass
class Hands:
    """Two hands on a keyboard, and a camera that numbers its pictures."""

    out: Path
    passphrase: str
    _pictures: int = field(default=0)

    def picture(self, name: str) -> dict[str, Any]:
        """Photograph what the window shows now."""
        self._pictures += 1
        return {"do": "picture", "file": str(self.out / f"{self._pictures:02d}-{name}.png")}


def key(keys: str) -> dict[str, Any]:
    """Press keys, one after the other."""
    return {"do": "key", "keys": keys}


def text(words: str) -> dict[str, Any]:
    """Type words, letter by letter."""
    return {"do": "type", "text": words}


def see(words: str, seconds: int = 30) -> dict[str, Any]:
    """Wait until words can be read in the window."""
    return {"do": "wait", "for": {"text": words}, "seconds": seconds}


def on(screen: str) -> dict[str, Any]:
    """Wait until a screen is shown."""
    return {"do": "wait", "screen": screen, "seconds": 30}


def told(words: str) -> dict[str, Any]:
    """Wait for a notice."""
    return {"do": "wait", "for": {"toast": words}, "seconds": 30}


def fields(values: Iterable[str]) -> Steps:
    """Fill fields in the order of Tab; an empty value leaves one as it is."""
    steps: Steps = []
    for value in values:
        steps += [*([text(value)] if value else []), key("tab")]
    return steps


def unlocked(hands: Hands, user_name: str, *, first: str = "") -> Steps:
    """Unlock as somebody of the list."""
    steps: Steps = [on("unlock"), see("Phạm Văn Công Chức"), key("shift+tab"), text(user_name), key("enter")]
    steps += [text(hands.passphrase)]
    steps += [hands.picture(first)] if first else []
    return [*steps, key("enter"), on("dossiers")]


def begun(procedure: str, name: str, card: str, phone: str) -> Steps:
    """Open the intake, choose the procedure, scan the card, type the one thing it does not hold."""
    return [
        key("f2"),
        on("intake"),
        text(procedure),
        see(name),
        key("enter"),
        key("alt+2"),
        {"do": "paste", "text": card},
        key("enter"),
        see(card.split("|")[2]),
        text(phone),
    ]


def papers_ticked(marks: str) -> Steps:
    """Go down the list of papers: tick at every `x`, pass at every other letter."""
    steps = [key("alt+4")]
    for mark in marks:
        steps += [key("spacebar"), key("tab")] if mark == "x" else [key("tab")]
    return steps


def saved_and_printed(hands: Hands, picture: str) -> Steps:
    """Receive, print, and read what the desk says."""
    return [key("f8"), on("dossier"), see("Đã gửi tới máy in"), hands.picture(picture), {"do": "quit"}]


def birth(hands: Hands) -> Steps:
    """Khai sinh: the whole intake by keyboard."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận", first="mo-quay"),
        hands.picture("danh-sach-trong"),
        *begun("khai sinh", "Đăng ký khai sinh", MOTHER_CARD, "0905000011"),
        hands.picture("khai-sinh-quet-the"),
        key("alt+3"),
        *fields(["", "", "", "", "Mẹ"]),
        *fields(["Nguyễn Văn Bé Mẫu", "03112026", "Nam", "Kinh", "", "Trạm Y tế xã Ea H’Leo", "Đắk Lắk"]),
        hands.picture("khai-sinh-to-khai"),
        *fields(["", "", "1990", "Kinh", "", ""]),
        *fields(["Không", "Không", "2"]),
        *papers_ticked("xx---x"),
        hands.picture("khai-sinh-giay-to"),
        *saved_and_printed(hands, "khai-sinh-da-tiep-nhan"),
    ]


def copy_begun(hands: Hands) -> Steps:
    """Chứng thực bản sao, until the power goes."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        *begun("ban sao tu ban chinh", "Chứng thực bản sao", STUDENT_CARD, "0905000022"),
        key("alt+3"),
        *fields(["", "", "", "Bằng tốt nghiệp trung học phổ thông", "", "2"]),
        text("12"),
        see("Bản nháp đã lưu"),
        hands.picture("ban-sao-truoc-khi-tat-ngang"),
        {"do": "say", "line": KILL_ME},
        {"do": "wait", "for": {"text": "power is cut here"}, "seconds": 30},
    ]


def copy_reopened(hands: Hands) -> Steps:
    """The draft reopens as it was; it is finished and received."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        see("Hồ sơ đang nhập"),
        hands.picture("mo-lai-sau-khi-tat-ngang"),
        key("tab enter"),
        on("intake"),
        see("Mở lại bản nháp"),
        hands.picture("ban-sao-nhu-luc-dang-nhap"),
        *papers_ticked("x"),
        *saved_and_printed(hands, "ban-sao-da-tiep-nhan"),
    ]


def marriage(hands: Hands) -> Steps:
    """Tình trạng hôn nhân: a divorced woman who has not brought the judgment."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        *begun("tinh trang hon nhan", "tình trạng hôn nhân", SINGLE_CARD, "0905000033"),
        key("alt+3"),
        *fields(["", "", "", "", "", "", "", "Kinh", "", "", "Đã ly hôn"]),
        hands.picture("hon-nhan-cau-hoi-hien-ra"),
        *fields(["15/2024/QĐST-HNGĐ", "Tòa án nhân dân khu vực 2 – Đắk Lắk"]),
        text("31022024"),
        key("f8"),
        hands.picture("hon-nhan-ngay-khong-co-that"),
        key("f4 ctrl+a backspace"),
        *fields(["15052024", "Vay", "2"]),
        *papers_ticked("x---x"),
        *saved_and_printed(hands, "hon-nhan-da-tiep-nhan"),
    ]


def opened(words: str, see_first: str) -> Steps:
    """Find a dossier without diacritics and open it."""
    found = [key("f3"), on("dossiers"), key("ctrl+f"), text(words), see(see_first)]
    return [*found, key("enter enter"), on("dossier")]


def decided_at_the_desk(hands: Hands) -> Steps:
    """An officer of the commune, who did not receive it, decides the certified copy, still without a line."""
    return [
        *unlocked(hands, "Phạm Văn Công Chức"),
        hands.picture("danh-sach-cong-chuc"),
        *opened("y mau nie", "Chứng thực"),
        see("Quyết định"),
        key("f6"),
        see("Quyết định tại quầy"),
        *fields(["", "Bản sao đúng với bản chính", "1205/2026"]),
        hands.picture("quyet-dinh-tai-quay"),
        key("ctrl+enter"),
        see("Đã xử lý xong"),
        hands.picture("da-quyet-dinh"),
        {"do": "quit"},
    ]


def returned(hands: Hands, words: str, name: str, picture: str) -> Steps:
    """Give a result to the citizen."""
    return [
        *opened(words, name),
        see("Đã xử lý xong"),
        key("f7"),
        see("Người nhận"),
        key("ctrl+enter"),
        see("Đã trả kết quả"),
        hands.picture(picture),
    ]


def copy_returned(hands: Hands) -> Steps:
    """The clerk hands the certified copies over."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        *returned(hands, "y mau nie", "Chứng thực", "ban-sao-da-tra"),
        key("f3"),
        on("dossiers"),
        hands.picture("het-buoi-sang-chua-co-duong-truyen"),
        {"do": "quit"},
    ]


def cut_round(hands: Hands) -> Steps:
    """The line is back for a moment and breaks in the middle of a round: nobody knows what arrived."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        key("f9"),
        on("sync"),
        see("chưa có trả lời", 60),
        hands.picture("dong-bo-bi-cat-giua-chung"),
        key("f3"),
        on("dossiers"),
        see("Chưa rõ"),
        hands.picture("danh-sach-chua-ro"),
        {"do": "quit"},
    ]


def finished_round(hands: Hands) -> Steps:
    """The line holds: every dossier gets its official code."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        *synchronised(),
        hands.picture("dong-bo-xong"),
        key("f3"),
        on("dossiers"),
        see("H15"),
        hands.picture("danh-sach-co-ma-ho-so"),
        {"do": "quit"},
    ]


def synchronised() -> Steps:
    """One round, asked for by key, seen to its end."""
    return [key("f9"), on("sync"), key("f5"), see("nhận về", 60)]


def supplement(hands: Hands) -> Steps:
    """What the province asks for comes down; the citizen brings it; it goes up."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        *synchronised(),
        *opened("tran thi vi du", "Yêu cầu bổ sung"),
        hands.picture("tinh-yeu-cau-bo-sung"),
        key("ctrl+b"),
        see("Nộp bổ sung"),
        text("Đã nộp bản sao quyết định ly hôn"),
        hands.picture("nop-bo-sung"),
        key("ctrl+enter"),
        see("Đang xử lý"),
        *synchronised(),
        hands.picture("bo-sung-da-gui"),
        {"do": "quit"},
    ]


def results_returned(hands: Hands) -> Steps:
    """Decisions come down; results are given to the citizens; that goes up too."""
    return [
        *unlocked(hands, "Nguyễn Thị Tiếp Nhận"),
        *synchronised(),
        *returned(hands, "nguyen thi thu nghiem", "Đăng ký khai sinh", "khai-sinh-da-tra"),
        *returned(hands, "tran thi vi du", "hôn nhân", "hon-nhan-da-tra"),
        *synchronised(),
        hands.picture("dong-bo-cuoi-buoi"),
        key("f3"),
        on("dossiers"),
        hands.picture("cuoi-buoi-sang"),
        {"do": "quit"},
    ]
