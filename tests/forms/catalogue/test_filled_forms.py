"""The forms of the everyday procedures: complete with plausible answers, refusing what the law refuses, asking what it asks."""

from __future__ import annotations

import pytest

from forms.catalogue.read import shipped
from forms.dossier.fees import fee_of
from forms.text.words import dong_in_words
from forms.xforms.entry import FormEntry, ProblemKind
from tests.support.filled_forms import COMPLETE, asked, broken, empty, filled, name_of

FORMS = sorted(COMPLETE)

# form, question, an answer that is refused, words of the sentence that says why
REFUSED = [
    ("1.000656", "deceased/deceased_id", "066190000001", "không phải số của người yêu cầu"),
    ("1.000656", "deceased/deceased_birth_date", "01/01/1899", "01/01/1900"),
    ("1.000656", "death/death_date", "22/11/2026", "không sau hôm nay"),
    ("1.000656", "death/death_date", "02/02/1950", "không trước ngày sinh"),
    ("1.000656", "proof/paper_date", "14/11/2026", "không trước ngày chết"),
    ("1.000656", "copies_wanted/copies", "51", "0 đến 50"),
    ("1.000894", "groom/groom_birth_date", "22/11/2006", "đủ 20 tuổi"),
    ("1.000894", "bride/bride_birth_date", "22/11/2008", "đủ 18 tuổi"),
    ("1.000894", "bride/bride_id", "066200000004", "không thể cùng một số"),
    ("1.000894", "groom/groom_id", "12345", "12 chữ số"),
    ("1.000894", "groom/groom_status", "married", "đang có vợ"),
    ("1.000894", "groom/groom_times", "2", "Chưa kết hôn thì ghi 1"),
    ("1.000894", "oath/kinship", "three", "cấm kết hôn"),
    ("1.000894", "oath/both_present", "", "bắt buộc"),
    ("1.001612", "owner/owner_birth_date", "22/11/2008", "đủ 18 tuổi"),
    ("1.001612", "owner/owner_email", "khong phai thu", "dạng"),
    ("1.001612", "business/own_name", "Công ty Thử", "công ty"),
    ("1.001612", "business/own_name", "DOANH NGHIỆP Thử", "doanh nghiệp"),
    ("1.001612", "business/capital", "0", "Từ 1 đến"),
    ("1.001612", "business/start_date", "01/01/2028", "một năm tới"),
    ("1.001612", "lines[2]/line_code", "47", "4 chữ số"),
    ("1.001699", "person/person_birth_date", "22/11/2026", "đến hôm nay"),
    ("1.001776", "payment/account", "12 34", "không có khoảng trắng"),
    ("1.001776", "disability/disability_date", "30/04/1990", "ngày sinh"),
    ("1.004194", "wishes/until_date", "21/11/2028", "2 năm"),
    ("1.004194", "wishes/until_date", "20/11/2026", "không quá 2 năm"),
    ("1.004194", "place/same_commune", "yes", "ở ngoài xã"),
    ("1.004194", "members[1]/member_id", "066190000001", "khác số"),
    ("1.004222", "household/head_id", "066190000001", "khác số"),
    ("1.004222", "place/moved_in", "22/11/2026", "đến hôm nay"),
    ("1.004222", "place/floor_area", "0", "lớn hơn 0"),
    ("1.012753", "organisation/tax_code", "0100000004", "phép kiểm tra"),
    ("1.012753", "papers/papers_given", "map", "Mẫu 15d"),
    ("1.012753", "parcels[1]/area_shared", "500,6", "diện tích của thửa"),
    ("1.012753", "parcels[1]/used_since", "2027", "năm nay"),
    ("1.013225", "building/ground_area", "201", "diện tích đất"),
    ("1.013225", "building/floor_area", "89", "tầng 1"),
    ("1.013225", "design_group/begin_date", "20/11/2026", "không trước hôm nay"),
    ("1.013225", "design_group/finish_date", "10/01/2027", "sau ngày khởi công"),
    ("1.013225", "design_group/drawings", "1", "2 bộ"),
    ("1.013978", "names/spouse_id", "066190000001", "khác số"),
    ("1.013978", "parcels[1]/asset_area", "501", "diện tích thửa"),
    ("2.000635", "extracts[2]/registered_on", "30/04/1990", "không trước ngày sinh"),
    ("2.000635", "extracts[1]/extract_copies", "0", "Từ 1"),
    ("2.000884", "documents[1]/document", "contract", "2.001035"),
    ("2.000884", "signers[1]/signer_name", "Người 2", "không có chữ số"),
    ("2.001035", "parties[1]/party_id", "06619000000", "12 chữ số"),
    ("2.001035", "assets[1]/asset_area", "0", "lớn hơn 0"),
]  # fmt: skip

