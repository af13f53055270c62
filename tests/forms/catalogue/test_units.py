"""Provinces and communes: the list that ships, a package of the country, finding one while typing."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest

from forms.catalogue import units
from forms.catalogue.kinds import checked, differences
from forms.catalogue.package import Head, PackageKind, pack_json, read_package
from forms.catalogue.units_dataset import read_dataset
from forms.errors import RuleError
from tests.support.shared import shared

SMALL = {
    "provinces": [
        {"code": "66", "name": "Đắk Lắk", "type": "tỉnh", "communes": [["24133", "Buôn Ma Thuột", "phường"], ["24184", "Ea H’Leo", "xã"]]},
        {"code": "68", "name": "Lâm Đồng", "type": "tỉnh", "communes": [["24604", "Ea H’Leo", "xã"]]},
    ]
}


def head(edition="2026.07"):
    return Head(PackageKind.UNITS, edition, date(2026, 7, 25), source="QĐ 19/2025/QĐ-TTg")


def packed(content, edition="2026.07"):
    return checked(pack_json(head(edition), content))


@pytest.fixture(scope="module")
def country():
    return read_dataset(json.dumps(shared("admin_units.json")).encode())


def test_all_communes_of_the_province_ship():
    communes = units.shipped().communes
    assert len(communes) == 102
    kinds = [commune.type for commune in communes.values()]
    assert (kinds.count("xã"), kinds.count("phường")) == (88, 14)
    for code, commune in communes.items():
        assert len(code) == 5 and code.isdecimal()
        assert commune.name == unicodedata.normalize("NFC", commune.name)


def test_the_34_provinces_ship_with_the_63_they_came_from():
    provinces = units.shipped().provinces.values()
    assert len(provinces) == 34
    assert sum(province.type == "thành phố" for province in provinces) == 7
    former = [name for province in provinces for name in (province.name, *province.former)]
    assert len(set(former)) == 64  # Huế and Thừa Thiên Huế are one
    assert units.shipped().provinces["66"].full_name == "Tỉnh Đắk Lắk"


def test_all_former_units_ship_and_each_leads_to_communes_of_today():
    shipped = units.shipped()
    assert len(shipped.former) == 286
    assert len({unit.district for unit in shipped.former}) == 24
    assert {code for unit in shipped.former for code in unit.now} == set(shipped.communes)
    assert sum(len(unit.now) for unit in shipped.former) == 286 + 8


def test_the_shipped_former_units_are_those_of_the_resolution():
    ours = {(unit.type, unit.name, code) for unit in units.shipped().former for code in unit.now}
    theirs = set()
    for commune in shared("dak_lak_units.json")["communes"]:
        own = [{"type": "xã", "name": commune["name"].replace("'", "’")}]
        theirs |= {(old["type"], old["name"], commune["code"]) for old in commune["merged_from"] or own}
    assert ours == theirs
    printed = {(old["name"], old["district"]) for commune in shared("dak_lak_units.json")["communes"] for old in commune["merged_from"] if "district" in old}
    assert printed <= {(unit.name, unit.district) for unit in units.shipped().former}


@pytest.mark.parametrize("typed", ["cu mgar", "Cư M'gar", "CƯ M’GAR", "xa cu mgar", "mgar cu", "cu mgar dak lak", "cư m’g"])
def test_a_commune_is_found_as_it_is_typed(typed):
    assert [commune.full_name for commune in units.shipped().find(typed)] == ["Xã Cư M’gar"]


def test_names_that_begin_with_what_was_typed_come_first():
    found = [commune.name for commune in units.shipped().find("hoa")]
    assert found[:6] == ["Hòa Hiệp", "Hòa Mỹ", "Hòa Phú", "Hòa Sơn", "Hòa Thịnh", "Hòa Xuân"]
    assert "Tuy Hòa" in found[6:]


def test_the_country_arrives_as_a_package_and_every_unit_of_it_is_found(country):
    raw = units.write(country, head())
    package = checked(raw)
    arrived = units.of_package(package)
    assert len(arrived.provinces) == 34
    assert len(arrived.communes) == 3321
    assert len(arrived.former) == 286
    assert [c for c in arrived.communes.values() if c not in arrived.find(f"{c.name} {c.province}", limit=5)] == []
    assert units.write(arrived, head()) == units.write(units.of_package(read_package(units.write(arrived, head()))), head())


def test_a_unit_is_first_in_its_own_province_whatever_the_country_has(country):
    found = country.find("tan lap", home="Đắk Lắk")
    assert len(found) > 3
    assert (found[0].name, found[0].province) == ("Tân Lập", "Đắk Lắk")


def test_shipped_names_are_those_of_the_country(country):
    assert {code: country.communes[code] for code in units.shipped().communes} == dict(units.shipped().communes)
    assert [(p.code, p.name, p.type) for p in country.provinces.values()] == [(p.code, p.name, p.type) for p in units.shipped().provinces.values()]


def test_a_newer_list_tells_what_it_changes():
    old = packed(SMALL)
    changed = json.loads(json.dumps(SMALL))
    changed["provinces"][0]["communes"] = [["24133", "Buôn Ma Thuột", "xã"], ["24999", "Mới", "xã"]]
    new = packed(changed, "2026.08")
    assert differences(new, [old]) == (
        "Bỏ: Xã Ea H’Leo, Đắk Lắk (24184)",
        "Đổi: Phường Buôn Ma Thuột, Đắk Lắk → Xã Buôn Ma Thuột, Đắk Lắk (24133)",
        "Thêm: Xã Mới, Đắk Lắk (24999)",
    )
    assert differences(old, [old]) == ()


def test_former_units_whose_communes_are_gone_are_not_kept():
    kept = units.of_package(packed(SMALL)).former
    assert {code for unit in kept for code in unit.now} == {"24133", "24184", "24604"}


def broken(path, value):
    content = json.loads(json.dumps(SMALL))
    *way, last = path
    place = content
    for step in way:
        place = place[step]
    place[last] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("provinces",), {}, "provinces"), (("provinces", 0, "code"), "6", "code"), (("provinces", 0, "type"), "huyện", "type"),
        (("provinces", 0, "communes"), None, "communes"), (("provinces", 0, "communes", 0), ["24133", "X"], "row"),
        (("provinces", 0, "communes", 0, 0), 24133, "code"), (("provinces", 0, "communes", 0, 1), "", "name"),
        (("provinces", 0, "communes", 0, 1), "x" * 61, "name"), (("provinces", 0, "communes", 0, 2), ["xã"], "type"),
        (("provinces", 0, "communes", 1, 0), "24133", "twice"), (("provinces", 1, "code"), "66", "twice"), (("extra",), 1, "-"),
        (("provinces", 0, "agency_code"), "h 15", "agency_code"), (("former",), [{}], "type"),
        (("former",), [{"province": "Đắk Lắk", "district": "huyện A", "units": [["xã", "B", ["99999"]]]}], "now"),
        (("former",), [{"province": "Đắk Lắk", "district": "huyện A", "units": [["xã", "B", [["24133"]]]]}], "code"),
    ],
)  # fmt: skip
def test_a_package_with_a_mistake_is_refused_and_the_place_named(path, value, field):
    with pytest.raises(RuleError) as refused:
        packed(broken(path, value))
    assert refused.value.where["field"] == field


def test_a_package_without_any_commune_is_refused():
    with pytest.raises(RuleError):
        packed({"provinces": []})


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"provinces": [{"code": "66"}]}', b'{"provinces": [1]}', b"nothing"])
def test_what_is_no_data_set_is_refused(raw):
    with pytest.raises(RuleError):
        read_dataset(raw)
