"""The verbs that need no store: catalogue and forms, bound to what ships and to the clock."""

from collections.abc import Mapping
from typing import Any

from desktop_app.ports import FormShelf
from desktop_app.ports.entry import ProcedureFacts
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.usecases.check_form import FormReport, check_form
from desktop_app.usecases.convert_form import convert_form
from desktop_app.usecases.fill_form import FilledForm, fill_form
from desktop_app.usecases.find_procedures import ProcedureRow, find_procedures
from desktop_app.usecases.import_procedures import Imported, import_procedures
from desktop_app.usecases.pack_procedures import Packed, PackProcedures, pack_procedures
from desktop_app.usecases.review_procedures import Reviewed, ReviewProcedures, review_procedures
from desktop_app.usecases.show_procedure import show_procedure


class Shelf:
    """The verbs that need no store."""

    def __init__(self, shelf: FormShelf, clock: SystemClock, dice: SystemDice) -> None:
        self._shelf, self._clock, self._dice = shelf, clock, dice

    def find_procedures(self, text: str, limit: int = 20) -> tuple[ProcedureRow, ...]:
        """Tìm thủ tục."""
        return find_procedures(text, limit, self._shelf)

    def show_procedure(self, code: str) -> ProcedureFacts:
        """Xem thủ tục."""
        return show_procedure(code, self._shelf)

    def check_form(self, raw: bytes, name: str, files: Mapping[str, bytes] | None = None) -> FormReport:
        """Kiểm tra biểu mẫu."""
        return check_form(raw, name, self._clock.now(), files)

    def convert_form(self, raw: bytes, name: str, files: Mapping[str, bytes] | None = None) -> bytes:
        """Chuyển biểu mẫu."""
        return convert_form(raw, name, files)

    def fill_form(
        self, form: str | bytes, answers: dict[str, Any], files: Mapping[str, bytes] | None = None
    ) -> FilledForm:
        """Điền biểu mẫu bằng tệp."""
        dice = self._dice
        return fill_form(form, answers, self._shelf, self._clock.now(), lambda: dice.bytes(16).hex(), files)

    def import_procedures(self, raw: bytes) -> Imported:
        """Nhập danh mục của tỉnh."""
        return import_procedures(raw)

    def review_procedures(self, order: ReviewProcedures) -> Reviewed:
        """Rà soát danh mục nhập."""
        return review_procedures(order)

    def pack_procedures(self, order: PackProcedures) -> Packed:
        """Đóng gói danh mục đã rà soát."""
        return pack_procedures(order)
