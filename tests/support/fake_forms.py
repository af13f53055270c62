"""The verbs of e-forms behind the window's ports, without a store."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.ui.form_ports import DraftCarriedOver, FormPreview, Published
from desktop_app.usecases.preview_form import preview_form
from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.catalogue.xlsform import is_form
from forms.xforms.definition import FormDefinition
from forms.xforms.read import read_form


class FakeForms:
    """Previews for real; a draft follows its form as `carried` says."""

    calls: list[str]
    done: list[Any]
    forms: dict[str, FormDefinition]
    carried = DraftCarriedOver("", "1", "1")

    def carry_over_draft(self, draft_id: str, *, only_look: bool = False) -> DraftCarriedOver:
        self.calls.append("look_at_carry_over" if only_look else "carry_over_draft")
        return replace(self.carried, draft_id=draft_id)

    def form_kept(self, form_id: str, version: str) -> FormDefinition | None:
        if (found := self.forms.get(form_id)) is not None and found.version == version:
            return found
        return read_form(shipped_form(form_id)) if form_id in SHIPPED else None

    def is_form(self, path: str) -> bool:
        return is_form(Path(path).read_bytes())

    def preview_form(self, path: str) -> FormPreview:
        file = Path(path)
        return preview_form(file.read_bytes(), file.name, self.now(), lambda: "0", {})

    def publish_form(self, path: str, effective_from: date, source: str) -> Published:
        self.done.append((Path(path).name, effective_from, source))
        return Published("form", "9.000001", "2", effective_from.isoformat(), "", True, ())
