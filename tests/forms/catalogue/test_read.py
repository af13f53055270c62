"""The catalogue, read strictly and shipped honestly."""

from __future__ import annotations

import copy
import unicodedata
from fractions import Fraction

import pytest

from forms.canonical import canonical
from forms.catalogue import read
from forms.catalogue.catalogue import Catalogue
from forms.catalogue.shelf import SHIPPED
from forms.dossier.faults import STEPS_TOO_LONG
from forms.dossier.procedure import DecidedAt, FeeKind, PaperKind, Unit, is_procedure_code
from forms.errors import Faults, RuleError
from tests.support.law import a_procedure

ENTRY = {
    "code": "9.000001", "name": "Đăng ký thử", "field": "Thử", "decided_at": "desk", "result": "Giấy thử",
    "agency": "Xã", "source": "không", "exactness": "[derived]",
    "papers": [{"name": "Tờ khai", "required": True}, {"name": "Thẻ", "required": True, "kind": "present"}],
    "time_limit": {"unit": "working_day", "value": "0.25"}, "fee": {"kind": "fixed", "amount": 8000},
}  # fmt: skip


def parsed(**changes):
    return read.parse(canonical({"edition": "e", "procedures": [{**copy.deepcopy(ENTRY), **changes}]}))


def test_a_package_is_read():
    procedure = parsed().get("9.000001")
    assert procedure.short_name == procedure.name == "Đăng ký thử"
    assert procedure.decided_at is DecidedAt.DESK
    assert [paper.kind for paper in procedure.papers] == [PaperKind.SUBMIT, PaperKind.PRESENT]
    assert [paper.name for paper in procedure.required_papers()] == ["Tờ khai"]
    assert procedure.form_id is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"), ({"name": 5}, "name"), ({"decided_at": "moon"}, "decided_at, unit or kind"),
        ({"papers": {}}, "papers"), ({"papers": [{"name": "a"}]}, "required"), ({"papers": [5]}, "-"),
        ({"papers": [{"name": "a", "required": True}, {"name": "a", "required": True}]}, "papers: name twice"),
        ({"papers": [{"name": "a", "required": True, "copies": -1}]}, "copies"), ({"papers": [{"name": "a", "required": True, "at_most": 1, "copies": 1}]}, "papers: at_most"), ({"surprise": 1}, "surprise"),
        ({"fee": {"kind": "fixed", "amount": 8}}, "fee.amount"), ({"fee": {"kind": "gift"}}, "decided_at, unit or kind"),
        ({"time_limit": {"unit": "working_day", "value": "many"}}, "value"),
        ({"time_limit": {"unit": "same_day", "cutoff": "25:00"}}, "decided_at, unit or kind"), ({"time_limit": None}, "-"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_procedure_and_field(changes, field):
    with pytest.raises(RuleError) as caught:
        parsed(**changes)
    assert caught.value.fault is Faults.CATALOGUE.value
    assert caught.value.where == {"procedure": "9.000001", "field": field}


def test_a_limit_without_a_value_is_refused():
    with pytest.raises(RuleError):
        parsed(time_limit={"unit": "working_day"})


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"edition":"e","procedures":[{"code":"x"}]}', b'{"edition":"e","procedures":[7]}', b'{"procedures":[]}', b"<html>"])
def test_what_is_no_package_is_refused(raw):
    with pytest.raises(RuleError):
        read.parse(raw)


def test_a_code_stands_once():
    with pytest.raises(RuleError):
        read.parse(canonical({"edition": "e", "procedures": [ENTRY, ENTRY]}))


CATALOGUE = read.shipped()


EVERYDAY = {
    "1.001193", "1.000894", "1.000656", "2.000635", "2.000815", "2.000884", "1.004873", "2.001035", "1.004222", "1.004194",
    "1.001612", "1.012753", "1.001699", "1.013225", "1.011607", "2.000986", "2.001023",
}  # fmt: skip


def test_at_least_sixty_procedures_are_shipped_and_the_everyday_set_among_them():
    assert len(CATALOGUE.procedures) >= 60
    assert {procedure.code for procedure in CATALOGUE.procedures} >= EVERYDAY
    assert CATALOGUE.edition
    fields = {procedure.field for procedure in CATALOGUE.procedures}
    assert {"Hộ tịch", "Chứng thực", "Cư trú", "Hộ kinh doanh", "Đất đai", "Xây dựng", "Bảo trợ xã hội", "Giảm nghèo"} <= fields


@pytest.mark.parametrize("procedure", CATALOGUE.procedures, ids=lambda procedure: procedure.code)
def test_every_shipped_procedure_is_whole(procedure):
    assert is_procedure_code(procedure.code)
    texts = [procedure.name, procedure.short_name, procedure.result_name, procedure.agency, *(paper.name for paper in procedure.papers)]
    for text in texts:
        assert text == unicodedata.normalize("NFC", text).strip()
        assert not text.endswith("…")
        assert "Ð" not in text
    assert len(procedure.short_name) <= 70
    assert procedure.papers
    assert "[" in procedure.exactness
    assert procedure.legal_source
    assert (procedure.decided_at is DecidedAt.DESK) == (procedure.field == "Chứng thực")
    if procedure.fee.kind in (FeeKind.LOCAL, FeeKind.UNKNOWN):
        assert procedure.fee.note
    assert "Hội đồng nhân dân" not in procedure.fee.note, "the kind says so already"


