"""What a unit of before 1/7/2025 is called now."""

from __future__ import annotations

import pytest

from forms.catalogue import units
from forms.catalogue.succession import Reason, is_certain, same_district, successors

UNITS = units.shipped()


def become(name, kind="", district=""):
    return {choice.commune.name for choice in successors(UNITS, name, kind, district)}


@pytest.mark.parametrize(
    ("name", "kind", "district", "now"),
    [
        ("Cuôr Đăng", "xã", "Cư M’gar", "Cuôr Đăng"), ("Ea Drơng", "xã", "huyện Cư M'gar", "Cuôr Đăng"), ("phuoc an", "", "", "Krông Pắc"),
        ("Phước An", "thị trấn", "Krông Pắc", "Krông Pắc"), ("Hoà Thắng", "xã", "TP Buôn Ma Thuột", "Tân Lập"),
        ("Hòa Thắng", "xã", "BMT", "Tân Lập"), ("Hòa Thắng", "xã", "Phú Hòa", "Phú Hòa 1"), ("Phường 4", "phường", "Tuy Hòa", "Tuy Hòa"),
        ("4", "phường", "", "Tuy Hòa"), ("Ea Tam", "xã", "", "Tam Giang"), ("Tân Hòa", "phường", "", "Tân Lập"), ("Tân Hòa", "xã", "", "Ea Wer"),
        ("Xuân Phú", "xã", "", "Ea Kar"), ("Xuân Phú", "phường", "", "Sông Cầu"), ("Hòa Phong", "", "Tây Hòa", "Tây Hòa"),
        ("Hòa Phong", "", "Krông Bông", "Cư Pui"), ("Krông Búk", "xã", "Krông Pắk", "Ea Kly"), ("Hòa Phú", "xã", "Tây Hòa", "Sơn Thành"),
        ("Hòa Xuân", "xã", "tp. Buôn Ma Thuột", "Hòa Phú"), ("Tân Lập", "xã", "Krông Búk", "Pơng Drang"),
    ],
)  # fmt: skip
def test_one_answer_is_given_where_the_resolution_leaves_one(name, kind, district, now):
    choices = successors(UNITS, name, kind, district)
    assert [choice.commune.name for choice in choices] == [now]
    assert is_certain(choices)


@pytest.mark.parametrize("name", ["Ea H’Leo", "Ea Trang", "Ia Lốp", "Ia Rvê", "Krông Nô", "Vụ Bổn"])
def test_a_unit_that_was_kept_says_so(name):
    (choice,) = successors(UNITS, name, "xã")
    assert (choice.commune.name, choice.reason) == (name, Reason.KEPT)


def test_a_unit_that_was_renamed_says_so():
    (choice,) = successors(UNITS, "Krông Na")
    assert choice.sentence == "Xã Buôn Đôn (đổi tên từ xã Krông Na, huyện Buôn Đôn)"


@pytest.mark.parametrize(
    ("name", "kind", "district", "now"),
    [
        ("Phường 9", "phường", "Tuy Hòa", {"Tuy Hòa", "Bình Kiến"}), ("Hòa Hiệp Bắc", "phường", "Đông Hòa", {"Phú Yên", "Hòa Hiệp"}),
        ("Ea Bar", "xã", "Sông Hinh", {"Ea Bá", "Ea Ly"}), ("Ea Bhốk", "xã", "Cư Kuin", {"Ea Ktur", "Dray Bhăng"}),
        ("Ea Bia", "xã", "Sông Hinh", {"Sông Hinh", "Đức Bình"}), ("Hòa An", "xã", "Phú Hòa", {"Tuy Hòa", "Phú Hòa 1"}),
        ("Hòa Bình 1", "xã", "Tây Hòa", {"Phú Yên", "Tây Hòa"}), ("Hòa Trị", "xã", "Phú Hòa", {"Tuy Hòa", "Phú Hòa 2"}),
    ],
)  # fmt: skip
def test_a_split_unit_is_a_choice_even_when_all_is_written(name, kind, district, now):
    choices = successors(UNITS, name, kind, district)
    assert {choice.commune.name for choice in choices} == now
    assert {choice.reason for choice in choices} == {Reason.SPLIT}
    assert not is_certain(choices)


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("Ea Bar", "xã", 3), ("Hòa An", "xã", 3), ("Hòa Phong", "xã", 2), ("Hòa Phú", "xã", 2), ("Hòa Thành", "xã", 2), ("Hòa Thắng", "xã", 2),
        ("ea drong", "xã", 2), ("Ea Tam", "", 2), ("Tân Hòa", "", 2), ("Tân Lập", "", 2), ("Tân Tiến", "", 2), ("Xuân Phú", "", 2),
    ],
)  # fmt: skip
def test_units_of_one_name_are_a_choice_until_the_paper_says_which(name, kind, count):
    choices = successors(UNITS, name, kind)
    assert len(choices) == count
    assert not is_certain(choices)


@pytest.mark.parametrize(
    ("name", "kind", "became", "holder"),
    [
        ("Hòa Phú", "", "Sơn Thành", "Hòa Phú"), ("Hòa Xuân", "xã", "Hòa Phú", "Hòa Xuân"), ("Tân Lập", "xã", "Pơng Drang", "Tân Lập"),
        ("Krông Búk", "xã", "Ea Kly", "Krông Búk"), ("Hòa Hiệp", "xã", "Dray Bhăng", "Hòa Hiệp"), ("Tân Tiến", "phường", "Buôn Ma Thuột", "Tân Tiến"),
    ],
)  # fmt: skip
def test_a_name_that_another_unit_bears_today_is_asked_about(name, kind, became, holder):
    choices = successors(UNITS, name, kind)
    assert {became, holder} <= {choice.commune.name for choice in choices}
    assert not is_certain(choices)


def test_no_other_name_is_asked_about_when_its_type_is_written():
    asked = {(unit.name, unit.type) for unit in UNITS.former if not is_certain(successors(UNITS, unit.name, unit.type))}
    split = {"Phường 9", "Hòa Hiệp Bắc", "Ea Bar", "Ea Bhốk", "Ea Bia", "Hòa An", "Hòa Bình 1", "Hòa Trị"}
    same = {"Ea Bar", "Hòa An", "Hòa Phong", "Hòa Phú", "Hòa Thành", "Hòa Thắng"}
    taken = {"Hòa Phú", "Hòa Xuân", "Tân Lập", "Krông Búk", "Hòa Hiệp", "Tân Tiến"}
    assert {name for name, _ in asked} == split | same | taken


def test_every_former_unit_leads_where_the_resolution_says_once_all_is_written():
    for unit in UNITS.former:
        assert {choice.commune.code for choice in successors(UNITS, unit.name, unit.type, unit.district)} == set(unit.now)


def test_a_district_that_does_not_fit_makes_an_answer_doubtful():
    choices = successors(UNITS, "Ea Kênh", "xã", "Ea Kar")
    assert [choice.reason for choice in choices] == [Reason.OTHER_DISTRICT]
    assert not is_certain(choices)


@pytest.mark.parametrize("name", ["", "Không Có", "Đắk Lắk", "xã"])
def test_a_name_that_no_unit_had_has_no_successor(name):
    assert successors(UNITS, name) == []


@pytest.mark.parametrize("typed", ["M’Drắk", "huyen mdrak", "H. M'Drắk", "h.M’Đrắk"])
def test_a_district_is_understood_however_it_is_written(typed):
    assert same_district("huyện M’Drắk", typed)
    assert not same_district("huyện Ea Kar", typed)
