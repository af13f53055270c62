"""What else may be done with a dossier or a draft: offered, asked, done, printed; and many papers at once."""

from datetime import date, datetime

import pytest

from desktop_app.ui.deeds import Doing
from desktop_app.ui.ports import (
    AnswerLookup,
    ApologiseLate,
    AskSupplement,
    GuideApplicant,
    HandOverDossiers,
    LookupRow,
    Lookups,
    PrintRegister,
    RefuseReceipt,
    ServeNow,
    WithdrawDossier,
)
from desktop_app.ui.screens.dossier.presenter import DossierPresenter
from desktop_app.ui.screens.dossiers.presenter import DossiersPresenter
from desktop_app.ui.screens.intake.presenter import IntakePresenter
from desktop_app.ui.strings import LANGUAGES
from forms.dossier.calendar import VN
from forms.errors import Act, Fault
from tests.support.fake_office import NOW, FakeOffice, view
from tests.support.stages import Bench

DOC = {
    "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001"},
    "received_at": NOW.isoformat(),
    "papers": [
        {"name": "Giấy chứng sinh", "originals": 1, "copies": 0, "handed_in": 1},
        {"name": "Trích lục ly hôn", "originals": 0, "copies": 2, "handed_in": 0},
    ],
}
OFFICERS = frozenset({"ask_supplement", "apologise_late", "hand_over_dossiers", "withdraw_dossier", "list_papers"})
NO_PRINTER = Fault(Act.CLERK, "Máy in không trả lời.", "Kiểm tra máy in rồi in lại.", "no printer")


def no_code(*_):
    """Nothing here is paid by a code."""


def opened(may=OFFICERS, doc=DOC):
    bench = Bench(FakeOffice())
    bench.office.views["d"] = view("d", doc, "Chứng thực bản sao", may=may)
    states = []
    made = DossierPresenter(bench.stage, "d", states.append)
    made.start()
    return bench, made, states


def deed_of(made, name):
    return next(deed for deed in made.deeds(no_code) if deed.name == name)


def done(bench, deed, **answers):
    said = []
    Doing(bench.stage).do(deed, {"print": "now", **answers}, said.append)
    return said[-1]


def test_only_what_may_be_done_is_in_the_menu():
    _, made, states = opened()
    assert [deed.name for deed in made.deeds(no_code)] == [
        "ask_supplement",
        "apologise_late",
        "hand_over_dossiers",
        "withdraw_dossier",
    ]
    assert {"deeds", "papers"} <= states[-1].actions
    _, made, states = opened(frozenset({"withdraw_dossier"}))
    assert [deed.name for deed in made.deeds(no_code)] == ["withdraw_dossier"]
    _, made, states = opened(frozenset({"list_papers"}))
    assert "deeds" not in states[-1].actions


def test_a_supplement_names_papers_not_received_and_lines_of_its_own_and_prints_form_02():
    bench, made, _ = opened()
    deed = deed_of(made, "ask_supplement")
    assert [hit.label for hit in deed.asks[0].choices] == ["Trích lục ly hôn"]
    assert done(bench, deed, papers="0", items="Chữ ký của mẹ\n\n", reason="Thiếu") == ""
    assert bench.office.done == [AskSupplement("d", ("Trích lục ly hôn", "Chữ ký của mẹ"), "Thiếu")]
    assert "print_paper 02 d" in bench.office.calls
    assert bench.notes[-1] == ("Đã ghi yêu cầu bổ sung. Đã gửi tới máy in.", False)
    assert bench.changes


def test_a_second_request_is_asked_why():
    _, made, _ = opened(doc={**DOC, "supplement_request": {"items": ["x"]}})
    assert "override" in [ask.key for ask in deed_of(made, "ask_supplement").asks]


def test_a_refusal_is_told_to_the_dialog_and_nothing_is_printed():
    bench, made, _ = opened()
    said = done(bench, deed_of(made, "ask_supplement"), papers="", items="", reason="Thiếu")
    assert said == "Chưa ghi nội dung bổ sung. Chọn hoặc ghi."
    assert (bench.office.done, bench.changes) == ([], [])
    assert not [call for call in bench.office.calls if call.startswith("print_paper")]