# form, question, answer, what is asked or said then and was not, what no more
FOLLOWS = [
    ("1.000656", "death/circumstance", "home", set(), {"paper_number", "paper_date", "paper_issuer"}),
    ("1.000656", "death/death_date", "05/11/2026", {"late_note"}, set()),
    ("1.000656", "deceased/deceased_birth_date", "14/11/2026", {"deceased_id_note", "newborn_note"}, set()),
    ("1.000894", "groom/groom_status", "divorced", {"groom_proof"}, set()),
    ("1.000894", "bride/bride_nationality", "other", {"bride_country", "foreign_note"}, set()),
    ("1.000894", "bride/bride_birth_date", "02/01/2001", {"bride_id_note"}, set()),
    ("1.000894", "copies_wanted/copies", "0", set(), {"copies_fee_note"}),
    ("1.001612", "owner/founder", "family", {"member_name", "member_birth_date", "member_id", "member_relation", "mandate"}, set()),
    ("1.001612", "owner/by_delegate", "yes", {"delegate", "delegate_authority"}, set()),
    ("1.001612", "lines[1]/sector", "H", set(), {"food_note"}),
    ("1.001612", "lines[1]/sector", "X", set(), {"line", "food_note"}),
    ("1.001612", "lines[1]/is_main", "no", {"main_note"}, set()),
    ("1.001699", "person/person_birth_date", "02/05/2021", {"child_note", "carer_name", "carer_phone"},
     {f"can_{key}" for key in ("walk", "eat", "toilet", "dress", "hear", "speak", "home", "social")} | {"count_note"}),
    ("1.001699", "wishes/wish", "again", {"old_number", "change_reason"}, set()),
    ("1.001699", "state/impairments", "motor other", {"impairment_other"}, set()),
    ("1.001699", "papers/evidence", "", {"no_evidence_note"}, set()),
    ("1.001776", "requester/for_self", "no", {"requester_relation", "person_name", "person_id"}, set()),
    ("1.001776", "wishes/wish", "stop", {"stop_reason", "decision"}, {"means", "bank", "account", "account_owner", "monthly_note"}),
    ("1.001776", "wishes/category", "single", {"children"}, {"disability_number", "disability_date", "disability_issuer", "monthly_note"}),
    ("1.001776", "wishes/subcase", "severe_elder", {"age_note"}, set()),
    ("1.001776", "wishes/household", "poor", {"poverty_paper"}, set()),
    ("1.004194", "wishes/mode", "list", {"body_letter", "list_note"}, {"exempt"}),
    ("1.004194", "wishes/wish", "extend", {"old_until"}, set()),
    ("1.004194", "wishes/until_date", "01/12/2026", {"short_note"}, set()),
    ("1.004194", "requester/requester_birth_date", "02/05/2009", {"requester_id_note", "parents_note", "parent_name", "parent_id", "parent_consent"}, set()),
    ("1.004222", "place/people_there", "6", {"area_note"}, set()),
    ("1.004222", "place/case", "family", {"family_case"}, {"floor_area", "people_there", "owner_name", "owner_consent"}),
    ("1.004222", "place/moved_in", "21/11/2025", {"year_note"}, set()),
    ("1.004222", "members[1]/member_sex", "female", {"member_id_note"}, set()),
    ("1.004222", "fee/exempt", "poor", {"exempt_source", "exempt_note"}, set()),
    ("1.012753", "organisation/body", "guard", set(), {"tax_code"}),
    ("1.012753", "sharers[1]/share", "60", {"share_note"}, set()),
    ("1.012753", "parcels[1]/term", "limited", {"term_until"}, set()),
    ("1.013225", "requester/owner", "body", {"body_name", "tax_code", "representative"}, set()),
    ("1.013225", "building/adjacent", "yes", {"adjacent_oath"}, set()),
    ("1.013225", "building/height", "4,5", {"height_note"}, set()),
    ("1.013225", "building/floor_area", "271", {"floor_note"}, set()),
    ("1.013978", "requester/holder", "household", {"member_name", "member_id"}, {"spouse_name", "spouse_id"}),
    ("1.013978", "requester/holder", "group", {"sharer_name", "sharer_id", "share", "share_note"}, {"spouse_name", "spouse_id"}),
    ("1.013978", "papers/wants_certificate", "no", set(), {"duty", "duty_paper"}),
    ("2.000635", "requester/whose", "other", {"authorisation"}, set()),
    ("2.000635", "requester/asker", "body", {"body_name", "body_letter"}, {"whose"}),
    ("2.000884", "requester/place", "outside", {"why_outside", "outside_address"}, set()),
    ("2.000884", "documents[1]/document", "proxy", {"proxy_plain"}, set()),
    ("2.000884", "signers[1]/manner", "neither", {"manner_reason", "witnesses"}, set()),
    ("2.001035", "deal/kind", "mortgage", {"farm_loan", "side_note"}, set()),
    ("2.001035", "parties[1]/party_birth_date", "22/11/2008", {"minor_note"}, set()),
    ("2.001035", "assets[1]/asset", "plants", set(), {"asset_area"}),
]  # fmt: skip

