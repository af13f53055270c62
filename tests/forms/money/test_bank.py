"""A bank's statement: read whatever the bank makes of it, matched one to one, never booked twice."""

import csv
import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import RuleError
from forms.money import faults
from forms.money.cells import harmless, read_amount, read_moment
from forms.money.matching import CodeIndex, MatchKind, classify
from forms.money.statement import BankLine, read_statement

NUMBER, OTHER = "T-24184-K7Q2-00042-9F3M", "T-24184-K7Q2-00043-1ABC"
CODE, LONGER = "H15.99-261121-0007", "H15.99-261121-00072"
INDEX = CodeIndex([(NUMBER, "a"), (OTHER, "b"), (CODE, "c"), (LONGER, "d")])
OWED = {"a": 8_000, "b": 8_000, "c": 20_000, "d": 20_000}.__getitem__
HEADER = "Ngày giao dịch{0}Số tham chiếu{0}Ghi nợ{0}Ghi có{0}Số dư{0}Nội dung"
ROWS = (
    '23/11/2026 08:15:00{0}FT1{0}{0}"8,000"{0}"1,008,000"{0}MBVCB.1.T 24184 K7Q2 00042 9F3M.CT tu 0123',
    '23/11/2026{0}FT2{0}"50,000"{0}{0}"958,000"{0}Rut tien',
    "23/11/2026{0}FT3{0}{0}tám nghìn{0}{0}không rõ",
)


def table(delimiter=","):
    return "\n".join([*("NGÂN HÀNG THỬ NGHIỆM", "Tài khoản: 0123456789", ""), HEADER.format(delimiter), *(row.format(delimiter) for row in ROWS), "Tổng cộng"])


def line(memo, amount=8_000, n=1, reference=""):
    return BankLine(n, None, amount, memo, reference)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_statement_is_read_in_any_encoding_and_delimiter(delimiter, encoding):
    found = read_statement(table(delimiter).encode(encoding))
    (credit,) = found.lines
    assert (credit.amount, credit.reference, credit.n) == (8_000, "FT1", 5)
    assert (credit.at.hour, credit.at.day) == (8, 23)
    assert (found.debits, found.bad) == (1, ((7, "số tiền không đọc được"),))
    assert INDEX.find(credit.memo).dossiers == ("a",)


def in_windows_1258(text):
    pieces = bytearray()
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in "\u0302\u0306\u031b"))
        pieces += (shape + "".join(mark for mark in marks if mark not in "\u0302\u0306\u031b")).encode("cp1258")
    return bytes(pieces)


def test_a_statement_in_windows_1258_is_read():
    assert [one.amount for one in read_statement(in_windows_1258(table())).lines] == [8_000]


@pytest.mark.parametrize(
    ("header", "row", "amount"),
    [("Ngày,Số tiền,Diễn giải", "2026-11-23,+8.000 VND,thu", 8_000), ("Ngày,Số tiền,Loại giao dịch,Mô tả", "23-11-2026,8000.00,C,thu", 8_000),
     ("Date,Amount,Description", '23/11/2026,"8,000.00",thu', 8_000), ("Ngày;Phát sinh nợ;Phát sinh có;Diễn giải", "23/11/2026;0;1.008.000;thu", 1_008_000),
     ("Ngày,Số tiền,Nội dung", '23/11/2026,"=""8000""",thu', 8_000)],
)  # fmt: skip
def test_columns_are_found_by_their_words(header, row, amount):
    (credit,) = read_statement(f"{header}\n{row}\n".encode()).lines
    assert credit.amount == amount


@pytest.mark.parametrize(("row", "debits"), [("23/11/2026,-8.000,thu,", 1), ("23/11/2026,8.000,thu,D", 1), ("23/11/2026,(8.000),thu,", 1)])
def test_money_that_goes_out_is_no_credit(row, debits):
    found = read_statement(f"Ngày,Số tiền,Nội dung,Dấu +/-\n{row}\n".encode())
    assert (found.lines, found.debits) == ((), debits)


def test_a_bad_row_is_named_by_its_line_and_spoils_no_other():
    rows = ["Ngày,Số tiền,Nội dung", "31/02/2026,8.000,a", '23/11/2026,8.000,"hai', 'dòng"', "23/11/2026,,c", "23/11/2026,8.000,d", ",,", "Tổng cộng,16.000,"]
    found = read_statement("\n".join(rows).encode())
    assert [one.memo for one in found.lines] == ["hai dòng", "d"]
    assert found.bad == ((2, "ngày giao dịch không đọc được"), (5, "không có số tiền"))


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"\x00" * 50, "Nội dung\nthu".encode(), b'"' * 999])
def test_what_is_no_statement_is_refused(raw):
    with pytest.raises(RuleError) as refused:
        read_statement(raw)
    assert refused.value.fault == faults.NOT_A_STATEMENT


@pytest.mark.parametrize("raw", [b"x" * (9 << 20), b"Ngay,So tien,Noi dung\n" + b"23/11/2026,8.000,a\n" * 20_001])
def test_a_statement_beyond_the_ceilings_is_refused(raw):
    with pytest.raises(RuleError) as refused:
        read_statement(raw)
    assert refused.value.fault == faults.STATEMENT_TOO_BIG


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(raw):
    try:
        read_statement(b"Ngay,So tien,Noi dung\n" + raw)
    except RuleError as error:
        assert error.fault in (faults.NOT_A_STATEMENT, faults.STATEMENT_TOO_BIG)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("8.000", 8_000), ("8,000", 8_000), ("8000", 8_000), ("1.234.567", 1_234_567), ("1,234,567.00", 1_234_567), ("1.234.567,00", 1_234_567),
     ("8.000 VNĐ", 8_000), ("8 000đ", 8_000), ("+8.000", 8_000), ("-8.000", -8_000), ("(8.000)", -8_000), ("8.000-", -8_000), ("8000.00", 8_000),
     ("8000,5", None), ("8.0000", None), ("8..000", None), ("8.000,000.0", None), ("tám", None), ("", None), ("9" * 30, None), ("=1+1", None), ("٨٠٠٠", None)],
)  # fmt: skip
def test_a_sum_is_read_as_banks_write_it(cell, amount):
    assert read_amount(cell) == amount