def test_an_apology_takes_a_date_and_an_hour_and_prints_form_04():
    bench, made, _ = opened()
    deed = deed_of(made, "apologise_late")
    answers = {"reason": "Chờ xác minh", "day": "25/11/2026", "time": "14:30", "signer": "H’Mẫu Niê"}
    assert done(bench, deed, **answers) == ""
    due = datetime(2026, 11, 25, 14, 30, tzinfo=VN)
    assert bench.office.done == [ApologiseLate("d", "Chờ xác minh", due, "H’Mẫu Niê")]
    assert "print_paper 04 d" in bench.office.calls


@pytest.mark.parametrize(
    ("day", "wrong"),
    [("25/11/2026", ""), ("31/11/2026", "không đọc được"), ("19/11/2026", "phải sau ngày đã hẹn")],
)
def test_a_new_date_is_checked_while_it_is_typed(day, wrong):
    bench, made, _ = opened()
    told = []
    answers = {"reason": "", "day": day, "time": "10:00", "signer": ""}
    Doing(bench.stage).check(deed_of(made, "apologise_late"), answers, told.append)
    assert (told[-1] == "") if not wrong else (wrong in told[-1])
    assert bench.office.done == []


def test_stopping_and_handing_over_pass_on_what_was_answered():
    bench, made, _ = opened()
    done(bench, deed_of(made, "hand_over_dossiers"), unit="Phòng Tư pháp", taker="", note="")
    done(bench, deed_of(made, "withdraw_dossier"), reason="Xin rút", print="later")
    assert bench.office.done == [HandOverDossiers(("d",), "Phòng Tư pháp"), WithdrawDossier("d", "Xin rút")]
    assert [call for call in bench.office.calls if call.startswith("print_paper")] == ["print_paper hand_over d"]


def test_a_printer_that_fails_takes_nothing_back():
    bench, made, _ = opened()
    bench.office.print_fault, bench.office.unprintable = NO_PRINTER, {"d"}
    assert done(bench, deed_of(made, "withdraw_dossier"), reason="Xin rút") == ""
    assert bench.office.done == [WithdrawDossier("d", "Xin rút")]
    assert bench.notes[-1] == ("Đã dừng giải quyết theo đề nghị. Máy in không trả lời. Kiểm tra máy in rồi in lại.", True)


def test_papers_say_which_print_the_next_one_is():
    bench, made, _ = opened()
    shown = []
    made.ask_papers(shown.append)
    assert [(deed.name, deed.remark) for deed in shown[0][:2]] == [("paper_01", "in lại, bản thứ 2"), ("paper_06", "chưa in")]
    done(bench, shown[0][0])
    assert "print_paper 01 d" in bench.office.calls


def begun(procedure="2.000815", user="hoa", ticked=""):
    bench = Bench(FakeOffice())
    bench.office.user = user
    made = IntakePresenter(bench.stage, lambda _state: None, lambda _path: None)
    made.start()
    made.choose_procedure(procedure)
    made.type_applicant("full_name", "Nguyễn Thị Thử Nghiệm")
    made.type_applicant("birth_date", "02/09/1990")
    if ticked:
        made.tick_paper(ticked)
    for question in made.state.questions:
        if question.path.endswith("/title"):
            made.answer(question.path, "Bằng tốt nghiệp")
    shown = []
    made.ask_deeds(shown.append)
    return bench, {deed.name: deed for deed in shown[0]}


def test_guiding_lists_what_is_missing_and_keeps_the_draft():
    bench, deeds = begun()
    items = deeds["guide_applicant"].asks[0].value
    assert items == "Bản chính giấy chứng sinh"
    assert done(bench, deeds["guide_applicant"], items=f"{items}\nẢnh", reason="Thiếu") == ""
    assert bench.office.done == [GuideApplicant("draft-1", ("Bản chính giấy chứng sinh", "Ảnh"), "Thiếu")]
    assert bench.office.drafts["draft-1"][1].applicant["full_name"] == "Nguyễn Thị Thử Nghiệm"


def test_refusing_gives_a_number_and_form_03_and_keeps_the_draft():
    bench, deeds = begun()
    assert done(bench, deeds["refuse_receipt"], reasons="Không thuộc thẩm quyền") == ""
    applicant = {"full_name": "Nguyễn Thị Thử Nghiệm", "birth_date": "1990-09-02"}
    assert bench.office.done == [RefuseReceipt("2.000815", applicant, ("Không thuộc thẩm quyền",))]
    assert "print_paper 03 dossier-refused" in bench.office.calls
    assert "draft-1" in bench.office.drafts


