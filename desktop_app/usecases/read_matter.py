"""Xem việc cần xử lý: one matter with both sides, who and when, why it waits, and what this user may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from desktop_app.errors import NO_SUCH_MATTER, DeskError
from desktop_app.ports import Desk, FormShelf
from desktop_app.ports.lookup import name_of, record_id
from desktop_app.ports.matter_lookup import ALIKE, EVENT, FILE, NUMBER, pair_of, parts_of
from desktop_app.ports.matter_reading import MatterQueries, Objection, OpenMatter
from desktop_app.ports.matter_words import (
    DEED_SAID,
    before_now,
    instant_of,
    label_of,
    row_of,
    text_of,
    wanted_by,
    why_said,
)
from desktop_app.ports.matters import (
    Choice,
    FieldInConflict,
    MatterClass,
    MatterView,
    Said,
    Settlement,
    Side,
)
from forms.dossier.book_writes import BOOK_KINDS, is_book, volume_name
from forms.dossier.calendar import WorkCalendar
from forms.dossier.lifecycle import LABEL_VI, Status
from forms.dossier.pointer import get_path
from forms.dossier.roles import Role, may

_REMEDY: Final[Mapping[MatterClass, str]] = {
    MatterClass.SAME_FIELD: "Hỏi lại công dân nếu cần, rồi chọn giá trị đúng và ghi lý do.",
    MatterClass.NOT_OURS: "Giữ theo tỉnh, hoặc chờ tỉnh yêu cầu bổ sung rồi nộp lại nội dung này.",
    MatterClass.ILLEGAL_MOVE: "Xem trạng thái mới; nếu việc không còn cần thì giữ theo tỉnh.",
    MatterClass.VOIDED: "Giữ theo tỉnh, hoặc lập hồ sơ mới từ nội dung này.",
    MatterClass.SAME_NUMBER: "Phụ trách bộ phận xác nhận là hai hồ sơ, rồi in lại giấy cho người đến sau.",
    MatterClass.DUPLICATE: "So hai hồ sơ; chọn Trùng hoặc Khác. Có thể chọn lại sau.",
    MatterClass.FILE: "Đồng bộ lại; nếu tệp hỏng thì quét lại, rồi gỡ tệp cũ.",
    MatterClass.FINDING: "Quản trị viên kiểm tra, ghi đã làm gì rồi đóng.",
    MatterClass.QUARANTINED: "Chờ tỉnh kiểm tra và nhận lại; không có gì bị mất.",
    MatterClass.LOOKUP: "Tra cứu rồi ghi kết quả ở hồ sơ (Ctrl+K); không có thì yêu cầu giấy tờ (Mẫu 02).",
    MatterClass.REFUSED: "Sửa chỗ được nêu rồi gửi lại, nhờ người có quyền gửi lại, hoặc giữ theo tỉnh.",
}
_COMPARED: Final = ("full_name", "citizen_id", "birth_date", "address", "phone")
_WHOLE: Final = frozenset({"dossier.new", "staff.set", "note"}) | BOOK_KINDS
_FOLLOWED: Final = frozenset({"preflight", "law"})


@dataclass(frozen=True, slots=True)
class _Room:
    """What reading stands on: the shift, the read side, the shelf, the calendar, and the names of users."""

    desk: Desk
    queries: MatterQueries
    shelf: FormShelf
    calendar: WorkCalendar
    names: Mapping[str, str]

    def row(self, found: OpenMatter) -> Any:
        return row_of(found, name_of(self.shelf, found.procedure), self.desk.now(), self.calendar)

    def who(self, user: str) -> str:
        return self.names.get(user, "Nơi khác")

    def at(self, text: str) -> datetime:
        return instant_of(text, self.desk.now())


def read_matter(
    key: str, desk: Desk, queries: MatterQueries, shelf: FormShelf, calendar: WorkCalendar
) -> MatterView:
    """Open a matter; one about an event also after it was closed, with who chose.

    Args:
        key: From the list.
        desk: The shift.
        queries: The read side.
        shelf: Names procedures.
        calendar: Ages are counted in its working days.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_MATTER.
    """
    desk.require("read_matter")
    letter, *ids = parts_of(key)
    room = _Room(desk, queries, shelf, calendar, queries.names())
    found = queries.one(key, before_now(desk.now(), calendar))
    if letter == EVENT:
        objected = queries.objection(record_id(ids[0], NO_SUCH_MATTER))
        if objected is None:
            raise DeskError(NO_SUCH_MATTER)
        return _event(room, found or _closed(key, objected, queries), objected)
    if found is None:
        raise DeskError(NO_SUCH_MATTER)
    sides = tuple(_side(room, str(id_)) for id_ in pair_of(key)) if letter in (NUMBER, ALIKE) else ()
    return MatterView(
        row=room.row(found),
        what=room.row(found).sentence,
        why="",
        remedy=_REMEDY[found.kind],
        sides=sides,
        file_title=found.what if letter == FILE else "",
        sha256=ids[0] if letter == FILE else "",
        may=_may(desk, found.kind, None),
    )


def _event(room: _Room, found: OpenMatter, objected: Objection) -> MatterView:
    blind = room.desk.shift.role is Role.ADMINISTRATOR
    return MatterView(
        row=room.row(found),
        what=DEED_SAID.get(found.what, found.what),
        why=why_said(objected.text, objected.why),
        remedy=_REMEDY[found.kind],
        fields=() if blind else _fields(room, objected),
        settled=None if objected.is_open else _settlement(room, objected),
        may=_may(room.desk, found.kind, objected),
        rev=objected.rev,
    )


def _fields(room: _Room, objected: Objection) -> tuple[FieldInConflict, ...]:
    wanted = wanted_by(objected)
    shown = objected.paths if objected.verdict == "conflict" else tuple(wanted)
    return tuple(_field(room, objected, path, wanted.get(path)) for path in shown)


def _field(room: _Room, objected: Objection, path: str, mine: Any) -> FieldInConflict:
    theirs = get_path(objected.confirmed, path)
    by, at = objected.setters.get(path, ("", ""))
    base = None if objected.base is None else get_path(objected.base, path)
    return FieldInConflict(
        path=path,
        label=label_of(path),
        base=None if objected.base is None else Said(base, text_of(base)),
        mine=Said(mine, text_of(mine), room.who(objected.actor), room.at(objected.at)),
        theirs=Said(theirs, text_of(theirs), room.who(by) if by else "", room.at(at) if at else None),
    )


def _side(room: _Room, record: str) -> Side:
    doc = room.queries.doc(record_id(record)) or {}
    person = doc.get("applicant") or {}
    return Side(
        dossier_id=record,
        number=str(doc.get("number") or ""),
        official_code=str(doc.get("official_code") or ""),
        applicant=str(person.get("full_name") or ""),
        citizen_id=str(person.get("citizen_id") or ""),
        procedure_name=name_of(room.shelf, str(doc.get("procedure") or "")),
        status_label=LABEL_VI[Status(doc["status"])] if doc else "",
        received_at=room.at(str(doc.get("received_at") or "")),
        received_by=room.who(str(doc.get("received_by") or "")),
        fields=tuple((label_of(f"/applicant/{name}"), text_of(person.get(name))) for name in _COMPARED),
    )


def _settlement(room: _Room, objected: Objection) -> Settlement | None:
    note = objected.note
    if note is None or "settles" not in note:
        return None  # an event that came later took its place
    choice = note.get("choice")
    known = Choice(choice) if choice in set(Choice) else Choice.DROPPED
    return Settlement(known, room.who(note["by"]), room.at(note["at"]), note["text"])


def _closed(key: str, objected: Objection, queries: MatterQueries) -> OpenMatter:
    doc = queries.doc(objected.record) or {}
    kinds = {"conflict": MatterClass.SAME_FIELD, "quarantined": MatterClass.QUARANTINED}
    name = objected.payload.get("name") if objected.kind == "cmd" else objected.kind
    return OpenMatter(
        key=key,
        kind=kinds.get(objected.verdict) or CLASS_OF.get(objected.why, MatterClass.REFUSED),
        record=objected.record,
        since=objected.at,
        own=objected.own,
        what=str(name),
        why=objected.why,
        text=objected.text,
        number=volume_name(doc) if is_book(doc) else str(doc.get("number") or ""),
        official_code=str(doc.get("official_code") or ""),
        applicant=str((doc.get("applicant") or {}).get("full_name") or ""),
        procedure=str(doc.get("procedure") or ""),
    )


CLASS_OF: Final[Mapping[str, MatterClass]] = {
    "not_authority": MatterClass.NOT_OURS,
    "frozen": MatterClass.NOT_OURS,
    "state": MatterClass.ILLEGAL_MOVE,
    "void": MatterClass.VOIDED,
}


def _may(desk: Desk, kind: MatterClass, objected: Objection | None) -> frozenset[str]:
    """Name the verbs that the class allows and the role may perform."""
    role = desk.shift.role
    ways = _ways(kind, objected, supervises=may(role, "void_dossier"))
    return frozenset(verb for verb in ways if may(role, verb))


def _ways(kind: MatterClass, objected: Objection | None, *, supervises: bool) -> set[str]:
    if objected is not None and not objected.is_open:
        note = objected.note or {}
        undone = "settles" in note and note.get("choice") != Choice.REQUEUED
        return {"undo_settlement"} if undone else set()
    ways = {
        MatterClass.SAME_FIELD: {"settle_conflict", "drop_matter"},
        MatterClass.SAME_NUMBER: {"link_duplicate", "void_dossier"} if supervises else set[str](),
        MatterClass.DUPLICATE: {"link_duplicate", "void_dossier"},
        MatterClass.FILE: {"void_attachment", "attach_scan"},
        MatterClass.FINDING: {"close_finding"},
        MatterClass.LOOKUP: {"answer_lookup"},
        MatterClass.QUARANTINED: {"drop_matter"} if supervises else set[str](),
    }.get(kind, {"drop_matter"})
    if objected is None or objected.kind in _WHOLE or kind is MatterClass.VOIDED:
        return ways
    if objected.why in _FOLLOWED:
        ways |= {"correct_dossier"}
    if objected.why == "frozen":
        ways |= {"supplement_dossier"}
    return ways | {"send_again"} if objected.kind != "fields.set" else ways
