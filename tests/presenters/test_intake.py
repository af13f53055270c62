"""The intake's thinking, with the real form engine and the shipped forms."""

import pytest

from desktop_app.ui.screens.intake.presenter import IntakePresenter
from desktop_app.ui.screens.intake.state import applicant_problems, number_notes
from forms.errors import Act, Fault, RuleError
from tests.support.fake_office import CARD, PAPERS, FakeOffice
from tests.support.stages import Bench


class Desk:
    """An intake in front of a fake office."""

    def __init__(self, office=None, *, held=False, draft="", procedure="2.000815"):
        self.bench = Bench(office, held=held)
        self.office = self.bench.office
        self.states, self.focus = [], []
        self.intake = IntakePresenter(self.bench.stage, self.states.append, self.focus.append)
        self.intake.start(draft)
        if procedure and not draft:
            self.intake.choose_procedure(procedure)

    @property
    def now(self):
        return self.states[-1]

    def question(self, end):
        return next(question for question in self.now.questions if question.path.endswith(end))

    def answer(self, end, text):
        path = self.question(end).path
        self.intake.answer(path, text)
        self.intake.leave_question(path)


def complete(desk):
    desk.intake.read_card(CARD)
    desk.answer("/title", "Bằng tốt nghiệp")
    desk.answer("/pages", "3")
    desk.answer("/copies", "2")
    desk.intake.tick_paper(PAPERS[0].name)


def test_a_number_typed_by_hand_is_compared_with_sex_and_year_and_may_be_an_organisations():
    typed = {"full_name": "Thử", "citizen_id": "066190000001", "birth_date": "01/05/1991", "sex": "Nam"}
    assert [note.split()[0] for note in number_notes(typed)] == ["Giới", "Năm"]
    assert applicant_problems(typed) == {}
    assert number_notes({**typed, "birth_date": "01/05/1990", "sex": "Nữ"}) == ()
    assert number_notes({**typed, "citizen_id": "06619000000"}) == ()
    assert list(applicant_problems({**typed, "citizen_id": "06619000000"})) == ["/applicant/citizen_id"]
    assert applicant_problems({**typed, "citizen_id": "0100047516-001"}) == {}
    assert list(applicant_problems({**typed, "citizen_id": "0100047517"})) == ["/applicant/citizen_id"]
    assert applicant_problems({**typed, "citizen_id": "Hộ chiếu C1234567"}) == {}


def test_typing_finds_a_procedure_and_choosing_it_opens_its_form():
    desk = Desk(procedure="")
    desk.intake.look_up("ban sao")
    assert [row.code for row in desk.now.hits] == ["2.000815"]
    desk.intake.choose_procedure("2.000815")
    assert desk.now.procedure.code == "2.000815"
    assert desk.now.questions
    assert desk.focus[-1] == "card"


def test_a_card_fills_the_applicant_and_the_questions_of_the_form_that_ask_for_it():
    desk = Desk()
    desk.intake.read_card(CARD)
    assert desk.now.applicant["full_name"] == "Nguyễn Thị Thử Nghiệm"
    assert desk.question("/requester_name").text == "Nguyễn Thị Thử Nghiệm"
    assert desk.question("/requester_id").text == "066190000001"


def test_a_card_that_cannot_be_read_says_so_and_changes_nothing():
    desk = Desk()
    desk.intake.type_applicant("full_name", "Trần Văn Ví Dụ")
    desk.intake.read_card("khong phai the")
    assert "Không đọc được" in desk.now.card_notes[0]
    assert desk.now.applicant == {"full_name": "Trần Văn Ví Dụ"}


def test_correcting_the_applicant_corrects_the_form_but_not_what_the_clerk_wrote_there():
    desk = Desk()
    desk.intake.type_applicant("full_name", "Nguyễn Thị Sai")
    desk.intake.type_applicant("citizen_id", "066190000001")
    desk.intake.leave_applicant("citizen_id")
    desk.answer("/requester_id", "066190000009")
    desk.intake.type_applicant("full_name", "Nguyễn Thị Đúng")
    desk.intake.type_applicant("citizen_id", "066190000002")
    desk.intake.leave_applicant("full_name")
    assert desk.question("/requester_name").text == "Nguyễn Thị Đúng"
    assert desk.question("/requester_id").text == "066190000009"


def test_a_key_is_saved_after_a_pause_and_a_field_that_is_left_at_once():
    desk = Desk()
    saves = desk.office.calls.count("save_draft")
    desk.intake.type_applicant("full_name", "N")
    desk.intake.type_applicant("full_name", "Ng")
    assert desk.office.calls.count("save_draft") == saves
    assert [seconds for seconds, _work in desk.bench.timer.pending] == [0.3]
    desk.bench.timer.ring()
    assert desk.office.calls.count("save_draft") == saves + 1
    desk.intake.type_applicant("full_name", "Ngu")
    desk.intake.leave_applicant("full_name")
    assert desk.office.drafts["draft-1"][1].applicant["full_name"] == "Ngu"