def test_serving_at_once_is_offered_where_the_desk_decides_and_ends_the_draft():
    assert "serve_now" not in begun("1.001193")[1]
    bench, deeds = begun(ticked="Bản chính giấy chứng sinh")
    answers = {"signer": "Trần Thị Mẫu Hoa", "receiver": "Nguyễn Thị Thử Nghiệm", "fee_receipt_no": "12"}
    assert "số đồng" in done(bench, deeds["serve_now"], fee="nhiều", **answers)
    assert bench.office.drafts
    assert done(bench, deeds["serve_now"], fee="8.000", **answers) == ""
    assert isinstance(bench.office.done[0], ServeNow)
    order = bench.office.done[0]
    assert (order.fee, order.draft_id) == (8000, "draft-1")
    assert (order.papers, order.case, order.lookups) == ({"Bản chính giấy chứng sinh": 1}, "", {})
    assert order.answers["documents"][0]["title"] == "Bằng tốt nghiệp"
    assert (bench.office.drafts, bench.went[-1]) == ({}, ("dossier", "dossier-served"))


def listed(marks, *, held=False):
    bench, states = Bench(FakeOffice(9), held=held), []
    made = DossiersPresenter(bench.stage, states.append)
    made.start()
    if held:
        bench.store.answer_all()
    for place in marks:
        made.mark(place)
    return bench, made, states


def test_marked_rows_are_printed_in_the_order_of_the_list_and_are_no_longer_marked():
    bench, made, states = listed([4, 1, 2, 2])
    assert [row.marked for row in states[-1].rows[:5]] == [False, True, False, False, True]
    made.print_marked("01")
    assert [call for call in bench.office.calls if call.startswith("print_paper")] == [
        "print_paper 01 dossier-row-1",
        "print_paper 01 dossier-row-4",
    ]
    assert bench.notes[-1] == ("Đã in 2 trên 2.", False)
    assert states[-1].marked == frozenset()


def test_what_could_not_be_printed_stays_marked_and_says_why():
    bench, made, states = listed([0, 1, 2])
    bench.office.print_fault, bench.office.unprintable = NO_PRINTER, {"dossier-row-1"}
    made.print_marked("04")
    assert states[-1].marked == {"dossier-row-1"}
    assert "Đã in 2 trên 3." in bench.notes[-1][0]
    assert "Máy in không trả lời." in bench.notes[-1][0]


def test_a_batch_tells_how_far_it_is_and_stops_after_the_paper_that_runs():
    bench, made, states = listed([0, 1, 2], held=True)
    made.print_marked("01")
    bench.store.answer()
    assert (states[-1].batch.done, states[-1].batch.total, states[-1].batch.running) == (1, 3, True)
    made.stop_batch()
    bench.store.answer()
    assert (states[-1].batch.done, states[-1].batch.running) == (2, False)
    assert bench.notes[-1] == ("Đã dừng: in 2 trên 3.", True)
    assert bench.store.waiting == []


