"""What can go wrong on the road: four exceptions, each saying who must act and how.

Here live the only exceptions that leave `sync`. Verdicts on events are values (`verdict.py`), not
exceptions, and no sentence here ever carries a citizen's data: they are fixed texts.
"""
# ruff: noqa: N818 - the four names are words of the glossary

from enum import StrEnum


class Act(StrEnum):
    """Who has to do something now; the same words as the law's faults use."""

    WAIT = "wait"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    UPGRADE = "upgrade"
    STOP = "stop"


class RoadError(Exception):
    """One trouble of the road; its type says who acts, its sentence how.

    Attributes:
        act: who must act.
        sentence: what is wrong, in Vietnamese, for the screen.
        remedy: what to do next, in Vietnamese.
        english: the same in English, for logs; also `str()` of the exception.
    """

    act = Act.WAIT
    sentence = "Đường truyền gặp trục trặc."
    remedy = "Máy sẽ tự thử lại."

    def __init__(self, english: str, *, sentence: str = "", remedy: str = "") -> None:
        super().__init__(english)
        self.english = english
        self.sentence = sentence or type(self).sentence
        self.remedy = remedy or type(self).remedy


class Offline(RoadError):
    """No answer that counts: no route, a cut line, a portal's page. Waiting is enough.

    Attributes:
        retry_after_s: the least seconds to the next try, when the province asked for that; else 0.
    """

    sentence = "Chưa nối được tới máy chủ tỉnh."
    remedy = "Kiểm tra dây mạng hoặc Wi-Fi; máy sẽ tự thử lại."

    def __init__(
        self, english: str, *, sentence: str = "", remedy: str = "", retry_after_s: float = 0.0
    ) -> None:
        super().__init__(english, sentence=sentence, remedy=remedy)
        self.retry_after_s = retry_after_s


class Refused(RoadError):
    """The province said no, and meant it: a signed refusal, or an enrolment code that does not hold."""

    act = Act.ADMINISTRATOR
    sentence = "Máy chủ tỉnh từ chối máy này."
    remedy = "Báo quản trị viên; chưa hồ sơ nào bị mất, mọi việc tại quầy vẫn làm được."


class Incompatible(RoadError):
    """The other side speaks a version that this program does not."""

    act = Act.UPGRADE
    sentence = "Phiên bản phần mềm của máy này và của tỉnh không hiểu nhau."
    remedy = "Cập nhật phần mềm rồi đồng bộ lại; hồ sơ vẫn nằm an toàn trên máy này."


class Corrupt(RoadError):
    """What we hold or were sent contradicts its own hashes: stop, show, ask."""

    act = Act.STOP
    sentence = "Dữ liệu đồng bộ không khớp với dấu kiểm tra của chính nó."
    remedy = "Dừng đồng bộ và báo quản trị viên; không xoá gì trên máy này."


class Unreadable(ValueError):
    """Bytes from the other side that do not read as what they claim to be; never leaves `sync`."""
