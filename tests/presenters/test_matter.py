"""One matter: choosing decides nothing until it is recorded with a reason, and what was recorded can be undone."""

from dataclasses import replace

import pytest

from desktop_app.ui.matter_ports import (
    Choice,
    CloseFinding,
    DropMatter,
    FieldInConflict,
    LinkDuplicate,
    Said,
    SendAgain,
    SettleConflict,
    UndoSettlement,
    VoidAttachment,
)
from desktop_app.ui.screens.matter.compare import marked
from desktop_app.ui.screens.matter.presenter import MatterPresenter
from forms.catalogue.xlsform import compile_xlsform
from forms.xforms.read import read_form
from tests.forms.authoring.books import book
from tests.support.fake_matters import MATTERS, ROW
from tests.support.fake_office import view
from tests.support.stages import Bench

PLACE = {kind: place for place, (kind, _, _) in enumerate(MATTERS)}


def opened(kind="C3", *, user="hoa"):
    bench, states = Bench(), []
    bench.office.user = user
    made = MatterPresenter(bench.stage, f"k-{PLACE[kind]}", states.append)
    made.start()
    return bench, made, states


def said(cell):
    return "".join(piece.text for piece in cell.pieces)


def differing(cell):
    return [piece.text for piece in cell.pieces if piece.differs]


def test_a_conflict_stands_side_by_side_with_who_and_when():
    _, _, states = opened()
    phone = states[-1].fields[0]
    assert phone.label == "Điện thoại"
    assert [said(cell) for cell in (phone.base, phone.mine, phone.theirs)] == [
        "0905000010", "0905000011", "0905000077",
    ]  # fmt: skip
    assert phone.mine.by == "Trần Thị Mẫu Hoa · 09:12 16/11/2026"
    assert phone.theirs.by == "Lê Văn Giả Định · 08:12 16/11/2026"


def test_what_differs_is_marked_by_words_and_in_one_word_by_letters():
    _, _, states = opened()
    phone, address = states[-1].fields
    assert differing(phone.mine) == ["11"]
    assert differing(address.theirs) == ["Thôn 2, "]
    assert address.mine.standing == "≠ khác lúc đầu"
    assert [piece.differs for piece in marked("", "có")] == [True]


def test_leaving_decides_nothing():
    bench, made, _ = opened()
    made.choose("mine")
    made.leave()
    made.close()
    assert bench.office.done == []
    assert bench.went == [("matters", "k-0")], "to the row it came from"


def test_nothing_is_recorded_without_a_choice_or_without_a_reason():
    bench, made, states = opened()
    made.settle("vì sao")
    assert "Chọn giá trị trước" in states[-1].trouble
    made.choose("theirs")
    made.settle("   ")
    assert states[-1].trouble == "Ghi lý do chọn."
    assert bench.office.done == []


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_recorded_choice_goes_as_one_order_and_is_shown_with_its_author(choice):
    bench, made, states = opened()
    made.choose(choice)
    made.settle(" đã hỏi lại công dân ")
    assert bench.office.done == [SettleConflict("k-0", Choice(choice), "đã hỏi lại công dân", {}, 7)]
    assert "Trần Thị Mẫu Hoa" in states[-1].settled
    assert "đã hỏi lại công dân" in states[-1].settled
    assert bench.changes == [1]


def test_edited_values_begin_with_this_machines_and_are_kept_by_path():
    bench, made, states = opened()
    made.choose("edited")
    assert states[-1].edits["/applicant/phone"] == "0905000011"
    made.edit("/applicant/phone", "0905000099 ")
    made.settle("công dân đọc lại số")
    assert bench.office.done[0].values == {
        "/applicant/phone": "0905000099",
        "/applicant/address": "Buôn Thử, xã Ea Mẫu, Đắk Lắk",
    }


def test_looking_at_the_other_side_forgets_no_edited_text():
    _, made, states = opened()
    made.choose("edited")
    made.edit("/applicant/phone", "0905000099")
    made.choose("theirs")
    made.choose("edited")
    assert states[-1].edits["/applicant/phone"] == "0905000099"


def test_a_change_in_the_store_does_not_take_the_choice_away():
    bench, made, states = opened()
    made.choose("mine")
    made.reload()
    assert states[-1].choice == "mine"
    assert bench.office.calls.count("read_matter") == 1


def test_a_choice_can_be_undone_and_the_matter_is_open_again():
    bench, made, states = opened()
    made.choose("mine")
    made.settle("nhầm")
    assert "undo" in states[-1].actions
    assert "keep_theirs" not in states[-1].actions
    made.undo("chọn nhầm")
    assert bench.office.done[-1] == UndoSettlement("k-0", "chọn nhầm")
    assert states[-1].settled == ""
    assert "keep_theirs" in states[-1].actions


def test_a_second_wish_while_one_is_carried_out_changes_nothing():
    bench = Bench(held=True)
    made = MatterPresenter(bench.stage, "k-0", lambda _state: None)
    made.start()
    bench.store.answer_all()
    made.choose("mine")
    made.settle("một lần")
    made.settle("hai lần")
    bench.store.answer_all()
    assert len(bench.office.done) == 1


