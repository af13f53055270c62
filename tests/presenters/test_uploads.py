"""Questions that files answer: kept before they are an answer, one name for one file, nothing left behind."""

from tests.support.fake_office import FakeOffice
from tests.support.xforms import form

from tests.presenters.test_intake import Desk  # isort: skip

PROCEDURE = "2.000815"
FORM = form("""
| survey |           |          |           |          |                     |
|        | type      | name     | label::vi | required | media::image        |
|        | image     | portrait | Ảnh thẻ   | yes      | mau.png             |
|        | file      | plan     | Bản vẽ    |          |                     |
|        | text      | remark   | Ghi chú   |          |                     |
""")


def a_desk(**how):
    office = FakeOffice()
    office.forms[PROCEDURE] = FORM
    return Desk(office, **how)


def give(desk, end, path):
    desk.intake.attach(path, desk.question(end).path)


def titles(desk):
    return [file.title for file in desk.now.files]


def test_a_file_answers_its_question_and_stands_in_the_draft_at_once():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    assert desk.question("/portrait").text == "anh.jpg"
    assert titles(desk) == ["anh.jpg"]
    kept = desk.office.drafts[desk.now.draft_id][1].typed
    assert kept["/data/portrait"] == "anh.jpg"


def test_a_reopened_draft_still_has_the_file_and_the_answer():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    again = Desk(desk.office, draft=desk.now.draft_id)
    assert again.question("/portrait").text == "anh.jpg"
    assert titles(again) == ["anh.jpg"]


def test_a_required_file_is_missed_until_it_is_given():
    desk = a_desk()
    before = desk.now.missing
    give(desk, "/portrait", "/scan/anh.jpg")
    assert desk.now.missing == before - 1


def test_two_files_of_one_name_answer_two_questions_under_two_names():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    give(desk, "/plan", "/khac/anh.jpg")
    assert (desk.question("/portrait").text, desk.question("/plan").text) == ("anh.jpg", "anh (2).jpg")


def test_another_file_for_a_question_takes_the_place_of_the_first():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    give(desk, "/portrait", "/scan/dep-hon.jpg")
    assert desk.question("/portrait").text == "dep-hon.jpg"
    assert titles(desk) == ["dep-hon.jpg"]


def test_removing_the_file_opens_the_question_and_empties_the_draft():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    desk.intake.remove_file(desk.question("/portrait").path)
    assert (desk.question("/portrait").text, titles(desk)) == ("", [])


def test_a_file_taken_away_in_the_list_of_files_is_no_answer_any_more():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    desk.intake.detach(desk.now.files[0].sha256)
    assert (desk.question("/portrait").text, titles(desk)) == ("", [])


def test_a_file_that_is_refused_says_so_beside_its_question_and_keeps_the_old_one():
    desk = a_desk()
    give(desk, "/portrait", "/scan/anh.jpg")
    give(desk, "/portrait", "/scan/bai-hat.mp3")
    path = desk.question("/portrait").path
    assert "không phải ảnh" in desk.now.problems[path]
    assert desk.question("/portrait").text == "anh.jpg"
    give(desk, "/portrait", "/scan/moi.jpg")
    assert path not in desk.now.problems


def test_what_the_form_shows_elsewhere_and_not_here_is_named():
    assert "không hiện ở đây (1 chỗ)" in a_desk().now.form_note
    assert a_desk(procedure="1.001193").now.form_note == ""
