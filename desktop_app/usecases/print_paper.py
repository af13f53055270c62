"""In giấy: Mẫu 01, first print or reprint, both in the audit log."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper as PDF; `copy` is 1 for the first print, `where` says in Vietnamese where it went."""

    pdf: bytes = field(repr=False)
    file_name: str
    copy: int
    where: str
