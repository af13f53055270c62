"""Official codes once learnt: one for a dossier, for ever, whatever is taken back (I3, docs/adr/0006)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from desktop_app.storage.connection import Connection
from sync.core.event import Event
from sync.core.verdict import Verdict


class CodeTable:
    """The table `codes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def learn(self, record: UUID, code: Any) -> None:
        """Keep a dossier's code; the first one learnt stays."""
        if isinstance(code, str):
            row = (record.bytes, code)
            self._connection.execute("INSERT OR IGNORE INTO codes (dossier, code) VALUES (?, ?)", row)

    def learn_from(self, event: Event, verdict: Verdict) -> None:
        """Keep the code that an event gives, if it gives one and was applied."""
        if event.kind == "code.assign" and verdict.applied:
            self.learn(event.record, event.payload.get("code"))

    def witnessed_by(self, eids: Iterable[UUID]) -> Mapping[UUID, str]:
        """Return the codes of the dossiers that these own events submit."""
        wanted = json.dumps([eid.hex for eid in eids])
        sql = """SELECT DISTINCT e.record, c.code FROM events e JOIN codes c ON c.dossier = e.record
                 WHERE e.own = 1 AND e.kind = 'cmd' AND e.eid IN (SELECT unhex(value) FROM json_each(?))
                 AND CAST(e.raw AS TEXT) ->> '$.payload.name' = 'submit'"""
        return {UUID(bytes=row[0]): row[1] for row in self._connection.execute(sql, (wanted,))}
