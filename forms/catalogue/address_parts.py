"""A typed address cut into its parts, each with the label it bears.

Here: commas or none, labels in full, shortened (`P.`, `X.`, `TT`, `TX`, `TP`, `H.`) or without
diacritics. Not here: which units are meant (`addresses`).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from forms.text.fold import fold, nfc

_COMMUNE_KINDS: Final = ("xã", "phường", "thị trấn", "đặc khu")
_DISTRICT_KINDS: Final = ("huyện", "quận", "thị xã", "thành phố")
_PLACE: Final = "nơi"
"""Label of what is smaller than a commune."""

# What an address calls its parts → what they are; the longer spelling first.
_LABELS: Final = (
    ("thị trấn", r"(?:thị trấn|thi tran)\s+|tt(?:\.\s*|\s+)"),
    ("thị xã", r"(?:thị xã|thi xa)\s+|tx(?:\.\s*|\s+)"),
    ("thành phố", r"(?:thành phố|thanh pho)\s+|t\.?p(?:\.\s*|\s+)"),
    ("đặc khu", r"(?:đặc khu|dac khu)\s+|đk(?:\.\s*|\s+)"),
    ("xã", r"(?:xã|xa)\s+|x\.\s*"),
    ("phường", r"(?:phường|phuong)\s+|p(?:\.\s*|(?=\d))"),
    ("huyện", r"(?:huyện|huyen)\s+|h\.\s*"),
    ("quận", r"(?:quận|quan)\s+|q(?:\.\s*|(?=\d))"),
    ("tỉnh", r"(?:tỉnh|tinh)\s+|t\.\s*"),
    (_PLACE, r"(?=(?:thôn|thon|tổ|to|tdp|khối|khoi|khu phố|khu pho|kp|xóm|xom|số|so|đường|duong|hẻm|hem)\b)"),
)
_LABELLED: Final = tuple((kind, re.compile(label, re.IGNORECASE)) for kind, label in _LABELS)
_BETWEEN: Final = re.compile(r"[,;|\n\r]")
_DASH: Final = re.compile(r"\s[-–]\s")
"""Stands between parts where no comma does; else it is inside a name: Bà Rịa - Vũng Tàu."""
# A full label after other words begins a new part without a comma; `tỉnh lộ`, `xã hội` and `thị xã` do not.
_UNCUT: Final = re.compile(
    r"(?<!\bxã)(?<!\bxa)(?<!phường)(?<!phuong)\s+(?=(?:(?<!thị )xã|(?<!thi )xa|phường|phuong"
    r"|thị trấn|thi tran|thị xã|thi xa|huyện|huyen|thành phố|thanh pho|tỉnh|tinh)"
    r"\s+(?!(?:lộ|lo|hội|hoi|đội|doi|ủy|uy)\b)\S)",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"\([^()]*\)")
_COUNTRY: Final = "viet nam"


class Part(NamedTuple):
    """One part of an address.

    Attributes:
        text: As typed.
        kind: Its label in full, empty when it bears none.
        name: What follows the label.
    """

    text: str
    kind: str
    name: str

    @property
    def is_commune(self) -> bool:
        """Whether it is labelled as a commune."""
        return self.kind in _COMMUNE_KINDS

    @property
    def may_be_commune(self) -> bool:
        """Whether its label does not speak against a commune."""
        return self.kind in ("", *_COMMUNE_KINDS)

    @property
    def is_district(self) -> bool:
        """Whether it is labelled as a district of before 1/7/2025."""
        return self.kind in _DISTRICT_KINDS

    @property
    def may_be_district(self) -> bool:
        """Whether its label does not speak against a district."""
        return self.kind in ("", *_DISTRICT_KINDS)


def parts_of(text: str) -> list[Part]:
    """Return the parts in the order typed; empty ones, the country and remarks in brackets left out."""
    text = _REMARK.sub(" ", text)
    between = _BETWEEN if _BETWEEN.search(text.strip()) else _DASH
    cut = [piece for part in between.split(nfc(text)) for piece in _UNCUT.split(part.strip())]
    parts = [_part(" ".join(piece.split()).strip(" .")) for piece in cut]
    return [part for part in parts if part.name and fold(part.text) != _COUNTRY]


def _part(text: str) -> Part:
    for kind, label in _LABELLED:
        if found := label.match(text):
            return Part(text, kind, text[found.end() :].strip())
    return Part(text, "", text)
