"""Every trap has a row that shows it; a row without one is let through; an answer changes only what it says."""

from __future__ import annotations

import copy
import unicodedata
from datetime import date

import pytest

from forms.catalogue import review as reviews
from forms.catalogue.doubts import flags_of
from forms.catalogue.export import checked_rows
from forms.catalogue.faults import NO_REASON, NO_SUCH_FLAG, NOT_THIS_CHOICE, REVIEW_MALFORMED
from forms.catalogue.kinds import checked
from forms.catalogue.package import Head, PackageKind
from forms.catalogue.publishing import package_of
from forms.catalogue.read import read_edition, shipped_versions
from forms.catalogue.review import Answer, begin
from forms.catalogue.traps import CHOICE_WORDS, WORDS, Choice, Trap
from forms.dossier.procedure import DecidedAt, FeeKind
from forms.errors import RuleError

PAPER = {"name": "Tờ khai", "copies_original": 1, "copies_copy": 0, "required": True, "kind": "submit"}
ROW = {
    "code": "9.000001", "name": "Thủ tục đăng ký thử", "field": "Thử", "level": "Cấp xã", "handler": "Ủy ban nhân dân cấp xã",
    "documents": [PAPER], "time_limit": {"value": 3, "unit": "ngay_lam_viec"}, "time_source": "[code] portal",
    "fee_vnd": 8000, "fee_online_vnd": 8000, "fee_note": "8.000 đồng/bản", "variants": [{"channel": "Trực tiếp", "time": "3 Ngày làm việc", "fee": 8000}],
    "results": [{"name": "Giấy thử", "code": "KQ.G15.000001"}], "data_replaces": [], "decision": "1/QĐ-THU", "source_url": "https://thu.example/1", "exactness": "[code]",
}  # fmt: skip


def row(**changes):
    return {**copy.deepcopy(ROW), **changes}


def paper(**changes):
    return [{**PAPER, **changes}]


PLANTED = {
    Trap.UNIT_MISSING: row(time_limit=None),
    Trap.UNIT_GUESSED: row(time_source="[derived] portal không ghi đơn vị; hiểu là ngày làm việc"),
    Trap.LIMIT_WITHOUT_VALUE: row(time_limit={"value": None, "unit": "theo_dot"}),
    Trap.LIMIT_FROM_TEXT: row(time_source="[derived] đọc từ phần trình tự thực hiện"),
    Trap.LIMIT_LONG: row(time_limit={"value": 120, "unit": "ngay_lam_viec"}),
    Trap.LIMIT_BY_CHANNEL: row(variants=[{"channel": "Trực tiếp", "time": "40 Ngày", "fee": 8000}, {"channel": "Bưu chính", "time": "30 Ngày", "fee": 8000}]),
    Trap.LIMIT_NOTE: row(time_limit={"value": 20, "unit": "ngay", "note": "15 ngày đối với nhà ở riêng lẻ"}),
    Trap.FEE_TINY: row(fee_vnd=700, fee_online_vnd=700, fee_note="700 VNĐ", variants=[]),
    Trap.FEE_FOREIGN: row(fee_note="50 USD/chuyến bay", fee_vnd=50_000, fee_online_vnd=50_000, variants=[]),
    Trap.FEE_UNLIKE_NOTE: row(fee_vnd=70_000, fee_online_vnd=70_000, fee_note="700.000 đồng/cơ sở", variants=[]),
    Trap.FEE_CORRECTED: row(fee_source="[derived] portal ghi 40"),
    Trap.FEE_UNSTATED: row(fee_vnd=None, fee_note=None),
    Trap.FEE_LOCAL: row(fee_decided_by="HĐND tỉnh"),
    Trap.FEE_BY_CHANNEL: row(variants=[{"channel": "Trực tiếp", "time": "3", "fee": 8000}, {"channel": "Trực tuyến", "time": "3", "fee": 15_000}]),
    Trap.NO_PAPERS: row(documents=[]),
    Trap.NONE_REQUIRED: row(documents=paper(required=False)),
    Trap.PAPER_REPEATED: row(documents=paper() * 2),
    Trap.PAPER_UNNAMED: row(documents=paper() + paper(name="", full_text=".")),
    Trap.PAPER_IS_NOTE: row(documents=paper() + paper(name="Lưu ý khi nộp", copies_original=0)),
    Trap.PAPER_COUNT: row(documents=paper(name="Đơn theo Mẫu số 18", copies_original=181)),
    Trap.PAPER_OF_OFFICE: row(documents=paper() + paper(name="Báo cáo đề xuất và dự thảo quyết định")),
    Trap.PAPERS_CONDENSED: row(documents_portal=paper()),
    Trap.CASES: row(documents=paper(case="Trường hợp ủy quyền", required_in_case=True)),
    Trap.AGENCY_PROSE: row(handler="chứng thực tiến hành chụp từ bản chính giao dịch đang được lưu trữ và ghi đầy đủ lời chứng theo mẫu quy định"),
    Trap.AGENCY_MISSING: row(handler=None),
    Trap.RESULT_MISSING: row(results=[]),
    Trap.SOURCE_MISSING: row(decision=None, source_url=None),
    Trap.NOT_AT_A_DESK: row(field="Hải quan"),
    Trap.STRANGE_TEXT: row(field="Ðất đai"),
    Trap.LEGACY_TEXT: row(name="Thñ tôc ®¨ng ký khai sinh"),
    Trap.UNVERIFIED: row(exactness="[memory] giấy tờ"),
}  # fmt: skip