# form, the question that decides, its answer, the filtered question, what it offers
OFFERS = [
    ("1.000656", "death/circumstance", "sudden", "paper", {"police", "forensic"}),
    ("1.001612", "lines[1]/sector", "I", "line", {"5510", "5610", "5630"}),
    ("1.001776", "wishes/category", "child", "subcase", {"child_0", "child_4"}),
    ("1.004194", "place/dwelling", "school", "proof", {"school"}),
    ("1.004222", "place/case", "care", "proof", {"head_letter", "care_letter"}),
    ("1.012753", "organisation/body", "guard", "papers_given", {"position", "map", "representative"}),
    ("1.012753", "parcels[1]/purpose_group", "living", "purpose", {"ont", "odt"}),
    ("1.013225", "requester/owner", "person", "work", {"house", "building"}),
    ("2.001035", "deal/kind", "gift", "role", {"donor", "donee"}),
    ("2.001035", "deal/kind", "vehicle", "asset", {"car", "animals"}),
]  # fmt: skip


def said(entry: FormEntry, question: str) -> list[str]:
    return [problem.sentence for problem in entry.problems() if problem.path == f"/data/{question}"]


@pytest.mark.parametrize("form_id", FORMS)
def test_plausible_answers_make_a_complete_record(form_id: str) -> None:
    entry = filled(form_id)
    assert entry.problems() == ()
    record = entry.as_json()
    for group, answers in COMPLETE[form_id].items():
        rows = zip(answers, record[group], strict=True) if isinstance(answers, list) else [(answers, record[group])]
        for given, kept in rows:
            assert given.items() <= kept.items(), group


@pytest.mark.parametrize("form_id", FORMS)
def test_an_empty_form_lacks_what_the_law_asks_and_breaks_nothing(form_id: str) -> None:
    problems = empty(form_id).problems()
    assert len(problems) > 4
    assert {problem.kind for problem in problems} == {ProblemKind.REQUIRED}


@pytest.mark.parametrize(("form_id", "question", "answer", "words"), REFUSED)
def test_what_the_law_refuses_is_refused_where_it_stands(form_id: str, question: str, answer: str, words: str) -> None:
    entry = filled(form_id)
    entry.answer(f"/data/{question}", answer)
    assert name_of(question) in broken(entry)
    assert words in " ".join(said(entry, question))


@pytest.mark.parametrize(("form_id", "question", "answer", "more", "less"), FOLLOWS)
def test_an_answer_asks_for_what_follows_from_it_and_nothing_else(form_id: str, question: str, answer: str, more: set[str], less: set[str]) -> None:
    entry = filled(form_id)
    before = asked(entry)
    entry.answer(f"/data/{question}", answer)
    assert (asked(entry) - before, before - asked(entry)) == (more, less)


