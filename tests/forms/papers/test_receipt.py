"""Mẫu 01: every field of the form, in its order."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.papers.issuer import instant_in_words
from forms.papers.receipt import receipt_paper
from tests.support.receipts import facts, long_facts

GOLDEN = Path(__file__).parents[2] / "golden" / "papers"

FIELDS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ", "-TTPVHCC",
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mã hồ sơ: ", "Trung tâm Phục vụ hành chính công",
    "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: ", "Số định danh cá nhân/tổ chức: ", "Địa chỉ: ", "Số điện thoại: ", "Email: ",
    "người ủy quyền", "Giấy tờ ủy quyền: ", "Nội dung yêu cầu giải quyết: ", "Thành phần hồ sơ nộp gồm:", "Số lượng hồ sơ: ",
    "Thời gian giải quyết hồ sơ theo quy định: ", "Thời gian nhận hồ sơ: ", "Thời gian trả kết quả giải quyết hồ sơ: ",
    "Đăng ký nhận kết quả tại: ", "Vào Sổ theo dõi hồ sơ, Quyển số: ", "Số thứ tự: ", "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ", "(Ký và ghi rõ họ tên)",
)  # fmt: skip


def test_every_field_of_the_form_is_there_in_order():
    text = receipt_paper(long_facts()).text()
    at = 0
    for field in FIELDS[:-1]:
        at = text.find(field, at)
        assert at >= 0, field
    assert text.count(FIELDS[-1]) == 2


@pytest.mark.parametrize(("name", "given"), [("receipt", facts()), ("receipt_long", long_facts())])
def test_the_text_is_the_golden_one(name, given):
    """After a wanted change, write the golden anew and read its difference."""
    assert receipt_paper(given).text() == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_papers_not_handed_in_are_not_on_the_slip():
    text = receipt_paper(facts()).text()
    assert "Văn bản ủy quyền" not in text
    assert "2. Giấy chứng sinh (01 bản chính, 01 bản sao)" in text


def test_without_a_delegate_there_is_no_block_for_one():
    assert "ủy quyền" not in receipt_paper(facts()).text()


def test_offline_the_provisional_number_stands_as_code_and_says_so():
    text = receipt_paper(facts()).text()
    assert "Mã hồ sơ: T-24184-K7Q2-00042-YJJV\n(Số tạm," in text


def test_with_the_official_code_both_numbers_stand():
    text = receipt_paper(facts(official_code="H15.99-260205-0001")).text()
    assert "Mã hồ sơ: H15.99-260205-0001\nSố tạm khi tiếp nhận: T-24184-K7Q2-00042-YJJV\n" in text


def test_a_reprint_says_which_one_it_is():
    assert "in lại" not in receipt_paper(facts()).text()
    assert "(Bản in lại, lần 3)" in receipt_paper(facts(copy=3)).text()


def test_times_are_local_whatever_zone_they_come_in():
    assert instant_in_words(datetime(2026, 2, 4, 18, 5, tzinfo=UTC)) == "01 giờ 05 phút, ngày 05 tháng 02 năm 2026"
    assert "ngày 05 tháng 02 năm 2026" in receipt_paper(facts(received_at=datetime(2026, 2, 4, 18, 5, tzinfo=UTC))).text()


def test_the_commune_is_named_once_whatever_the_office_is_called():
    for office in ("Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công xã Cư M'gar"):
        line = next(line for line in receipt_paper(facts(office=office)).text().splitlines() if line.startswith("Trung tâm"))
        assert line.lower().count("xã cư m") == 1


def test_a_reception_desk_signs_with_its_own_sign():
    text = receipt_paper(facts(office="Bộ phận Tiếp nhận và Trả kết quả")).text()
    assert "/2026-BPTNTKQ" in text
    assert "TTPVHCC" not in text


@pytest.mark.parametrize(
    ("address", "phone", "line"),
    [("Số 1", "0262", "(Địa chỉ: Số 1; điện thoại: 0262)\n"), ("", "0262", "(Điện thoại: 0262)\n"), ("Số 1", "", "(Địa chỉ: Số 1)\n"), ("", "", "")],
)
def test_the_office_says_where_it_is_as_far_as_it_was_told(address, phone, line):
    text = receipt_paper(facts(office_address=address, office_phone=phone)).text()
    named = "Trung tâm Phục vụ hành chính công xã Cư M’gar\n"
    assert f"{named}{line}Tiếp nhận hồ sơ của" in text
