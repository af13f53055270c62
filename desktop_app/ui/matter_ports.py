"""What the screens ask about matters that wait for a person; all of it works without a line.

Values and orders are those of `desktop_app.ports.matters`; screens import them from here. The
office that is unlocked implements it.
"""

from typing import Protocol

from desktop_app.ports.matter_lookup import LOOKUP
from desktop_app.ports.matters import (
    Choice,
    CloseFinding,
    DropMatter,
    FieldInConflict,
    HandoverProof,
    LinkDuplicate,
    ListMatters,
    ListPrinted,
    MatterClass,
    MatterCounts,
    MatterPage,
    MatterRow,
    MatterView,
    Obstacle,
    Owner,
    PrintedPage,
    PrintedRow,
    PrintedState,
    Said,
    SendAgain,
    SettleConflict,
    Settlement,
    Side,
    UndoSettlement,
    VoidAttachment,
    VoidDossier,
)

__all__ = [
    "LOOKUP",
    "Choice",
    "CloseFinding",
    "DropMatter",
    "FieldInConflict",
    "HandoverProof",
    "LinkDuplicate",
    "ListMatters",
    "ListPrinted",
    "MatterClass",
    "MatterCounts",
    "MatterPage",
    "MatterRow",
    "MatterView",
    "Matters",
    "Obstacle",
    "Owner",
    "PrintedPage",
    "PrintedRow",
    "PrintedState",
    "Said",
    "SendAgain",
    "SettleConflict",
    "Settlement",
    "Side",
    "UndoSettlement",
    "VoidAttachment",
    "VoidDossier",
]


class Matters(Protocol):
    """A part of the unlocked office. Every call belongs on the store's worker."""

    def list_matters(self, order: ListMatters) -> MatterPage:
        """Cần xử lý: open matters C3–C11, the oldest first, with the counts of all of them."""

    def read_matter(self, key: str) -> MatterView:
        """One matter: for C3 base, here and there by field; for C7, C8 both dossiers; closed, who chose."""

    def settle_conflict(self, order: SettleConflict) -> None:
        """Choose theirs, mine or edited values for a C3: the change and its note in one transaction."""

    def undo_settlement(self, order: UndoSettlement) -> None:
        """Open it again, and put the fields back as they stood before the choice."""

    def drop_matter(self, order: DropMatter) -> None:
        """Leave it at what the province said, with a reason."""

    def send_again(self, order: SendAgain) -> None:
        """Do what was refused once more, as the person who is signed in."""

    def void_dossier(self, order: VoidDossier) -> None:
        """Huỷ hồ sơ (supervisor), with reason and legal basis; nothing is deleted."""

    def link_duplicate(self, order: LinkDuplicate) -> None:
        """[Trùng] or [Khác] of two dossiers; the opposite may be said later."""

    def void_attachment(self, order: VoidAttachment) -> None:
        """Gỡ tệp of a received dossier, with a reason."""

    def close_finding(self, order: CloseFinding) -> None:
        """Close a C10 with what was done about it (administrator)."""

    def list_printed(self, order: ListPrinted) -> PrintedPage:
        """Số đã giao cho dân: every provisional number of this machine, and where it stands upstream."""

    def export_printed(self, to_path: str) -> int:
        """Write that list as a CSV file; returns the number of its rows."""

    def prove_handover(self) -> HandoverProof:
        """Có thể bàn giao máy: run a round first (`run_round`), then ask this."""
