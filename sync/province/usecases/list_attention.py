"""Chờ đối chiếu: what communes sent and the province could not take as it was; nothing of it is deleted.

Open is what nothing has closed yet (`open_items`); held items have an owner, and an alarm after seven days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from forms.dossier.book_writes import is_book, volume_name
from sync.core.verdict import Word
from sync.province.open_items import event_of, is_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.province.archive import Archive, Kept, OpenArchive, Recorded, SetAside

MOST: Final = 200
LOOKED_AT: Final = 1000
"""Objections looked at, closed ones among them, before the list ends."""
ALARM: Final = timedelta(days=7)
_OWNER: Final = {
    "revoked": "Quản trị tỉnh: thu hồi hay phục hồi máy",
    "scope": "Quản trị tỉnh: xã của máy",
    "procedure": "Quản trị tỉnh: công bố danh mục thủ tục",
    "custody": "Phụ trách xã và cán bộ tỉnh: đối chiếu sổ giấy",
    "schema": "Quản trị phần mềm",
    "size": "Quản trị phần mềm",
    "law": "Quản trị phần mềm",
    "signature": "Quản trị tỉnh: xem lại máy này",
    "eid": "Quản trị phần mềm",
}


class Attention(NamedTuple):
    """One event that waits for a person.

    Attributes:
        verdict: `conflict`, `rejected` or `quarantined`.
        dossier: id of the dossier, None when the event could not be read, was not taken in, or is a book's.
        label: official code or provisional number, or the id.
        office_name: of the commune that sent it.
        why: the verdict's sentence or its technical reason.
        paths: what it is about.
        at: when the province took it, RFC 3339.
        eid: the event, empty for what no line could take in.
        aside: number of what no line could take in, which a person closes after a look; else None.
        commune: five digits.
        device: the device's id, hex, empty for none.
        kind: the event's kind or the command's name, empty when it could not be read.
        owner: whose task it is.
        days: whole days since.
        alarm: held for seven days or more.
        content: what is in it, for officers; empty when it could not be read.
    """

    verdict: str
    dossier: str | None
    label: str
    office_name: str
    why: str
    paths: tuple[str, ...]
    at: str
    eid: str
    aside: int | None
    commune: str
    device: str
    kind: str
    owner: str
    days: int
    alarm: bool
    content: Mapping[str, Any]


def list_attention(
    offices: Mapping[str, str], open_archive: OpenArchive, now: datetime
) -> tuple[Attention, ...]:
    """Return what waits for a person, held items first, then the newest, at most two hundred.

    Args:
        offices: commune code → name of the office.
        open_archive: opens one look at the store.
        now: the province's clock.
    """
    items = list[Attention]()
    with open_archive() as archive:
        items += (_aside(each, offices, now) for each in archive.set_aside(MOST // 2))
        for each in archive.attention(LOOKED_AT):
            record = each.dossier or _record_in(each)
            kept = archive.locate(record) if record else None
            if _waits(archive, each, record, kept) and len(items) < MOST:
                items.append(_item(each, kept, record or "", offices, now))
    return tuple(sorted(items, key=lambda item: item.verdict != Word.QUARANTINED))


def _waits(archive: Archive, each: Recorded, record: str | None, kept: Kept | None) -> bool:
    history = archive.history(each.scope, UUID(record)) if record else ()
    return is_open(each, kept.doc if kept else None, history)


def _record_in(each: Recorded) -> str | None:
    event = event_of(each)
    return str(event.record) if event else None


def _item(
    each: Recorded, kept: Kept | None, record: str, offices: Mapping[str, str], now: datetime
) -> Attention:
    label = _label(kept.doc) if kept else record
    verdict, commune, event = each.verdict, each.scope.removeprefix("c:"), event_of(each)
    held = verdict.word is Word.QUARANTINED
    days = max(0, (now - datetime.fromisoformat(each.received_at)).days)
    kind = "" if event is None else str(event.payload.get("name") if event.kind == "cmd" else event.kind)
    return Attention(
        verdict=verdict.word.value,
        dossier=str(kept.id) if kept and not is_book(kept.doc) else None,
        label=str(label or ""),
        office_name=offices.get(commune, commune),
        why=verdict.text or verdict.why,
        paths=verdict.paths,
        at=each.received_at,
        eid=each.eid,
        aside=None,
        commune=commune,
        device=each.dev.hex() if each.dev else "",
        kind=kind,
        owner=_OWNER.get(verdict.why, "Cán bộ giải quyết") if held else "Xã",
        days=days,
        alarm=held and days >= ALARM.days,
        content={} if event is None else event.payload,
    )


def _aside(each: SetAside, offices: Mapping[str, str], now: datetime) -> Attention:
    commune = each.scope.removeprefix("c:")
    days = max(0, (now - datetime.fromisoformat(each.received_at)).days)
    return Attention(
        verdict=Word.QUARANTINED.value,
        dossier=None,
        label="",
        office_name=offices.get(commune, commune),
        why=each.why,
        paths=(),
        at=each.received_at,
        eid="",
        aside=each.id,
        commune=commune,
        device=each.dev.hex(),
        kind="",
        owner=_OWNER[each.why],
        days=days,
        alarm=days >= ALARM.days,
        content={},
    )


def _label(doc: Mapping[str, Any]) -> str:
    return volume_name(doc) if is_book(doc) else str(doc.get("official_code") or doc.get("number") or "")
