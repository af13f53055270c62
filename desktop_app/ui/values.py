"""A value of a document as people read it, and what they typed read back into what the document keeps."""

import re
from datetime import datetime
from typing import Any, Final

from desktop_app.ui.strings import moment
from forms.xforms.reading import read_date

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def plain(value: Any) -> str:
    """Say a value as it is read at the counter: dates dd/mm/yyyy, instants local, lists with commas."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    text = "" if value is None else str(value)
    if _ISO_DATE.fullmatch(text):
        return _ISO_DATE.sub(r"\3/\2/\1", text)
    at = instant(text)
    return text if at is None else moment(at)


def as_kept(path: str, before: Any, text: str) -> object:
    """Read a corrected text back into what the document keeps in its place: a number, an ISO date, a text."""
    text = text.strip()
    if isinstance(before, int) and text.isdigit():
        return int(text)
    if path.endswith("/birth_date") or (isinstance(before, str) and _ISO_DATE.fullmatch(before)):
        try:
            return read_date(text).isoformat()
        except ValueError:
            return text  # a year alone is lawful; anything else the province names again
    return text


def instant(value: Any) -> datetime | None:
    """Read an instant with its zone; None for anything else."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
