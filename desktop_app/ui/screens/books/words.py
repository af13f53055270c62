"""A volume, a machine and an entry in their words. No toolkit here."""

from typing import Final

from desktop_app.ui.book_ports import BookLine, BookView
from desktop_app.ui.listed.presenter import Line
from desktop_app.ui.strings import WORDS, moment, number

_GROUP: Final = 4
_MACHINE_SHOWN: Final = 8


def line_of(row: BookLine) -> Line:
    """Say a volume: its name, who holds it, where it goes on, how it stands."""
    state = state_of(row)
    cells = (
        name_of(row),
        row.title,
        holder_of(row),
        str(row.next),
        number(row.entries),
        WORDS(f"book_is_{state}"),
    )
    return Line(row.id, cells, f"book_{state}", late=row.is_full and row.is_here)


def name_of(row: BookLine) -> str:
    """Name a volume by sign, number and year."""
    return WORDS("book_name", sign=row.book, volume=f"{row.volume:02d}", year=row.year)


def state_of(row: BookLine) -> str:
    """Tell whether a number can be had from a volume here: full, waiting, here or there."""
    if row.is_full:
        return "full"
    if not row.is_confirmed:
        return "waiting"
    return "here" if row.is_here else "there"


def holder_of(row: BookLine) -> str:
    """Say which machine holds a volume, and that it came from a lost one."""
    there = WORDS("book_there", machine=spelt(row.holder[:_MACHINE_SHOWN]))
    held = WORDS("book_here") if row.is_here else there
    return WORDS("book_after_loss", holder=held) if row.was_lost else held


def spelt(machine: str) -> str:
    """Spell a machine's id in groups, as it is read out and written down."""
    return " ".join(machine[at : at + _GROUP] for at in range(0, len(machine), _GROUP))


def lines_of(view: BookView) -> tuple[str, ...]:
    """Say what stands in a volume: who held it, then the entries."""
    entries = (
        " · ".join(filter(None, (str(row.n), moment(row.at), row.code, row.person, row.text, row.by)))
        for row in view.entries
    )
    return (*view.remarks, *entries) or (WORDS("book_empty"),)
