"""A form dropped on the window is shown as a clerk will see it, and published by keys."""

from datetime import date

from tests.forms.authoring.books import book


def drop(ui, tmp_path, survey):
    file = tmp_path / "to-khai.xlsx"
    file.write_bytes(book(survey, settings={"form_id": "9.000001", "version": "2"}))
    ui.office.user = "quantri"
    ui.app._dropped(None, str(file).encode())
    ui.until(lambda: ui.page.scope == "preview" and ui.page.heading)
    ui.frames(5)


def test_a_dropped_form_is_shown_and_published(ui, tmp_path):
    drop(ui, tmp_path, [("text", "ten", "Tên giấy tờ")])
    assert "Tên giấy tờ" in ui.texts()
    assert ui.page.may_publish
    ui.key("f8")
    ui.key("ctrl+enter")
    ui.until(lambda: ui.page.scope == "dossiers")
    assert ui.office.done == [("to-khai.xlsx", date(2026, 11, 20), "")]


def test_a_dropped_form_with_mistakes_shows_each_with_its_cell(ui, tmp_path):
    drop(ui, tmp_path, [("txt", "ten", "Tên giấy tờ")])
    assert "survey!A2 (type)" in ui.texts()
    ui.key("f8")
    assert ui.page.scope == "preview"
    ui.key("escape")
    ui.until(lambda: ui.page.scope == "dossiers")
