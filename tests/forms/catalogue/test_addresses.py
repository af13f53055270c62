"""Typed addresses: two tiers, three from an old paper, and whatever else people type."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import units
from forms.catalogue.addresses import parse_address
from forms.catalogue.succession import Reason, is_certain, successors
from forms.catalogue.units_dataset import read_dataset
from forms.text.fold import fold
from tests.support.shared import shared

UNITS = units.shipped()


def parsed(text, home="Đắk Lắk"):
    return parse_address(text, UNITS, home)


@pytest.mark.parametrize(
    ("text", "place", "commune"),
    [
        ("12 Nguyễn Tất Thành, phường Buôn Ma Thuột, tỉnh Đắk Lắk", "12 Nguyễn Tất Thành", "Phường Buôn Ma Thuột"),
        ("Thôn 3, xã Ea Kar, tỉnh Đắk Lắk", "Thôn 3", "Xã Ea Kar"), ("thon 3 xa ea kar tinh dak lak", "thon 3", "Xã Ea Kar"),
        ("Buôn Kwang, X.Cuôr Đăng, T. Ðắk Lắk", "Buôn Kwang", "Xã Cuôr Đăng"), ("TDP 4, P.Tân Lập, Đăk Lăk", "TDP 4", "Phường Tân Lập"),
        ("số 5 tỉnh lộ 8, xã Quảng Phú, Đắk Lắk, Việt Nam", "số 5 tỉnh lộ 8", "Xã Quảng Phú"), ("Ea Súp", "", "Xã Ea Súp"),
        ("Buôn Hồ, Ea Kar, Đắk Lắk", "Buôn Hồ", "Xã Ea Kar"), ("12 Nguyen Tri Phuong, P. Tan Lap, Dak Lak", "12 Nguyen Tri Phuong", "Phường Tân Lập"),
        ("Xã Ea Kao, tỉnh Đắk Lắk", "", "Phường Ea Kao"), ("xã Cư Suê, Đắk Lắk", "", "Xã Quảng Phú"), ("xã Ea M'Droh", "", "Xã Ea M’Droh"),
        ("tổ 3\nphường Tuy Hoà\ntỉnh Phú Yên", "tổ 3", "Phường Tuy Hòa"), ("Thôn 1 - xã Hoà Sơn - Đắk Lắk", "Thôn 1", "Xã Hòa Sơn"),
    ],
)  # fmt: skip
def test_two_tiers_are_understood(text, place, commune):
    for typed in (text, unicodedata.normalize("NFD", text)):
        read = parsed(typed)
        assert read.text == typed
        assert (read.place, read.commune and read.commune.full_name) == (place, commune)


@pytest.mark.parametrize(
    ("text", "place", "commune"),
    [
        ("Buôn Kwang, Cuôr Đăng, Cư M’gar, Đắk Lắk", "Buôn Kwang", "Xã Cuôr Đăng"),
        ("thôn 3 xã ea kênh huyện krông pắc tỉnh đắk lắk", "thôn 3", "Xã Ea Knuếc"),
        ("Tổ dân phố 4, P.Tân Lập, TP.BMT, Đắk Lắk", "Tổ dân phố 4", "Phường Tân Lập"),
        ("TT. Phước An, H. Krông Pắk, T. Đắk Lắk", "", "Xã Krông Pắc"), ("P4, tp Tuy Hòa, Phú Yên", "", "Phường Tuy Hòa"),
        ("xã Krông Búk, huyện Krông Pắc, tỉnh Đắk Lắk", "", "Xã Ea Kly"), ("Hòa Phú, Tây Hòa, Phú Yên", "", "Xã Sơn Thành"),
        ("xã Hòa Phú, TP Buôn Ma Thuột, Đắk Lắk", "", "Xã Hòa Phú"), ("phường Buôn Hồ, TX Buôn Hồ", "", "Phường Buôn Hồ"),
        ("Khối 2, phường Tân Lập, Buôn Ma Thuột", "Khối 2", "Phường Tân Lập"),
    ],
)  # fmt: skip
def test_an_old_paper_with_its_district_leads_to_the_commune_of_today(text, place, commune):
    read = parsed(text)
    assert (read.place, read.commune and read.commune.full_name) == (place, commune)
    assert read.district


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("P.9, TP. Tuy Hòa, Phú Yên", {"Tuy Hòa", "Bình Kiến"}), ("xã Krông Búk, Đắk Lắk", {"Krông Búk", "Ea Kly"}),
        ("xã Hòa Xuân, tỉnh Đắk Lắk", {"Hòa Xuân", "Hòa Phú"}), ("xã Hòa Phú, Đắk Lắk", {"Hòa Phú", "Sơn Thành"}),
        ("xã Tân Lập, Đắk Lắk", {"Tân Lập", "Pơng Drang"}), ("xã Hòa Hiệp, Đắk Lắk", {"Hòa Hiệp", "Dray Bhăng"}),
        ("phường Tân Tiến, Đắk Lắk", {"Tân Tiến", "Buôn Ma Thuột"}), ("ea drong, dak lak", {"Ea Drông", "Cuôr Đăng"}),
        ("xã Ea Đrông, Đắk Lắk", {"Ea Drông", "Cuôr Đăng"}), ("xã Ea Kênh, Ea Kar", {"Ea Knuếc"}), ("xã Hoá Sơn", {"Hòa Sơn"}),
        ("xã Hòa Sơn, huyện Ea Kar, Đắk Lắk", {"Hòa Sơn"}),
    ],
)  # fmt: skip
def test_where_the_text_leaves_a_doubt_the_clerk_chooses(text, offered):
    read = parsed(text)
    assert {choice.commune.name for choice in read.choices} == offered
    assert read.commune is None


@pytest.mark.parametrize(
    "text", ["", "  ,,, ", "xã Không Có, Đắk Lắk", "xã Hòa Phú, tỉnh Khánh Hòa", "xã Ea Kar, tỉnh Không Có", "xã Không Có, Ea Kar, Đắk Lắk",
             "Đắk Lắk", "x" * 501, "xã Ea Kar, tỉnh Đắk Lắk" + "," * 500, "12/3/4", "thôn Ea Kar"],
)  # fmt: skip
def test_what_names_no_commune_gets_none(text):
    read = parsed(text)
    assert read.choices == ()
    assert read.text == text


def test_the_address_is_written_in_two_tiers():
    read = parsed("Buôn Kwang, Cuôr Đăng, Cư M’gar, Đắk Lắk")
    assert read.written(read.commune) == "Buôn Kwang, xã Cuôr Đăng, tỉnh Đắk Lắk"
    split = parsed("P.9, TP. Tuy Hòa, Phú Yên")
    assert [split.written(choice.commune) for choice in split.choices] == ["phường Tuy Hòa, tỉnh Đắk Lắk", "phường Bình Kiến, tỉnh Đắk Lắk"]


def test_every_former_unit_is_understood_from_an_old_paper():
    wrong = []
    for unit in UNITS.former:
        text = f"Thôn 1, {unit.full_name}, tỉnh Đắk Lắk"
        for typed in (text, fold(text), text.upper()):
            read = parsed(typed)
            if {choice.commune.code for choice in read.choices} != set(unit.now) and {c.reason for c in read.choices} != {Reason.SAME_NAME}:
                wrong.append((typed, [choice.sentence for choice in read.choices]))
    assert wrong == []


def test_every_commune_of_the_country_is_understood_from_its_own_address():
    country = read_dataset(json.dumps(shared("admin_units.json")).encode())
    wrong = []
    for one in country.communes.values():
        text = f"Thôn 1, {one.full_name}, {one.province}"
        read = parse_address(text, country)
        certain = read.commune == one or (one.province == "Đắk Lắk" and not is_certain(successors(country, one.name, one.type)))
        if one not in [choice.commune for choice in read.choices] or not (certain or len(read.choices) > 1):
            wrong.append((text, read))
    assert wrong == []


def test_a_district_in_a_province_whose_former_units_are_unknown_is_doubted():
    country = read_dataset(json.dumps(shared("admin_units.json")).encode())
    read = parse_address("phường Hải Châu, quận Hải Châu, Đà Nẵng", country)
    assert [choice.reason for choice in read.choices] == [Reason.OLD_PAPER]
    assert read.commune is None


NAMES = sorted({unit.name for unit in UNITS.former} | {one.name for one in UNITS.communes.values()} | {u.district for u in UNITS.former})
PIECES = st.one_of(
    st.sampled_from(NAMES), st.sampled_from(NAMES).map(fold), st.text(max_size=12),
    st.sampled_from(["xã ", "P.", "tt ", "huyện ", "TP.", "tx ", ", ", " - ", "thôn 3", "9", "Đắk Lắk", "tỉnh ", "Phú Yên", "BMT", "\n", "’"]),
)  # fmt: skip


@given(st.lists(PIECES, max_size=10).map("".join), st.sampled_from(["", "Đắk Lắk", "Khánh Hòa"]))
def test_no_text_fails_and_no_unit_is_invented(text, home):
    read = parse_address(text, UNITS, home)
    assert read.text == text
    said = fold(text)
    for choice in read.choices:
        assert UNITS.communes[choice.commune.code] == choice.commune
        named = choice.former.name if choice.former else choice.commune.name
        assert fold(named).removeprefix("phuong ") in " ".join(said.replace(".", " ").split())
    if read.commune:
        assert len(read.choices) == 1