@pytest.mark.parametrize(("form_id", "question", "answer", "filtered", "offered"), OFFERS)
def test_a_choice_offers_only_what_fits_the_choice_before(form_id: str, question: str, answer: str, filtered: str, offered: set[str]) -> None:
    entry = filled(form_id)
    entry.answer(f"/data/{question}", answer)
    shown = next(state for state in entry.questions() if name_of(state.path) == filtered)
    assert {choice.value for choice in shown.choices} == offered


@pytest.mark.parametrize("form_id", ["1.000656", "1.000894", "2.000635", "2.000884"])
def test_the_form_and_the_catalogue_say_one_fee(form_id: str) -> None:
    answers = filled(form_id).as_json()
    procedure = shipped().get(form_id)
    said_by_form = answers.get("fee_total", answers.get("copies_wanted", {}).get("copies_fee"))
    assert sum(line.amount for line in fee_of(procedure, answers).lines) == said_by_form > 0


@pytest.mark.parametrize("amount", [1, 15, 24, 105, 1_001, 8_000, 21_000, 100_000, 999_999, 1_000_005, 1_234_567, 250_000_000, 21_000_000_000, 99_999_999_999])
def test_a_sum_stands_in_the_words_of_our_papers(amount: int) -> None:
    for form_id, question, words in (("1.001612", "business/capital", "capital_words"), ("2.001035", "assets[1]/asset_value", "value_words")):
        entry = filled(form_id)
        entry.answer(f"/data/{question}", str(amount))
        group = entry.as_json()["business" if form_id == "1.001612" else "total"]
        assert group[words] == dong_in_words(amount)


def test_a_marriage_needs_the_birthdays_and_not_a_day_more() -> None:
    entry = filled("1.000894")
    for question, day in (("groom/groom_birth_date", "21/11/2006"), ("bride/bride_birth_date", "21/11/2008")):
        entry.answer(f"/data/{question}", day)
    assert entry.problems() == ()


def test_the_cards_facts_are_copied_to_the_side_that_hands_in() -> None:
    entry = filled("1.000894")
    entry.answer("/data/requester/requester_is", "groom")
    assert entry.as_json()["groom"]["groom_name"] == "Nguyễn Thị Thử Nghiệm"
    assert entry.as_json()["bride"]["bride_name"] == "H’Thử Êban"


def test_shares_that_are_not_a_hundred_stop_the_declaration() -> None:
    entry = filled("1.012753")
    entry.answer("/data/sharers[2]/share", "33,2")
    assert broken(entry) == {"truth"}
    entry.answer("/data/sharers[1]/share", "66,8")
    assert entry.problems() == ()


def test_exactly_one_line_of_business_is_the_main_one() -> None:
    entry = filled("1.001612")
    entry.answer("/data/lines[2]/is_main", "yes")
    assert broken(entry) == {"only_one"}
    entry.answer("/data/lines[1]/is_main", "no")
    assert entry.problems() == ()


def test_a_transaction_has_two_sides() -> None:
    entry = filled("2.001035")
    entry.remove_repeat("/data/parties[2]")
    assert "will_oath" in broken(entry)


def test_changing_the_transaction_drops_roles_that_are_no_more() -> None:
    entry = filled("2.001035")
    entry.answer("/data/deal/kind", "gift")
    assert broken(entry, ProblemKind.REQUIRED) == {"role"}


@pytest.mark.parametrize(("subcase", "monthly"), [("severe", 750_000), ("special", 1_000_000), ("special_elder", 1_250_000)])
def test_an_allowance_is_the_factor_of_the_case(subcase: str, monthly: int) -> None:
    entry = filled("1.001776")
    entry.answer("/data/wishes/subcase", subcase)
    assert entry.as_json()["payment"]["monthly"] == monthly


def test_a_single_parent_is_supported_for_each_child() -> None:
    entry = filled("1.001776")
    for question, answer in (("category", "single"), ("subcase", "single_any"), ("household", "poor"), ("poverty_paper", "01"), ("children", "3")):
        entry.answer(f"/data/wishes/{question}", answer)
    assert entry.problems() == ()
    assert entry.as_json()["payment"]["monthly"] == 1_500_000


def test_a_tax_code_knows_its_check_digit() -> None:
    entry = filled("1.012753")
    for code, is_right in (("0100109106", True), ("0300588569-001", True), ("0100109105", False), ("010010910", False)):
        entry.answer("/data/organisation/tax_code", code)
        assert (not said(entry, "organisation/tax_code")) is is_right, code
