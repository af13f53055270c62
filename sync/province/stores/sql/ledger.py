"""The ledger: codes by dossier, how far the log came, the timeline, who was revoked; never set back (G1, G6).

Its own database and its own transactions, each committed before the event's or before the answer. How a code
is spelt is the law's business.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from forms.dossier.numbering import official_code, place_of_code
from sync.core.feed import Cursor
from sync.province.stores.sql.spelling import instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from uuid import UUID

    from sync.province.ports import Codes
    from sync.province.stores.sql.statements import Sql

MOST_A_DAY: Final = 9_999
"""More than a commune receives in a day: a witness beyond it would only use numbers up."""


class SqlLedger:
    """`ports.Ledger` in statements; each database adds how a transaction begins."""

    def code_for(self, dossier: UUID, unit: str, day: date, witness: str = "") -> str:
        """Return the dossier's code, allotting one at the first call; durable when it returns.

        Args:
            dossier: the dossier; it has one code for ever.
            unit: first part of the code.
            day: local day of the submission.
            witness: the code a device once learnt; an unknown dossier gets it when it is this unit's and
                nobody else's, and the counter of that day goes beyond it.
        """
        with self._begin() as sql:
            return _code_for(sql, dossier, unit, day, witness)

    @contextmanager
    def together(self) -> Iterator[Codes]:
        """Ask for the codes of a frame at the price of one: durable when the block ends, or never given."""
        with ExitStack() as until_the_end:
            yield _Together(lambda: until_the_end.enter_context(self._begin()))

    def timeline(self) -> int:
        """Return the timeline: 1, and one more after each restore of the store."""
        with self._begin() as sql:
            return int(sql.execute("SELECT value FROM number WHERE name = 'timeline'").fetchone()[0])

    def raise_timeline(self, heads: Sequence[Cursor]) -> int:
        """Say that the store was restored: the timeline grows by one, and the witnesses begin anew."""
        with self._begin() as sql:
            sql.execute("DELETE FROM witness")
            for head in heads:
                sql.execute("INSERT INTO witness VALUES (?, ?, ?)", (head.scope, head.seq, head.h))
            return _counted(sql, "timeline")

    def witness(self, head: Cursor) -> None:
        """Keep how far a scope's feed was committed; a lower number than the kept one changes nothing."""
        with self._begin() as sql:
            row = sql.execute("SELECT seq FROM witness WHERE scope = ?", (head.scope,)).fetchone()
            if head.seq > (row[0] if row else 0):
                sql.execute(
                    "INSERT INTO witness VALUES (?, ?, ?) ON CONFLICT (scope) DO UPDATE"
                    " SET seq = excluded.seq, h = excluded.h WHERE witness.seq < excluded.seq",
                    (head.scope, head.seq, head.h),
                )

    def witnesses(self) -> Sequence[Cursor]:
        """Return how far each scope's feed was committed."""
        with self._begin() as sql:
            return [Cursor(*row) for row in sql.execute("SELECT scope, seq, h FROM witness ORDER BY scope")]

    def next_serial(self) -> int:
        """Return the next certificate number; it only grows, also across restores of the store."""
        with self._begin() as sql:
            return _counted(sql, "serial")

    def note_revocation(self, dev: bytes, revoked_at: datetime | None, now: datetime) -> None:
        """Keep what was said of trusting a device, in the place of what was said before."""
        with self._begin() as sql:
            sql.execute(
                "INSERT INTO revocation VALUES (?, ?, ?) ON CONFLICT (dev) DO UPDATE"
                " SET revoked_at = excluded.revoked_at, said_at = excluded.said_at",
                (dev, None if revoked_at is None else instant(revoked_at), instant(now)),
            )

    def revocations(self) -> Mapping[bytes, datetime | None]:
        """Return what was last said of each device that was ever revoked; None: it is trusted again."""
        with self._begin() as sql:
            rows = sql.execute("SELECT dev, revoked_at FROM revocation").fetchall()
        return {bytes(dev): None if at is None else datetime.fromisoformat(at) for dev, at in rows}

    def _begin(self) -> AbstractContextManager[Sql]:
        """Begin a writing transaction: durable when the block ends, undone by an exception."""
        raise NotImplementedError


class _Together:
    """Codes out of one transaction, which begins with the first that is asked for."""

    def __init__(self, begin: Callable[[], Sql]) -> None:
        self._begin = begin
        self._sql: Sql | None = None

    def code_for(self, dossier: UUID, unit: str, day: date, witness: str = "") -> str:
        """Return the dossier's code (`ports.Codes`)."""
        if self._sql is None:
            self._sql = self._begin()
        return _code_for(self._sql, dossier, unit, day, witness)


def _code_for(sql: Sql, dossier: UUID, unit: str, day: date, witness: str) -> str:
    code = _known(sql, dossier) or _witnessed(sql, dossier, unit, day, witness)
    return code or _next(sql, dossier, unit, day)


def _known(sql: Sql, dossier: UUID) -> str | None:
    row = sql.execute("SELECT code FROM ledger WHERE dossier = ?", (str(dossier),)).fetchone()
    return row[0] if row else None


def _witnessed(sql: Sql, dossier: UUID, unit: str, latest: date, witness: str) -> str | None:
    """Give a lost code back, unless this unit cannot have given it or somebody else has it."""
    parts = place_of_code(witness, unit)
    if parts is None or parts[0] > latest or parts[1] > MOST_A_DAY:
        return None
    day, n = parts
    sql.execute(
        "INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (unit, day) DO UPDATE SET next = excluded.next"
        " WHERE counter.next < excluded.next",
        (unit, day.isoformat(), n + 1),
    )
    if sql.execute("SELECT 1 FROM ledger WHERE code = ?", (witness,)).fetchone() is not None:
        return None
    return _written(sql, dossier, unit, day, witness)


def _next(sql: Sql, dossier: UUID, unit: str, day: date) -> str:
    n: int = sql.execute(
        "INSERT INTO counter VALUES (?, ?, 2) ON CONFLICT (unit, day) DO UPDATE SET next = counter.next + 1"
        " RETURNING next - 1",
        (unit, day.isoformat()),
    ).fetchone()[0]
    return _written(sql, dossier, unit, day, official_code(unit, day, n))


def _written(sql: Sql, dossier: UUID, unit: str, day: date, code: str) -> str:
    sql.execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", (code, str(dossier), unit, day.isoformat()))
    return code


def _counted(sql: Sql, name: str) -> int:
    counting = "UPDATE number SET value = value + 1 WHERE name = ? RETURNING value"
    return int(sql.execute(counting, (name,)).fetchone()[0])
