"""A package: how the statute reaches a desk (docs/adr/0007).

One file with a head (kind, subject, edition, date of effect) and parts. Either strict JSON,

    {"package": {"kind": "days_off", "edition": "2027.1", "effective_from": "2027-01-01", "source": "…"},
     "content": {…}}

or a zip of `package.json` (the head alone) and the files beside it. Here: reading and writing the wrapping.
Not here: what the parts mean (`kinds`), where packages are kept, who may publish one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from forms.canonical import canonical, strict_json
from forms.catalogue.faults import NOT_A_PACKAGE, PACKAGE_MALFORMED, PACKAGE_TOO_BIG, UNKNOWN_KIND
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

BYTES_MAX: Final = 16 << 20
"""The largest package, in bytes; also the most that its parts may hold together once unpacked, times two."""
PARTS_MAX: Final = 200
HEAD: Final = "package.json"
CONTENT: Final = "content.json"
"""Name of the one part of a JSON package: its `content`, canonical."""
_RATIO_MAX: Final = 200
_HEAD_MAX: Final = 20_000
_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,99}")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,39}")
_THE_SAME_INSTANT: Final = (1980, 1, 1, 0, 0, 0)


class PackageKind(StrEnum):
    """What a package changes."""

    PROCEDURES = "procedures"
    FORM = "form"
    UNITS = "units"
    DAYS_OFF = "days_off"
    FEES = "fees"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Head:
    """What a package says of itself.

    Attributes:
        kind: What it changes.
        edition: Its name among those of its kind and subject, e.g. `2026.12`; never used twice.
        effective_from: First day on which it is in force.
        subject: What it is about where a kind has several: a form's id. Empty for the others.
        source: The decision it rests on.
    """

    kind: PackageKind
    edition: str
    effective_from: date
    subject: str = ""
    source: str = ""

    def spelt(self) -> dict[str, Any]:
        """Return the head as JSON."""
        return {
            "kind": self.kind.value,
            "subject": self.subject,
            "edition": self.edition,
            "effective_from": self.effective_from.isoformat(),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read: head and parts; what the parts mean is checked by `kinds`.

    Attributes:
        head: What it says of itself.
        parts: Bytes by name.
        raw: The file as it came; its digest names it.
    """

    head: Head
    parts: Mapping[str, bytes]
    raw: bytes

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file: 32 bytes; the audit keeps it."""
        return hashlib.sha256(self.raw).digest()

    def content(self) -> Any:
        """Return the JSON content of a package that has one.

        Raises:
            RuleError: There is no such part, or it is not strict JSON.
        """
        raw = self.parts.get(CONTENT)
        if raw is None:
            raise RuleError(PACKAGE_MALFORMED, part=CONTENT)
        return strict_json(raw, bytes_max=BYTES_MAX)


def read_package(raw: bytes) -> Package:
    """Read the wrapping of a package; the same bytes give the same package anywhere.

    Args:
        raw: The file.

    Raises:
        RuleError: Neither strict JSON nor a zip of plainly named parts, too big, an unknown kind, or a head
            with something missing, unknown or out of its range.
    """
    if len(raw) > BYTES_MAX:
        raise RuleError(PACKAGE_TOO_BIG, bytes_max=str(BYTES_MAX))
    if raw.startswith(b"PK"):
        parts = _unpacked(raw)
        head = parts.pop(HEAD, None)
        if head is None or len(head) > _HEAD_MAX:
            raise RuleError(NOT_A_PACKAGE, part=HEAD)
        return Package(_head(strict_json(head)), MappingProxyType(parts), raw)
    whole = strict_json(raw, bytes_max=BYTES_MAX)
    if not isinstance(whole, dict) or whole.keys() != {"package", "content"}:
        raise RuleError(NOT_A_PACKAGE)
    parts = {CONTENT: canonical(whole["content"])}
    return Package(_head(whole["package"]), MappingProxyType(parts), raw)


def pack_json(head: Head, content: Any) -> bytes:
    """Write a package of one JSON content; equal content gives equal bytes."""
    return canonical({"package": head.spelt(), "content": content})


def pack_parts(head: Head, parts: Mapping[str, bytes]) -> bytes:
    """Write a package of files; equal parts give equal bytes: no clock, one order.

    Args:
        head: What it says of itself.
        parts: Bytes by plain name, at most 200 of them.

    Raises:
        RuleError: A name that could be a path.
    """
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name, raw in [(HEAD, canonical(head.spelt())), *sorted(parts.items())]:
            _plain(name)
            entry = ZipInfo(name, _THE_SAME_INSTANT)
            entry.compress_type = ZIP_DEFLATED
            files.writestr(entry, raw)
    return packed.getvalue()


def _head(facts: Any) -> Head:
    if not isinstance(facts, dict):
        raise RuleError(NOT_A_PACKAGE, part=HEAD)
    unknown = facts.keys() - {"kind", "subject", "edition", "effective_from", "source"}
    if unknown:
        raise RuleError(PACKAGE_MALFORMED, part=HEAD, field=min(unknown))
    texts = {name: _text(facts, name) for name in ("kind", "subject", "edition", "effective_from", "source")}
    if texts["kind"] not in set(PackageKind):
        raise RuleError(UNKNOWN_KIND, part=HEAD, field="kind")
    if not _NAME.fullmatch(texts["edition"]):
        raise RuleError(PACKAGE_MALFORMED, part=HEAD, field="edition")
    if texts["subject"] and not _NAME.fullmatch(texts["subject"]):
        raise RuleError(PACKAGE_MALFORMED, part=HEAD, field="subject")
    try:
        first = date.fromisoformat(texts["effective_from"])
    except ValueError:
        raise RuleError(PACKAGE_MALFORMED, part=HEAD, field="effective_from") from None
    return Head(PackageKind(texts["kind"]), texts["edition"], first, texts["subject"], texts["source"])


def _text(facts: dict[str, Any], name: str) -> str:
    value = facts.get(name, "")
    if not isinstance(value, str):
        raise RuleError(PACKAGE_MALFORMED, part=HEAD, field=name)
    return value


def _unpacked(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a zip whose whole size was announced, small and plainly named."""
    try:
        with ZipFile(BytesIO(raw)) as packed:
            entries = packed.infolist()
            _bounded(entries)
            # what an entry announces is a promise: `read` stops with an error where the bytes break it
            return {entry.filename: packed.read(entry) for entry in entries}
    except (BadZipFile, ValueError, OSError, EOFError, RuntimeError, NotImplementedError) as problem:
        raise RuleError(NOT_A_PACKAGE, kind=type(problem).__name__) from None


def _bounded(entries: list[ZipInfo]) -> None:
    if len(entries) > PARTS_MAX or sum(entry.file_size for entry in entries) > 2 * BYTES_MAX:
        raise RuleError(PACKAGE_TOO_BIG)
    if any(entry.file_size > _RATIO_MAX * max(entry.compress_size, 1) for entry in entries):
        raise RuleError(PACKAGE_TOO_BIG)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise RuleError(PACKAGE_MALFORMED, part="name twice")
    for name in names:
        _plain(name)


def _plain(name: str) -> None:
    """Refuse a name that could lead anywhere: parts have no folders."""
    if not _PART.fullmatch(name):
        raise RuleError(PACKAGE_MALFORMED, part="name")
