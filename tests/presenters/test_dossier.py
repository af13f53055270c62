"""The dossier screen's thinking: truth, corrections, and the verbs of its keys."""

import pytest

from desktop_app.ui.ports import CorrectDossier, DecideDossier, Refusal, ReturnResult, SupplementDossier
from desktop_app.ui.screens.dossier import facts
from desktop_app.ui.screens.dossier.presenter import DossierPresenter
from forms.catalogue.xlsform import compile_xlsform
from forms.dossier.steps import StepTime
from forms.xforms.read import read_form
from tests.forms.authoring.books import book
from tests.support.fake_matters import ROW
from tests.support.fake_office import NOW, FakeOffice, refused, view
from tests.support.stages import Bench

DOC = {
    "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001"},
    "received_at": NOW.isoformat(),
    "papers": [
        {"name": "Giấy chứng sinh", "originals": 1, "copies": 0, "handed_in": 1},
        {"name": "Trích lục ly hôn", "originals": 0, "copies": 2, "handed_in": 0},
    ],
}
EVERYTHING = frozenset({
    "correct_dossier", "decide_dossier", "return_result", "print_paper", "transfer_dossier", "supplement_dossier",
})  # fmt: skip


def opened(shown, forms=None):
    office = FakeOffice()
    office.forms.update(forms or {})
    office.views[shown.id] = shown
    bench, states = Bench(office), []
    made = DossierPresenter(bench.stage, shown.id, states.append)
    made.start()
    return bench, made, states


def test_a_dossier_shows_its_facts_in_the_words_of_the_counter():
    _, _, states = opened(view("d", DOC, "Đăng ký khai sinh"))
    assert ("Họ và tên", "Nguyễn Thị Thử Nghiệm") in states[-1].applicant
    assert ("Mã hồ sơ", "Chưa có mã hồ sơ của tỉnh") in states[-1].times
    assert ("Trích lục ly hôn", "chưa nhận") in states[-1].papers


def test_a_dossier_says_until_when_each_step_should_end():
    step = StepTime("Chuyển giải quyết", NOW, NOW.replace(hour=17, minute=0))
    _, _, states = opened(view("d", DOC, "Đăng ký khai sinh", plan=(step,)))
    said = dict(states[-1].times)
    assert said["Chuyển giải quyết"].startswith("chậm nhất 17:00")


def test_answers_stand_under_the_labels_of_their_form_and_choices_under_theirs():
    answers = {"documents": [{"title": "Bằng tốt nghiệp", "issuer": "vietnam", "pages": 3, "copies": 2}]}
    doc = {**DOC, "content": answers, "form": {"id": "2.000815", "form_version": "1"}}
    _, _, states = opened(view("d", doc, "Chứng thực bản sao"))
    assert ("Tên giấy tờ, văn bản", "Bằng tốt nghiệp") in states[-1].form
    assert ("Số trang của bản chính", "3") in states[-1].form
    assert any(row.label == "Cơ quan cấp bản chính" and row.text != "vietnam" for row in states[-1].form)


def test_dates_are_read_as_people_write_them():
    born = {**DOC["applicant"], "birth_date": "1990-05-01"}
    answers = {"child": {"child_name": "NIÊ THỬ", "child_birth_date": "2026-10-05"}, "mother": {"mother_birth_year": 1990}}
    doc = {**DOC, "applicant": born, "content": answers, "form": {"id": "1.001193", "form_version": "1"}}
    _, _, states = opened(view("d", doc, "Đăng ký khai sinh"))
    assert ("Ngày sinh", "01/05/1990") in states[-1].applicant
    assert ("Ngày, tháng, năm sinh", "05/10/2026") in states[-1].form
    assert any(row.text == "1990" for row in states[-1].form)
    old = {**doc, "applicant": {**born, "birth_date": "1990"}, "form": {"id": "9.999999"}}
    _, _, states = opened(view("d", old, "Thủ tục cũ"))
    assert ("Ngày sinh", "1990") in states[-1].applicant
    assert ("child / child_birth_date", "05/10/2026") in states[-1].form


@pytest.mark.parametrize(("typed", "kept"), [("02/05/1990", "1990-05-02"), (" 1990 ", "1990"), ("hôm qua", "hôm qua")])
def test_a_refused_date_is_corrected_as_it_is_read_and_kept_as_it_is_kept(typed, kept):
    doc = {**DOC, "applicant": {**DOC["applicant"], "birth_date": "1990-05-01"}}
    shown = view("d", doc, "Thủ tục", may=EVERYTHING, refusal=Refusal("Ngày sinh sai.", "/applicant/birth_date"))
    bench, made, _ = opened(shown)
    assert made.fix().value == "01/05/1990"
    made.correct("/applicant/birth_date", typed)
    assert bench.office.done[0].changes == {"/applicant/birth_date": kept}


def test_answers_of_a_published_form_stand_under_its_labels():
    sheet = book([("text", "nghe", "Nghề đang làm")], settings={"form_id": "9.000001", "version": "2"})
    form = read_form(compile_xlsform(sheet, name="9.000001"))
    doc = {**DOC, "content": {"nghe": "Dệt thổ cẩm"}, "form": {"id": "9.000001", "form_version": "2"}}
    assert ("Nghề đang làm", "Dệt thổ cẩm") in opened(view("d", doc, "Thủ tục mới"), {form.id: form})[2][-1].form


