"""The verbs that need no store: catalogue and forms, bound to what ships and to the clock."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.ports import FormShelf
from desktop_app.ports.entry import ProcedureFacts
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.usecases.check_form import FormReport, check_form
from desktop_app.usecases.convert_form import convert_form
from desktop_app.usecases.convert_text import ConvertedText, convert_text
from desktop_app.usecases.fill_form import FilledForm, fill_form
from desktop_app.usecases.find_communes import CommuneRow, find_communes
from desktop_app.usecases.find_procedures import ProcedureRow, find_procedures
from desktop_app.usecases.import_procedures import Imported, import_procedures
from desktop_app.usecases.make_units import make_units
from desktop_app.usecases.pack_procedures import Packed, PackProcedures, pack_procedures
from desktop_app.usecases.read_address import AddressFacts, read_address
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
        return pack_procedures(order, self._shelf)

    def find_communes(self, text: str, limit: int = 20) -> tuple[CommuneRow, ...]:
        """Tìm xã, phường."""
        return find_communes(text, limit, self._shelf)

    def read_address(self, text: str) -> AddressFacts:
        """Đọc địa chỉ."""
        return read_address(text, self._shelf)

    def make_units(self, raw: bytes, edition: str, effective_from: date, source: str) -> bytes:
        """Lập gói đơn vị hành chính."""
        return make_units(raw, edition, effective_from, source)

    def convert_text(self, raw: bytes) -> ConvertedText:
        """Chuyển bảng mã."""
        return convert_text(raw)