def test_what_is_typed_while_a_save_runs_is_saved_right_after_it():
    desk = Desk(held=True, procedure="")
    desk.bench.store.answer_all()
    desk.intake.choose_procedure("2.000815")
    desk.bench.store.answer_all()
    desk.intake.type_applicant("full_name", "Nguyễn")
    desk.intake.leave_applicant("full_name")
    desk.intake.type_applicant("full_name", "Nguyễn Thị")
    desk.intake.leave_applicant("full_name")
    desk.bench.store.answer_all()
    assert desk.office.drafts["draft-1"][1].applicant["full_name"] == "Nguyễn Thị"


def test_a_reopened_draft_shows_exactly_what_was_typed_malformed_answers_too():
    desk = Desk()
    complete(desk)
    desk.answer("/pages", "ba trang")
    desk.intake.type_applicant("birth_date", "2/9")
    desk.intake.set_return("post")
    desk.intake.attach("/tam/giay.jpg")
    desk.intake.close()
    again = Desk(desk.office, draft="draft-1")
    assert again.question("/pages").text == "ba trang"
    assert again.question("/title").text == "Bằng tốt nghiệp"
    assert again.now.applicant["birth_date"] == "2/9"
    assert again.now.return_by == "post"
    assert again.now.papers[0].count == 1
    assert [file.title for file in again.now.files] == ["giay.jpg"]


def test_a_repeat_is_added_and_removed_where_the_keyboard_stands():
    desk = Desk()
    desk.answer("/title", "Giấy một")
    desk.intake.add_repeat("/data/documents[1]/title")
    titles = [question.path for question in desk.now.questions if question.path.endswith("/title")]
    assert titles == ["/data/documents[1]/title", "/data/documents[2]/title"]
    assert desk.focus[-1].startswith("/data/documents[2]/")
    desk.intake.remove_repeat("/data/documents[1]/title")
    titles = [question.text for question in desk.now.questions if question.path.endswith("/title")]
    assert titles == [""]


def test_the_last_entry_of_a_list_stays():
    desk = Desk()
    desk.intake.remove_repeat("/data/documents[1]/title")
    assert desk.question("/title")


def test_the_fee_follows_the_answers():
    desk = Desk()
    complete(desk)
    assert desk.now.quote.fee == 2000 * 3 * 2


def test_an_untouched_form_is_not_painted_red_but_counted():
    desk = Desk()
    assert desk.now.missing > 3
    assert desk.now.problems == {}


def test_a_field_that_was_left_shows_its_problem():
    desk = Desk()
    desk.intake.type_applicant("citizen_id", "0661")
    desk.intake.leave_applicant("citizen_id")
    assert "12" in desk.now.problems["/applicant/citizen_id"]


def test_saving_with_problems_goes_to_the_first_one_and_receives_nothing():
    desk = Desk()
    desk.intake.save()
    assert desk.office.received == []
    assert desk.focus[-1] == "/applicant/full_name"
    assert len(desk.now.problems) == desk.now.missing


def test_a_complete_dossier_is_received_printed_and_shown():
    desk = Desk()
    complete(desk)
    assert desk.now.missing == 0, desk.now.problems
    desk.intake.save(print_paper=True)
    order = desk.office.received[0]
    assert order.applicant["citizen_id"] == "066190000001"
    assert order.answers["documents"][0]["pages"] == 3
    assert order.papers == {PAPERS[0].name: 1}
    assert "print_receipt" in desk.office.calls
    assert desk.bench.went[-1] == ("dossier", "dossier-1")
    assert desk.office.drafts == {}


def test_a_received_draft_is_never_saved_again():
    desk = Desk()
    complete(desk)
    desk.intake.save()
    saves = desk.office.calls.count("save_draft")
    desk.bench.timer.ring()
    desk.intake.close()
    assert desk.office.calls.count("save_draft") == saves


def test_a_refusal_of_the_rules_is_said_and_its_field_gets_the_keyboard():
    desk = Desk()
    complete(desk)
    fault = Fault(Act.CLERK, "Số định danh không đúng.", "Xem lại thẻ.", "bad id")

    def refuse(_order):
        raise RuleError(fault, path="/applicant/citizen_id")

    desk.office.receive_dossier = refuse
    desk.intake.save()
    assert desk.now.trouble == "Số định danh không đúng. Xem lại thẻ."
    assert desk.focus[-1] == "/applicant/citizen_id"
    assert "draft-1" in desk.office.drafts
    assert not desk.now.busy


