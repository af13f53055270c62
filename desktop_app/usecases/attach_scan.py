"""Đính kèm: a scan or picture into a draft or a dossier, judged by its content and never by its name."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Final
from uuid import UUID

from desktop_app.errors import (
    FILE_NOT_A_SCAN,
    FILE_OTHER_KIND,
    FILE_TOO_BIG,
    NO_SUCH_DOSSIER,
    DeskError,
)
from desktop_app.ports import Desk, Draft, OpenWork, UnitOfWork
from desktop_app.ports.entry import Attached, read_draft, spell_draft
from desktop_app.ports.lookup import record_id
from forms.dossier.dossier import Attachment, attach

SIZE_MAX: Final = 50 << 20
"""The most that one file may hold, in bytes (rule U10; the province announces the same)."""
TITLE_MAX: Final = 80
SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


Shrink = Callable[[bytes], bytes | None]
"""Makes the small image of a picture, 60 KB at most; None when there is nothing to make."""


@dataclass(frozen=True, slots=True)
class AttachScan:
    """Into what (id of a draft or a dossier), the bytes in order, which paper they show, its name."""

    owner_id: str
    chunks: Iterable[bytes]
    part: str = ""
    title: str = ""
    media: str = ""
    """What a question takes (`image/*`, `application/pdf`), or empty for any scan."""


def _no_preview(_content: bytes) -> bytes | None:
    """Make none: without the imaging library files are taken in all the same."""
    return None


def attach_scan(order: AttachScan, desk: Desk, open_work: OpenWork, shrink: Shrink = _no_preview) -> Attached:
    """Take a file in: encrypted beside the store, its row in the store, for a dossier also its event.

    The source is read, and the small image made, before the store is locked: a slow stick delays nobody.

    Args:
        order: The file.
        desk: The shift.
        open_work: The store.
        shrink: Makes the small image of a picture (U15).

    Returns:
        The file as it is kept.

    Raises:
        DeskError: NOT_ALLOWED, FILE_NOT_A_SCAN, FILE_OTHER_KIND, FILE_TOO_BIG, NO_SUCH_DOSSIER, DISK_FULL.
    """
    desk.require("attach_scan")
    owner = record_id(order.owner_id)
    chunks = iter(order.chunks)
    head = next(chunks, b"")
    media_type = _type_of(head)
    if not _takes(order.media, media_type):
        raise DeskError(FILE_OTHER_KIND, wanted=order.media, found=media_type)
    with open_work() as work:
        _owner(work, owner)
    blobs, picture = open_work().blobs, _Picture(media_type)
    sealed = blobs.seal(picture.seen(_bounded(head, chunks)))
    small = shrink(picture.content)
    sealed_small = blobs.seal([small]) if small else None
    with open_work() as work:
        draft = _owner(work, owner)
        blob = work.blobs.keep(sealed, media_type)
        preview = asdict(work.blobs.keep(sealed_small, _type_of(small))) if small and sealed_small else None
        attached = Attached(blob.sha256, blob.size, blob.type, order.part, clean_title(order.title), preview)
        if draft is not None:
            _keep_in_draft(work, draft, attached, desk)
        else:
            work.book(owner, (attach(Attachment(**asdict(attached))),), verb="attach_scan")
        work.commit()
    return attached


def clean_title(name: str) -> str:
    """Return a name as data: NFC, no controls or direction marks, no path, 80 letters at most (INP-18)."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = (letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    return "".join(kept)[:TITLE_MAX]


class _Picture:
    """The whole content of a file while it is taken in, if it is a picture; empty for anything else."""

    def __init__(self, media_type: str) -> None:
        self._is_one = media_type.startswith("image/")
        self._pieces: list[bytes] = []

    def seen(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            if self._is_one:
                self._pieces.append(chunk)
            yield chunk

    @property
    def content(self) -> bytes:
        return b"".join(self._pieces)


def _owner(work: UnitOfWork, owner: UUID) -> Draft | None:
    """Return the draft, None for a dossier.

    Raises:
        DeskError: NO_SUCH_DOSSIER when it is neither.
    """
    draft = work.drafts.get(owner)
    if draft is None and work.dossiers.get(owner) is None:
        raise DeskError(NO_SUCH_DOSSIER)
    return draft


def _keep_in_draft(work: UnitOfWork, draft: Draft, attached: Attached, desk: Desk) -> None:
    content, files = read_draft(draft.content)
    others = tuple(file for file in files if file.sha256 != attached.sha256)
    spelt = spell_draft(content, (*others, attached))
    work.drafts.save(replace(draft, content=spelt, saved_at=desk.now(), saved_by=desk.shift.user))


def _takes(wanted: str, found: str) -> bool:
    """Whether a question takes a type; `application/*` is how a form says any file."""
    return wanted in ("", "application/*", "*/*", found) or (
        wanted.endswith("/*") and found.startswith(wanted[:-1])
    )


def _type_of(head: bytes) -> str:
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            return media_type
    raise DeskError(FILE_NOT_A_SCAN)


def _bounded(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    size = len(head)
    yield head
    for chunk in rest:
        size += len(chunk)
        if size > SIZE_MAX:
            raise DeskError(FILE_TOO_BIG)
        yield chunk
