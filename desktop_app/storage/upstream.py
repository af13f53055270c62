"""Receipts given out here and their state at the province; what a proof of hand-in stands on. Reads only.

A number is this machine's by its tag, also when the dossier came back down the feed after a loss.
"""
# ruff: noqa: S608 - every statement is put together from words of this page; what was asked is always a value

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from desktop_app.ports.matters import PrintedState
from desktop_app.ports.upstream import HandoverFacts, PrintedFact, PrintedFacts
from desktop_app.storage.connection import Connection, bounded
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.events import EventLog
from desktop_app.storage.queries import DROPPED, REFUSED, WAITING
from desktop_app.storage.witness import Witness

_HELD: Final = """EXISTS (SELECT 1 FROM open_objections o
    WHERE o.record = d.id AND o.verdict = 'quarantined')"""
# The number is accepted once its code came down, whatever else of the dossier is still on its way.
_STATE: Final = f"""CASE WHEN {_HELD} THEN 'quarantined' WHEN {REFUSED} THEN 'refused'
    WHEN d.official_code IS NOT NULL AND d.rev > 0 AND d.status <> 'voided' THEN 'accepted'
    ELSE coalesce({WAITING}, CASE WHEN d.status = 'voided' THEN 'voided'
        WHEN d.official_code IS NOT NULL THEN 'accepted'
        WHEN {DROPPED} THEN 'refused' ELSE 'unknown' END) END"""
_OURS: Final = "d.number >= :prefix AND d.number < :prefix || '~'"
_PRINTS: Final = """SELECT CAST(body AS TEXT) ->> '$.dossier', count(*) FROM audit
    WHERE instr(body, CAST('"verb":"print_paper"' AS BLOB)) GROUP BY 1"""
_MISSING: Final = (
    """WITH RECURSIVE given (seq) AS (
        SELECT 1 WHERE :last > 0 UNION ALL SELECT seq + 1 FROM given WHERE seq < :last)
    SELECT seq FROM given EXCEPT
    SELECT CAST(substr(d.number, length(:prefix) + 1) AS INTEGER) FROM dossiers d WHERE """
    + _OURS
)


class StoreUpstream:
    """Implements the port `UpstreamQueries` on the connection of the store's worker."""

    def __init__(self, connection: Connection, monotonic: Callable[[], float], witness: Witness) -> None:
        self._connection = connection
        self._monotonic = monotonic
        self._witness = witness
        self._device = DeviceRow(connection, EventLog(connection))

    def printed(self, states: frozenset[PrintedState], after: int, limit: int) -> PrintedFacts:
        """Return a page, the newest first; unexplained numbers stand before all others."""
        prefix = self._prefix()
        if prefix is None:
            return PrintedFacts((), 0)
        rows = list[PrintedFact]()
        if after == 0 and (not states or PrintedState.UNEXPLAINED in states):
            rows = [_unexplained(f"{prefix}{seq:05d}") for seq in self._missing(prefix)]
        names = {f"state{n}": state.value for n, state in enumerate(sorted(states))}
        narrowed = f"WHERE state IN ({', '.join(f':{name}' for name in names)})" if names else ""
        sql = f"""SELECT * FROM (SELECT d.n, d.number, d.id, d.official_code, d.applicant, {_STATE} AS state,
                  d.received_at FROM dossiers d WHERE {_OURS} AND (:after = 0 OR d.n < :after))
                  {narrowed} ORDER BY n DESC LIMIT :limit"""
        found = self._all(sql, {**names, "prefix": prefix, "after": after, "limit": limit + 1})
        prints = dict(self._all(_PRINTS, {}))
        rows += [_row(row, prints) for row in found[:limit]]
        return PrintedFacts(tuple(rows), found[limit - 1][0] if len(found) > limit else 0)

    def printed_counts(self) -> Mapping[str, int]:
        """Count all numbers given out on this machine by state."""
        prefix = self._prefix()
        if prefix is None:
            return {}
        sql = f"SELECT {_STATE} AS state, count(*) FROM dossiers d WHERE {_OURS} GROUP BY state"
        counts = dict(self._all(sql, {"prefix": prefix}))
        missing = len(self._missing(prefix))
        return {**counts, PrintedState.UNEXPLAINED.value: missing} if missing else counts

    def not_accepted(self) -> int:
        """Count the numbers given out here that have no official code yet, void ones aside."""
        prefix = self._prefix()
        sql = f"""SELECT count(*) FROM dossiers d
                  WHERE d.official_code IS NULL AND d.status <> 'voided' AND {_OURS}"""
        return 0 if prefix is None else int(self._all(sql, {"prefix": prefix})[0][0])

    def handover(self) -> HandoverFacts:
        """Return what a proof of hand-in stands on, read in one transaction."""
        self._connection.execute("BEGIN")
        try:
            return self._facts()
        finally:
            self._connection.execute("ROLLBACK")

    def _facts(self) -> HandoverFacts:
        enrolled = self._device.certificate() is not None
        phase, contact, acked, timeline, twin = self._one(
            "SELECT phase, last_contact, acked, timeline, twin FROM road"
        )
        prefix = self._prefix()
        drafts = self._all("SELECT title FROM drafts ORDER BY saved_at", {})
        return HandoverFacts(
            enrolled=enrolled,
            phase=phase,
            last_contact=contact,
            last_seq=EventLog(self._connection).last_stamp(self._device.line()).seq if enrolled else 0,
            acked=acked,
            unjudged=self._one("SELECT count(*) FROM events WHERE own = 1 AND verdict IS NULL")[0],
            behind=self._one("SELECT count(*) FROM feeds WHERE timeline < ?", timeline)[0],
            twin=bool(twin),
            files=self._one("SELECT count(*) FROM transfers WHERE state <> 'have'")[0],
            unexplained=0 if prefix is None else len(self._missing(prefix)),
            drafts=tuple(row[0] for row in drafts),
        )

    def _missing(self, prefix: str) -> list[int]:
        """Numbers up to the highest ever given out, also by a store that was lost, without a dossier here."""
        mark = self._witness.read()
        last = max(self._one("SELECT last_number FROM device")[0], mark.number if mark else 0)
        return [row[0] for row in self._all(_MISSING, {"prefix": prefix, "last": last})]

    def _prefix(self) -> str | None:
        certificate = self._device.certificate()
        return None if certificate is None else f"T-{certificate.commune}-{certificate.tag}-"

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, values: Mapping[str, object]) -> list[Any]:
        with bounded(self._connection, self._monotonic):
            found: list[Any] = self._connection.execute(sql, values).fetchall()
        return found


def _row(row: Any, prints: Mapping[str, int]) -> PrintedFact:
    _n, number, record, code, applicant, state, received_at = row
    id_ = UUID(bytes=record)
    copies = prints.get(str(id_), 0)
    return PrintedFact(
        number, id_, code or "", applicant or "", PrintedState(state), received_at or "", copies
    )


def _unexplained(number: str) -> PrintedFact:
    return PrintedFact(number, None, "", "", PrintedState.UNEXPLAINED, "", 0)
