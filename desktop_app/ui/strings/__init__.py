"""Every word of the window, in Vietnamese and in English, and how instants and sums are written.

No sentence stands in a screen; sentences of the office (faults, status labels, forms) come as they are.
"""

from datetime import datetime
from typing import Final

from desktop_app.ui.strings.en import ENGLISH
from desktop_app.ui.strings.en_books import ENGLISH_BOOKS
from desktop_app.ui.strings.en_deeds import ENGLISH_DEEDS
from desktop_app.ui.strings.en_line import ENGLISH_LINE, ENGLISH_STATUSES
from desktop_app.ui.strings.en_money import ENGLISH_MONEY
from desktop_app.ui.strings.en_rules import ENGLISH_RULES
from desktop_app.ui.strings.vi import VIETNAMESE
from desktop_app.ui.strings.vi_books import VIETNAMESE_BOOKS
from desktop_app.ui.strings.vi_deeds import VIETNAMESE_DEEDS
from desktop_app.ui.strings.vi_line import VIETNAMESE_LINE
from desktop_app.ui.strings.vi_money import VIETNAMESE_MONEY
from desktop_app.ui.strings.vi_rules import VIETNAMESE_RULES
from forms.dossier.calendar import VN
from forms.dossier.lifecycle import LABEL_VI, Status
from forms.text.figures import dong as money
from forms.text.figures import grouped as number
from forms.text.figures import size

__all__ = [
    "LANGUAGES",
    "WORDS",
    "Words",
    "clock_time",
    "day",
    "moment",
    "money",
    "number",
    "size",
    "status_name",
]

LANGUAGES: Final = {
    "vi": VIETNAMESE
    | VIETNAMESE_LINE
    | VIETNAMESE_RULES
    | VIETNAMESE_DEEDS
    | VIETNAMESE_MONEY
    | VIETNAMESE_BOOKS,
    "en": ENGLISH | ENGLISH_LINE | ENGLISH_RULES | ENGLISH_DEEDS | ENGLISH_MONEY | ENGLISH_BOOKS,
}


class Words:
    """The words of the language in use; call it with a key."""

    language = "vi"

    def __call__(self, key: str, **parts: object) -> str:
        """Give the words of a key, with ``{part}`` filled in.

        Raises:
            KeyError: no such key; a test sees that both languages have the same ones.
        """
        words = LANGUAGES[self.language][key]
        return words.format(**parts) if parts else words

    def switch(self) -> None:
        """Use the other language from now on."""
        self.language = "en" if self.language == "vi" else "vi"


WORDS: Final = Words()


def status_name(code: str) -> str:
    """Name a national status in the language in use.

    Args:
        code: its code name, such as ``processing``.
    """
    return ENGLISH_STATUSES[code] if WORDS.language == "en" else LABEL_VI[Status(code)]


def day(instant: datetime | None) -> str:
    """Write a date, local, such as 21/11/2026; nothing for None."""
    return f"{instant.astimezone(VN):%d/%m/%Y}" if instant is not None else ""


def moment(instant: datetime | None) -> str:
    """Write an instant, local, such as 10:42 21/11/2026; nothing for None."""
    return f"{instant.astimezone(VN):%H:%M %d/%m/%Y}" if instant is not None else ""


def clock_time(instant: datetime) -> str:
    """Write a time of day, local, such as 10:42:07."""
    return f"{instant.astimezone(VN):%H:%M:%S}"
