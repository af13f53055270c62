"""Which edition of an e-form a desk asks by, and the lists that come beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from desktop_app.errors import DeskError
from desktop_app.storage.form_shelf import OfficeShelf
from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.catalogue.form_package import FORM
from forms.catalogue.kinds import checked
from forms.catalogue.package import Head, PackageKind, pack_parts
from forms.errors import RuleError
from forms.xforms.entry import FormEntry
from tests.support.office import Office
from tests.support.xforms import compiled

NOON = datetime(2026, 12, 1, 12, tzinfo=timezone(timedelta(hours=7)))
FORM_ID = "9.000077"
TABLE = """
| survey   |                                |         |           |
|          | type                           | name    | label::vi |
|          | select_one_from_file towns.csv | town    | Xã        |
| settings |                                |         |           |
|          | form_title                     | form_id | version   |
|          | Thử                            | 9.000077 | {version} |
"""


def packed(version="2", begins=date(2026, 12, 1), towns="name,label\nmau,Ea Mẫu\n", subject=FORM_ID, **more):
    parts = {FORM: compiled(TABLE.format(version=version)), "towns.csv": towns.encode(), **more}
    return pack_parts(Head(PackageKind.FORM, version, begins, subject), parts)


def towns_of(shelf):
    entry = FormEntry.start(shelf.form(FORM_ID), now=NOON, new_uuid=lambda: "")
    return [choice.label for choice in entry.questions()[0].choices]


def test_a_published_form_takes_its_choices_from_the_list_in_its_package(tmp_path):
    office = Office(tmp_path)
    with office.work() as work:
        assert work.packages.publish(checked(packed()), "quantri", NOON)
        work.commit()
    with office.work() as work:
        shelf = OfficeShelf(work.packages, lambda: NOON)
        assert towns_of(shelf) == ["Ea Mẫu"]
        assert shelf.form(FORM_ID) is shelf.form(FORM_ID)


def test_a_form_is_asked_from_its_day_and_until_then_the_one_before_it():
    published, now = [checked(packed()), checked(packed("3", date(2026, 12, 2), "name,label\nmau,Mới\n"))], [NOON]

    class Packages:
        def mark(self):
            return 2

        def packages(self, _kind, subject):
            return [one for one in published if one.head.subject == subject]

    shelf = OfficeShelf(Packages(), lambda: now[0])
    assert towns_of(shelf) == ["Ea Mẫu"]
    now[0] += timedelta(days=1)
    assert towns_of(shelf) == ["Mới"]
    assert shelf.form("2.000815").id == "2.000815"
    with pytest.raises(DeskError):
        shelf.form("9.999999")


def test_a_form_without_the_list_it_needs_or_with_another_head_is_not_published():
    whole = checked(packed())
    lone = pack_parts(whole.head, {FORM: whole.parts[FORM]})
    for raw in (lone, packed(subject="9.000078"), pack_parts(whole.head, {"towns.csv": b"name,label\n"})):
        with pytest.raises(RuleError) as refused:
            checked(raw)
    assert refused.value.fault is PACKAGE_MALFORMED
