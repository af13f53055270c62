"""The shipped fees that depend on what an e-form says: the rates of the law, who is spared, lists by the head."""

from datetime import datetime

import pytest

from forms.catalogue.read import shipped
from forms.catalogue.shelf import shipped_form
from forms.dossier.calendar import VN
from forms.dossier.fee_parts import Channel, FeeAsked
from forms.money.quote import quote, quote_at_intake
from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form

STAY, VISIT, DEAL = "1.004222", "1.004194", "2.001035"
DIRECT, ONLINE = Channel.DIRECT, Channel.ONLINE


def listed(people):
    return {"wishes": {"mode": "list"}, "fee": {"people_total": people}}


def visit(mode="single", exempt="none", people=1):
    return {"wishes": {"mode": mode}, "fee": {"exempt": exempt, "people_total": people}}


@pytest.mark.parametrize(
    ("code", "answers", "channel", "amount"),
    [
        (STAY, {"fee": {"exempt": "none"}}, DIRECT, 20_000),
        (STAY, {"fee": {"exempt": "none"}}, ONLINE, 10_000),
        (STAY, {}, DIRECT, 20_000),
        (STAY, {"fee": {"exempt": "poor", "exempt_source": "Giấy chứng nhận hộ nghèo"}}, DIRECT, 0),
        (STAY, {"fee": {"exempt": "child"}}, ONLINE, 0),
        (VISIT, visit(), DIRECT, 15_000),
        (VISIT, visit(), ONLINE, 7_000),
        (VISIT, {}, DIRECT, 15_000),
        (VISIT, visit("household", people=4), DIRECT, 15_000),
        (VISIT, visit("household", "merit", people=4), DIRECT, 0),
        (VISIT, listed(12), DIRECT, 120_000),
        (VISIT, listed("12"), ONLINE, 60_000),
        (VISIT, listed(1), DIRECT, 10_000),
        (DEAL, {"deal": {"kind": "transfer"}}, DIRECT, 50_000),
        (DEAL, {"deal": {"kind": "mortgage", "farm_loan": "no"}}, DIRECT, 50_000),
        (DEAL, {"deal": {"kind": "mortgage", "farm_loan": "yes"}}, DIRECT, 0),
        (DEAL, {}, DIRECT, 50_000),
    ],
)
def test_the_fee_follows_the_answers(code, answers, channel, amount):
    found = quote(shipped().get(code), answers, FeeAsked(channel=channel))
    assert (found.amount, found.is_certain) == (amount, True)
    assert sum(line.amount for line in found.lines) == amount
    assert all(line.amount for line in found.lines), "nothing is paid by a line of nought"
    assert found.note, "what the clerk must look at is said"


def test_a_list_without_its_people_is_no_fee_yet():
    found = quote_at_intake(shipped().get(VISIT), {"wishes": {"mode": "list"}, "fee": {}})
    assert (found.amount, found.is_certain) == (0, False)


def test_the_form_itself_gives_the_answers_that_the_fee_reads():
    entry = FormEntry.start(read_form(shipped_form(VISIT)), now=datetime(2026, 11, 22, 8, tzinfo=VN), new_uuid=lambda: "x", answers={"wishes": {"mode": "list"}})
    found = quote(shipped().get(VISIT), entry.as_json())
    assert (found.amount, found.is_certain) == (10_000, True), "one row of the list stands open"
    entry = FormEntry.start(read_form(shipped_form(VISIT)), now=datetime(2026, 11, 22, 8, tzinfo=VN), new_uuid=lambda: "x")
    assert quote(shipped().get(VISIT), entry.as_json()).amount == 15_000
