"""One question of each kind on the screen, answered by keys alone."""

import pytest
from kivy.core.window import Window

from desktop_app.ui.widgets.focus import pop_scope, push_scope
from desktop_app.ui.widgets.form_view import FormView
from desktop_app.ui.widgets.upload_field import PathField, scans_in
from tests.support.fake_office import Held, Now
from tests.support.xforms import form, start

FORM = form("""
| survey |                 |          |             |          |                            |            |
|        | type            | name     | label::vi   | required | parameters                 | appearance |
|        | image           | portrait | Ảnh thẻ     | yes      |                            |            |
|        | file            | plan     | Bản vẽ      |          |                            |            |
|        | audio           | voice    | Lời khai    |          |                            |            |
|        | image           | sign     | Chữ ký      |          |                            | signature  |
|        | range           | share    | Phần sở hữu |          | start=0 end=1 step=0.25    |            |
|        | range           | floors   | Số tầng     |          | start=1 end=5 step=1       |            |
|        | geopoint        | place    | Vị trí      |          |                            |            |
|        | barcode         | code     | Mã vạch     |          |                            |            |
""")


class Filled:
    """An entry on the screen; what is typed goes into it, as the intake does."""

    def __init__(self):
        self.entry, self.files, self.removed = start(FORM), [], []
        self.view = FormView(size=(900, 600), size_hint=(None, None))
        self.view.bind(
            on_answer=lambda _view, path, text: self.answer(path, text),
            on_file=lambda _view, path, file: self.files.append((path, file)),
            on_file_removed=lambda _view, path: self.removed.append(path),
        )
        self.show()

    def answer(self, path, text):
        self.entry.answer(path, text)
        self.show()

    def show(self):
        problems = {question.path: question.problem for question in self.entry.questions() if question.problem}
        self.view.show_questions(self.entry.questions(), problems, {"anh.jpg": "178 KB · image/jpeg"})

    def row(self, name):
        return self.view._rows[f"/data/{name}"]


@pytest.fixture
def filled(ui):
    one = Filled()
    Window.add_widget(one.view)
    push_scope(one.view)
    PathField.tasks = Now()
    ui.frames(3)
    yield one
    pop_scope(one.view)
    Window.remove_widget(one.view)
    PathField.folder, PathField.tasks = None, None


@pytest.mark.parametrize("name", ["portrait", "plan", "voice", "sign"])
def test_a_path_and_enter_give_a_file_to_its_question(ui, filled, name):
    filled.row(name).control.focus = True
    ui.type("/scan/anh.jpg")
    filled.row(name).control.path.close_list()
    ui.key("enter")
    assert filled.files == [(f"/data/{name}", "/scan/anh.jpg")]
    assert filled.view.upload_here() == f"/data/{name}"


def test_a_given_file_is_told_with_its_size_and_can_be_removed_by_a_key(ui, filled):
    filled.answer("/data/portrait", "anh.jpg")
    ui.frames(3)
    control = filled.row("portrait").control
    assert control.told == "anh.jpg  ·  178 KB · image/jpeg"
    control.away.focus = True
    ui.key("enter")
    assert filled.removed == ["/data/portrait"]
    filled.answer("/data/portrait", "")
    assert control.told == "" and control.away.parent is None


def test_the_button_lists_scans_and_enter_takes_one(ui, filled, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-")
    (tmp_path / "nhac.mp3").write_bytes(b"ID3")
    (tmp_path / "thu muc").mkdir()
    assert [hit.label for hit in scans_in(str(tmp_path))] == ["thu muc/", "scan.pdf"]
    PathField.folder = tmp_path
    control = filled.row("plan").control
    control.browse.focus = True
    ui.key("enter")
    assert [hit.label for hit in control.path.hits] == ["thu muc/", "scan.pdf"]
    ui.key("down", "enter")
    assert filled.files == [("/data/plan", str(tmp_path / "scan.pdf"))]


def test_a_folder_that_hangs_is_looked_at_once_and_its_late_answer_is_for_what_is_typed_by_then(ui, filled, tmp_path):
    for name in ("anh-mot.jpg", "anh-hai.jpg", "don.pdf"):
        (tmp_path / name).write_bytes(b"x")
    PathField.tasks = held = Held()
    path = filled.row("plan").control.path
    path.focus = True
    ui.type(f"{tmp_path}/a")
    ui.type("nh-h")
    looks = len(held.waiting)
    assert path.hits == ()
    ui.type("ai")
    assert len(held.waiting) == looks
    held.answer_all()
    assert [hit.label for hit in path.hits] == ["anh-hai.jpg"]
    ui.key("down", "enter")
    assert filled.files == [("/data/plan", str(tmp_path / "anh-hai.jpg"))]


def test_a_scale_says_its_ends_and_moves_by_its_step(ui, filled):
    row = filled.row("share")
    assert row.hint == "Từ 0 đến 1, mỗi bước 0,25; phím mũi tên trái, phải đổi một bước"
    row.control.focus = True
    ui.key("right", "right", "right")
    assert row.control.text == "0,5"
    ui.key("right", "right", "right", "left")
    assert filled.entry.as_json()["share"] == "0.75"


def test_a_number_off_the_scale_is_said_while_it_is_typed(ui, filled):
    row = filled.row("floors")
    row.control.focus = True
    ui.type("7")
    assert "ngoài thang" in row.problem
    ui.key("left")
    assert (row.control.text, row.problem) == ("5", "")


def test_a_place_is_typed_as_maps_print_it(ui, filled):
    row = filled.row("place")
    assert "12.66, 108.03" in row.control.hint_text
    row.control.focus = True
    ui.type("12.66, 108.03")
    assert filled.entry.as_json()["place"] == "12.66 108.03 0.0 0.0"
    ui.type("x")
    assert "ví dụ 12.6667, 108.0500" in row.problem


def test_a_wedge_scanner_fills_a_barcode_and_its_enter_goes_on(ui, filled):
    row = filled.row("code")
    row.control.focus = True
    ui.type("8934567890123")
    ui.key("enter")
    assert filled.entry.as_json()["code"] == "8934567890123"
    assert not row.control.focus


def test_answering_one_of_three_hundred_questions_leaves_the_others_alone(ui):
    rows = "\n".join(f"| | text | q{n} | Câu {n} |" for n in range(300))
    entry = start(form(f"| survey | | | |\n| | type | name | label::vi |\n{rows}\n"))
    view, writes = FormView(size=(900, 600), size_hint=(None, None)), []
    view.show_questions(entry.questions(), {})
    before = list(view.children)
    for path, row in view._rows.items():
        row.bind(marked=lambda *_: writes.append(1), height=lambda _row, _value, path=path: writes.append(path))
        row.control.bind(text=lambda *_, path=path: writes.append(path))
    entry.answer("/data/q7", "một")
    view.show_questions(entry.questions(), {})
    assert writes == ["/data/q7"]
    assert view.children == before
