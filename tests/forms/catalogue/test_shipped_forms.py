"""The e-forms: what ships is what was authored; the first three ask what the law asks (the others: `test_filled_forms`)."""

from __future__ import annotations

import unicodedata
from importlib.resources import files

import pytest
from lxml import etree

from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.catalogue.xlsform import compile_xlsform
from forms.dossier.fees import certified_copy_fee
from forms.xforms.entry import FormEntry, ProblemKind
from forms.xforms.graph import Kind
from forms.xforms.read import read_form
from tests.support.xforms import start

XFORMS = "http://www.w3.org/2002/xforms"
CARD = {"applicant/full_name": "H’Mẫu Niê", "applicant/citizen_id": "066190000001", "applicant/address": "Buôn Thử, Đắk Lắk",
        "applicant/phone": "0900000001", "applicant/birth_date": "01/05/1990", "applicant/sex": "Nữ"}

BIRTH = {
    "requester": {"requester_relation": "mother"},
    "child": {"child_name": "NIÊ THỬ NGHIỆM", "child_birth_date": "2026-10-05", "child_sex": "male", "child_ethnicity": "e_de",
              "child_birth_place": "Trạm y tế xã Thử", "child_home_town": "Buôn Thử, Đắk Lắk"},
    "mother": {"mother_birth_year": 1990, "mother_ethnicity": "e_de"},
    "father": {"parents_married": "yes", "father_name": "Y Thử Niê", "father_birth_year": 1988, "father_ethnicity": "e_de",
               "father_residence": "Buôn Thử, Đắk Lắk"},
}


def entry_of(form_id: str) -> FormEntry:
    return start(read_form(shipped_form(form_id)))


def fill(entry: FormEntry, answers: dict[str, object], above: str = "/data") -> None:
    for key, answer in answers.items():
        if isinstance(answer, dict):
            fill(entry, answer, f"{above}/{key}")
        else:
            entry.answer(f"{above}/{key}", str(answer))


def scan_card(entry: FormEntry) -> None:
    """What the desk does with a scanned card: empty questions that ask for it are answered."""
    for question in entry.questions():
        if question.prefill and not question.text:
            words = CARD[question.prefill]
            entry.answer(question.path, next((choice.value for choice in question.choices if choice.label == words), words))


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_the_compiled_form_is_the_authored_one(form_id: str) -> None:
    sheet = (files("forms.catalogue") / "data" / "forms" / f"{SHIPPED[form_id]}.xlsx").read_bytes()
    assert compile_xlsform(sheet, name=form_id) == shipped_form(form_id)


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_a_form_carries_its_code_and_two_languages_throughout(form_id: str) -> None:
    definition = read_form(shipped_form(form_id))
    assert (definition.id, definition.version) == (form_id, "1")
    assert definition.languages == ("Tiếng Việt (vi)", "English (en)")
    for question in definition.questions.values():
        assert set(question.label) == set(definition.languages), question.route
    text = etree.fromstring(shipped_form(form_id)).iter(f"{{{XFORMS}}}translation")
    ids = [{entry.get("id"): "".join(entry.itertext()).strip() for entry in translation} for translation in text]
    assert len(ids) == 2 and ids[0].keys() == ids[1].keys()
    assert not [key for translation in ids for key, words in translation.items() if words in ("", "-")]


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_the_words_of_a_form_are_composed_and_no_choice_stands_twice(form_id: str) -> None:
    raw = shipped_form(form_id).decode()
    assert unicodedata.is_normalized("NFC", raw)
    for instance in etree.fromstring(raw.encode()).iter(f"{{{XFORMS}}}instance"):
        values = [item.findtext(f"{{{XFORMS}}}name") for item in instance.iter(f"{{{XFORMS}}}item")]
        assert len(values) == len(set(values)), instance.get("id")


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_every_refusal_says_why_in_both_languages(form_id: str) -> None:
    definition = read_form(shipped_form(form_id))
    mute = [bind.route for bind in definition.binds.values() if Kind.CONSTRAINT in bind.rules and set(bind.constraint_words) != set(definition.languages)]
    assert not mute


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_a_clerk_types_fewer_than_twenty_five_fields(form_id: str) -> None:
    entry = entry_of(form_id)
    scan_card(entry)
    left = [question for question in entry.questions() if question.required and not question.text]
    assert 0 < len(left) < 25


def test_an_unknown_form_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        shipped_form("9.999999")


def test_a_birth_is_complete_with_a_card_and_what_the_law_asks() -> None:
    entry = entry_of("1.001193")
    scan_card(entry)
    fill(entry, BIRTH)
    assert entry.problems() == ()
    found = entry.as_json()
    assert found["mother"]["mother_name"] == "H’Mẫu Niê", "the requester is the mother: typed once"
    assert found["child"]["child_birth_words"] == "ngày năm tháng mười năm hai nghìn không trăm hai mươi sáu"
    assert (found["child"]["child_age_days"], found["child"]["is_overdue"]) == (47, "no")


@pytest.mark.parametrize(("born", "words"), [
    ("01/01/2000", "ngày một tháng một năm hai nghìn không trăm"), ("15/04/2005", "ngày mười lăm tháng tư năm hai nghìn không trăm linh năm"),
    ("31/12/1999", "ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi chín"),
    ("21/10/2010", "ngày hai mươi mốt tháng mười năm hai nghìn không trăm mười")])
