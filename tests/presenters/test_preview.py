"""The preview of a form: what is wrong, a try of it, its publication; and a draft asked about its newer edition."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.ui.form_ports import DraftCarriedOver
from desktop_app.ui.screens.intake.carrying import Carrying
from desktop_app.ui.screens.preview.presenter import PreviewPresenter
from forms.xforms.carry_over import GONE, MOVED, Followed
from tests.forms.authoring.books import book
from tests.support.stages import Bench

SETTINGS = {"form_id": "9.000001", "version": "2"}
GOOD = [("integer", "tuoi", "Tuổi", None, ". < 150"), ("text", "nghe", "Nghề", "${tuoi} > 14")]


def previewed(tmp_path, survey, user="quantri"):
    file = tmp_path / "to-khai.xlsx"
    file.write_bytes(book(survey, settings=SETTINGS))
    bench, states = Bench(), []
    bench.office.user = user
    made = PreviewPresenter(bench.stage, str(file), states.append)
    made.start()
    return bench, made, states


def test_a_form_is_tried_as_a_clerk_would(tmp_path):
    _, made, states = previewed(tmp_path, GOOD)
    assert [one.label for one in states[-1].questions] == ["Tuổi"]
    made.answer("/data/tuoi", "200")
    assert [one.label for one in states[-1].questions] == ["Tuổi", "Nghề"]
    assert states[-1].problems == ()
    made.leave_question("/data/tuoi")
    assert [path for path, _ in states[-1].problems] == ["/data/tuoi"]


def test_what_must_be_mended_is_listed_and_nothing_can_be_published(tmp_path):
    _, _, states = previewed(tmp_path, [("txt", "a", "A"), ("text", "b", "B", "${c} = 1")])
    assert [one.place for one in states[-1].remarks] == ["survey!A2 (type)", "survey!D3 (relevant)"]
    assert (states[-1].summary, states[-1].may_publish) == ("2 chỗ phải sửa", False)


def test_the_mended_file_is_read_again(tmp_path):
    _, made, states = previewed(tmp_path, [("txt", "a", "A")])
    (tmp_path / "to-khai.xlsx").write_bytes(book(GOOD, settings=SETTINGS))
    made.start()
    assert states[-1].may_publish
    assert states[-1].remarks == ()


def test_an_administrator_publishes_it_from_a_day(tmp_path):
    bench, made, states = previewed(tmp_path, GOOD)
    made.publish("31/02/2027", "")
    assert "Không có ngày này" in states[-1].trouble
    made.publish("01/03/2027", "Quyết định thử")
    assert bench.office.done == [("to-khai.xlsx", date(2027, 3, 1), "Quyết định thử")]
    assert bench.went == [("dossiers", "")]


def test_a_clerk_looks_and_does_not_publish(tmp_path):
    _, _, states = previewed(tmp_path, GOOD, user="hoa")
    assert states[-1].questions
    assert not states[-1].may_publish


def test_what_is_no_form_says_so(tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(b"<a/>")
    bench, states = Bench(), []
    PreviewPresenter(bench.stage, str(file), states.append).start()
    assert states[-1].trouble


NEWER = DraftCarriedOver(
    "", "1", "2", (Followed("Tên", "x", "/data/g/ten", MOVED),), (Followed("Đạo", "Không", "/data/dao", GONE),)
)


@pytest.mark.parametrize("wanted", [True, False])
def test_a_draft_of_an_older_edition_is_carried_over_only_when_the_clerk_says_so(wanted):
    bench, said, opened = Bench(), [], []
    bench.office.carried = NEWER

    def ask(message, answered):
        said.append(message)
        answered(wanted)

    Carrying(bench.stage, ask).before("draft-1", lambda: opened.append(1))
    assert "Chuyển chỗ: Tên." in said[0]
    assert "Đạo: Không" in said[0]
    assert ("carry_over_draft" in bench.office.calls) is wanted
    assert opened == [1]


def test_a_draft_of_the_edition_in_force_opens_unasked():
    bench, opened = Bench(), []
    bench.office.carried = replace(NEWER, after="1")
    Carrying(bench.stage, lambda *_: pytest.fail("asked")).before("draft-1", lambda: opened.append(1))
    assert opened == [1]
