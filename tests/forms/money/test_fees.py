"""What somebody pays: the examples of the law, tables by case and channel, formulas, and who is spared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue.read_fee import read_fee
from forms.catalogue.record import Record
from forms.dossier.fee_parts import Channel, Exemption, FeeAsked, FeeRow, Ground, Relief
from forms.dossier.procedure import FeeKind, FeeRule
from forms.errors import Act, RuleError
from forms.money.formula import check_formula
from forms.money.quote import quote, quote_at_intake
from tests.support.law import a_procedure

DIRECT, ONLINE = FeeAsked(), FeeAsked(channel=Channel.ONLINE)
COPY = "copies * min(200000, 2000 * min(pages, 2) + 1000 * max(0, pages - 2))"
STAYS = [
    {"amount": 10_000, "case": "tách hộ", "channel": "direct"},
    {"amount": 5_000, "case": "tách hộ", "channel": "online"},
    {"amount": 20_000, "channel": "direct"},
    {"amount": 10_000, "channel": "online"},
]
VISITS = [{"amount": 15_000, "channel": "direct"}, {"amount": 7_000, "channel": "online"},
          {"amount": 10_000, "case": "danh sách", "channel": "direct", "per": "people"},
          {"amount": 5_000, "case": "danh sách", "channel": "online", "per": "people"}]  # fmt: skip
CERTIFYING = [
    {"amount": 10_000, "case": "chữ ký", "per": "times"},
    {"amount": 50_000, "case": "giao dịch"},
    {"amount": 30_000, "case": "sửa đổi, hủy bỏ giao dịch"},
    {"amount": 25_000, "case": "sửa lỗi"},
]
CARDS = [{"amount": 50_000, "case": "cấp đổi"}, {"amount": 70_000, "case": "cấp lại"}]


def fee(**facts):
    return read_fee(Record("9.000001", facts))


def of(rule, answers=(), asked=DIRECT):
    return quote(a_procedure(fee=rule), dict(answers), asked)


def case(name, channel=Channel.DIRECT):
    return FeeAsked(name, channel)


@pytest.mark.parametrize(
    ("facts", "answers", "asked", "amount"),
    [
        *[({"kind": "formula", "formula": COPY, "inputs": {"copies": "Số bản", "pages": "Số trang"}},
           {"copies": copies, "pages": pages}, DIRECT, amount)
          for copies, pages, amount in [(1, 1, 2_000), (1, 2, 4_000), (1, 3, 5_000), (1, 198, 200_000), (1, 500, 200_000), (3, 500, 600_000)]],
        ({"kind": "table", "rows": CERTIFYING}, {"times": 1}, case("chữ ký"), 10_000),
        ({"kind": "table", "rows": CERTIFYING}, {"times": "2"}, case("chữ ký"), 20_000),
        ({"kind": "table", "rows": CERTIFYING}, {}, case("giao dịch"), 50_000),
        ({"kind": "table", "rows": CERTIFYING}, {}, case("sửa đổi, hủy bỏ giao dịch"), 30_000),
        ({"kind": "table", "rows": CERTIFYING}, {}, case("sửa lỗi"), 25_000),
        ({"kind": "per_copy", "amount": 8_000}, {"copies": 3}, DIRECT, 24_000),
        ({"kind": "table", "rows": STAYS}, {}, DIRECT, 20_000),
        ({"kind": "table", "rows": STAYS}, {}, ONLINE, 10_000),
        ({"kind": "table", "rows": STAYS}, {}, case("tách hộ"), 10_000),
        ({"kind": "table", "rows": STAYS}, {}, case("tách hộ", Channel.ONLINE), 5_000),
        ({"kind": "table", "rows": VISITS}, {}, DIRECT, 15_000),
        ({"kind": "table", "rows": VISITS}, {}, ONLINE, 7_000),
        ({"kind": "table", "rows": VISITS}, {"people": 4}, case("danh sách"), 40_000),
        ({"kind": "table", "rows": VISITS}, {"people": 4}, case("danh sách", Channel.ONLINE), 20_000),
        ({"kind": "fixed", "amount": 400_000}, {}, DIRECT, 400_000),
        ({"kind": "table", "rows": CARDS}, {}, case("cấp đổi"), 50_000),
        ({"kind": "table", "rows": CARDS}, {}, case("cấp lại"), 70_000),
    ],
)  # fmt: skip
def test_the_examples_of_the_law(facts, answers, asked, amount):
    found = of(fee(**facts), answers, asked)
    assert (found.amount, found.is_certain) == (amount, True)
    assert sum(line.amount for line in found.lines) == amount


def test_a_case_or_channel_the_table_does_not_know_is_not_guessed():
    rule = fee(kind="table", rows=CERTIFYING)
    assert not of(rule).is_certain
    assert not of(fee(kind="table", rows=STAYS), asked=FeeAsked(channel=Channel.POST)).is_certain


def test_a_formula_waits_for_its_answers_and_names_them():
    rule = fee(kind="formula", formula=COPY, inputs={"copies": "Số bản", "pages": "Số trang"})
    found = of(rule, {"copies": 2, "pages": ""})
    assert (found.amount, found.is_certain) == (0, False)
    assert "Số trang" in found.note
    assert "Số bản" not in found.note


def test_a_formula_reads_rows_case_and_channel():
    formula = "if(channel = 'online', 5000, 10000) * sum(people/count) + if(case = 'gấp', 1000, 0)"
    rule = fee(kind="formula", formula=formula, inputs={"people/count": "Số người"})
    people = {"people": [{"count": 2}, {"count": "3"}]}
    assert of(rule, people).amount == 50_000
    assert of(rule, people, FeeAsked("gấp", Channel.ONLINE)).amount == 26_000


@pytest.mark.parametrize(
    ("formula", "answers", "said"),
    [("1000 - copies", {"copies": 2000}, "âm"), ("1000 div copies", {"copies": 3}, "nguyên"),
     ("1000 * copies", {"copies": "ba"}, "nguyên"), ("1 div copies", {"copies": "0"}, "nguyên")],
)  # fmt: skip
def test_a_negative_or_broken_fee_is_refused_and_an_administrator_must_act(formula, answers, said):
    rule = fee(kind="formula", formula=formula, inputs={"copies": "Số bản"})
    with pytest.raises(RuleError) as refused:
        of(rule, answers)
    assert refused.value.fault.act is Act.ADMINISTRATOR
    assert said in refused.value.fault.sentence
    told = quote_at_intake(a_procedure(fee=rule), answers)
    assert (told.amount, told.is_certain) == (0, False)
    assert said in told.note


@pytest.mark.parametrize(
    ("formula", "place"),
    [("copies *", "reason"), ("bling(copies)", "reason"), ("copies * pages", "name"), ("random() * 1000", "function"),
     ("decimal-date-time(now())", "function"), ("instance('x')/root/item/fee", "reason"), ("((((" * 30, "reason"),
     ("1 + " * 2000 + "1", "reason"), ("../copies", "reason"), ("$copies", "reason"), ("floor(copies)", "reason")],
)  # fmt: skip
def test_a_formula_is_checked_where_it_is_published(formula, place):
    with pytest.raises(RuleError) as refused:
        fee(kind="formula", formula=formula, inputs={"copies": "Số bản"})
    assert refused.value.fault.act is Act.ADMINISTRATOR
    assert place in refused.value.where
    assert refused.value.where["procedure"] == "9.000001"


def test_a_check_tells_what_a_formula_reads():
    assert check_formula(COPY, ["copies", "pages"]) == ("copies", "pages")


@pytest.mark.parametrize(
    "facts",
    [{"kind": "fixed", "amount": -5_000}, {"kind": "fixed", "amount": 40}, {"kind": "table"}, {"kind": "table", "rows": [{"amount": 700}]},
     {"kind": "table", "rows": [{"amount": 5_000}, {"amount": 6_000}]}, {"kind": "table", "rows": [{"amount": 5_000, "channel": "fax"}]},
     {"kind": "fixed", "amount": 5_000, "rows": [{"amount": 5_000}]}, {"kind": "fixed", "amount": 5_000, "formula": "1"}, {"kind": "formula"},
     {"kind": "free", "reliefs": [{"ground": "poor", "percent": 101}]}, {"kind": "table", "rows": [{"amount": -1}]}],
)  # fmt: skip
def test_a_rule_that_no_fee_has_is_refused(facts):
    with pytest.raises(RuleError):
        fee(**facts)


POOR = Exemption(Ground.POOR, "Hộ nghèo năm 2026", "Giấy chứng nhận hộ nghèo số 12")


def test_who_is_spared_stands_on_a_line_of_its_own():
    found = of(FeeRule(FeeKind.FIXED, 50_000), asked=FeeAsked(exemption=POOR))
    assert (found.amount, found.exempted) == (0, 50_000)
    assert [(line.title, line.amount) for line in found.lines][1:] == [("Miễn, giảm: hộ nghèo", -50_000)]


def test_a_rule_that_names_whom_it_spares_knows_no_others():
    rule = FeeRule(FeeKind.FIXED, 50_000, reliefs=(Relief(Ground.ELDERLY, 50, "văn bản thử"),))
    half = of(rule, asked=FeeAsked(exemption=Exemption(Ground.ELDERLY, "80 tuổi", "Căn cước")))
    assert (half.amount, half.exempted) == (25_000, 25_000)
    with pytest.raises(RuleError) as refused:
        of(rule, asked=FeeAsked(exemption=POOR))
    assert refused.value.where == {"ground": "poor"}


@pytest.mark.parametrize("claimed", [POOR._replace(reason=" "), POOR._replace(evidence="")])
def test_nobody_is_spared_silently(claimed):
    with pytest.raises(RuleError) as refused:
        of(FeeRule(FeeKind.FIXED, 50_000), asked=FeeAsked(exemption=claimed))
    assert refused.value.fault.act is Act.CLERK


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=4), st.integers(1, 100), st.integers(0, 50))
def test_lines_always_add_up_and_never_below_zero(amounts, percent, count):
    rows = tuple(FeeRow(amount, case=str(n), per="copies") for n, amount in enumerate(amounts))
    rule = FeeRule(FeeKind.TABLE, rows=rows, reliefs=(Relief(Ground.POOR, percent),))
    for n in range(len(rows)):
        found = of(rule, {"copies": count}, FeeAsked(str(n), exemption=POOR))
        assert sum(line.amount for line in found.lines) == found.amount >= 0
