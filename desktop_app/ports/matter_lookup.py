"""Finding what a key of a matter names; refused in one way everywhere."""

from typing import Final
from uuid import UUID

from desktop_app.errors import NO_SUCH_MATTER, NOT_THIS_WAY, DeskError
from desktop_app.ports.lookup import record_id
from desktop_app.ports.matter_reading import MatterQueries, Objection

EVENT: Final = "e"
NUMBER: Final = "n"
ALIKE: Final = "d"
FILE: Final = "f"
FINDING: Final = "c"
LOOKUP: Final = "l"


def parts_of(key: str) -> tuple[str, ...]:
    """Take a key apart: a letter and one or two ids.

    Raises:
        DeskError: NO_SUCH_MATTER.
    """
    parts = tuple(key.split(":"))
    if len(parts) != {EVENT: 2, NUMBER: 3, ALIKE: 3, FILE: 3, FINDING: 2, LOOKUP: 2}.get(parts[0]):
        raise DeskError(NO_SUCH_MATTER)
    return parts


def pair_of(key: str) -> tuple[UUID, UUID]:
    """Return both dossiers of a C7 or C8.

    Raises:
        DeskError: NO_SUCH_MATTER.
    """
    _, one, other = parts_of(key)
    return record_id(one, NO_SUCH_MATTER), record_id(other, NO_SUCH_MATTER)


def the_objection(queries: MatterQueries, key: str, *, is_open: bool = True) -> Objection:
    """Return the event that a matter is about.

    Args:
        queries: The read side.
        key: `e:<eid>`.
        is_open: Whether it must still be open, or must be closed.

    Raises:
        DeskError: NO_SUCH_MATTER; NOT_THIS_WAY for a matter that is no event.
    """
    letter, *ids = parts_of(key)
    if letter != EVENT:
        raise DeskError(NOT_THIS_WAY)
    found = queries.objection(record_id(ids[0], NO_SUCH_MATTER))
    if found is None or found.is_open is not is_open:
        raise DeskError(NO_SUCH_MATTER)
    return found
