"""Numbers of a dossier."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.dossier.numbering import (
    check_part,
    is_official_code,
    official_code,
    parse_provisional,
    provisional_number,
)
from forms.dossier.procedure import is_procedure_code
from forms.errors import Faults, RuleError

ID = UUID("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
NUMBER = "T-24184-K7Q2-00042-YJJV"


def test_the_spelling_of_a_provisional_number():
    assert provisional_number("24184", "K7Q2", 42, ID) == NUMBER
    assert provisional_number("24184", "K7Q2", 123456, ID) == "T-24184-K7Q2-123456-YJJV"
    assert check_part(ID) == "YJJV"  # the last 20 bits, 0xF4A5B


@given(st.uuids(), st.integers(1, 10**7), st.sampled_from(["K7Q2", "0000", "ZZZZ"]))
def test_a_number_is_read_back_and_never_looks_official(dossier_id, seq, tag):
    spelled = provisional_number("24184", tag, seq, dossier_id)
    parsed = parse_provisional(spelled, dossier_id)
    assert (parsed.commune, parsed.tag, parsed.seq) == ("24184", tag, seq)
    assert str(parsed) == spelled
    assert not is_official_code(spelled)


@pytest.mark.parametrize("typed", ["t-24184-k7q2-00042-yjjv", " T-24184-K7Q2-00042-YJJV ", "T-24I84-K7Q2-OOO42-YJJV", "T-24l84-K7Q2-00042-YJJV"])
def test_a_number_is_read_as_people_type_it(typed):
    assert str(parse_provisional(typed, ID)) == NUMBER


@pytest.mark.parametrize("typed", ["", "T-24184-K7Q2-00042", "T.24184-K7Q2-00042-YJJV", "T-2418-K7Q2-00042-YJJV", "T-24184-K7U2-00042-YJJV", "T-24184-K7Q2-42-YJJV", "T-24184-K7Q2-0004２-YJJV"])
def test_what_is_not_a_number_is_refused(typed):
    with pytest.raises(RuleError) as caught:
        parse_provisional(typed)
    assert caught.value.fault is Faults.BAD_NUMBER.value


def test_a_wrong_check_part_is_noticed():
    for place, letter in ((-1, "W"), (-2, "K"), (-4, "Z")):
        wrong = list(NUMBER)
        wrong[place] = letter
        with pytest.raises(RuleError) as caught:
            parse_provisional("".join(wrong), ID)
        assert caught.value.fault is Faults.NUMBER_MISMATCH.value


def test_two_clones_print_different_numbers():
    ids = [UUID(int=ID.int + step) for step in range(1000)]
    assert len({provisional_number("24184", "K7Q2", 43, each) for each in ids}) == 1000


@pytest.mark.parametrize(("commune", "tag", "seq"), [("2418", "K7Q2", 1), ("24184", "k7q2", 1), ("24184", "K7QI", 1), ("24184", "K7Q2", 0)])
def test_parts_out_of_shape_are_refused(commune, tag, seq):
    with pytest.raises(RuleError):
        provisional_number(commune, tag, seq, ID)


@pytest.mark.parametrize(
    "code",
    ["000.00.06.H56-231027-0361", "000.00.06.H56-231027-123456", "H15.99-261121-0007", "H15.099.01-261121-12345", "H15.99.01.02-261121-0001",
     "T.H15-261121-0001", "T.G12.01-261121-0001", "H15-261121-0001", "G01.12-261121-030042"],
)  # fmt: skip
def test_every_spelling_of_an_official_code(code):
    assert is_official_code(code)


def test_an_official_code_is_spelled_by_unit_day_and_counter():
    assert official_code("H15.99", date(2026, 11, 21), 7) == "H15.99-261121-0007"
    assert official_code("H15.99.01", date(2026, 11, 21), 12345) == "H15.99.01-261121-12345"
    assert is_official_code(official_code("H15.999.01", date(2026, 1, 2), 1))
    for unit, n in (("15.99", 1), ("H15.99", 0), ("H15.9999", 1)):
        with pytest.raises(RuleError):
            official_code(unit, date(2026, 11, 21), n)


@pytest.mark.parametrize(
    "code",
    ["", "H15", "H15.99-261121-007", "H15.99-26112-0007", "h15-261121-0001", "H15.99-261121-0007\n", "H15.9９-261121-0007", "Z15-261121-0001", "H1-261121-0001",
     "H15.9-261121-0001", "H15.9999-261121-0001", "H15.99.01.02.03-261121-0001", "00.00.06.H56-231027-0361", "000.00.H56-231027-0361",
     "000.00.06.Z56-231027-0361", "T-H15-261121-0001", "T.T.H15-261121-0001", "H15.99_261121-0007", "H15.99-261121-0007-1", NUMBER, "H15-261121-" + "1" * 5000],
)  # fmt: skip
def test_a_near_miss_of_an_official_code_is_refused(code):
    assert not is_official_code(code)


def test_a_centralised_service_puts_its_owner_before_the_count():
    code = official_code("G01.12", date(2026, 11, 21), 42, owner="03")
    assert code == "G01.12-261121-030042"
    for owner in ("3", "003", "٠٣", "ab"):
        with pytest.raises(RuleError):
            official_code("G01.12", date(2026, 11, 21), 42, owner=owner)


@given(st.text() | st.text("HT0123456789.-", max_size=40))
def test_any_text_is_a_number_or_clearly_refused(text):
    try:
        parse_provisional(text)
    except RuleError as refused:
        assert refused.fault.remedy


@pytest.mark.parametrize("code", ["1.001193", "2.000815", "1.001193.H15", "1.001193.000.00.00.H15"])
def test_patterns_of_a_procedure_code(code):
    assert is_procedure_code(code)


@pytest.mark.parametrize("code", ["", "1.00119", "1.0011933", "1001193", "12.001193", "1.001193.H1", "1.001193.Z15", "1.001193.00.00.00.H15", "1.001193.h15", "1.001193\n", "١.001193"])
def test_a_near_miss_of_a_procedure_code_is_refused(code):
    assert not is_procedure_code(code)
