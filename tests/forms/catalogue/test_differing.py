"""What a new edition changes is said in lines a person can read; nothing that stays the same is said."""

from __future__ import annotations

import copy
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
        ({"name": "Đăng ký khác"}, "9.000001: tên: Đăng ký thử → Đăng ký khác"), ({"decided_at": "province"}, "9.000001: nơi quyết định: desk → province"),
        ({"papers": [*ENTRY["papers"], {"name": "Đơn mới", "required": False}]}, "9.000001: thêm giấy tờ: Đơn mới"), ({"papers": ENTRY["papers"][:1]}, "9.000001: bỏ giấy tờ: Thẻ"),
        ({"papers": [{**ENTRY["papers"][0], "copies": 2}, ENTRY["papers"][1]]}, "9.000001: giấy tờ Tờ khai: 1 chính, 0 sao, bắt buộc, submit → 1 chính, 2 sao, bắt buộc, submit"),
        ({"cases": [{"name": "Một"}]}, "9.000001: trường hợp:  → Một"), ({"results": [{"name": "Giấy", "code": "KQ.G15.000031"}]}, "9.000001: kết quả: Giấy thử → Giấy KQ.G15.000031"),
        ({"data_replaces": [{"document": "Thẻ", "database": "Dân cư"}]}, "9.000001: dữ liệu thay giấy tờ:  → Thẻ ← Dân cư"),
    ],
)  # fmt: skip
def test_a_change_is_said(what, line):
    (said,) = differences(a_package("2", SECOND, changed(**what)), (OLD,))
    assert said.startswith(line)


def test_what_is_withdrawn_is_said():
    assert differences(a_package("2", SECOND, withdrawn=["9.000001"]), (OLD,)) == ("9.000001: bãi bỏ từ 01/03/2027 (Đăng ký thử)",)


def test_a_package_with_an_unanswered_flag_is_refused_at_every_desk():
    flags = [{"id": "9.000001:fee_tiny", "detail": "20"}]
    for answers in ([], [{"flag": "9.000001:fee_tiny", "choice": "set", "person": " ", "reason": "x"}]):
        with pytest.raises(RuleError) as caught:
            a_package("1", FIRST, ENTRY, flags=flags, answers=answers)
        assert caught.value.fault is UNANSWERED
    assert a_package("1", FIRST, ENTRY, flags=flags, answers=[{"flag": "9.000001:fee_tiny", "choice": "set", "person": "A", "reason": "x", "value": {}}])
