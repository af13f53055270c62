"""What the unlocked office does with forms of authors and drafts of older ones; `office` inherits it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.bootstrap.rule_verbs import RuleVerbs
from desktop_app.cli.beside import form_file
from desktop_app.errors import DeskError
from desktop_app.usecases.carry_over_draft import DraftCarriedOver, carry_over_draft
from desktop_app.usecases.check_form import FormReport, check_form
from desktop_app.usecases.pack_form import PackedForm, PackForm, pack_form
from desktop_app.usecases.preview_form import FormPreview, preview_form
from desktop_app.usecases.publish_package import Published, PublishPackage
from forms.catalogue.xlsform import is_form

if TYPE_CHECKING:
    from forms.xforms.definition import FormDefinition


class FormVerbs(RuleVerbs):
    """Check, try, pack and publish a form; carry a draft over to a newer edition."""

    def is_form(self, path: str) -> bool:
        """Tell whether a file may be a form: an XForm, or a spreadsheet with a sheet `survey`."""
        raw, _, _ = form_file(path)
        return is_form(raw)

    def check_form(self, raw: bytes, name: str, files: Mapping[str, bytes] | None = None) -> FormReport:
        """Kiểm tra biểu mẫu."""
        return check_form(raw, name, self._desk.now(), files)

    def preview_form(self, path: str) -> FormPreview:
        """Xem trước biểu mẫu."""
        raw, name, files = form_file(path)
        return preview_form(raw, name, self._desk.now(), lambda: str(self._desk.new_id()), files)

    def pack_form(self, order: PackForm) -> PackedForm:
        """Đóng gói biểu mẫu."""
        return pack_form(order)

    def publish_form(self, path: str, effective_from: date, source: str) -> Published:
        """Công bố biểu mẫu: packed, then published like any package."""
        self._desk.require("publish_package")
        raw, name, files = form_file(path)
        packed = pack_form(PackForm(raw, name, effective_from, source=source, files=files))
        return self.publish_package(PublishPackage(packed.package))

    def form_kept(self, form_id: str, version: str) -> "FormDefinition | None":
        """Biểu mẫu mà hồ sơ nêu: its edition, shipped or published, else the one in force."""
        shelf = self._given.shelf
        try:
            return shelf.form_edition(form_id, version) or shelf.form(form_id)
        except DeskError:
            return None

    def carry_over_draft(self, draft_id: str, *, only_look: bool = False) -> DraftCarriedOver:
        """Chuyển nháp sang ấn bản mới."""
        shelf = self._given.shelf
        return carry_over_draft(draft_id, self._desk, shelf, self._work, only_look=only_look)
