"""Cho gửi nhận lại: an administrator lets stopped rounds run again; the next round judges anew."""

from dataclasses import dataclass
from typing import Final

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, Line
from forms.errors import Act, Fault

NOT_CONFIRMED: Final = Fault(
    Act.ADMINISTRATOR,
    "Chưa xác nhận nên máy vẫn ngừng gửi nhận.",
    "Xem lý do bằng «motcua sync status», hỏi tỉnh, rồi chạy «motcua sync resume --yes».",
    "Nobody confirmed that the province was asked.",
)


@dataclass(frozen=True, slots=True)
class ResumeRoad:
    """`confirmed`: a person has read why it stopped, asked the province, and wants to go on."""

    confirmed: bool


@dataclass(frozen=True, slots=True)
class Resumed:
    """`reason` is why it had stopped, in the technical words that the audit keeps too."""

    reason: str
    sentence: str


def resume_road(order: ResumeRoad, desk: Desk, line: Line) -> Resumed:
    """Let rounds run again. Nothing is sent, taken back or deleted here.

    Args:
        order: Whether the person confirms.
        desk: The shift of an administrator.
        line: The road to the province.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED, NOT_CONFIRMED, ROAD_NOT_STOPPED, LINE_TAKEN.
    """
    desk.require("resume_road")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    if not order.confirmed:
        raise DeskError(NOT_CONFIRMED)
    reason = line.resume(desk.shift.user, desk.now())
    return Resumed(reason, "Máy gửi nhận lại từ lượt tới; lượt đó đối chiếu lại với tỉnh từ đầu.")
