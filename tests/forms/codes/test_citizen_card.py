"""The citizen's card; every citizen here is invented."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.codes.citizen_card import read_card
from forms.errors import Faults, RuleError

CARD = "066190012345|240123456|Nguyễn Thị Thử Nghiệm|01051990|Nữ|Buôn Thử, Cuôr Đăng, Cư M’gar, Đắk Lắk|12082021"


def fault(text):
    with pytest.raises(RuleError) as caught:
        read_card(text)
    return caught.value


def test_a_card_of_seven_fields():
    card = read_card(CARD)
    assert card.citizen_id == "066190012345"
    assert card.old_id == "240123456"
    assert card.full_name == "Nguyễn Thị Thử Nghiệm"
    assert card.birth_date == date(1990, 5, 1)
    assert card.sex == "Nữ"
    assert card.address == "Buôn Thử, Cuôr Đăng, Cư M’gar, Đắk Lắk"
    assert card.issued_on == date(2021, 8, 12)
    assert card.warnings == card.extra == ()


def test_decomposed_text_gives_the_same_card():
    assert read_card(unicodedata.normalize("NFD", CARD)) == read_card(CARD)


def test_a_card_without_the_old_number_has_six_fields():
    card = read_card(CARD.replace("240123456|", ""))
    assert card.old_id == ""
    assert card.full_name == "Nguyễn Thị Thử Nghiệm"
    assert [notice.code for notice in card.warnings] == ["card_six_fields"]
    assert read_card(CARD.replace("240123456", "")).warnings == ()


def test_fields_of_a_newer_card_are_shown_not_named():
    card = read_card(CARD + "|Nguyễn Văn Cha Thử||240000000")
    assert card.extra == ("Nguyễn Văn Cha Thử", "240000000")
    assert [notice.code for notice in card.warnings] == ["card_extra"]


def test_capitals_are_read_and_kept():
    card = read_card(CARD.upper())
    assert card.full_name == "NGUYỄN THỊ THỬ NGHIỆM"
    assert card.sex == "Nữ"


def test_text_with_labels_is_read():
    card = read_card(
        "Số CCCD: 066190012345\nHọ và tên: H’Mẫu Niê\nNgày sinh: 01/05/1990\nGiới tính: Nữ\nNơi thường trú: Buôn Thử\nKhác: x"
    )
    assert (card.citizen_id, card.full_name, card.birth_date) == ("066190012345", "H’Mẫu Niê", date(1990, 5, 1))
    assert card.address == "Buôn Thử"


def test_controls_and_blanks_of_a_scanner_are_dropped():
    assert read_card(f"\x02{CARD}\r\n") == read_card(CARD)
    assert read_card(CARD.replace("Nguyễn Thị", " Nguyễn\u200b  Thị")) == read_card(CARD)


def test_what_is_odd_but_harmless_is_noticed():
    card = read_card(CARD.replace("240123456", "12").replace("|Nữ|", "|-|").replace("12082021", "99999999"))
    assert sorted(notice.code for notice in card.warnings) == ["card_issued_on", "card_old_number", "card_sex"]
    assert (card.old_id, card.sex, card.issued_on) == ("", "", None)


@pytest.mark.parametrize("text", ["", "   ", "\r\n"])
def test_nothing_is_not_a_card(text):
    assert fault(text).fault is Faults.CARD_EMPTY.value


@pytest.mark.parametrize("text", ["xin chào", "066190012345", "066190012345|Nguyễn Thị Thử", "https://example.vn/?a=1".replace("?", "&"), "x" * 2000, "MC1.ABC.DEF"])
def test_other_text_is_not_a_card(text):
    assert fault(text).fault is Faults.CARD_UNREADABLE.value


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("066190012345", "06619001234", "citizen_id"), ("01051990", "31021990", "birth_date"), ("01051990", "1990", "birth_date"),
     ("Nguyễn Thị Thử Nghiệm", "N" * 101, "full_name"), ("Nguyễn Thị Thử Nghiệm", "---", "citizen_id")],
)  # fmt: skip
def test_a_field_that_cannot_be_one_is_named(old, new, field):
    text = CARD.replace(old, new)
    if new == "---":
        text, field = text.replace("240123456", ""), "full_name"
    error = fault(text)
    assert error.fault is Faults.CARD_FIELD.value
    assert error.where == {"field": field}


@pytest.mark.parametrize(
    "text",
    [
        "đ̉̉âăê" + CARD[6:],                                       # digits typed on the layout "Vietnamese"
        CARD.replace("Nguyễn", "Nguye6n"),                        # VNI left in the name
        CARD.replace("Nguyễn Thị", "Nguy?n Th?"),                 # letters lost by the code page
        CARD.replace("Nguyễn", "Nguy\ufffdn"),
        CARD.replace("Thị", "Thị́"),                               # two tones on one syllable
        "0661900a2345" + CARD[12:],
    ],
)  # fmt: skip
def test_text_that_an_input_method_changed_is_noticed(text):
    assert fault(text).fault is Faults.CARD_MANGLED.value


@pytest.mark.parametrize(
    "typed",
    ["066190012345|240123456|Nguyeenx Thij Lan|01051990|Nuwx|Buoon Kwang, DDawsk Lawsk|12082021", "066090012345||Traanf Vawn Giar|01051990|Nam|Thoon 3|12082021"],
)
def test_keys_of_telex_that_nothing_turned_into_letters_are_noticed(typed):
    assert fault(typed).fault is Faults.CARD_MANGLED.value


@pytest.mark.parametrize("name", ["Y Wang Nie", "TRAN VAN NAM", "Y Jut", "John Woods"])
def test_a_card_without_marks_is_not_taken_for_keys(name):
    assert read_card(f"066090012345||{name}|01051990|Nam|Buon Kwang, xa Cuor Dang, Dak Lak|12082021").full_name == name


@pytest.mark.parametrize("name", ["Y Wang Niê", "H’Hen Niê", "Quách Thị Quý", "Nguyễn Thị Ê̆ Ban", "Trần Văn Hoà", "K’Brốp"])
def test_real_kinds_of_names_are_not_taken_for_mangled(name):
    assert read_card(CARD.replace("Nguyễn Thị Thử Nghiệm", name)).full_name == unicodedata.normalize("NFC", name)


def test_a_card_does_not_show_itself_in_logs():
    assert "066190012345" not in repr(read_card(CARD))
    assert "Nguyễn" not in repr(read_card(CARD))
    assert "2345" not in str(fault(CARD.replace("01051990", "99999999")))


@given(st.text(max_size=200) | st.lists(st.text(max_size=20), max_size=10).map("|".join))
def test_any_text_ends_in_a_card_or_a_clear_refusal(text):
    try:
        read_card(text)
    except RuleError as refused:
        assert refused.fault.remedy


def test_the_card_of_2024_as_a_phone_shows_it_with_labels_in_two_languages():
    card = read_card(
        "Số định danh cá nhân / Personal identification number: 066190012345\nHọ, chữ đệm và tên khai sinh / Full name: NGUYỄN THỊ THỬ NGHIỆM\n"
        "Ngày, tháng, năm sinh / Date of birth: 01/05/1990\nGiới tính / Sex: Nữ / Female\nNơi cư trú / Place of residence: Buôn Thử\n"
        "Ngày, tháng, năm cấp / Date of issue: 12/08/2024\nSố định danh đã hủy: 066190099999\n\nhết"
    )
    assert (card.sex, card.birth_date, card.issued_on) == ("Nữ", date(1990, 5, 1), date(2024, 8, 12))
    assert card.extra == ("Số định danh đã hủy: 066190099999",)
    assert [notice.code for notice in card.warnings] == ["card_extra"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("fields", [6, 7, 9])
def test_every_variant_of_a_card_gives_the_same_person(form, upper, fields):
    parts = CARD.split("|")
    text = "|".join({6: parts[:1] + parts[2:], 7: parts, 9: [*parts, "Nguyễn Văn Cha Thử", "066190099999"]}[fields])
    card = read_card(unicodedata.normalize(form, text.upper() if upper else text))
    assert card.full_name.casefold() == "nguyễn thị thử nghiệm"
    assert (card.citizen_id, card.birth_date, card.sex, card.issued_on) == ("066190012345", date(1990, 5, 1), "Nữ", date(2021, 8, 12))
    assert len(card.extra) == (2 if fields == 9 else 0)


def test_nothing_of_the_raw_text_is_kept_besides_its_fields():
    kept = set(read_card(CARD + "|thêm").__slots__)
    assert kept == {"citizen_id", "old_id", "full_name", "birth_date", "sex", "address", "issued_on", "extra", "warnings"}