def test_a_date_is_shown_and_typed_as_at_the_counter_and_kept_as_the_document_keeps_it():
    bench = Bench()
    born = [Said(f"1990-09-0{day}", f"1990-09-0{day}", "") for day in (1, 2, 3)]
    view_of = bench.office.read_matter
    one = FieldInConflict("/applicant/birth_date", "Ngày sinh", *born)
    bench.office.read_matter = lambda key: replace(view_of(key), fields=(one,))
    states = []
    made = MatterPresenter(bench.stage, "k-0", states.append)
    made.start()
    assert said(states[-1].fields[0].mine) == "02/09/1990"
    made.choose("edited")
    made.edit("/applicant/birth_date", "05/09/1990")
    made.settle("theo giấy khai sinh")
    assert bench.office.done[0].values == {"/applicant/birth_date": "1990-09-05"}


WAYS = {
    "C3": {"keep_theirs", "use_mine", "edit_values", "open_it"},
    "C4": {"drop", "supplement", "open_it"},
    "C5": {"drop", "open_it"},
    "C6": {"drop", "new_from", "open_it"},
    "C8": {"same_dossier", "other_dossier", "open_it"},
    "C9": {"send_again", "rescan", "open_it"},
    "C11": {"send_again", "drop", "open_it"},
}


@pytest.mark.parametrize(("kind", "ways"), WAYS.items())
def test_every_class_has_its_ways_out_and_no_other(kind, ways):
    _, _, states = opened(kind)
    assert states[-1].actions == ways


def test_what_may_not_be_done_is_said_and_not_asked():
    bench, made, _ = opened("C5")
    assert not made.may("send_again")
    assert bench.notes == [("Lúc này chưa làm được việc đó.", True)]


def test_two_dossiers_stand_fact_by_fact_with_a_sign():
    bench, made, states = opened("C8")
    facts = {line.label: line for line in states[-1].pairs}
    assert facts["Số định danh cá nhân"].same
    assert not facts["Ngày sinh của trẻ"].same
    made.link("different", "hai cháu khác nhau")
    assert bench.office.done == [
        LinkDuplicate("dossier-row-1", "dossier-row-2", "different", "hai cháu khác nhau")
    ]


def test_orders_carry_the_reason():
    bench, made, _ = opened("C11")
    made.send_again("đã đủ quyền")
    assert bench.office.done == [SendAgain(f"k-{PLACE['C11']}", "đã đủ quyền")]
    bench, made, _ = opened("C4")
    made.drop("để tỉnh sửa")
    assert bench.office.done == [DropMatter(f"k-{PLACE['C4']}", "để tỉnh sửa")]
    bench, made, _ = opened("C10", user="quantri")
    made.close_finding("máy cũ đã thu hồi")
    assert bench.office.done == [CloseFinding(f"k-{PLACE['C10']}", "máy cũ đã thu hồi")]


def test_a_new_scan_is_taken_in_before_the_damaged_file_goes_out_of_use():
    bench, made, _ = opened("C9")
    made.rescan("/tam/giay.jpg", "tệp hỏng")
    assert [file.title for file in bench.office.files[ROW.dossier_id]] == ["Giấy chứng sinh.pdf"]
    assert bench.office.done == [VoidAttachment(ROW.dossier_id, "ab" * 32, "tệp hỏng")]
    bench, made, states = opened("C9")
    made.rescan("/tam/giay.txt", "tệp hỏng")
    assert "không phải ảnh" in states[-1].trouble
    assert bench.office.done == []


def test_a_new_one_keeps_the_answers_of_a_published_form():
    bench, made, _ = opened("C6")
    sheet = book([("text", "nghe", "Nghề đang làm")], settings={"form_id": "9.000001", "version": "2"})
    bench.office.forms["9.000001"] = read_form(compile_xlsform(sheet, name="9.000001"))
    form = {"id": "9.000001", "form_version": "2"}
    doc = {"procedure": "2.000815", "form": form, "content": {"nghe": "Dệt thổ cẩm"}}
    bench.office.views[ROW.dossier_id] = view(ROW.dossier_id, doc, "Thủ tục mới")
    made.new_from()
    ((_, draft_id),) = bench.went
    assert bench.office.drafts[draft_id][1].typed["/data/nghe"] == "Dệt thổ cẩm"


def test_a_void_dossier_begins_a_new_one_with_what_it_holds():
    bench, made, _ = opened("C6")
    doc = {
        "procedure": "2.000815", "form": {"id": "2.000815"}, "return_by": "post",
        "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "birth_date": "1990-09-02"},
        "content": {"documents": [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]},
        "papers": [{"name": "Bản chính", "originals": 1, "copies": 0, "handed_in": 1}],
    }  # fmt: skip
    bench.office.views[ROW.dossier_id] = view(ROW.dossier_id, doc, "Chứng thực bản sao")
    made.new_from()
    ((screen, draft_id),) = bench.went
    _, content = bench.office.drafts[draft_id]
    assert screen == "intake"
    assert content.applicant == {"full_name": "Nguyễn Thị Thử Nghiệm", "birth_date": "02/09/1990"}
    assert "Bằng tốt nghiệp" in content.typed.values()
    assert (content.papers, content.return_by) == ({"Bản chính": 1}, "post")


def test_a_refused_order_keeps_what_was_chosen():
    bench, made, states = opened()
    made.choose("mine")
    bench.office.settle_conflict = lambda _order: bench.office.show_procedure("không có")
    made.settle("lý do")
    assert states[-1].trouble
    assert (states[-1].choice, states[-1].busy) == ("mine", False)
