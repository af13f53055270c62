"""What the screens of e-forms may ask: a preview, its publication, a newer edition; no store, no toolkit."""

from typing import TYPE_CHECKING, Protocol

from desktop_app.usecases.carry_over_draft import DraftCarriedOver
from desktop_app.usecases.preview_form import FormPreview
from desktop_app.usecases.publish_package import Published

if TYPE_CHECKING:
    from datetime import date, datetime

    from desktop_app.usecases.unlock_office import ShiftFacts
    from forms.xforms.definition import FormDefinition

__all__ = ["DraftCarriedOver", "FormPreview", "Forms", "PreviewDesk", "Published"]


class PreviewDesk(Protocol):
    """What the preview of a form asks: the unlocked office answers it, and the program without a store."""

    @property
    def shift(self) -> "ShiftFacts":
        """Who works here; without a store nobody does."""

    def now(self) -> "datetime":
        """The instant of the desk's clock (UTC+7)."""

    def preview_form(self, path: str) -> FormPreview:
        """See `Forms`."""

    def publish_form(self, path: str, effective_from: "date", source: str) -> Published:
        """See `Forms`."""


class Forms(Protocol):
    """Verbs of e-forms; how they refuse is said in `ports`."""

    def is_form(self, path: str) -> bool:
        """Whether a file may be a form: an XForm, or a spreadsheet with a sheet `survey`."""

    def preview_form(self, path: str) -> FormPreview:
        """Check the form in a file and begin an entry of it; lists beside it are read."""

    def publish_form(self, path: str, effective_from: "date", source: str) -> Published:
        """Check, compile and publish the form in a file (administrator)."""

    def form_kept(self, form_id: str, version: str) -> "FormDefinition | None":
        """Return the form a dossier names, in its edition or else the one in force; None where neither is."""

    def carry_over_draft(self, draft_id: str, *, only_look: bool = False) -> DraftCarriedOver:
        """Carry a draft over to the edition in force; or say what that would do."""