def test_a_full_disk_is_said_and_the_words_stay_and_are_saved_later():
    desk = Desk()
    desk.office.save_fault = Fault(Act.ADMINISTRATOR, "Đĩa đầy.", "Giải phóng chỗ trống.", "disk full")
    desk.intake.type_applicant("full_name", "Nguyễn Thị Thử Nghiệm")
    desk.intake.leave_applicant("full_name")
    assert "Đĩa đầy." in desk.now.trouble
    assert desk.now.applicant["full_name"] == "Nguyễn Thị Thử Nghiệm"
    desk.office.save_fault = None
    desk.intake.leave_applicant("full_name")
    assert desk.office.drafts["draft-1"][1].applicant["full_name"] == "Nguyễn Thị Thử Nghiệm"


@pytest.mark.parametrize("path", ["/tam/giay.exe", "/tam/khong-co"])
def test_a_file_that_is_none_is_refused_beside_its_field(path):
    desk = Desk()
    desk.intake.attach(path)
    assert "không phải" in desk.now.file_trouble
    assert desk.now.files == ()


def test_a_file_taken_out_again_is_gone():
    desk = Desk()
    desk.intake.attach("/tam/giay.jpg")
    desk.intake.detach(desk.now.files[0].sha256)
    assert desk.now.files == ()
    assert desk.office.files["draft-1"] == ()


def test_leaving_saves_first_and_discarding_never_saves():
    desk = Desk()
    desk.intake.type_applicant("full_name", "Trần Văn Ví Dụ")
    desk.intake.leave()
    assert desk.office.drafts["draft-1"][1].applicant["full_name"] == "Trần Văn Ví Dụ"
    again = Desk(desk.office, draft="draft-1")
    again.intake.type_applicant("full_name", "Khác")
    again.intake.discard()
    again.bench.timer.ring()
    assert desk.office.drafts == {}
    assert again.bench.went[-1] == ("dossiers", "")


def test_an_office_that_starts_empty_asks_for_a_procedure_before_anything_is_received():
    desk = Desk(FakeOffice(), procedure="")
    desk.intake.save()
    assert desk.focus[-1] == "procedure"
    assert desk.bench.notes[-1][1]


def typed_address(desk, text):
    desk.intake.type_applicant("address", text)
    desk.intake.leave_applicant("address")


def test_an_address_of_an_old_paper_is_offered_by_the_commune_of_today_and_its_words_stay():
    desk = Desk()
    typed_address(desk, "Buôn Kwang, Cuôr Đăng, Cư M’gar, Đắk Lắk")
    assert [choice.name for choice in desk.now.address.choices] == ["Xã Cuôr Đăng"]
    assert desk.now.applicant["address"] == "Buôn Kwang, Cuôr Đăng, Cư M’gar, Đắk Lắk"
    desk.intake.choose_commune("24301")
    assert desk.now.applicant["address"] == (
        "Buôn Kwang, xã Cuôr Đăng, tỉnh Đắk Lắk (giấy cũ ghi: Buôn Kwang, Cuôr Đăng, Cư M’gar, Đắk Lắk)"
    )
    assert desk.now.address is None


def test_a_name_that_two_communes_may_mean_is_a_choice_and_is_asked_once():
    desk = Desk()
    typed_address(desk, "thôn 2, xã Krông Búk, Đắk Lắk")
    assert [choice.name for choice in desk.now.address.choices] == ["Xã Krông Búk", "Xã Ea Kly"]
    desk.intake.choose_commune("24310")
    desk.intake.leave_applicant("address")
    assert desk.now.address is None
    desk.intake.choose_commune("24496")
    assert desk.now.applicant["address"].startswith("thôn 2, xã Krông Búk, tỉnh Đắk Lắk")


@pytest.mark.parametrize("text", ["thôn 2, xã Ea Kar, tỉnh Đắk Lắk", "", "nơi không ai biết"])
def test_an_address_of_today_and_one_that_names_no_commune_ask_nobody(text):
    desk = Desk()
    typed_address(desk, "xã Krông Búk")
    typed_address(desk, text)
    assert desk.now.address is None
    assert desk.now.applicant["address"] == text


def test_how_it_came_in_is_kept_in_the_draft_priced_and_received():
    desk = Desk()
    complete(desk)
    desk.intake.set_channel("online")
    assert (desk.now.channel, desk.office.channels[-1]) == ("online", "online")
    desk.intake.close()
    again = Desk(desk.office, draft="draft-1")
    assert again.now.channel == "online"
    again.intake.save()
    assert again.office.received[-1].channel == "online"
