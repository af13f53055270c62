"""Lưu nháp: everything as typed, so that a crash costs nothing that was left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class DraftContent:
    """A form in progress, as typed.

    `applicant` holds texts under the keys of ADR 0001 (birth_date as typed); `typed` is `FormEntry.typed()`; `papers` says
    how many copies of each paper (by its name) were handed in; `return_by` is desk or post; `place` is where the
    cursor stood, free for the screen; `card_warnings` are kept so that a reopened draft still shows them.
    """

    applicant: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, int] = field(default_factory=dict)
    return_by: str = "desk"
    place: str = ""
    card_warnings: tuple[str, ...] = ()