def test_nothing_is_printed_before_a_row_is_marked():
    bench, made, _ = listed([])
    assert not made.may_do("print_paper")
    assert bench.notes[-1][1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_deed_has_the_words_of_its_button(language):
    _, made, _ = opened()
    asked = [deed.name for deed in made.deeds(no_code)] + list(begun()[1])
    assert [name for name in asked if f"{name}_do" not in LANGUAGES[language]] == []


def test_marked_dossiers_are_handed_over_on_one_list_and_are_no_longer_marked():
    bench, made, states = listed([0, 2])
    deed = next(one for one in made.deeds() if one.name == "hand_over_dossiers")
    assert deed.remark == "2 hồ sơ đã đánh dấu"
    assert done(bench, deed, unit="Phòng Tư pháp", taker="", note="") == ""
    assert bench.office.done == [HandOverDossiers(("dossier-row-0", "dossier-row-2"), "Phòng Tư pháp")]
    assert "print_hand_over 2" in bench.office.calls
    assert bench.notes[-1] == ("Đã ghi bàn giao 2 hồ sơ, trên một phiếu. Đã gửi tới máy in.", False)
    assert states[-1].marked == frozenset()


def test_a_list_that_was_not_printed_is_booked_all_the_same_and_says_why():
    bench, made, _ = listed([0])
    bench.office.print_fault = NO_PRINTER
    assert done(bench, made.deeds()[0], unit="Phòng Tư pháp", taker="", note="") == ""
    assert len(bench.office.done) == 1 and bench.notes[-1][1]


def test_without_marks_only_the_register_is_offered_and_its_days_are_checked():
    bench, made, _ = listed([])
    (deed,) = made.deeds()
    assert [ask.value for ask in deed.asks] == ["01/11/2026", f"{NOW:%d/%m/%Y}"]
    assert "không đọc được" in done(bench, deed, first_day="31/11/2026", last_day="01/12/2026")
    assert "trước ngày đầu" in done(bench, deed, first_day="02/11/2026", last_day="01/11/2026")
    assert done(bench, deed, first_day="01/11/2026", last_day="20/11/2026") == ""
    assert bench.office.done == [PrintRegister(date(2026, 11, 1), date(2026, 11, 20))]
    assert bench.notes[-1] == ("Sổ theo dõi 40 hồ sơ: Đã gửi tới máy in.", False)


def test_an_administrator_is_told_that_the_list_offers_nothing():
    bench, made, _ = listed([])
    bench.office.user = "quantri"
    assert made.deeds() == () and bench.notes[-1][1]


LOOKED_UP = Lookups(
    (
        LookupRow("Trích lục ly hôn", "not_found", "Không có dữ liệu", is_open=True),
        LookupRow("Giấy khai sinh", "pending", "Chờ tra cứu", is_open=True),
        LookupRow("Giấy chứng nhận", "done", "Đã tra cứu", is_open=False),
    ),
    NOW,
    items=("Trích lục ly hôn: cơ sở dữ liệu không có; nộp giấy tờ và cập nhật dữ liệu.",),
)


def looked_up(may=OFFICERS, lookups=LOOKED_UP):
    bench = Bench(FakeOffice())
    bench.office.views["d"], bench.office.lookups["d"] = view("d", DOC, "Chứng thực bản sao", may=may), lookups
    states = []
    made = DossierPresenter(bench.stage, "d", states.append)
    made.start()
    return bench, made, states


def test_an_open_look_up_is_said_with_its_limit_and_its_answer_is_recorded():
    bench, made, states = looked_up(frozenset())
    assert "Trích lục ly hôn (không có dữ liệu); Giấy khai sinh (chờ tra cứu)" in states[-1].lookups
    assert states[-1].lookups.startswith("Phải tra cứu xong trước 10:42 20/11/2026")
    assert "deeds" in states[-1].actions
    deed = deed_of(made, "answer_lookup")
    assert [hit.label for hit in deed.asks[0].choices] == ["Trích lục ly hôn", "Giấy khai sinh"]
    assert done(bench, deed, paper="1", answer="mismatch") == ""
    assert bench.office.done == [AnswerLookup("d", "Giấy khai sinh", "mismatch")]
    assert ("Trích lục ly hôn", "Không có dữ liệu") in [tuple(row) for row in states[-1].papers]


def test_form_02_is_filled_in_from_what_data_did_not_answer_and_asks_for_no_other_looked_up_paper():
    bench, made, states = looked_up()
    assert "đã ghi sẵn trong Ctrl+K" in states[-1].lookups
    deed = deed_of(made, "ask_supplement")
    asks = {ask.key: ask for ask in deed.asks}
    assert "papers" not in asks
    assert asks["items"].value == LOOKED_UP.items[0] and "NQ 66.7" in asks["reason"].value
    assert done(bench, deed, items=asks["items"].value, reason=asks["reason"].value) == ""
    assert bench.office.done == [AskSupplement("d", LOOKED_UP.items, asks["reason"].value)]


def test_where_the_province_decides_it_is_the_officer_there_who_asks():
    _, made, states = looked_up(frozenset({"withdraw_dossier"}))
    assert "cán bộ giải quyết hồ sơ" in states[-1].lookups
    assert "ask_supplement" not in [deed.name for deed in made.deeds(no_code)]


def test_answered_look_ups_ask_for_nothing():
    _, made, states = looked_up(frozenset(), Lookups((LookupRow("Giấy chứng nhận", "done", "Đã tra cứu", is_open=False),)))
    assert (states[-1].lookups, made.deeds(no_code)) == ("", ())
