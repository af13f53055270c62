"""Where a citizen looks up a dossier: a public address, printed with the number in it.

The address is a setting of the administrator (no portal of the province is known to the program). It carries
the number alone: whoever finds the slip learns no name from it. Not here: the receipt's squares
(`receipt_qr`).
"""

from __future__ import annotations

import re
from typing import Final

from forms.codes.bar_code import bar_code_text
from forms.codes.faults import TRACKING_ADDRESS
from forms.errors import RuleError

PLACE: Final = "{ma}"
"""Where the number goes."""
LENGTH_MAX: Final = 200
_ADDRESS: Final = re.compile(
    r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?/[A-Za-z0-9._~/?&=#%{}-]*", re.ASCII
)


def check_tracking(template: str) -> str:
    """Return an administrator's address unchanged, checked; empty means that none is printed.

    Args:
        template: E.g. `https://dichvucong.example.gov.vn/tra-cuu?ma={ma}`.

    Raises:
        RuleError: Not https, a user's name in it, a letter outside ASCII, or not exactly one `{ma}`.
    """
    rest = template.replace(PLACE, "", 1)
    well_made = len(template) <= LENGTH_MAX and _ADDRESS.fullmatch(template) and PLACE in template
    if template and (not well_made or "{" in rest or "}" in rest):
        raise RuleError(TRACKING_ADDRESS)
    return template


def tracking_address(template: str, number: str) -> str:
    """Return the address to print beside a number, or an empty text where none is set.

    Args:
        template: The setting.
        number: Official code or provisional number.

    Raises:
        RuleError: The setting or the number is malformed.
    """
    return check_tracking(template).replace(PLACE, bar_code_text(number)) if template else ""
