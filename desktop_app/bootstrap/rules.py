"""What an administrator published, in the shape the verbs take: the calendar of this office."""

from typing import TYPE_CHECKING

from forms.catalogue import holidays
from forms.catalogue.kinds import days_of
from forms.catalogue.package import PackageKind
from forms.dossier.calendar import WorkCalendar

if TYPE_CHECKING:
    from desktop_app.ports.packages import Packages


def office_calendar(packages: "Packages") -> WorkCalendar:
    """Return the office's calendar: the shipped days, and over them what its administrator published.

    Args:
        packages: The published ones.
    """
    published = packages.packages(PackageKind.DAYS_OFF)
    return WorkCalendar(overrides=holidays.overrides(row for each in published for row in days_of(each)))
