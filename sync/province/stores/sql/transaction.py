"""One transaction over one commune: the port `ports.Transaction`, put together from its rooms."""

from __future__ import annotations

from sync.province.stores.sql.dossiers import Dossiers
from sync.province.stores.sql.lines import Lines
from sync.province.stores.sql.log import Log
from sync.province.stores.sql.snapshots import Snapshots
from sync.province.stores.sql.staff import Staff


class SqlTransaction(Lines, Log, Dossiers, Snapshots, Staff):
    """`ports.Transaction` in statements; each database adds how it locks, searches and counts touches."""
