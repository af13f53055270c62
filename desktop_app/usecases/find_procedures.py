"""Tìm thủ tục: type-ahead over the catalogue, without diacritics."""

from dataclasses import dataclass

from desktop_app.ports import FormShelf


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure in the type-ahead list."""

    code: str
    name: str
    field: str
    has_form: bool


def find_procedures(text: str, limit: int, shelf: FormShelf) -> tuple[ProcedureRow, ...]:
    """Return procedures whose name, field or code holds every word typed, the closest first.

    Args:
        text: A few letters, with or without diacritics; empty gives the first of the list.
        limit: How many at most.
        shelf: The catalogue in force.
    """
    return tuple(
        ProcedureRow(found.code, found.name, found.field, found.form_id is not None)
        for found in shelf.catalogue().search(text, limit=limit)
    )
