"""What an unlocked office stands on besides its store; wired in `opening`."""

from dataclasses import dataclass

from desktop_app.bootstrap.road import Road
from desktop_app.ports import FormShelf, Printer
from desktop_app.ports.signing import SigningDevice
from desktop_app.usecases.attach_scan import Shrink
from forms.dossier.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Given:
    """What an office stands on besides its store."""

    shelf: FormShelf
    calendar: WorkCalendar
    printer: Printer
    road: Road
    shrink: Shrink
    signing: SigningDevice