def traps_of(*rows):
    return {flag.trap for flag in flags_of(checked_rows(list(rows)))}


def test_an_honest_row_is_not_doubted():
    assert traps_of(ROW) == set()
    (entry,), answers = begin([ROW]).publishable()
    assert answers == []
    assert (entry["name"], entry["short_name"], entry["fee"]["amount"]) == ("Thủ tục đăng ký thử", "Đăng ký thử", 8000)


def test_every_trap_has_a_planted_row_words_and_a_way_out():
    assert set(PLANTED) | {Trap.SHARED_PAGE} == set(Trap) == set(WORDS)
    for words in WORDS.values():
        assert words.reason.endswith((".", "?"))
        assert words.choices[-1] is Choice.LEAVE_OUT
        assert (Choice.SET in words.choices) <= bool(words.field)
    assert set(CHOICE_WORDS) == set(Choice)


@pytest.mark.parametrize("trap", PLANTED, ids=lambda trap: trap.value)
def test_a_planted_row_is_named(trap):
    assert trap in traps_of(PLANTED[trap])


def test_one_page_or_one_name_under_two_codes_is_named_at_both():
    same_page = row(code="9.000002", name="Thủ tục khác")
    same_name = row(code="9.000003", source_url="https://thu.example/3", name="THỦ TỤC KHÁC")
    flags = flags_of(checked_rows([ROW, same_page, same_name]))
    assert {(flag.code, flag.trap) for flag in flags} == {(code, Trap.SHARED_PAGE) for code in ("9.000001", "9.000002", "9.000003")}


@pytest.mark.parametrize("text", [unicodedata.normalize("NFD", "Hồ sơ"), "a\u200bb", "bel\u0007", "Сведения", "soft\u00adhyphen", "Ð"])
def test_strange_letters_are_named_wherever_they_stand(text):
    assert traps_of(row(documents=paper(name=text))) >= {Trap.STRANGE_TEXT}


def answered(given, choice, trap, value=None):
    review = begin(checked_rows([given]))
    for flag in review.flags:
        first = next(one for one in WORDS[flag.trap].choices if one is not Choice.SET) if flag.trap is not trap else choice
        review = review.answered(Answer(flag.id, first, "Người Thử", "thử", value if flag.trap is trap else None))
    entries, _ = review.publishable()
    return entries[0] if entries else None


def test_cases_become_a_choice_or_stay_conditions():
    given = PLANTED[Trap.CASES]
    one = answered(given, Choice.EXCLUSIVE, Trap.CASES)
    assert one["cases"] == [{"name": "Trường hợp ủy quyền"}]
    assert one["papers"][0]["required_in_case"]
    other = answered(given, Choice.CONDITIONS, Trap.CASES)
    assert "cases" not in other
    assert not other["papers"][0]["required"]


def test_repeats_are_merged_and_the_larger_count_stands():
    entry = answered(row(documents=paper(required=False) + paper(copies_original=2)), Choice.MERGE, Trap.PAPER_REPEATED)
    assert [(one["originals"], one["required"]) for one in entry["papers"]] == [(2, True)]


def test_what_the_office_writes_is_dropped_when_somebody_says_so():
    entry = answered(PLANTED[Trap.PAPER_OF_OFFICE], Choice.DROP, Trap.PAPER_OF_OFFICE)
    assert [one["name"] for one in entry["papers"]] == ["Tờ khai"]
    assert len(answered(PLANTED[Trap.PAPER_OF_OFFICE], Choice.ACCEPT, Trap.PAPER_OF_OFFICE)["papers"]) == 2


@pytest.mark.parametrize(
    ("name", "paper_name", "says"),
    [("Thñ tôc ®¨ng ký khai sinh", "Tê khai ®¨ng ký khai sinh", "TCVN3 (ABC): "), ("Thuû tuïc ñaêng kyù khai sinh", "Tôø khai ñaêng kyù khai sinh", "VNI Windows: ")],
    ids=["TCVN3", "VNI"],
)
def test_a_row_in_an_old_encoding_is_converted_when_somebody_says_so(name, paper_name, says):
    given = row(name=name, documents=paper(name=paper_name))
    (flag,) = begin(checked_rows([given])).flags  # the rest is doubted as it reads in Unicode
    assert flag.trap is Trap.LEGACY_TEXT
    assert flag.detail.startswith(says)
    assert " → đăng" in flag.detail
    entry = answered(given, Choice.CONVERT, Trap.LEGACY_TEXT)
    assert (entry["name"], entry["papers"][0]["name"], entry["field"]) == ("Thủ tục đăng ký khai sinh", "Tờ khai đăng ký khai sinh", "Thử")
    assert answered(given, Choice.ACCEPT, Trap.LEGACY_TEXT)["name"] == name


