"""Có thể bàn giao máy: whether this machine holds nothing that the province has not signed for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from desktop_app.ports import Desk
from desktop_app.ports.matter_reading import MatterQueries
from desktop_app.ports.matter_words import before_now
from desktop_app.ports.matters import HandoverProof, MatterClass, Obstacle
from desktop_app.ports.upstream import HandoverFacts, UpstreamQueries
from forms.dossier.calendar import WorkCalendar, local
from sync.core.phases import STOPPED, Phase

FRESH: Final = timedelta(hours=1)
"""A proof is as good as the answer it stands on: the province may have been set back since an older one."""
_SAFE: Final = "Có thể bàn giao máy: tỉnh đã ký nhận mọi việc trên máy này."
_NOT_YET: Final = "Chưa thể bàn giao máy: xem từng lý do bên dưới."
_CLASS_SAID: Final[Mapping[MatterClass, str]] = {
    MatterClass.SAME_FIELD: "chỗ sửa trùng chưa chọn giá trị",
    MatterClass.NOT_OURS: "việc bị từ chối vì không được ghi",
    MatterClass.ILLEGAL_MOVE: "việc không hợp trạng thái ở tỉnh",
    MatterClass.VOIDED: "việc trên hồ sơ đã huỷ",
    MatterClass.SAME_NUMBER: "số tạm in trên hai hồ sơ",
    MatterClass.DUPLICATE: "cặp hồ sơ có thể trùng",
    MatterClass.FILE: "tệp quét tỉnh còn thiếu",
    MatterClass.FINDING: "phát hiện khi đối chiếu chưa đóng",
    MatterClass.QUARANTINED: "việc chờ kiểm tra ở tỉnh",
    MatterClass.REFUSED: "việc bị từ chối chưa giải quyết",
}


def prove_handover(
    desk: Desk, upstream: UpstreamQueries, matters: MatterQueries, calendar: WorkCalendar
) -> HandoverProof:
    """Prove it, or name everything that stands against it. Run a round first: the proof is of its answer.

    Args:
        desk: The shift and its clock.
        upstream: The log and the road.
        matters: What waits for a person.
        calendar: Ages are counted in its working days.

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG.
    """
    desk.require("prove_handover")
    facts, now = upstream.handover(), desk.now()
    contact = local(datetime.fromisoformat(facts.last_contact)) if facts.last_contact else None
    numbers = matters.numbers(before_now(now, calendar))
    obstacles = (
        *_of_the_road(facts, contact, now),
        *_of_the_store(facts),
        *(
            Obstacle(kind.value, count, f"Còn {count} {said}.")
            for kind, said in _CLASS_SAID.items()
            if (count := numbers.by_class.get(kind.value, 0))
        ),
    )
    return HandoverProof(
        safe=not obstacles,
        sentence=_NOT_YET if obstacles else _SAFE,
        as_of=contact,
        obstacles=obstacles,
        drafts=facts.drafts,
        last_seq=facts.last_seq,
        acked=facts.acked,
    )


def _of_the_road(facts: HandoverFacts, contact: datetime | None, now: datetime) -> tuple[Obstacle, ...]:
    stale = contact is None or abs(now - contact) > FRESH
    return _standing(
        (not facts.enrolled, "enrolled", 1, "Máy chưa đăng ký với tỉnh."),
        (stale, "contact", 1, "Chưa có trả lời của tỉnh trong một giờ qua; đồng bộ rồi xem lại."),
        (Phase(facts.phase) in STOPPED, "stopped", 1, "Việc gửi nhận đang bị ngừng; xem tình trạng đồng bộ."),
        (facts.twin, "twin", 1, "Có máy khác đang dùng danh tính của máy này."),
        (facts.behind > 0, "timeline", facts.behind, "Đang đối chiếu lại với tỉnh; đồng bộ thêm một lượt."),
    )


def _of_the_store(facts: HandoverFacts) -> tuple[Obstacle, ...]:
    unsigned = facts.last_seq - facts.acked
    return _standing(
        (unsigned != 0, "unsigned", abs(unsigned), "Còn {} việc tỉnh chưa ký nhận; đồng bộ rồi xem lại."),
        (facts.unjudged > 0, "unjudged", facts.unjudged, "Còn {} việc chưa có kết luận của tỉnh."),
        (facts.files > 0, "files", facts.files, "Còn {} tệp chưa lên tới tỉnh."),
        (facts.unexplained > 0, "unexplained", facts.unexplained, "Có {} số đã giao mà máy không có hồ sơ."),
        (bool(facts.drafts), "drafts", len(facts.drafts), "Còn {} bản nháp; tiếp nhận hoặc bỏ trước."),
    )


def _standing(*checks: tuple[bool, str, int, str]) -> tuple[Obstacle, ...]:
    return tuple(Obstacle(code, count, said.format(count)) for stands, code, count, said in checks if stands)
