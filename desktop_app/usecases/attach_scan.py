"""Đính kèm: a scan or picture into a draft or a dossier, judged by its content and not by its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is kept. `size` in bytes; `type` is the media type found in the content."""

    sha256: str
    size: int
    type: str
    part: str
    title: str
