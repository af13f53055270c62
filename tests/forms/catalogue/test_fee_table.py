"""Fees that the province's council decides reach the desk as a package."""

from datetime import date

import pytest

from forms.catalogue import fee_table
from forms.catalogue.kinds import checked, differences
from forms.catalogue.package import Head, PackageKind, pack_json
from forms.dossier.procedure import FeeKind, FeeRule
from forms.errors import RuleError
from tests.support.law import a_procedure

CODE = "9.000001"


def packed(fees, edition="1", day=date(2027, 1, 1)):
    return pack_json(Head(PackageKind.FEES, edition, day, source="Nghị quyết thử"), {"fees": fees})


OLD = checked(packed({CODE: {"kind": "fixed", "amount": 15_000}}))
NEW = checked(packed({CODE: {"kind": "table", "rows": [{"amount": 20_000}]}}, "2", date(2027, 7, 1)))
LOCAL = a_procedure(fee=FeeRule(FeeKind.LOCAL))


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2026, 12, 31), FeeKind.LOCAL), (date(2027, 1, 1), FeeKind.FIXED), (date(2027, 7, 1), FeeKind.TABLE)],
)
def test_a_fee_holds_from_its_day(day, kind):
    assert fee_table.priced(LOCAL, [OLD, NEW], day).fee.kind is kind


def test_the_difference_is_said():
    assert differences(OLD, []) == (f"Phí {CODE}: theo danh mục → 15.000 đồng",)
    assert differences(NEW, [OLD]) == (f"Phí {CODE}: 15.000 đồng → theo bảng; mọi trường hợp 20.000 đồng",)
    assert differences(checked(packed({CODE: {"kind": "fixed", "amount": 15_000}}, "3")), [OLD]) == ()


@pytest.mark.parametrize(
    "fees",
    [{}, [], {"x": {"kind": "free"}}, {CODE: {"kind": "gift"}}, {CODE: {"kind": "fixed", "amount": -1}}, {CODE: 5}, {CODE: {"kind": "fixed", "amount": 40}},
     {CODE: {"kind": "formula", "formula": "pages * 1000", "inputs": {}}}],
)  # fmt: skip
def test_a_package_that_cannot_be_used_is_refused_whole(fees):
    with pytest.raises(RuleError):
        checked(packed(fees))
