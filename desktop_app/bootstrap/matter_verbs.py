"""What the unlocked office does about matters that wait; `office` inherits it. Implements `ui.matter_ports`.

One method, one verb.
"""

from pathlib import Path

from desktop_app.bootstrap.given import Given
from desktop_app.errors import FILE_UNWRITABLE, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.matters import (
    CloseFinding,
    DropMatter,
    HandoverProof,
    LinkDuplicate,
    ListMatters,
    ListPrinted,
    MatterPage,
    MatterView,
    PrintedPage,
    SendAgain,
    SettleConflict,
    UndoSettlement,
    VoidAttachment,
    VoidDossier,
)
from desktop_app.storage.open_office import OpenOffice
from desktop_app.usecases.close_finding import close_finding
from desktop_app.usecases.drop_matter import drop_matter
from desktop_app.usecases.link_duplicate import link_duplicate
from desktop_app.usecases.list_matters import list_matters
from desktop_app.usecases.list_printed import export_printed, list_printed
from desktop_app.usecases.prove_handover import prove_handover
from desktop_app.usecases.read_matter import read_matter
from desktop_app.usecases.send_again import send_again
from desktop_app.usecases.settle_conflict import settle_conflict
from desktop_app.usecases.undo_settlement import undo_settlement
from desktop_app.usecases.void_attachment import void_attachment
from desktop_app.usecases.void_dossier import void_dossier


class MatterVerbs:
    """What an office does about matters; store, shift and calendar are the office's."""

    _vault: OpenOffice
    _desk: Desk
    _given: Given
    _work: OpenWork

    def list_matters(self, order: ListMatters) -> MatterPage:
        """Cần xử lý."""
        given = self._given
        return list_matters(order, self._desk, self._vault.matters, given.shelf, given.calendar)

    def read_matter(self, key: str) -> MatterView:
        """Xem việc cần xử lý."""
        given = self._given
        return read_matter(key, self._desk, self._vault.matters, given.shelf, given.calendar)

    def settle_conflict(self, order: SettleConflict) -> None:
        """Chọn giá trị."""
        settle_conflict(order, self._desk, self._vault.matters, self._work)

    def undo_settlement(self, order: UndoSettlement) -> None:
        """Hoàn tác lựa chọn."""
        undo_settlement(order, self._desk, self._vault.matters, self._work)

    def drop_matter(self, order: DropMatter) -> None:
        """Giữ theo tỉnh."""
        drop_matter(order, self._desk, self._vault.matters, self._work)

    def send_again(self, order: SendAgain) -> None:
        """Gửi lại."""
        send_again(order, self._desk, self._vault.matters, self._given.shelf, self._work)

    def void_dossier(self, order: VoidDossier) -> None:
        """Huỷ hồ sơ."""
        void_dossier(order, self._desk, self._work)

    def link_duplicate(self, order: LinkDuplicate) -> None:
        """Trùng hay khác."""
        link_duplicate(order, self._desk, self._work)

    def void_attachment(self, order: VoidAttachment) -> None:
        """Gỡ tệp của hồ sơ đã nhận."""
        void_attachment(order, self._desk, self._work)

    def close_finding(self, order: CloseFinding) -> None:
        """Đóng phát hiện."""
        close_finding(order, self._desk, self._work)

    def list_printed(self, order: ListPrinted) -> PrintedPage:
        """Số đã giao cho dân."""
        return list_printed(order, self._desk, self._vault.upstream, self._given.calendar)

    def export_printed(self, to_path: str) -> int:
        """Số đã giao cho dân, ra tệp CSV."""

        def keep(sheet: bytes) -> None:
            try:
                Path(to_path).write_bytes(sheet)
            except OSError as error:
                raise DeskError(FILE_UNWRITABLE, reason=error.strerror or type(error).__name__) from None

        return export_printed(self._desk, self._vault.upstream, self._given.calendar, keep)

    def prove_handover(self) -> HandoverProof:
        """Có thể bàn giao máy."""
        vault = self._vault
        return prove_handover(self._desk, vault.upstream, vault.matters, self._given.calendar)