@pytest.mark.parametrize("cell", ["31/02/2026", "hôm nay", "2026", "", "23/13/2026", "23/11/2026 25:00"])
def test_a_day_that_does_not_exist_is_none(cell):
    assert read_moment(cell) is None


@given(st.text(max_size=30))
def test_no_cell_that_leaves_us_is_a_formula(text):
    assert harmless(text).lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize(
    ("memo", "dossiers", "is_whole"),
    [
        (NUMBER, ("a",), True), (NUMBER.lower(), ("a",), True), ("MBVCB.123.T24184K7Q2000429F3M.CT tu 01", ("a",), True),
        ("T 24184 K7Q2 00042 9F3M nop le phi", ("a",), True), ("nop phi T-24184-K7Q2-00042-9F", ("a",), True), ("T-24184-K7Q2-00042", ("a",), True),
        ("T-24184-K7Q2-000", ("a", "b"), False), ("T-24184-K7Q", (), True), (CODE, ("c",), True), ("h15.99 261121 0007 thu", ("c",), True), ("H15992611210007CT", ("c",), True),
        ("H15.99-261121-00072", ("d",), True), ("H15.99-261121-00079", (), True), ("H15.99-261121-0007 2", ("c", "d"), True),
        ("H15.99-261121-000", ("c", "d"), False), (f"{NUMBER} {OTHER}", ("a", "b"), True), ("nộp phí chứng thực", (), True), ("", (), True),
    ],
)  # fmt: skip
def test_a_code_is_found_whatever_the_bank_did_to_it(memo, dossiers, is_whole):
    found = INDEX.find(memo)
    assert set(found.dossiers) == set(dossiers)
    if len(dossiers) > 1:
        assert found.is_whole is is_whole


@pytest.mark.parametrize(
    ("memo", "amount", "kind"),
    [(NUMBER, 8_000, MatchKind.PROPOSED), (NUMBER, 7_999, MatchKind.WRONG_AMOUNT), ("phí", 8_000, MatchKind.UNKNOWN),
     (f"{NUMBER} {OTHER}", 8_000, MatchKind.AMBIGUOUS), ("H15.99-261121-000", 20_000, MatchKind.AMBIGUOUS)],
)  # fmt: skip
def test_every_line_has_its_class(memo, amount, kind):
    (answer,) = classify([line(memo, amount)], INDEX, OWED, ())
    assert answer.kind is kind


def test_a_cut_official_code_is_never_proposed_even_where_only_one_fits():
    (answer,) = classify([line("H15.99-261121-000", 20_000)], CodeIndex([(CODE, "c")]), OWED, ())
    assert answer.kind is MatchKind.AMBIGUOUS


def test_the_same_line_twice_and_a_second_payment_wait_for_a_person():
    lines = [line(NUMBER, n=1), line(NUMBER.lower(), n=2), line(f"{NUMBER} lan 2", n=3), line(OTHER, n=4)]
    assert [one.kind for one in classify(lines, INDEX, OWED, ())] == ["proposed", "double", "double", "proposed"]
    again = classify(lines, INDEX, OWED, {lines[0].key})
    assert [one.kind for one in again] == ["booked", "booked", "proposed", "proposed"]
    assert classify([line(NUMBER)], INDEX, lambda _: 0, ())[0].kind is MatchKind.SETTLED


memos = st.sampled_from([NUMBER, NUMBER.lower(), OTHER, CODE, LONGER, "H15.99-261121-000", f"{NUMBER} {OTHER}", "phí", f"CK {CODE} 1"])


@given(st.lists(st.tuples(memos, st.sampled_from([8_000, 20_000, 5]), st.sampled_from(["", "FT1", "FT2"])), max_size=25), st.integers(1, 4))
def test_confirming_all_proposals_again_and_again_books_no_line_twice_and_no_dong_too_much(made, rounds):
    lines = [line(memo, amount, n, reference) for n, (memo, amount, reference) in enumerate(made, 1)]
    booked, paid = list[str](), dict.fromkeys("abcd", 0)
    for _ in range(rounds):
        answers = classify(lines, INDEX, lambda dossier: max(0, OWED(dossier) - paid[dossier]), booked)
        proposed = [one for one in answers if one.kind is MatchKind.PROPOSED]
        assert len({one.dossiers[0] for one in proposed}) == len({one.line.key for one in proposed}) == len(proposed)
        for one in proposed:
            booked.append(one.line.key)
            paid[one.dossiers[0]] += one.line.amount
    assert len(booked) == len(set(booked))
    assert all(paid[dossier] in (0, OWED(dossier)) for dossier in paid)


def test_a_key_names_a_credit_in_any_export_of_it():
    comma, tab = read_statement(table().encode()), read_statement(table("\t").encode("utf-16"))
    assert comma.lines[0].key == tab.lines[0].key
    shouted = StringIO()
    csv.writer(shouted).writerows([["NGAY", "SO THAM CHIEU", "GHI CO", "NOI DUNG"], ["2026-11-23 08:15:00", "ft1", "8000", comma.lines[0].memo.upper()]])
    assert read_statement(shouted.getvalue().encode()).lines[0].key == comma.lines[0].key
