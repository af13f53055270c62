"""Every word of the window, in Vietnamese and in English, and how instants and sums are written.

No sentence stands in a screen; sentences of the office (faults, status labels, forms) come as they are.
"""

from datetime import datetime
from typing import Final

from desktop_app.ui.strings.en import ENGLISH
from desktop_app.ui.strings.vi import VIETNAMESE
from forms.dossier.calendar import VN

LANGUAGES: Final = {"vi": VIETNAMESE, "en": ENGLISH}


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


def day(instant: datetime | None) -> str:
    """Write a date, local, such as 21/11/2026; nothing for None."""
    return f"{instant.astimezone(VN):%d/%m/%Y}" if instant is not None else ""


def moment(instant: datetime | None) -> str:
    """Write an instant, local, such as 10:42 21/11/2026; nothing for None."""
    return f"{instant.astimezone(VN):%H:%M %d/%m/%Y}" if instant is not None else ""


def clock_time(instant: datetime) -> str:
    """Write a time of day, local, such as 10:42:07."""
    return f"{instant.astimezone(VN):%H:%M:%S}"


def number(count: int) -> str:
    """Write a whole number in the Vietnamese manner, such as 12.345."""
    return f"{count:,}".replace(",", ".")


def money(amount: int) -> str:
    """Write a sum in đồng, such as 15.000 đồng."""
    return f"{number(amount)} đồng"


def size(count: int) -> str:
    """Write a number of bytes in the unit people read, such as 1,4 MB."""
    if count < 1024:  # noqa: PLR2004 - the definition of a kibibyte
        return f"{count} B"
    kib = count / 1024
    return f"{kib:.1f} KB".replace(".", ",") if kib < 1024 else f"{kib / 1024:.1f} MB".replace(".", ",")  # noqa: PLR2004
