"""The commune's own books, which lie among the documents and have no number; nothing here writes.

A volume has thousands of entries: what a receipt asks while somebody waits is answered without reading them.
"""
# ruff: noqa: S608 - every statement is put together from words of this page; what was asked is always a value

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from desktop_app.ports.books import BookHead, BookLine, BookRow, BookSearch, Place, Whose
from desktop_app.storage.connection import Connection
from forms.dossier.book_writes import ENTRIES_MAX

_HOLDER: Final = "doc ->> '$.holder'"
_CONFIRMED: Final = "CASE WHEN rev > 0 THEN coalesce(confirmed, doc) ->> '$.holder' ELSE '' END"
_HEAD: Final = f"""SELECT id, doc ->> '$.volume', {_HOLDER}, {_CONFIRMED}, json_array_length(doc, '$.entries')
    FROM dossiers WHERE number IS NULL"""
_OF_YEAR: Final = "number IS NULL AND doc ->> '$.book' = ? AND doc ->> '$.year' = ?"
_A_BOOK: Final = "number IS NULL AND doc ->> '$.kind' = 'book'"
_LINE: Final = f"""SELECT n, id, doc ->> '$.book', doc ->> '$.title', doc ->> '$.year', doc ->> '$.volume',
    doc ->> '$.next', {_HOLDER}, {_HOLDER} = :device, {_CONFIRMED} = {_HOLDER},
    doc ->> '$.custody[#-1].lost' IS NOT NULL, json_array_length(doc, '$.entries')
    FROM dossiers WHERE {_A_BOOK}"""
_SHOWN: Final = {
    Whose.ALL: "1",
    Whose.MINE: f"{_HOLDER} = :device",
    Whose.OTHERS: f"{_HOLDER} <> :device",
    Whose.FULL: "json_array_length(doc, '$.entries') >= :most",
}
_COUNTED: Final = ", ".join(f"count(*) FILTER (WHERE {shown})" for shown in _SHOWN.values())
_ROW: Final = f"SELECT id, doc, {_CONFIRMED} = {_HOLDER} FROM dossiers WHERE {_A_BOOK}"


class StoredBooks:
    """Implements the ports `Books` and `BookTable` on the connection of the store's worker."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, search: BookSearch) -> tuple[Sequence[BookLine], int]:
        """Return a page of volumes, the newest first, and the place of the next page; 0 at the end."""
        sql = f"""{_LINE} AND {_SHOWN[search.whose]} AND (:after = 0 OR n < :after)
                  ORDER BY n DESC LIMIT :limit"""
        values = {"after": search.after, "limit": search.limit + 1, **_seen_by(search.device)}
        rows = self._connection.execute(sql, values).fetchall()
        shown = rows[: search.limit]
        return [_line(row) for row in shown], shown[-1][0] if len(rows) > search.limit else 0

    def counts(self, device: str) -> Mapping[Whose, int]:
        """Count the volumes of each filter, as seen by a machine."""
        sql = f"SELECT {_COUNTED} FROM dossiers WHERE {_A_BOOK}"
        return dict(zip(_SHOWN, self._connection.execute(sql, _seen_by(device)).fetchone(), strict=True))

    def book(self, record: UUID) -> BookRow | None:
        """Return one volume, or None."""
        row = self._connection.execute(f"{_ROW} AND id = ?", (record.bytes,)).fetchone()
        return None if row is None else _row(row)

    def places(self, sign: str, years: Sequence[int]) -> Mapping[str, Place]:
        """Return by dossier where the volumes of these years have it; the first entry of a dossier counts."""
        sql = f"""SELECT e.value ->> '$.dossier', doc ->> '$.volume', e.value ->> '$.n'
                  FROM dossiers, json_each(doc, '$.entries') e
                  WHERE {_OF_YEAR} AND e.value ->> '$.dossier' <> ''
                  ORDER BY doc ->> '$.volume' DESC, e.value ->> '$.n' DESC"""
        rows = [row for year in years for row in self._connection.execute(sql, (sign, year))]
        return {dossier: Place(volume, n) for dossier, volume, n in rows}

    def entered(self, dossiers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Return by id the documents of the dossiers that a book names."""
        sql = "SELECT doc FROM dossiers WHERE id = ? AND number IS NOT NULL"
        found = dict[str, Mapping[str, Any]]()
        for dossier in dossiers:
            row = self._connection.execute(sql, (_bytes_of(dossier),)).fetchone()
            if row is not None:
                found[dossier] = json.loads(row[0])
        return found

    def head(self, record: UUID) -> BookHead | None:
        """Return one volume, or None."""
        row = self._connection.execute(f"{_HEAD} AND id = ?", (record.bytes,)).fetchone()
        return None if row is None else _head(row)

    def of(self, sign: str, year: int) -> Sequence[BookHead]:
        """Return the volumes of a year, the newest first."""
        sql = f"{_HEAD} AND {_OF_YEAR} ORDER BY doc ->> '$.volume' DESC"
        return [_head(row) for row in self._connection.execute(sql, (sign, year))]

    def place(self, sign: str, year: int, dossier: str, text: str) -> Place | None:
        """Return where an entry of this dossier and text stands, or None."""
        sql = f"""SELECT doc ->> '$.volume', e.value ->> '$.n' FROM dossiers, json_each(doc, '$.entries') e
                  WHERE {_OF_YEAR} AND e.value ->> '$.dossier' = ? AND e.value ->> '$.text' = ?
                  ORDER BY 1, 2 LIMIT 1"""
        row = self._connection.execute(sql, (sign, year, dossier, text)).fetchone()
        return None if row is None else Place(*row)


def _bytes_of(dossier: str) -> bytes:
    """Read an id as another program may have spelt it; one that is none finds nothing."""
    with suppress(ValueError):
        return UUID(dossier).bytes
    return b""


def _row(row: Sequence[Any]) -> BookRow:
    return BookRow(UUID(bytes=row[0]), json.loads(row[1]), bool(row[2]))


def _seen_by(device: str) -> dict[str, object]:
    return {"device": device, "most": ENTRIES_MAX}


def _line(row: Sequence[Any]) -> BookLine:
    _n, id_, sign, title, year, volume, following, holder, here, confirmed, lost, entries = row
    flags = (bool(here), bool(confirmed), bool(lost))
    return BookLine(str(UUID(bytes=id_)), sign, title, year, volume, following, holder, *flags, entries)


def _head(row: Sequence[Any]) -> BookHead:
    return BookHead(UUID(bytes=row[0]), *row[1:])
