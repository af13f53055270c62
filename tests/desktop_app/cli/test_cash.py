"""A day's money by commands: taken with a number, printed, counted, closed, and met again at the bank."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms.dossier.calendar import local
from tests.support.counter import Counter
from tests.support.vietqr import read_vietqr

FEE = 10_000  # two copies of three pages
POOR = ("--exempt", "poor", "--reason", "Hộ nghèo năm 2026", "--evidence", "Giấy chứng nhận hộ nghèo")


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    new = ("--role", "supervisor", "--new-passphrase-file", made.secret)
    made("staff", "add", "--user", "phu", "--name", "Phụ Trách Thử", *new, user="quantri")
    return made


def text_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def today(counter):
    return local(counter.house.clock.now()).date()


def statement(counter, *rows):
    lines = ["NGÂN HÀNG THỬ NGHIỆM", "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung", *rows]
    return counter.write("sao-ke.csv", "\n".join(lines).encode("utf-16"))


def account(counter):
    counter("settings", "set", "fee_account", "970405:5200201234567", user="quantri")


def test_a_day_from_the_first_fee_to_the_bank(counter):
    account(counter)
    bill, report, sheet = (str(counter.folder / name) for name in ("bl.pdf", "ngay.pdf", "ngay.csv"))
    first, second = (counter.receive()["receipt"]["number"] for _ in range(2))

    taken = counter("cash", "take", first, "--print", bill)["taken"]
    assert (taken["amount"], taken["day"]) == (FEE, today(counter).isoformat())
    assert taken["receipt_no"].startswith("BL-K7Q2-")
    said = text_of(bill)
    assert "BIÊN LAI THU PHÍ, LỆ PHÍ" in said
    assert "10.000" in said
    assert taken["receipt_no"] in said.replace(" ", "")

    payment = counter("cash", "qr", second)["payment"]
    asked = read_vietqr(payment["text"])
    assert (asked.amount, asked.memo, asked.account) == (FEE, second, "5200201234567")

    squashed = second.replace("-", " ").lower()
    rows = [f"23/11/2026 08:15:00;FT1;;10.000;MBVCB.99.{squashed}.CT tu 0123", f"23/11/2026;FT2;;10.000;nop {first}", "23/11/2026;FT3;50.000;;rut"]
    path = statement(counter, *rows, "23/11/2026;FT4;;mười nghìn;x")
    report_ = counter("cash", "bank", path)["bank"]
    assert [(row["kind"], row["numbers"]) for row in report_["rows"]] == [("proposed", [second]), ("settled", [first])]
    assert (report_["debits"], [n for n, _ in report_["bad"]], report_["booked"]) == (1, [6], [])
    key = report_["rows"][0]["key"]
    (booked,) = counter("cash", "bank", path, "--accept", key)["bank"]["booked"]
    assert (booked["number"], booked["amount"]) == (second, FEE)
    again = counter("cash", "bank", path, "--accept-all")["bank"]
    assert (again["rows"][0]["kind"], again["booked"]) == ("booked", [])
    assert "đề nghị" in counter("cash", "bank", path, "--accept", key, code=3)["sentence"]

    short = counter("cash", "close", "5000=1", code=3)
    assert short["where"] == {"difference": "-5000"}
    closing = counter("cash", "close", "5000x2", "1000=1", "--change", "1000")["closing"]
    assert (closing["expected"], closing["difference"], closing["entries"]) == (11_000, 0, 2)
    assert "đã chốt" in counter("cash", "close", code=3)["sentence"]

    third = counter.receive()["receipt"]["number"]
    late = counter("cash", "take", third)["taken"]
    assert late["day"] == (today(counter) + timedelta(days=1)).isoformat()
    ledger = counter("cash", "list")["ledger"]
    assert (ledger["sums"], len(ledger["closings"])) == ([2, FEE, 0, FEE, 0], 1)
    assert counter("cash", "report", "--out", report, "--csv", sheet)["csv_rows"] == 2
    said = text_of(report)
    assert "BẢNG KÊ THU PHÍ, LỆ PHÍ" in said
    assert "Chênh lệch: 0 đồng" in said
    kept = Path(sheet).read_text("utf-8-sig").splitlines()
    assert [row[8] for row in csv.reader(kept)][1:] == ["10000", "10000"]
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]
    assert counter("sync", "status")["sync"]["waiting"] == 3


def test_a_mistake_is_answered_by_a_counter_entry_of_somebody_else(counter):
    number = counter.receive()["receipt"]["number"]
    receipt = counter("cash", "take", number)["taken"]["receipt_no"]
    assert "không còn khoản phí" in counter("cash", "take", number, code=3)["sentence"]
    counter("cash", "refund", number, "--receipt", receipt, "--reason", "Thu nhầm", code=3)
    back = counter("cash", "refund", number, "--receipt", receipt, "--reason", "Thu nhầm", user="phu")["returned"]
    assert back["amount"] == -FEE
    counter("cash", "refund", number, "--receipt", receipt, "--reason", "lần nữa", user="phu", code=3)
    sums = counter("cash", "list", "--clerk", "thu")["ledger"]["sums"]
    assert sums == [2, FEE, FEE, 0, 0]
    assert counter("cash", "take", number)["taken"]["amount"] == FEE


def test_who_is_spared_is_recorded_and_pays_nothing(counter):
    number = counter.receive()["receipt"]["number"]
    counter("cash", "take", number, *POOR[:2], code=3)
    taken = counter("cash", "take", number, *POOR)["taken"]
    assert (taken["amount"], taken["exempted"], taken["receipt_no"]) == (0, FEE, "")
    (line,) = counter("show", number)["dossier"]["doc"]["fees"]
    assert line["exempt"]["evidence"] == "Giấy chứng nhận hộ nghèo"
    counter("cash", "take", number, code=3)


def test_a_dossier_that_waits_for_money_goes_on_when_it_is_paid(counter):
    number = counter.receive()["receipt"]["number"]
    counter("cash", "ask", number, "--amount", "70000", "--title", "Thuế thử", user="lan", code=3)
    counter("transfer", number, user="lan")
    asked = counter("cash", "ask", number, "--amount", "70000", "--title", "Thuế thử", user="lan")["dossier"]
    assert asked["status"] == "awaiting_payment"
    taken = counter("cash", "take", number, "--method", "transfer")["taken"]
    assert (taken["amount"], taken["status"]) == (FEE + 70_000, "processing")
    paid = counter("show", number)["dossier"]["doc"]
    request = paid["payment_request"]
    assert (request["due_before"], request["due_after"]) == (asked["due_at"], paid["due_at"])
    assert paid["promised_due_at"] == paid["due_at"]
    said = [row["sentence"] for row in counter("show", number)["dossier"]["history"]]
    assert said[-3:] == ["Yêu cầu thực hiện nghĩa vụ tài chính", "Thu lệ phí", "Đã thực hiện nghĩa vụ tài chính"]


def test_nobody_takes_a_fee_that_is_not_theirs_to_take(counter):
    number = counter.receive()["receipt"]["number"]
    for words in (("take", number), ("close",), ("list",)):
        counter("cash", *words, user="quantri", code=3)
    assert "BIN" in counter("cash", "qr", number, code=3)["remedy"]
    counter("cash", "close", "--clerk", "lan", code=3)
    assert counter("cash", "close", "--clerk", "lan", user="phu")["closing"]["clerk"] == "lan"
