"""What a procedure costs."""

from __future__ import annotations

import pytest

from forms.catalogue import read
from forms.dossier.fees import certified_copy_fee, fee_of
from forms.dossier.procedure import FeeKind, FeeRule
from tests.support.law import a_procedure

COPY = read.shipped().get("2.000815")


@pytest.mark.parametrize(("pages", "fee"), [(1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000), (197, 199_000), (198, 200_000), (500, 200_000)])
def test_a_certified_copy_by_pages(pages, fee):
    assert certified_copy_fee(pages) == fee


def test_copies_multiply_after_the_ceiling():
    answers = {"documents": [{"title": "Bằng thử", "pages": 500, "copies": 3}, {"pages": "3", "copies": "2"}]}
    quote = fee_of(COPY, answers)
    assert quote.amount == 610_000
    assert [(line.quantity, line.unit_price, line.amount) for line in quote.lines] == [(3, 200_000, 600_000), (2, 5_000, 10_000)]
    assert quote.lines[0].title == "Bằng thử (500 trang)"


@pytest.mark.parametrize(
    "answers",
    [{}, {"documents": None}, {"documents": "x"}, {"documents": [5]}, {"documents": [{"pages": 2}]},
     {"documents": [{"pages": -1, "copies": 1}]}, {"documents": [{"pages": "hai", "copies": 1}]},
     {"documents": [{"pages": True, "copies": 1}]}, {"documents": [{"pages": "9" * 5000, "copies": 1}]}],
)  # fmt: skip
def test_rows_that_are_not_complete_yet_cost_nothing(answers):
    quote = fee_of(COPY, answers)
    assert quote.amount == 0
    assert not quote.is_certain


def test_the_other_rules():
    assert fee_of(a_procedure(), {}).amount == 0
    assert fee_of(a_procedure(fee=FeeRule(FeeKind.FIXED, 50_000)), {}).amount == 50_000
    assert fee_of(a_procedure(fee=FeeRule(FeeKind.PER_COPY, 8_000)), {"copies": 3}).amount == 24_000
    assert fee_of(a_procedure(fee=FeeRule(FeeKind.PER_COPY, 8_000)), {}).amount == 8_000


@pytest.mark.parametrize("kind", [FeeKind.LOCAL, FeeKind.UNKNOWN])
def test_an_amount_that_is_not_published_is_not_invented(kind):
    quote = fee_of(a_procedure(fee=FeeRule(kind, 0, "Do Hội đồng nhân dân tỉnh quy định.")), {})
    assert not quote.is_certain
    assert quote.note


@pytest.mark.parametrize(
    ("answers", "amount"),
    [({}, 0), ({"copies_wanted": {"copies": 0}}, 0), ({"copies_wanted": {"copies": 3}}, 24_000), ({"copies_wanted": {"copies": "2"}}, 16_000),
     ({"copies_wanted": {}}, 0), ({"copies_wanted": [1]}, 0), ({"copies_wanted": {"copies": -1}}, 0)],
)  # fmt: skip
def test_a_free_registration_still_counts_the_extracts_asked_for_with_it(answers, amount):
    quote = fee_of(read.shipped().get("1.001193"), answers)
    assert (quote.amount, quote.is_certain) == (amount, True)
    assert [line.amount for line in quote.lines] == ([amount] if amount else [])


def test_extracts_cost_nothing_where_the_catalogue_offers_none():
    assert fee_of(a_procedure(), {"copies_wanted": {"copies": 3}}).amount == 0
    local = fee_of(a_procedure(fee=FeeRule(FeeKind.LOCAL, extract_copy=8_000)), {"copies_wanted": {"copies": 1}})
    assert (local.amount, local.is_certain) == (8_000, False)
