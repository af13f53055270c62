"""What the desk's verbs ask of the world: one address for the ports, whichever page they stand on.

Only names are gathered here; the Protocols and rows are in `desk`, `work`, `reading` and `vault`.
"""

from desktop_app.ports.desk import Desk, FormShelf, Line, Printer, RoundFacts, Shift
from desktop_app.ports.reading import (
    DossierPage,
    DossierRow,
    DossierView,
    HistoryLine,
    Queries,
    Search,
    SyncFacts,
    Truth,
    WorkNumbers,
)
from desktop_app.ports.vault import KeyHolder, OpenVault, Vault
from desktop_app.ports.work import (
    Audit,
    AuditCheck,
    Blob,
    BlobStore,
    Device,
    Dossiers,
    Draft,
    Drafts,
    Events,
    Member,
    Numbers,
    OpenWork,
    Staff,
    UnitOfWork,
)

__all__ = [
    "Audit",
    "AuditCheck",
    "Blob",
    "BlobStore",
    "Desk",
    "Device",
    "DossierPage",
    "DossierRow",
    "DossierView",
    "Dossiers",
    "Draft",
    "Drafts",
    "Events",
    "FormShelf",
    "HistoryLine",
    "KeyHolder",
    "Line",
    "Member",
    "Numbers",
    "OpenVault",
    "OpenWork",
    "Printer",
    "Queries",
    "RoundFacts",
    "Search",
    "Shift",
    "Staff",
    "SyncFacts",
    "Truth",
    "UnitOfWork",
    "Vault",
    "WorkNumbers",
]
