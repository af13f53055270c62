"""The desk of an author of forms: no office, no store, nobody signed in; a form is tried, not published."""

from datetime import date, datetime
from typing import Final

from desktop_app.cli.beside import form_file
from desktop_app.errors import NO_OFFICE, DeskError
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.usecases.preview_form import FormPreview, preview_form
from desktop_app.usecases.publish_package import Published
from desktop_app.usecases.unlock_office import ShiftFacts

NOBODY: Final = ShiftFacts("", "", "", "", "", enrolled=False, tag="", device_id="")


class AuthorDesk:
    """What `ui.form_ports.PreviewDesk` asks, answered without a store."""

    shift = NOBODY

    def __init__(self, clock: SystemClock, dice: SystemDice) -> None:
        self._clock, self._dice = clock, dice

    def now(self) -> datetime:
        """Return the instant of the clock."""
        return self._clock.now()

    def preview_form(self, path: str) -> FormPreview:
        """Xem trước biểu mẫu."""
        raw, name, files = form_file(path)
        return preview_form(raw, name, self.now(), lambda: self._dice.bytes(16).hex(), files)

    def publish_form(self, path: str, effective_from: date, source: str) -> Published:  # noqa: ARG002 - refused
        """Refuse: a form is published into an office.

        Raises:
            DeskError: NO_OFFICE.
        """
        raise DeskError(NO_OFFICE)
