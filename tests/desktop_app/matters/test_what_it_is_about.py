"""What a matter can lead to: a dossier, a book, or nothing that could be opened."""

from uuid import UUID

import pytest

from desktop_app.ports.matter_reading import OpenMatter
from desktop_app.ports.matter_words import row_of
from desktop_app.ports.matters import MatterClass
from forms.dossier.calendar import WorkCalendar
from tests.support.fakes import A_MORNING

RECORD = UUID("01a1f6ae-9900-703e-a1cd-c4bb86c32710")


@pytest.mark.parametrize(
    ("what", "is_book", "opens"),
    [
        ("submit", False, str(RECORD)),
        ("fields.set", False, str(RECORD)),
        ("book.open", True, str(RECORD)),
        ("book.hand", True, str(RECORD)),
        ("book.lost", True, str(RECORD)),
        ("book.entry", True, str(RECORD)),
        ("cash.close", False, ""),
        ("staff.set", False, ""),
    ],
)
def test_a_matter_leads_to_what_it_is_about_or_nowhere(what, is_book, opens):
    found = OpenMatter(
        key="e:x", kind=MatterClass.REFUSED, record=RECORD, since=A_MORNING.isoformat(), own=True, what=what, why="role",
        text="", number="", official_code="", applicant="", procedure="",
    )  # fmt: skip
    row = row_of(found, "", A_MORNING, WorkCalendar())
    assert (row.is_book, row.dossier_id) == (is_book, opens)
