"""A scope's snapshot in pages: dossiers, then objections and how far each line had come (V4, adr/0006).

The words of a page only; who makes it, keeps it and vouches for its hash is not decided here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sync.core.canonical import canonical, read_count, read_hex, read_json, read_text
from sync.core.errors import Unreadable
from sync.core.stamp import DEV_BYTES, EPOCH_BYTES, SHORT

PAGE_BYTES: Final = 256 << 10
"""A page is closed when its plain lines reach this; one longer dossier stands alone."""
_LINE_MAX: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class SnapDossier:
    """A dossier in a snapshot: id, revision, and the province's image of it."""

    id: UUID
    rev: int
    doc: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SnapObjection:
    """The meta line of an event whose verdict is not `ok`."""

    meta: bytes


@dataclass(frozen=True, slots=True)
class SnapLine:
    """How far a line of a device had come: last committed event, and the short chain value there."""

    dev: bytes
    epoch: bytes
    have: int
    h: bytes


SnapItem = SnapDossier | SnapObjection | SnapLine


def write_pages(items: Iterable[SnapItem]) -> Iterator[bytes]:
    """Spell items page by page.

    Args:
        items: dossiers, objections, lines.

    Yields:
        Plain pages of lines; none when there is no item.
    """
    page, size = list[bytes](), 0
    for item in items:
        line = _spelt(item)
        if page and size + len(line) > PAGE_BYTES:
            yield b"\n".join(page)
            page, size = [], 0
        page.append(line)
        size += len(line) + 1
    if page:
        yield b"\n".join(page)


def read_page(page: bytes) -> Iterator[SnapItem]:
    """Read a page; kinds of lines that are not known are passed over (W9).

    Args:
        page: plain bytes whose hash was checked.

    Yields:
        Its items.

    Raises:
        Unreadable: not a page.
    """
    for line in page.split(b"\n"):
        got = read_json(line, ceiling=_LINE_MAX)
        if "d" in got:
            yield _dossier(got)
        elif "o" in got:
            yield SnapObjection(read_text(got, "o").encode())
        elif "l" in got:
            dev, epoch = read_hex(got, "l", DEV_BYTES), read_hex(got, "epoch", EPOCH_BYTES)
            yield SnapLine(dev, epoch, read_count(got, "have"), read_hex(got, "h", SHORT))


def _spelt(item: SnapItem) -> bytes:
    if isinstance(item, SnapDossier):
        return canonical({"d": str(item.id), "rev": item.rev, "doc": item.doc})
    if isinstance(item, SnapObjection):
        return canonical({"o": item.meta.decode()})
    line = {"l": item.dev.hex(), "epoch": item.epoch.hex(), "have": item.have, "h": item.h.hex()}
    return canonical(line)


def _dossier(got: dict[str, Any]) -> SnapDossier:
    doc = got.get("doc")
    if not isinstance(doc, dict):
        raise Unreadable("doc: an object expected")
    try:
        return SnapDossier(UUID(read_text(got, "d")), read_count(got, "rev"), doc)
    except ValueError as error:
        raise Unreadable("d: an id expected") from error
