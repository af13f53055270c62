"""The notice to pay: what is owed, the code of the office's account beside it, and nothing where nothing is owed."""

from dataclasses import replace
from uuid import UUID

import pytest

from desktop_app.errors import PAPER_NOT_YET, DeskError
from desktop_app.usecases.ask_payment import AskPayment, ask_payment
from desktop_app.usecases.list_papers import list_papers
from desktop_app.usecases.take_fee import TakeFee, take_fee
from forms.catalogue.settings import Settings
from tests.desktop_app.usecases.test_papers import (
    CALENDAR,
    CLERK,
    OFFICER,
    SHELF,
    Log,
    printed,
    received,
    taken_on,
    text_of,
)
from tests.support.law import after, cmd

PAID_INTO = replace(CLERK, settings=Settings({"fee_account": "970405:5200201234567"}))


def kinds(store, dossier):
    return {line.kind for line in list_papers(dossier, CLERK, SHELF, Log(store), store.open_work(CLERK))}


def test_what_is_owed_is_told_with_account_and_memo_and_that_the_code_proves_nothing(store):
    dossier = received(store)
    text = text_of(printed(store, dossier, "notice", PAID_INTO).pdf)
    number = store.kept.docs[UUID(dossier)]["number"]
    for words in ("THÔNG BÁO NỘP PHÍ, LỆ PHÍ", "Agribank, 5200201234567", f"Nội dung chuyển khoản: {number}", "4.000 đồng"):
        assert words in text
    assert "không phải là chứng từ đã nộp tiền" in text
    assert "NGƯỜI THU TIỀN" not in text


def test_an_office_without_an_account_asks_for_cash(store):
    text = text_of(printed(store, received(store), "notice").pdf)
    assert "Tiền mặt tại quầy" in text
    assert "VietQR" not in text


def test_what_an_officer_asks_for_stands_on_it_too(store):
    dossier = taken_on(store)
    ask_payment(AskPayment(dossier, 70_000, "Thuế thử"), OFFICER, SHELF, store.open_work(OFFICER))
    text = text_of(printed(store, dossier, "notice", PAID_INTO).pdf)
    assert "Thuế thử" in text
    assert "74.000 đồng" in text


def test_what_is_paid_has_a_receipt_and_no_notice(store):
    dossier = received(store)
    assert kinds(store, dossier) & {"fee", "notice"} == {"notice"}
    take_fee(TakeFee(dossier), CLERK, SHELF, CALENDAR, store.open_work(CLERK))
    assert kinds(store, dossier) & {"fee", "notice"} == {"fee"}
    with pytest.raises(DeskError) as caught:
        printed(store, dossier, "notice")
    assert caught.value.fault == PAPER_NOT_YET


def test_what_the_province_asked_for_is_taken_here_and_the_dossier_goes_on(store):
    dossier = taken_on(store)
    record = UUID(dossier)
    asked = cmd("ask_payment", amount=70_000, title="Tiền sử dụng đất thử", officer="Trần Văn Thử")
    store.kept.docs[record] = after(store.kept.docs[record], asked, actor="can-bo-tinh")
    assert "Tiền sử dụng đất thử" in text_of(printed(store, dossier, "notice", PAID_INTO).pdf)
    taken = take_fee(TakeFee(dossier), CLERK, SHELF, CALENDAR, store.open_work(CLERK))
    assert (taken.amount, taken.status) == (74_000, "processing")
    assert store.kept.docs[record]["payment_request"]["receipt_no"] == taken.receipt_no
