"""Tình trạng đồng bộ: facts for the status strip, no online light."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from desktop_app import ports
from desktop_app.ports import Desk, Queries
from desktop_app.ports.clock import clock_sentence, seconds_off
from desktop_app.ports.matter_reading import MatterQueries
from desktop_app.ports.matter_words import before_now, counts_of
from desktop_app.ports.matters import MatterClass, MatterCounts
from desktop_app.ports.upstream import UpstreamQueries
from forms.dossier.calendar import WorkCalendar, local
from forms.text.figures import size
from sync.core.phases import Signal, cause_of

_A_DAY: Final = timedelta(days=1)
_STOPPED: Final[dict[Signal | None, tuple[str, str]]] = {
    Signal.BEHIND: (
        "Kho hồ sơ trên máy này cũ hơn lần chạy trước, như khi vừa chép lại một bản sao cũ.",
        "chép lại bản mới nhất nếu còn, hoặc chấp nhận kho đang có",
    ),
    Signal.FORK: (
        "Tỉnh đang giữ những việc mang số của máy này mà kho trên máy không có.",
        "bảo đảm chỉ một máy dùng kho này, rồi hỏi tỉnh",
    ),
    Signal.SHRUNK: (
        "Tỉnh đang giữ ít hơn những gì tỉnh đã xác nhận với máy này.",
        "hỏi tỉnh có vừa khôi phục dữ liệu không và chờ tỉnh sửa xong",
    ),
    Signal.FEED_DIFFERS: (
        "Sổ tỉnh gửi về không nối tiếp sổ máy này đã nhận.",
        "hỏi tỉnh và chờ tỉnh sửa xong",
    ),
    Signal.REFUSED: (
        "Tỉnh từ chối máy này: máy không còn trong danh sách của tỉnh, hoặc giấy chứng nhận đã hết hạn.",
        "xin tỉnh nhận lại máy này",
    ),
    None: ("Lịch sử gửi nhận của máy này không khớp với tỉnh.", "hỏi tỉnh"),
}
_SAFE: Final = "Máy đã ngừng gửi và không xoá gì; vẫn tiếp nhận bình thường."
_NOT_ENROLLED: Final = (
    "Máy chưa đăng ký với tỉnh. Quản trị viên chạy «motcua enrol» một lần khi có đường truyền."
)


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """What is known, not what is hoped.

    Attributes:
        enrolled: The machine has its tag.
        last_contact: Last signed answer of the province, local; None before the first.
        handed_in: Dossiers received on this machine.
        sent: Those of them that the province has signed for, whatever it said of them.
        waiting: Dossiers with something not yet sent.
        unknown: Dossiers sent without an answer yet.
        refused: Dossiers refused, and nobody has corrected them yet.
        conflicts: Dossiers with a value kept aside for a person.
        blobs_waiting: Files not yet up.
        blob_bytes_waiting: Their bytes.
        bytes_up: Bytes sent on the line so far.
        bytes_down: Bytes received so far.
        round_trips: Questions the province answered so far.
        phase: Where the machine of the protocol stands.
        sentence: The strip's text.
        trouble: Empty unless a person must act; then what to do.
        matters: Open matters by class, how many are overdue, the oldest one's age.
        quarantined: Those of them that the province holds (C11).
        clock_warning: Empty, or that the machine's clock may be wrong, and by how much.
        twin: Another machine, or an old copy, worked under this one's identity; the finding is open.
        printed_not_accepted: Numbers given out here that have no official code yet.
    """

    enrolled: bool
    last_contact: datetime | None
    handed_in: int
    sent: int
    waiting: int
    unknown: int
    refused: int
    conflicts: int
    blobs_waiting: int
    blob_bytes_waiting: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    phase: str
    sentence: str
    trouble: str
    matters: MatterCounts = field(default_factory=MatterCounts)
    quarantined: int = 0
    clock_warning: str = ""
    twin: bool = False
    printed_not_accepted: int = 0


def sync_status(
    desk: Desk,
    queries: Queries,
    matters: MatterQueries,
    upstream: UpstreamQueries,
    calendar: WorkCalendar,
) -> SyncFacts:
    """Return the facts.

    Args:
        desk: The shift and its clock.
        queries: The read side of the store.
        matters: What waits for a person.
        upstream: What was given out.
        calendar: Ages are counted in its working days.

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG.
    """
    desk.require("sync_status")
    facts, now = queries.sync_facts(), desk.now()
    counts = counts_of(matters.numbers(before_now(now, calendar)), now, calendar)
    last = local(datetime.fromisoformat(facts.last_contact)) if facts.last_contact else None
    return SyncFacts(
        enrolled=facts.enrolled,
        last_contact=last,
        handed_in=facts.handed_in,
        sent=facts.signed_for,
        waiting=facts.waiting + facts.sending,
        unknown=facts.unknown,
        refused=facts.refused,
        conflicts=facts.conflicts,
        blobs_waiting=facts.blobs_waiting,
        blob_bytes_waiting=facts.blob_bytes_waiting,
        bytes_up=facts.bytes_up,
        bytes_down=facts.bytes_down,
        round_trips=facts.round_trips,
        phase=facts.phase,
        sentence=_sentence(facts, last, now),
        trouble=_trouble(facts),
        matters=counts,
        quarantined=counts.by_class.get(MatterClass.QUARANTINED, 0),
        clock_warning=clock_sentence(seconds_off(now, facts.drift_s, last, facts.newest_act)),
        twin=facts.twin,
        printed_not_accepted=upstream.not_accepted(),
    )


def _trouble(facts: ports.SyncFacts) -> str:
    if facts.suspicious is not None:
        found, first = _STOPPED.get(cause_of(facts.suspicious), _STOPPED[None])
        return f"{found} {_SAFE} Việc của quản trị viên: {first}; sau đó chạy «motcua sync resume --yes»."
    return "" if facts.enrolled else _NOT_ENROLLED


def _sentence(facts: ports.SyncFacts, last: datetime | None, now: datetime) -> str:
    parts = [_contact(last, local(now)), f"đã gửi {facts.signed_for}/{facts.handed_in} hồ sơ"]
    for count, said in (
        (facts.waiting + facts.sending, "còn {} chờ"),
        (facts.unknown, "{} chưa có trả lời"),
        (facts.refused, "{} bị từ chối"),
        (facts.conflicts, "{} chờ đối chiếu"),
        (facts.blobs_waiting, f"còn {{}} tệp ({size(facts.blob_bytes_waiting)})"),
    ):
        if count:
            parts.append(said.format(count))
    return " · ".join(parts)


def _contact(last: datetime | None, now: datetime) -> str:
    if last is None:
        return "Chưa liên lạc lần nào"
    form = "%H:%M" if now - last < _A_DAY and now.date() == last.date() else "%H:%M %d/%m/%Y"
    return f"Liên lạc cuối {last.strftime(form)}"
