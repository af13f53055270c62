"""The cash ledger out of the log: fee lines with a day, and closings (docs/adr/0007).

Nothing is kept beside the events: what is read cannot disagree with what was booked. A line that was refused
and sent again stands twice in the log and once in the ledger, by its dossier and number.
"""
# ruff: noqa: S608 - every statement is put together from words of this page; what a person typed is a value

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk
from desktop_app.ports.cash import CashEntry, CashFilter, CashPage
from desktop_app.storage.connection import Connection, bounded
from desktop_app.storage.events import EventLog
from forms.errors import RuleError
from forms.money.closing import EVENT, Closing, read_closing
from forms.money.ledger import Drawer, LedgerEntry
from sync.core.event import read_event

_UNCLOSED_MAX: Final = 100


def _part(name: str, of: str = "e") -> str:
    """Spell a member of a payload exactly as the index does."""
    return f"CAST({of}.raw AS TEXT) ->> '$.payload.{name}'"


# ours, or another desk's that the province took; and no later line of the same dossier and number
_COUNTS: Final = f"""e.kind = 'fee.line' AND (e.own = 1 OR e.verdict IN ('ok', 'conflict')) AND NOT EXISTS (
    SELECT 1 FROM events l WHERE l.kind = 'fee.line' AND l.n > e.n AND l.record = e.record
    AND {_part("receipt_no", "l")} = {_part("receipt_no")})"""
_ENTRY: Final = """SELECT e.n, e.record, e.raw, e.verdict, d.number, d.applicant
    FROM events e LEFT JOIN dossiers d ON d.id = e.record"""


class StoredCash:
    """Implements the port `CashBook`."""

    def __init__(self, connection: Connection, monotonic: Callable[[], float] | None = None) -> None:
        """Take a connection; with a clock, reading stops after two seconds (DB-4)."""
        self._connection, self._monotonic = connection, monotonic

    def page(self, narrowed: CashFilter, after: int = 0, limit: int = 100) -> CashPage:
        """Return a page, the newest first."""
        where = [_COUNTS, f"{_part('day')} BETWEEN ? AND ?"]
        values: list[object] = [narrowed.first.isoformat(), narrowed.last.isoformat()]
        for name in ("desk", "clerk", "method"):
            value = getattr(narrowed, name)
            if value:
                where.append(f"{_part(name)} = ?")
                values.append(value)
        if after:
            where.append("e.n < ?")
            values.append(after)
        sql = f"{_ENTRY} WHERE {' AND '.join(where)} ORDER BY e.n DESC LIMIT ?"
        rows = self._all(sql, *values, limit + 1)
        entries = tuple(_entry(*row) for row in rows[:limit])
        return CashPage(entries, entries[-1].n if len(rows) > limit else 0)

    def of_drawer(self, drawer: Drawer, day: date) -> Sequence[CashEntry]:
        """Return all entries of one drawer and day, in order."""
        where = f"{_COUNTS} AND {_part('day')} = ? AND {_part('desk')} = ? AND {_part('clerk')} = ?"
        rows = self._all(f"{_ENTRY} WHERE {where} ORDER BY e.n", day.isoformat(), *drawer)
        return [_entry(*row) for row in rows]

    def closings(self, first: date, last: date) -> Sequence[Closing]:
        """Return the closings of a period, by day; one that does not read is another program's."""
        sql = f"""SELECT e.raw FROM events e WHERE e.kind = 'cash.close' AND {_part("day")} BETWEEN ? AND ?
                  ORDER BY {_part("day")}, e.n"""
        return [
            closing
            for (raw,) in self._all(sql, first.isoformat(), last.isoformat())
            if (closing := _closing(raw)) is not None
        ]

    def is_closed(self, drawer: Drawer, day: date) -> bool:
        """Tell whether a drawer was closed for a day."""
        return any(closing.drawer == drawer for closing in self.closings(day, day))

    def unclosed(self, desk: str, before: date) -> Sequence[tuple[date, Drawer]]:
        """Return days with entries and without a closing, of one machine."""
        same = " AND ".join(f"{_part(name, 'c')} = {_part(name)}" for name in ("day", "desk", "clerk"))
        sql = f"""SELECT DISTINCT {_part("day")} AS day, {_part("clerk")} AS clerk FROM events e
                  WHERE {_COUNTS} AND {_part("day")} < ? AND {_part("desk")} = ?
                  AND NOT EXISTS (SELECT 1 FROM events c WHERE c.kind = 'cash.close' AND {same})
                  ORDER BY day, clerk LIMIT ?"""
        rows = self._all(sql, before.isoformat(), desk, _UNCLOSED_MAX)
        return [(date.fromisoformat(day), Drawer(desk, clerk)) for day, clerk in rows]

    def last_receipt(self, series: str) -> str:
        """Return the highest number of a series that the log knows, or empty."""
        number = _part("receipt_no")
        sql = f"""SELECT {number} FROM events e WHERE e.kind = 'fee.line' AND {number} >= ? AND {number} < ?
                  ORDER BY length({number}) DESC, {number} DESC LIMIT 1"""
        rows = self._all(sql, series, series + "~")
        return str(rows[0][0]) if rows else ""

    def codes(self) -> Sequence[tuple[str, str]]:
        """Return every code and number of dossiers that are not void, each with the dossier's id."""
        rows = self._all("SELECT number, official_code, id FROM dossiers WHERE status <> 'voided'")
        return [(code, str(UUID(bytes=record))) for *codes, record in rows for code in codes if code]

    def booked(self, bank_lines: Collection[str]) -> frozenset[str]:
        """Return those of these keys that the log knows, whatever the province said of them."""
        key = _part("bank_line")
        sql = f"""SELECT DISTINCT {key} FROM events e WHERE e.kind = 'fee.line'
                  AND {key} IN (SELECT value FROM json_each(?))"""
        return frozenset(row[0] for row in self._all(sql, json.dumps(sorted(bank_lines))))

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        if self._monotonic is None:
            return list(self._connection.execute(sql, values).fetchall())
        with bounded(self._connection, self._monotonic):
            return list(self._connection.execute(sql, values).fetchall())


class CashLog(StoredCash):
    """Implements the port `CashTable` inside a work."""

    def __init__(self, connection: Connection, events: EventLog, desk: Desk) -> None:
        super().__init__(connection)
        self._events, self._desk = events, desk

    def close(self, closing: Closing) -> UUID:
        """Book a closing as an event of its own.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        if self._desk.tag is None:
            raise DeskError(NOT_ENROLLED)
        event = self._events.write(self._desk, self._desk.new_id(), EVENT, closing.payload(), base=0)
        return event.eid


def _entry(
    n: int, record: bytes, raw: bytes, verdict: str | None, number: str | None, payer: str | None
) -> CashEntry:
    event = read_event(raw)
    said = event.payload
    entry = LedgerEntry(
        amount=int(said["amount"]),
        method=str(said["method"]),
        day=date.fromisoformat(said["day"]),
        drawer=Drawer(str(said["desk"]), str(said["clerk"])),
        receipt_no=said.get("receipt_no") or "",
        reverses=said.get("reverses") or "",
        title=str(said["title"]),
    )
    return CashEntry(
        n=n,
        dossier_id=str(UUID(bytes=record)),
        number=number or "",
        payer=payer or "",
        entry=entry,
        at=event.at,
        by=event.actor,
        is_refused=verdict in ("rejected", "quarantined"),
    )


def _closing(raw: bytes) -> Closing | None:
    try:
        return read_closing(read_event(raw).payload)
    except RuleError:
        return None
