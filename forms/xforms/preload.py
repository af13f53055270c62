"""What the program itself writes into a form once (`jr:preload`).

Here lives the meaning of each preload. When it is written is `live`'s.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from forms.xforms.reading import LOCAL
from forms.xforms.tree import Scalar

END: Final = "timestamp:end"
"""Written when the entry is finished, all others when it begins."""

_KNOWN: Final = frozenset({"uid:", "date:today", "timestamp:start", END})
_PROPERTY: Final = "property:"


def is_known(preload: str) -> bool:
    """Tell whether a preload, as `kind:params`, has a meaning here."""
    return preload in _KNOWN or preload.startswith(_PROPERTY)


def preloaded(preload: str, now: datetime, new_uuid: str, properties: Mapping[str, str]) -> Scalar | None:
    """Return what a preload writes when an entry begins, or None when it writes nothing then.

    Args:
        preload: `kind:params`.
        now: The moment of the entry.
        new_uuid: Dice thrown once.
        properties: What the program tells of itself.
    """
    match preload.split(":", 1):
        case ["uid", _]:
            return f"uuid:{new_uuid}"
        case ["date", "today"]:
            return now.astimezone(LOCAL).date()
        case ["timestamp", "start"]:
            return now.astimezone(LOCAL)
        case ["property", name]:
            return properties.get(name, "")
    return None