def test_the_everyday_facts_of_the_statute():
    limits = {"1.001193": (Unit.SAME_DAY, 0), "2.000815": (Unit.SAME_DAY, 0), "1.004873": (Unit.WORKING_DAY, 3), "2.001035": (Unit.WORKING_DAY, 2), "1.004222": (Unit.WORKING_DAY, 7), "1.013225": (Unit.CALENDAR_DAY, 20), "1.001699": (Unit.WORKING_DAY, 25), "1.011607": (Unit.CALENDAR_DAY, 15)}
    for code, (unit, value) in limits.items():
        limit = CATALOGUE.get(code).time_limit
        assert (limit.unit, limit.value) == (unit, value), code
    assert CATALOGUE.get("2.000815").decided_at is DecidedAt.DESK
    assert CATALOGUE.get("1.001193").decided_at is DecidedAt.PROVINCE
    assert CATALOGUE.get("1.004873").decided_at is DecidedAt.PROVINCE
    assert {p.code: p.form_id for p in CATALOGUE.procedures if p.form_id} == {form_id: form_id for form_id in SHIPPED}
    assert CATALOGUE.get("1.012812").time_limit.remote_extra == 10
    assert CATALOGUE.get("2.000884").fee.amount == 10_000


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("khai sinh", "1.001193"), ("KHAI SINH", "1.001193"), ("đăng ký khai sinh", "1.001193"), ("dang ky khai si", "1.001193"),
        ("ban sao tu ban chinh", "2.000815"), ("chung thuc", "2.000815"), ("hon nhan", "1.004873"), ("tinh trang hôn", "1.004873"),
        ("1.001193", "1.001193"), ("4873", "1.004873"), ("thuong tru", "1.004222"), ("ket hon", "1.000894"), ("", "2.000815"),
    ],
)  # fmt: skip
def test_the_expected_procedure_comes_first_while_typing(typed, first):
    assert CATALOGUE.search(typed)[0].code == first


def test_every_word_must_match_and_the_limit_holds():
    assert CATALOGUE.search("khai sinh máy bay") == []
    assert len(CATALOGUE.search("", limit=3)) == 3
    assert {"khai", "sinh"} <= set(" ".join(p.short_name.lower() for p in CATALOGUE.search("khai sinh")).split())
    assert CATALOGUE.search("%'\"*) OR 1=1") == []
    assert CATALOGUE.search("a" * 10_000) == []


def test_names_that_begin_with_the_words_come_before_names_that_hold_them():
    first = a_procedure(code="9.000001", short_name="Xác nhận nơi cư trú", name="x", field="y")
    second = a_procedure(code="9.000002", short_name="Cư trú mới", name="x", field="y")
    assert [p.code for p in Catalogue("e", (first, second)).search("cu tru")] == ["9.000002", "9.000001"]


def test_a_case_brings_its_papers_and_its_limit():
    permit = CATALOGUE.get("1.013225")
    house, works = (case.name for case in permit.cases)
    assert (permit.limit_for(house).value, permit.limit_for(works).value, permit.limit_for("").value) == (15, 20, 20)
    more = {paper.name for paper in permit.papers_for(works)} - {paper.name for paper in permit.papers_for(house)}
    assert more == {"Quyết định phê duyệt dự án, văn bản thẩm định (nếu có)"}


CASED = {
    "cases": [{"name": "Một"}, {"name": "Hai", "time_limit": {"unit": "hour", "value": "4"}}],
    "papers": [
        {"name": "Tờ khai", "required": True},
        {"name": "Giấy", "required": False, "case": "Một", "required_in_case": True},
        {"name": "Giấy", "required": False, "case": "Hai", "at_most": 2},
    ],
}  # fmt: skip


def test_cases_exclude_each_other():
    procedure = parsed(**CASED).get("9.000001")
    assert [paper.name for paper in procedure.papers_for("")] == ["Tờ khai"]
    assert [paper.name for paper in procedure.required_papers("Một")] == ["Tờ khai", "Giấy"]
    assert [(paper.name, paper.at_most) for paper in procedure.papers_for("Hai")] == [("Tờ khai", 0), ("Giấy", 2)]
    assert [paper.name for paper in procedure.required_papers("Hai")] == ["Tờ khai"]
    assert procedure.limit_for("Hai").label() == "4 giờ làm việc"


@pytest.mark.parametrize(
    "changes",
    [
        {"cases": [{"name": "Một"}, {"name": "Một"}]}, {"papers": [{"name": "Giấy", "required": False, "case": "Ba"}]}, {"cases": [{"name": ""}]},
        {"papers": [{"name": "Giấy", "required": False, "required_in_case": True}]}, {"data_replaces": [{"document": "Thẻ", "database": "Dân cư", "paper": "không có"}]},
        {"effective_from": "2026-02-30"}, {"cases": {"a": 1}},
    ],
)  # fmt: skip
def test_a_mistake_in_cases_is_refused(changes):
    with pytest.raises(RuleError):
        parsed(**{**CASED, **changes})


def test_the_steps_of_a_process_fit_into_its_limit():
    steps = [{"name": "Tiếp nhận", "days": "0.25"}, {"name": "Thụ lý", "days": "2.5"}, {"name": "Trả kết quả", "days": "0"}]
    three = {"unit": "working_day", "value": "3"}
    procedure = parsed(steps=steps, time_limit=three).get("9.000001")
    assert [step.days for step in procedure.steps] == [Fraction("0.25"), Fraction("2.5"), 0]
    with pytest.raises(RuleError) as caught:
        parsed(steps=[*steps, {"name": "Ký", "days": "0.5"}], time_limit=three)
    assert caught.value.fault is STEPS_TOO_LONG
    with pytest.raises(RuleError):
        parsed(steps=[{"name": "Ký", "days": "-0.25"}], time_limit=three)


def test_the_list_is_folded_when_it_opens_not_at_the_first_letter():
    catalogue = Catalogue("e", [a_procedure()])
    assert catalogue.search("") == [*catalogue.procedures]
    assert "_folded" in vars(catalogue)