def test_answers_of_a_form_that_is_not_at_hand_are_shown_by_their_names():
    doc = {**DOC, "content": {"nhóm": {"câu": "trả lời"}}, "form": {"id": "9.999999"}}
    _, _, states = opened(view("d", doc, "Thủ tục cũ"))
    assert ("nhóm / câu", "trả lời") in states[-1].form


def test_only_what_may_be_done_now_is_offered_and_anything_else_says_so():
    bench, made, states = opened(view("d", DOC, "Đăng ký khai sinh"))
    assert states[-1].actions == {"reprint"}
    assert made.may("reprint")
    assert not made.may("decide")
    assert bench.notes[-1][1]


def test_a_refused_dossier_names_the_field_and_sends_the_correction():
    shown = refused()
    bench, made, states = opened(shown)
    fix = made.fix()
    assert (fix.label, fix.value) == ("Số định danh cá nhân", "06619000002")
    assert "fix_field" in states[-1].actions
    made.correct(fix.path, " 066190000002 ")
    assert bench.office.done == [CorrectDossier(shown.id, {"/applicant/citizen_id": "066190000002"})]
    assert states[-1].view.truth == "waiting"
    assert "fix_field" not in states[-1].actions


def test_a_number_is_corrected_by_a_number():
    doc = {**DOC, "content": {"copies": 2}, "form": {"id": "9.999999"}}
    bench, made, _ = opened(view("d", doc, "Thủ tục", may=EVERYTHING))
    made.correct("/content/copies", "5")
    assert bench.office.done[0].changes == {"/content/copies": 5}


def test_papers_handed_in_later_keep_the_others_as_they_were():
    bench, made, _ = opened(view("d", DOC, "Thủ tục", may=EVERYTHING))
    made.supplement("Đã nộp trích lục", ("Trích lục ly hôn",))
    order = bench.office.done[0]
    assert isinstance(order, SupplementDossier)
    assert [paper["handed_in"] for paper in order.changes["/papers"]] == [1, 2]


def test_deciding_and_returning_pass_on_what_was_answered():
    bench, made, _ = opened(view("d", DOC, "Thủ tục", may=EVERYTHING))
    made.decide(
        {"outcome": "granted", "summary": "Đủ điều kiện", "result_number": "01", "signer": "H’Mẫu Niê"}
    )
    made.return_result({"receiver": "Nguyễn Thị Thử Nghiệm", "signer": "Nguyễn Thị Thử Nghiệm"})
    assert bench.office.done == [
        DecideDossier("d", "granted", "Đủ điều kiện", "01", "H’Mẫu Niê"),
        ReturnResult("d", "Nguyễn Thị Thử Nghiệm", "Nguyễn Thị Thử Nghiệm"),
    ]
    assert len(bench.changes) == 2


def test_a_file_that_is_none_stops_the_supplement_before_it_is_booked():
    bench, made, states = opened(view("d", DOC, "Thủ tục", may=EVERYTHING))
    made.supplement("Kèm tệp", (), "/tam/giay.exe")
    assert bench.office.done == []
    assert "không phải" in states[-1].trouble
    made.supplement("Kèm tệp", (), "/tam/giay.pdf")
    assert [type(order) for order in bench.office.done] == [SupplementDossier]
    assert bench.office.files["d"][0].title == "giay.pdf"


def test_files_of_a_dossier_are_named_and_void_ones_are_not():
    files = {
        "aa": {"size": 2048, "type": "image/png", "part": "", "title": "Giấy chứng sinh"},
        "bb": {"size": 1, "type": "image/png", "part": "", "title": "Nhầm", "void": "nhầm"},
    }
    _, _, states = opened(view("d", {**DOC, "attachments": files}, "Thủ tục"))
    assert states[-1].files == (("Giấy chứng sinh", "2,0 KB · image/png"),)


def test_a_decision_is_told_without_accounts():
    told = facts._told({"outcome": "granted", "signer": "Trần Thị Thẩm Định", "by": "01a1ffeb-50d8-7172-b8b6-a10d2a9f1f99"})
    assert told.endswith(" · Trần Thị Thẩm Định")


def test_a_field_in_conflict_says_both_sides_and_leads_to_its_matter():
    bench, made, states = opened(view(ROW.dossier_id, DOC, "Đăng ký khai sinh"))
    differ = [row for row in states[-1].applicant if isinstance(row, facts.DifferingRow)]
    assert ("Điện thoại", "Máy chủ: 0905000077 / Máy này: 0905000011") in differ
    assert states[-1].differ.startswith("Hai nơi cùng sửa: Điện thoại, Nơi cư trú.")
    assert "open_matter" in states[-1].actions
    made.open_matter()
    assert bench.went == [("matter", "k-0")]


def test_a_dossier_without_a_conflict_marks_nothing():
    _, _, states = opened(view("another", DOC, "Đăng ký khai sinh"))
    assert states[-1].differ == ""
    assert "open_matter" not in states[-1].actions
