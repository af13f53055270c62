"""What a new edition changes is said in lines a person can read; nothing that stays the same is said."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date

import pytest

from forms.catalogue.differing import changes
from forms.catalogue.faults import UNANSWERED
from forms.catalogue.kinds import checked, differences
from forms.catalogue.package import Head, PackageKind, pack_json
from forms.catalogue.read import shipped
from forms.errors import RuleError
from tests.forms.catalogue.test_read import ENTRY

FIRST, SECOND = date(2026, 12, 1), date(2027, 3, 1)


def a_package(edition, day, *entries, **content):
    return checked(pack_json(Head(PackageKind.PROCEDURES, edition, day), {"procedures": list(entries), **content}))


def changed(**what):
    return {**copy.deepcopy(ENTRY), **what}


OLD = a_package("1", FIRST, ENTRY)


def test_a_new_procedure_is_one_line():
    assert differences(OLD, ()) == ("9.000001: mới – Đăng ký thử, từ 01/12/2026",)


def test_what_stays_the_same_is_not_said():
    assert differences(a_package("2", SECOND, ENTRY), (OLD,)) == ()
    for procedure in shipped().procedures:
        assert changes(procedure, procedure) == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ({"fee": {"kind": "fixed", "amount": 10_000}}, "9.000001: lệ phí: "), ({"time_limit": {"unit": "hour", "value": "4"}}, "9.000001: thời hạn: 0,25 ngày làm việc → 4 giờ làm việc"),
        ({"name": "Đăng ký khác"}, "9.000001: tên: Đăng ký thử → Đăng ký khác"), ({"decided_at": "province"}, "9.000001: nơi quyết định: tại xã → trên hệ thống của tỉnh"),
        ({"papers": [*ENTRY["papers"], {"name": "Đơn mới", "required": False}]}, "9.000001: thêm giấy tờ: Đơn mới"), ({"papers": ENTRY["papers"][:1]}, "9.000001: bỏ giấy tờ: Thẻ"),
        ({"papers": [{**ENTRY["papers"][0], "copies": 2}, ENTRY["papers"][1]]}, "9.000001: giấy tờ Tờ khai: 1 chính, 0 sao, bắt buộc, nộp → 1 chính, 2 sao, bắt buộc, nộp"),
        ({"steps": [{"name": "Thụ lý", "days": "0.25"}]}, "9.000001: các bước:  → Thụ lý 0,25"),
        ({"cases": [{"name": "Một"}]}, "9.000001: trường hợp:  → Một"), ({"results": [{"name": "Giấy", "code": "KQ.G15.000031"}]}, "9.000001: kết quả: Giấy thử → Giấy KQ.G15.000031"),
        ({"data_replaces": [{"document": "Thẻ", "database": "Dân cư"}]}, "9.000001: dữ liệu thay giấy tờ:  → Thẻ ← Dân cư"),
    ],
)  # fmt: skip
def test_a_change_is_said(what, line):
    (said,) = differences(a_package("2", SECOND, changed(**what)), (OLD,))
    assert said.startswith(line)


TABLE = {"kind": "table", "rows": [{"amount": 20_000, "channel": "direct"}, {"amount": 10_000, "channel": "online"}]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TABLE, {**TABLE, "rows": [TABLE["rows"][0], {"amount": 12_000, "channel": "online"}]}),
        ({"kind": "formula", "formula": "2000 * so_ban", "inputs": {"so_ban": "Số bản"}}, {"kind": "formula", "formula": "3000 * so_ban", "inputs": {"so_ban": "Số bản"}}),
        ({"kind": "fixed", "amount": 8_000}, {"kind": "fixed", "amount": 8_000, "reliefs": [{"ground": "poor", "percent": 50}]}),
        ({"kind": "fixed", "amount": 8_000}, {"kind": "fixed", "amount": 8_000, "extract_copy": 8_000}),
    ],
)  # fmt: skip
def test_no_part_of_a_fee_changes_unsaid(old, new):
    (said,) = differences(a_package("2", SECOND, changed(fee=new)), (a_package("1", FIRST, changed(fee=old)),))
    before, after = said.removeprefix("9.000001: lệ phí: ").split(" → ")
    assert before != after
    packages = [checked(pack_json(Head(PackageKind.FEES, edition, day), {"fees": {"9.000001": fee}})) for edition, day, fee in (("1", FIRST, old), ("2", SECOND, new))]
    (said,) = differences(packages[1], packages[:1])
    before, after = said.removeprefix("Phí 9.000001: ").split(" → ")
    assert before != after


def test_a_long_text_is_cut_where_it_changes():
    long = "Người có công với cách mạng được miễn. " * 6
    old, new = (a_package(edition, day, changed(source=f"{long}{end}")) for edition, day, end in (("1", FIRST, "cũ"), ("2", SECOND, "mới")))
    (said,) = differences(new, (old,))
    assert said.endswith("cũ → …ới cách mạng được miễn. mới")


def test_no_fact_of_a_procedure_changes_unsaid():
    """Every field but the edition and its day, of every shipped procedure, against what its text says."""
    unlike = {"short_name": "Khác", "exactness": "khác", "supplement_clock": "pause", "form_id": "9.9", "agency": "Khác", "field": "Khác"}
    for procedure in shipped().procedures[:3]:
        for name, value in unlike.items():
            assert changes(procedure, replace(procedure, **{name: value})), name


def test_what_is_withdrawn_is_said():
    assert differences(a_package("2", SECOND, withdrawn=["9.000001"]), (OLD,)) == ("9.000001: bãi bỏ từ 01/03/2027 (Đăng ký thử)",)


def test_a_package_with_an_unanswered_flag_is_refused_at_every_desk():
    flags = [{"id": "9.000001:fee_tiny", "detail": "20"}]
    for answers in ([], [{"flag": "9.000001:fee_tiny", "choice": "set", "person": " ", "reason": "x"}]):
        with pytest.raises(RuleError) as caught:
            a_package("1", FIRST, ENTRY, flags=flags, answers=answers)
        assert caught.value.fault is UNANSWERED
    assert a_package("1", FIRST, ENTRY, flags=flags, answers=[{"flag": "9.000001:fee_tiny", "choice": "set", "person": "A", "reason": "x", "value": {}}])