def test_a_birth_date_is_written_in_words(born: str, words: str) -> None:
    entry = entry_of("1.001193")
    entry.answer("/data/child/child_birth_date", born)
    assert entry.as_json()["child"]["child_birth_words"] == words


@pytest.mark.parametrize(("born", "overdue"), [("22/09/2026", False), ("21/09/2026", True)])
def test_a_birth_is_overdue_after_sixty_days(born: str, overdue: bool) -> None:
    entry = entry_of("1.001193")
    entry.answer("/data/child/child_birth_date", born)
    assert any(question.path.endswith("/overdue_note") for question in entry.questions()) is overdue


def test_a_birth_in_the_future_or_to_a_child_is_refused() -> None:
    entry = entry_of("1.001193")
    fill(entry, {"child": {"child_birth_date": "22/11/2026"}, "mother": {"mother_birth_year": "2015"}})
    broken = {problem.path.rpartition("/")[2] for problem in entry.problems() if problem.kind is ProblemKind.CONSTRAINT}
    assert broken == {"child_birth_date", "mother_birth_year"}


def test_an_unnamed_father_is_not_asked_for() -> None:
    entry = entry_of("1.001193")
    fill(entry, {"father": {"parents_married": "no", "father_known": "no"}})
    assert not any(question.path.endswith("/father_name") for question in entry.questions())
    entry.answer("/data/father/father_known", "yes")
    assert any(question.path.endswith("/father_name") for question in entry.questions())


@pytest.mark.parametrize("pages", [1, 2, 3, 197, 198, 199, 500, 9999])
def test_the_form_and_the_law_compute_the_same_fee(pages: int) -> None:
    entry = entry_of("2.000815")
    fill(entry, {"documents[1]": {"title": "Bằng tốt nghiệp", "pages": pages, "copies": 3}})
    entry.add_repeat("/data/documents")
    fill(entry, {"documents[2]": {"title": "Sổ hộ khẩu", "pages": 2, "copies": 1}})
    found = entry.as_json()
    assert found["documents"][0]["fee"] == 3 * certified_copy_fee(pages)
    assert found["fee_total"] == 3 * certified_copy_fee(pages) + 4000
    assert found["total"]["copies_total"] == 4


def test_a_document_from_abroad_must_be_legalised_first() -> None:
    entry = entry_of("2.000815")
    entry.answer("/data/documents[1]/issuer", "foreign")
    assert any(question.path.endswith("/legalisation_note") for question in entry.questions())


@pytest.mark.parametrize(("status", "asked"), [
    ("single", set()), ("married", {"spouse_name", "marriage_certificate"}),
    ("divorced", {"divorce_decision", "divorce_court", "divorce_date"}), ("widowed", {"spouse_name", "death_certificate", "death_date"})])
def test_marital_status_asks_for_its_own_proof(status: str, asked: set[str]) -> None:
    entry = entry_of("1.004873")
    entry.answer("/data/marriage/status", status)
    marriage = {question.path.rpartition("/")[2] for question in entry.questions() if question.path.startswith("/data/marriage/")}
    assert marriage == {"status"} | asked


def test_a_married_person_is_not_certified_for_a_marriage() -> None:
    entry = entry_of("1.004873")
    fill(entry, {"use": {"purpose": "marry"}, "marriage": {"status": "married"}})
    assert any("đang có vợ" in problem.sentence for problem in entry.problems())


@pytest.mark.parametrize(("sex", "born", "too_young"), [
    ("male", "21/11/2006", False), ("male", "22/11/2006", True), ("female", "21/11/2008", False), ("female", "22/11/2008", True)])
def test_marriage_waits_for_the_birthday(sex: str, born: str, too_young: bool) -> None:
    entry = entry_of("1.004873")
    fill(entry, {"own": {"own_birth_date": born, "own_sex": sex}, "use": {"purpose": "marry"}})
    assert any(question.path.endswith("/age_note") for question in entry.questions()) is too_young


def test_residences_are_asked_of_who_moved_and_must_be_in_order() -> None:
    entry = entry_of("1.004873")
    assert not entry.repeats()
    entry.answer("/data/person/moved", "yes")
    fill(entry, {"residences[1]": {"place": "Xã Thử", "from_date": "01/06/2015", "to_date": "01/05/2015"}})
    assert any("Từ ngày" in problem.sentence for problem in entry.problems())
    entry.answer("/data/residences[1]/to_date", "01/06/2016")
    assert not any("Từ ngày" in problem.sentence for problem in entry.problems())


def notes(form_id: str, answers: dict[str, object]) -> list[str]:
    entry = entry_of(form_id)
    fill(entry, answers)
    return [question.label for question in entry.questions() if question.kind == "note"]


def test_sums_in_notes_stand_by_thousands() -> None:
    assert "Lệ phí bản sao trích lục: 16.000 đồng (8.000 đồng/bản)." in notes("1.001193", {"copies_wanted": {"copies": 2}})
    said = notes("2.000815", {"documents[1]": {"title": "Bằng", "pages": 500, "copies": 10}})
    assert "Phí giấy tờ này: 2.000.000 đồng." in said
    assert "Cộng 10 bản sao, phí 2.000.000 đồng." in said
