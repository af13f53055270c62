"""The verbs of e-forms behind the window's ports, without a store."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.ui.form_ports import DraftCarriedOver, FormPreview, Published
from desktop_app.usecases.preview_form import preview_form
from forms.catalogue.xlsform import is_form


class FakeForms:
    """Previews for real; a draft follows its form as `carried` says."""

    calls: list[str]
    done: list[Any]
    carried = DraftCarriedOver("", "1", "1")

    def carry_over_draft(self, draft_id: str, *, only_look: bool = False) -> DraftCarriedOver:
        self.calls.append("look_at_carry_over" if only_look else "carry_over_draft")
        return replace(self.carried, draft_id=draft_id)

    def is_form(self, path: str) -> bool:
        return is_form(Path(path).read_bytes())

    def preview_form(self, path: str) -> FormPreview:
        file = Path(path)
        return preview_form(file.read_bytes(), file.name, self.now(), lambda: "0", {})

    def publish_form(self, path: str, effective_from: date, source: str) -> Published:
        self.done.append((Path(path).name, effective_from, source))
        return Published("form", "9.000001", "2", effective_from.isoformat(), "", True, ())
