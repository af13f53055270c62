"""The ledger adds up whatever happens; a closing counts it; a closed day takes no more."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.dossier import payments
from forms.dossier.fee_parts import Exemption, Ground
from forms.dossier.fees import FeeLine, FeeQuote
from forms.errors import RuleError
from forms.money import faults
from forms.money.closing import DENOMINATIONS, Closing, close, read_closing, read_count
from forms.money.ledger import (
    Drawer,
    LedgerEntry,
    amount_to_take,
    booking_day,
    owed,
    paid,
    recorded_exemption,
    sums,
)
from forms.money.receipt_number import count_of, receipt_number
from tests.support.law import a_received, after, cmd

DAY = date(2026, 11, 23)
MINE = Drawer("K7Q2", "lan")
POOR = Exemption(Ground.POOR, "Hộ nghèo năm 2026", "Giấy chứng nhận hộ nghèo")
QUOTE = FeeQuote(50_000, (FeeLine("Phí thử", 1, 50_000, 50_000),))


def entry(number="BL-K7Q2-26-00001-AAAA", **changes):
    return payments.Entry(**{"receipt_no": number, "day": DAY, "desk": "K7Q2", "clerk": "lan", **changes})


def taken(doc, amount=50_000, number="BL-K7Q2-26-00001-AAAA", **more):
    return after(doc, *payments.take(doc, payments.Taking(amount, "Lệ phí", **more), entry(number), settles=True))


amounts = st.integers(1, 10**9)
moves = st.lists(st.tuples(amounts, st.sampled_from(["cash", "transfer"]), st.booleans()), max_size=30)


@given(moves)
def test_sums_always_equal_the_entries(made):
    entries = [LedgerEntry(amount if is_in else -amount, method, DAY, MINE) for amount, method, is_in in made]
    found = sums(entries)
    assert found.total == sum(one.amount for one in entries)
    assert found.cash == sum(one.amount for one in entries if one.method == "cash")
    assert found.entries == len(entries)
    assert min(found) >= 0


@given(moves, st.dictionaries(st.sampled_from(DENOMINATIONS), st.integers(0, 500)), st.integers(0, 10**7))
def test_a_closing_adds_up_and_comes_back_from_its_event(made, counted, change):
    entries = [LedgerEntry(amount if is_in else -amount, method, DAY, MINE) for amount, method, is_in in made]
    closing = Closing(DAY, MINE, counted, change, sums(entries), "thử")
    assert closing.expected + closing.difference == closing.counted_total
    assert closing.expected == change + sum(one.amount for one in entries if one.method == "cash")
    back = read_closing(closing.payload())
    assert (back.counted_total, back.sums, back.drawer, back.day) == (closing.counted_total, closing.sums, MINE, DAY)
    assert close(closing, today=DAY, is_closed=False) is closing


def test_a_difference_needs_a_reason():
    short = Closing(DAY, MINE, {10_000: 1}, 0, sums([LedgerEntry(12_000, "cash", DAY, MINE)]))
    with pytest.raises(RuleError) as refused:
        close(short, today=DAY, is_closed=False)
    assert refused.value.where == {"difference": "-2000"}
    explained = Closing(DAY, MINE, {10_000: 1}, 0, short.sums, "trả nhầm tiền thừa")
    assert close(explained, today=DAY, is_closed=False).difference == -2_000


@pytest.mark.parametrize(
    ("counted", "today", "is_closed", "fault"),
    [({}, DAY, True, faults.DAY_CLOSED), ({}, DAY - timedelta(days=1), False, faults.DAY_TO_COME),
     ({3_000: 1}, DAY, False, faults.BAD_COUNT), ({1_000: -1}, DAY, False, faults.BAD_COUNT)],
)  # fmt: skip
def test_a_closing_that_cannot_be_is_refused(counted, today, is_closed, fault):
    with pytest.raises(RuleError) as refused:
        close(Closing(DAY, MINE, counted, 0, sums([]), "x"), today=today, is_closed=is_closed)
    assert refused.value.fault == fault


def test_a_closed_day_sends_its_latecomers_to_the_next():
    closed = {DAY, DAY + timedelta(days=1)}
    assert booking_day(DAY, closed.__contains__) == DAY + timedelta(days=2)
    assert booking_day(DAY, set().__contains__) == DAY


@pytest.mark.parametrize(
    ("typed", "counted"),
    [("500.000=1 50000=3", {500_000: 1, 50_000: 3}), ("1000x2, 1000=3", {1_000: 5}), ("", {})],
)
def test_a_count_is_read_as_typed(typed, counted):
    assert read_count(typed) == counted


@pytest.mark.parametrize("typed", ["ba tờ", "5000", "5000=", "5000=-1", "5000=٣", "5000=" + "9" * 50])
def test_a_count_that_cannot_be_read_is_refused(typed):
    with pytest.raises(RuleError) as refused:
        read_count(typed)
    assert refused.value.fault == faults.BAD_COUNT


def test_a_receipt_number_tells_machine_year_and_count():
    number = receipt_number("K7Q2", 2026, 42, UUID("01a1f6ae-9900-703e-a1cd-c4bb86c32710"))
    assert number.startswith("BL-K7Q2-26-00042-")
    assert (count_of(number), count_of("BL-42")) == (42, 0)


def test_money_taken_and_given_back_leaves_both_lines():
    doc = taken(a_received(), exemption=None, rows=QUOTE.lines)
    back = after(doc, *payments.give_back(doc, "BL-K7Q2-26-00001-AAAA", "Thu nhầm", entry("BL-K7Q2-26-00002-BBBB")))
    assert [line["amount"] for line in back["fees"]] == [50_000, -50_000]
    assert back["fees"][1]["reverses"] == "BL-K7Q2-26-00001-AAAA"
    assert (paid(doc), paid(back)) == (50_000, 0)
    with pytest.raises(RuleError):
        payments.give_back(back, "BL-K7Q2-26-00001-AAAA", "lần nữa", entry("BL-K7Q2-26-00003-CCCC"))


def test_a_line_of_the_bank_enters_a_dossier_once():
    doc = taken(a_received(), bank_line="ab" * 16)
    with pytest.raises(RuleError) as refused:
        taken(doc, number="BL-K7Q2-26-00002-BBBB", bank_line="ab" * 16)
    assert "báo có" in refused.value.fault.sentence


@pytest.mark.parametrize(
    "change",
    [{"amount": -1}, {"amount": True}, {"day": "hôm nay"}, {"method": "vàng"}, {"rows": [{"title": "x"}]}, {"rows": "x"}, {"exempt": "x"},
     {"exempt": {"ground": "poor", "reason": "", "evidence": "x", "amount": 1}}, {"desk": ""}],
)  # fmt: skip
def test_a_malformed_line_is_refused(change):
    payload = {"amount": 5_000, "title": "Lệ phí", **entry().spelt(), **change}
    with pytest.raises(RuleError):
        after(a_received(), ("fee.line", payload))


def test_an_exemption_is_kept_with_its_reason_and_paper():
    free = FeeQuote(0, (*QUOTE.lines, FeeLine("Miễn, giảm: hộ nghèo", 1, -50_000, -50_000)), exempted=50_000)
    doc = taken(a_received(), 0, "", rows=free.lines, exemption=POOR, exempted=50_000)
    assert doc["fees"][0]["exempt"] == {
        "ground": "poor", "reason": "Hộ nghèo năm 2026", "evidence": "Giấy chứng nhận hộ nghèo", "amount": 50_000,
    }  # fmt: skip
    assert recorded_exemption(doc) == POOR
    assert recorded_exemption(a_received()) is None


def test_what_is_owed_counts_the_officer_s_request_and_what_was_paid():
    doc = a_received()
    assert owed(doc, QUOTE).open == 50_000
    doc = taken(doc)
    assert owed(doc, QUOTE).open == 0
    doc = after(doc, cmd("accept", officer="binh"), *[("cmd", {"name": "ask_payment", "args": {"amount": 70_000, "title": "Thuế thử", "officer": "binh"}})])
    assert (doc["status"], owed(doc, QUOTE).open) == ("awaiting_payment", 70_000)
    doc = taken(doc, 70_000, "BL-K7Q2-26-00002-BBBB")
    assert (doc["status"], doc["payment_request"]["receipt_no"]) == ("processing", "BL-K7Q2-26-00002-BBBB")


def test_exactly_what_is_owed_is_taken():
    doc = a_received()
    assert amount_to_take(owed(doc, QUOTE), None, spared=False) == 50_000
    for given_, fault in ((40_000, faults.NOT_THAT_AMOUNT), (-1, faults.NOT_THAT_AMOUNT)):
        with pytest.raises(RuleError) as refused:
            amount_to_take(owed(doc, QUOTE), given_, spared=False)
        assert refused.value.fault == fault
    with pytest.raises(RuleError) as refused:
        amount_to_take(owed(taken(doc), QUOTE), None, spared=False)
    assert refused.value.fault == faults.NOTHING_OWED
    unknown = owed(doc, FeeQuote(0, is_certain=False))
    assert amount_to_take(unknown, 15_000, spared=False) == 15_000
    with pytest.raises(RuleError) as refused:
        amount_to_take(unknown, None, spared=False)
    assert refused.value.fault == faults.AMOUNT_NEEDED


@given(st.lists(st.sampled_from(["take", "return"]), max_size=12))
def test_no_order_of_taking_and_returning_loses_a_dong(steps):
    doc, open_, booked = a_received(), [], 0
    for n, step in enumerate(steps, 1):
        number = f"BL-K7Q2-26-{n:05d}-AAAA"
        if step == "take":
            doc, open_ = taken(doc, 1_000 * n, number), [*open_, (number, 1_000 * n)]
            booked += 1_000 * n
        elif open_:
            of, amount = open_.pop()
            doc = after(doc, *payments.give_back(doc, of, "thử", entry(number)))
            booked -= amount
    assert paid(doc) == booked == sum(amount for _, amount in open_)
