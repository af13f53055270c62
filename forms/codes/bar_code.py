"""The bars beside a printed number: Code 128.

Here: what they hold, and how narrow they may be. Not here: drawing (`papers`), numbers (`dossier.numbering`).
The bars hold the number as printed and nothing else: no name, no date, no address (TT 01/2018 Đ19.2 allows a
bar code beside the dossier's code). A reader of bars types it into the search field as if by hand.
"""

from __future__ import annotations

import re
from typing import Final

from forms.codes.faults import BAR_CODE_TEXT
from forms.errors import RuleError

LENGTH_MAX: Final = 40
NARROWEST_MM: Final = 0.25
"""What office laser printers print and hand scanners read."""
_TEXT: Final = re.compile(r"[A-Z0-9][A-Z0-9.-]*")


def bar_code_text(number: str) -> str:
    """Return what the bars beside a number hold: the number itself.

    Args:
        number: Official code or provisional number: capitals, digits, dots, hyphens.

    Raises:
        RuleError: Anything else, which would be somebody's data or no number.
    """
    if len(number) > LENGTH_MAX or not _TEXT.fullmatch(number):
        raise RuleError(BAR_CODE_TEXT)
    return number
