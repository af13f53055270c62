"""A book by keys alone, on a real store: opened, confirmed by the province, and on the receipt a citizen is given.

Only the printer is a list, and the province a key that signs.
"""

import io
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from desktop_app.devices.printer import SystemPrinter
from tests.support.counter import Counter
from tests.support.office import confirm_all
from tests.support.real_desk import real_desk, unlock

CARD = "066190000001||Nguyễn Thị Thử Nghiệm|02091990|Nữ|Số 1 Đường Thử, xã Ea Mẫu, Đắk Lắk|01012022"


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch):
    """A founded, enrolled desk whose window shows the gate; ``printed`` keeps the words of each paper."""
    counter = Counter(tmp_path, capsys)
    counter.found()
    counter.enrol()
    printed = []
    monkeypatch.setattr(SystemPrinter, "print_pdf", lambda _printer, pdf, _name: printed.append(words_of(pdf)))
    with real_desk(counter) as window:
        window.printed = printed
        yield window


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def row_of(window):
    (row,) = window.page.ids.table.rows
    return row.cells


def test_a_volume_is_opened_by_keys_and_its_number_stands_on_the_next_receipt(desk):
    unlock(desk, "lan")

    desk.key("ctrl+j", "f6")
    for text in ("std", "Sổ theo dõi hồ sơ"):
        desk.type(text)
        desk.key("tab")
    desk.key("tab", "tab", "ctrl+a")
    desk.type("57")
    desk.key("ctrl+enter")
    desk.until(lambda: desk.page.ids.table.rows)
    assert row_of(desk)[::5] == ("STD quyển 01/2026", "Chờ tỉnh xác nhận")

    confirm_all(SimpleNamespace(open=desk.offices[-1]._vault))
    desk.key("f5")
    assert row_of(desk)[2:] == ("Máy này", "57", "0", "Đang vào sổ")

    desk.key("f2")
    desk.type("di chuc")
    desk.frames(4)
    desk.key("enter")
    desk.until(lambda: desk.page.draft_id)
    desk.type(CARD)
    desk.key("enter", "alt+4", "spacebar", "down", "spacebar", "f8")
    desk.until(lambda: desk.page.scope == "dossier")
    (receipt,) = desk.printed
    assert "Quyển số: 01" in receipt and "Số thứ tự: 57" in receipt

    desk.key("ctrl+j")
    desk.until(lambda: desk.page.scope == "books" and desk.page.ids.table.rows)
    assert row_of(desk)[3:5] == ("58", "1")
    desk.key("f7")
    desk.key("tab")
    desk.type("Ghi bù ngày mất điện")
    desk.key("ctrl+enter", "enter")
    assert "58 · " in desk.texts() and "Ghi bù ngày mất điện" in desk.texts()
    desk.key("escape", "f8", "ctrl+enter")
    assert "SỔ THEO DÕI HỒ SƠ" in desk.printed[-1] and "Nguyễn Thị Thử Nghiệm" in desk.printed[-1]
