"""Which list of communes a desk goes by: the shipped one until a published one has begun."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from desktop_app.storage.form_shelf import OfficeShelf
from forms.catalogue.package import Head, PackageKind, pack_json, read_package

NOON = datetime(2026, 12, 1, 12, tzinfo=timezone(timedelta(hours=7)))


class Published:
    def __init__(self):
        self.rows = []

    def mark(self):
        return len(self.rows)

    def packages(self, kind, _subject=""):
        assert kind is PackageKind.UNITS
        return self.rows

    def add(self, name, begins):
        province = {"code": "66", "name": "Đắk Lắk", "type": "tỉnh", "communes": [["24133", name, "phường"]]}
        head = Head(PackageKind.UNITS, f"e{len(self.rows)}", begins)
        self.rows.append(read_package(pack_json(head, {"provinces": [province]})))


def test_a_published_list_is_in_force_from_its_day_and_the_last_to_begin_wins():
    published, now = Published(), [NOON]
    shelf = OfficeShelf(published, lambda: now[0])
    assert len(shelf.units().communes) == 102
    published.add("Tên Mai", date(2026, 12, 2))
    assert len(shelf.units().communes) == 102
    published.add("Tên Nay", date(2026, 12, 1))
    assert shelf.units().get("24133").name == "Tên Nay"
    now[0] += timedelta(days=1)
    assert shelf.units().get("24133").name == "Tên Mai"
    assert shelf.units() is shelf.units()
