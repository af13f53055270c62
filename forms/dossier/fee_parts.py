"""Parts of a fee's rule: rows of its table, whom it spares, and what one asks of it.

Here: the shapes and their words. Not here: the rule (`procedure`), what it comes to (`fees`).
Source: Luật Phí và lệ phí 2015 (97/2015/QH13) Điều 10 for those who may be spared.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

ALL: Final = 100
"""Percent of a fee that nothing is left of."""


class Channel(StrEnum):
    """How a dossier comes in; some fees differ by it."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class Ground(StrEnum):
    """Why somebody pays less."""

    MERIT = "merit"
    POOR = "poor"
    DISABLED = "disabled"
    CHILD = "child"
    ELDERLY = "elderly"
    MINORITY = "minority"


LABEL_OF_GROUND: Final = {
    Ground.MERIT: "người có công với cách mạng",
    Ground.POOR: "hộ nghèo",
    Ground.DISABLED: "người khuyết tật",
    Ground.CHILD: "trẻ em",
    Ground.ELDERLY: "người cao tuổi",
    Ground.MINORITY: "đồng bào dân tộc thiểu số ở xã đặc biệt khó khăn",
}


class FeeRow(NamedTuple):
    """One row of a fee's table.

    Attributes:
        amount: Đồng for each.
        title: What it is for, or empty: the procedure's name.
        case: The case it holds for; empty for every case.
        channel: The channel it holds for; empty for every channel.
        per: Name of the answer that counts how many; empty for one.
    """

    amount: int
    title: str = ""
    case: str = ""
    channel: str = ""
    per: str = ""


class Relief(NamedTuple):
    """Whom a fee spares.

    Attributes:
        ground: Why.
        percent: How much of the fee is left out, 1 to 100.
        source: The text that says so, or empty.
    """

    ground: Ground
    percent: int = ALL
    source: str = ""


class Exemption(NamedTuple):
    """What somebody claims at the counter; kept with the fee lines, never silently.

    Attributes:
        ground: Why they pay less.
        reason: In the clerk's words.
        evidence: The paper that was shown, e.g. `Giấy chứng nhận hộ nghèo số …`.
    """

    ground: Ground
    reason: str
    evidence: str


class FeeAsked(NamedTuple):
    """What a fee is asked for: the case chosen, how the dossier came, who claims to be spared."""

    case: str = ""
    channel: Channel = Channel.DIRECT
    exemption: Exemption | None = None
