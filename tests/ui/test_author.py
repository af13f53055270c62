"""`motcua form preview`: an author's form in a window of its own, without an office."""

import pytest

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.bootstrap.author_desk import AuthorDesk  # isort: skip
from desktop_app.errors import NO_OFFICE, DeskError
from desktop_app.runtime.clock import SystemClock, SystemDice
from desktop_app.ui.author import AuthorApp
from tests.forms.authoring.books import book
from tests.support.fake_office import NOW, Now


@pytest.fixture
def author(tmp_path):
    """The window on a form of two questions; its second follows from its first."""
    file = tmp_path / "to-khai.xlsx"
    survey = [("integer", "tuoi", "Tuổi"), ("text", "nghe", "Nghề", "${tuoi} > 14")]
    file.write_bytes(book(survey, settings={"form_id": "9.000001", "version": "2"}))
    desk = AuthorDesk(SystemClock(), SystemDice())
    harness = Harness(AuthorApp(desk, Now(), str(file)))
    harness.app.on_start()
    harness.file = file
    harness.frames(5)
    yield harness
    harness.close()


def test_a_form_is_tried_without_an_office(author):
    assert "Tuổi" in author.texts()
    assert "Nghề" not in author.texts()
    author.key("tab")
    author.type("30")
    author.frames(5)
    assert "Nghề" in author.texts()


def test_it_cannot_be_published_where_there_is_no_office(author):
    assert not author.app.page.may_publish
    with pytest.raises(DeskError) as refused:
        author.app._desk.publish_form(str(author.file), NOW.date(), "")
    assert refused.value.fault is NO_OFFICE


def test_its_keys_say_that_it_ends_here(author):
    assert "Đóng" in author.texts()
    assert "Về danh sách" not in author.texts()


def test_the_mended_file_is_read_again(author):
    author.file.write_bytes(book([("text", "ten", "Tên giấy tờ")], settings={"form_id": "9.000001"}))
    author.key("f5")
    author.frames(5)
    assert "Tên giấy tờ" in author.texts()