def test_a_value_that_was_typed_stands():
    fee = {"kind": "fixed", "amount": 700_000, "note": "cơ sở"}
    assert answered(PLANTED[Trap.FEE_TINY], Choice.SET, Trap.FEE_TINY, fee)["fee"] == fee
    limit = {"unit": "hour", "value": "2"}
    assert answered(PLANTED[Trap.LIMIT_LONG], Choice.SET, Trap.LIMIT_LONG, limit)["time_limit"] == limit


def test_letters_are_put_right_in_what_is_published_and_kept_in_what_came():
    assert answered(PLANTED[Trap.STRANGE_TEXT], Choice.CLEAN, Trap.STRANGE_TEXT)["field"] == "Đất đai"


def test_what_is_left_out_waits_for_nobody_and_is_not_published():
    review = begin(checked_rows([PLANTED[Trap.LIMIT_LONG], row(code="9.000002", name="Khác", source_url="https://thu.example/2")]))
    review = review.answered(Answer("9.000001:limit_long", Choice.LEAVE_OUT, "Người Thử", "hải quan"))
    assert review.open_flags() == ()
    assert [entry["code"] for entry in review.publishable()[0]] == ["9.000002"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer("9.000001:cases", Choice.ACCEPT, "A", "b"), NO_SUCH_FLAG), (Answer("9.000001:limit_long", Choice.MERGE, "A", "b"), NOT_THIS_CHOICE),
        (Answer("9.000001:limit_long", Choice.ACCEPT, " ", "b"), NO_REASON), (Answer("9.000001:limit_long", Choice.ACCEPT, "A", ""), NO_REASON),
        (Answer("9.000001:limit_long", Choice.SET, "A", "b"), NOT_THIS_CHOICE), (Answer("9.000001:limit_long", Choice.SET, "A", "b", {"unit": "moon"}), NOT_THIS_CHOICE),
        (Answer("9.000001:limit_long", Choice.ACCEPT, "A", "b", {"unit": "hour"}), NOT_THIS_CHOICE),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_stand_is_refused(answer, fault):
    with pytest.raises(RuleError) as caught:
        begin(checked_rows([PLANTED[Trap.LIMIT_LONG]])).answered(answer)
    assert caught.value.fault is fault


def test_a_review_edited_by_hand_is_not_believed():
    raw = begin([ROW]).spelt().replace("8.000 đồng".encode(), "9.000 đồng".encode())
    with pytest.raises(RuleError) as caught:
        reviews.read_review(raw)
    assert caught.value.fault is REVIEW_MALFORMED


def test_what_an_export_cannot_say_stays_as_it_is_in_force():
    """No export names an e-form, who decides, or the price of a second page: a new list takes none of them away."""
    old = shipped_versions().in_force("2.000815", date(2026, 12, 1))
    head = Head(PackageKind.PROCEDURES, "tinh-2026.12", date(2026, 12, 1))
    given = row(code="2.000815", name="Chứng thực bản sao từ bản chính", fee_vnd=2000, fee_online_vnd=2000, fee_note="2.000 đồng/trang", variants=[])
    (new,) = read_edition(checked(package_of(begin(checked_rows([given])), head, shipped_versions()))).procedures
    assert (new.form_id, new.decided_at) == (old.form_id, old.decided_at) == ("2.000815", DecidedAt.DESK)
    assert new.fee.kind is FeeKind.CERTIFIED_COPY
    birth = row(code="1.001193", fee_vnd=0, fee_online_vnd=0, fee_note="Miễn phí", variants=[])
    (free,) = read_edition(checked(package_of(begin(checked_rows([birth])), head, shipped_versions()))).procedures
    assert (free.fee.kind, free.fee.extract_copy) == (FeeKind.FREE, 8000)
    (alone,) = read_edition(checked(package_of(begin(checked_rows([row()])), head, shipped_versions()))).procedures
    assert (alone.form_id, alone.decided_at) == (None, DecidedAt.PROVINCE)
    typed = Answer("2.000815:fee_unlike_note", Choice.SET, "Trần Thị Thử", "Nghị quyết của tỉnh", {"kind": "fixed", "amount": 2000})
    unlike = begin(checked_rows([{**given, "fee_note": "3.000 đồng"}])).answered(typed)
    (person,) = read_edition(checked(package_of(unlike, head, shipped_versions()))).procedures
    assert (person.fee.kind, person.fee.amount) == (FeeKind.FIXED, 2000), "what a person typed wins"
    other = row(code="2.000815", fee_vnd=3000, fee_online_vnd=3000, fee_note="3.000 đồng/trang", variants=[])
    (dearer,) = read_edition(checked(package_of(begin(checked_rows([other])), head, shipped_versions()))).procedures
    assert (dearer.fee.kind, dearer.fee.amount) == (FeeKind.FIXED, 3000)
