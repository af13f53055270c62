"""Which version of a procedure is in force, and which one a dossier keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from forms.catalogue.versions import Edition, Versions
from tests.support.law import a_procedure

OLD, NEW = date(2026, 1, 1), date(2027, 3, 1)
CODE = "9.000001"


def edition(name, first, *procedures, withdrawn=()):
    return Edition(name, first, tuple(replace(one, edition=name, effective_from=first) for one in procedures), withdrawn)


FIRST = edition("2026.1", OLD, a_procedure(name="Cũ"), a_procedure(code="9.000002"))
SECOND = edition("2027.1", NEW, a_procedure(name="Mới"))
BOTH = Versions((FIRST, SECOND))


def doc(**changes):
    return {"procedure": CODE, "procedure_edition": "2026.1", "received_at": "2027-02-28T16:59:00+07:00", **changes}


def test_a_version_is_in_force_until_the_day_of_the_next():
    assert BOTH.in_force(CODE, date(2025, 12, 31)) is None
    assert BOTH.in_force(CODE, OLD).name == "Cũ"
    assert BOTH.in_force(CODE, date(2027, 2, 28)).name == "Cũ"
    assert BOTH.in_force(CODE, NEW).name == "Mới"
    assert BOTH.in_force("9.999999", NEW) is None


def test_a_list_says_nothing_of_the_procedures_it_does_not_name():
    assert BOTH.on(NEW).get("9.000002").edition == "2026.1"
    assert [one.code for one in BOTH.on(NEW).procedures] == [CODE, "9.000002"]
    assert BOTH.on(date(2020, 1, 1)).procedures == ()


def test_what_is_withdrawn_is_offered_no_more_and_still_known_to_its_dossiers():
    versions = Versions((FIRST, edition("2027.1", NEW, withdrawn=(CODE,))))
    assert versions.in_force(CODE, NEW) is None
    assert versions.on(NEW).get(CODE) is None
    assert versions.of_dossier(doc()).name == "Cũ"


def test_of_two_versions_of_one_day_the_later_published_holds():
    again = edition("2027.2", NEW, a_procedure(name="Sửa lại"))
    assert Versions((FIRST, SECOND, again)).in_force(CODE, NEW).name == "Sửa lại"
    assert Versions((FIRST, SECOND, again)).pinned(CODE, "2027.1").name == "Mới"


def test_a_list_published_later_may_begin_earlier_and_changes_nothing_before_or_after():
    between = edition("2026.2", date(2026, 7, 1), a_procedure(name="Giữa"))
    versions = Versions((FIRST, SECOND, between))
    names = [versions.in_force(CODE, day).name for day in (date(2026, 6, 30), date(2026, 7, 1), NEW)]
    assert names == ["Cũ", "Giữa", "Mới"]


def test_a_dossier_keeps_the_version_it_names_after_a_newer_one_came():
    assert BOTH.of_dossier(doc(received_at="2027-03-05T08:00:00+07:00")).name == "Cũ"
    assert BOTH.of_dossier(doc(procedure_edition="2027.1")).name == "Mới"


def test_a_dossier_of_an_unseen_edition_is_judged_by_its_day_of_receipt():
    assert BOTH.of_dossier(doc(procedure_edition="lạ")).name == "Cũ"
    assert BOTH.of_dossier(doc(procedure_edition="lạ", received_at="2027-02-28T17:00:00+00:00")).name == "Mới", "1/3 here"
    assert BOTH.of_dossier(doc(procedure_edition="lạ", received_at="2020-01-01T08:00:00+07:00")).name == "Cũ"


def test_nothing_of_a_strange_document_is_trusted():
    for strange in ({}, {"procedure": 5}, doc(received_at="hôm qua", procedure_edition=None), doc(received_at="2027-01-01T08:00:00", procedure_edition="")):
        found = BOTH.of_dossier(strange)
        assert found is None or found.name in ("Cũ", "Mới")


def test_one_list_is_made_for_all_days_between_two_changes():
    assert BOTH.on(date(2026, 2, 1)) is BOTH.on(date(2026, 9, 1))
    assert BOTH.on(OLD).edition == "2026.1"
    assert BOTH.on(NEW).edition == "2027.1"
