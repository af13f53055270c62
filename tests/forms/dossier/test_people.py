"""People and their numbers; all of them invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forms.dossier.people import (
    PROVINCE_OF_NUMBER,
    Applicant,
    check_personal_number,
    is_other_paper,
    is_personal_number,
)
from forms.dossier.preflight import preflight
from forms.dossier.tax_code import check_number
from forms.errors import RuleError
from tests.support.law import CITIZEN, a_procedure, a_received
from tests.support.shared import shared


def codes(number, **facts):
    return [notice.code for notice in check_personal_number(number, **facts)]


def test_a_number_that_fits_raises_no_notice():
    assert codes("066190000001", sex="Nữ", birth=date(1990, 5, 1)) == []
    assert codes("054200000002", sex="Nam", birth=2000) == []
    assert codes("066390000003", sex="Nữ", birth=2090) == []
    assert codes("066190000001") == []


@pytest.mark.parametrize("number", ["", "06619000000", "0661900000011", "06619000000a", "０66190000001"])
def test_a_number_needs_twelve_plain_digits(number):
    assert codes(number) == ["number_shape"]
    assert not is_personal_number(number)


@pytest.mark.parametrize("text", ["Hộ chiếu C1234567", "hộ chiếu 123456789", "Thẻ thường trú AB12345678", "thẻ tạm trú 0123456"])
def test_who_has_no_personal_number_shows_another_paper(text):
    assert is_other_paper(text)
    doc = a_received(applicant=replace(CITIZEN, citizen_id=text))
    assert preflight(doc, a_procedure()) == ()
    assert check_number(text, sex="Nữ", birth="1990") == ()


@pytest.mark.parametrize("text", ["C1234567", "Hộ chiếu", "Hộ chiếu ABCDEFG", "Hộ chiếu 12", "CMND 240123456", "06619000000", "Hộ chiếu <b>1234"])
def test_a_number_that_lost_digits_is_no_other_paper(text):
    assert not is_other_paper(text)
    assert [problem.path for problem in preflight(a_received(applicant=replace(CITIZEN, citizen_id=text)), a_procedure())] == ["/applicant/citizen_id"]


def test_the_wrong_sex_is_noticed():
    assert codes("066190000001", sex="Nam", birth=1990) == ["number_sex"]
    assert codes("066090000001", sex="Nữ", birth=1990) == ["number_sex"]


def test_the_wrong_year_is_noticed_across_centuries():
    assert codes("066190000001", sex="Nữ", birth=date(1991, 5, 1)) == ["number_year"]
    assert codes("066190000001", sex="Nữ", birth=2090) == ["number_year"]


def test_an_unknown_province_and_a_century_to_come_are_noticed():
    assert codes("003190000001") == ["number_province"]
    assert codes("066490000001") == ["number_century"]


def test_the_sixty_three_old_provinces_are_known():
    assert len(PROVINCE_OF_NUMBER) == 63
    assert PROVINCE_OF_NUMBER["066"] == "Đắk Lắk"
    assert PROVINCE_OF_NUMBER["054"] == "Phú Yên"


def test_notices_do_not_show_the_number():
    for notice in check_personal_number("003990123456", sex="Nam", birth=1950):
        assert "123456" not in notice.sentence


def test_an_applicant_goes_to_the_document_and_back():
    person = Applicant.from_dict({"full_name": "  Nguyễn Thị  Thử Nghiệm ", "citizen_id": "066190000001"})
    assert person.full_name == "Nguyễn Thị Thử Nghiệm"
    assert Applicant.from_dict(person.as_dict()) == person
    assert "phone" not in person.as_dict()


@pytest.mark.parametrize("facts", [{}, {"full_name": "  "}, {"full_name": 5}, {"full_name": "A", "nickname": "B"}])
def test_a_malformed_applicant_is_refused_without_its_values(facts):
    with pytest.raises(RuleError) as caught:
        Applicant.from_dict(facts)
    assert set(caught.value.where) == {"field"}


def test_a_number_that_begins_with_a_countrys_code_says_so():
    assert [notice.code for notice in check_personal_number("123190000001")] == ["number_abroad"]
    assert [notice.code for notice in check_personal_number("099190000001")] == ["number_province"]
    assert check_personal_number("054190000001") == ()  # a province that merged keeps its code


def test_the_63_provinces_of_personal_numbers_are_those_of_the_reference_list():
    ours = {code: name.removeprefix("Thành phố ") for code, name in PROVINCE_OF_NUMBER.items()}
    assert ours == shared("admin_units.json")["id_number_province_codes"]
