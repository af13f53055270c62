"""The e-form on the screen: what every kind of question offers."""

import pytest
from kivy.core.window import Window

from desktop_app.ui.widgets.focus import pop_scope, push_scope
from desktop_app.ui.widgets.form_view import FormView
from tests.support.filled_forms import COMPLETE, empty, filled

OATH = "/data/oath/both_present"


@pytest.fixture
def view(ui):
    """An e-form alone in the window."""
    form_view = FormView(acknowledge_words="Xác nhận", size=(900, 600), size_hint=(None, None))
    Window.add_widget(form_view)
    push_scope(form_view)
    yield form_view
    pop_scope(form_view)
    Window.remove_widget(form_view)


def test_what_is_only_acknowledged_has_a_box_to_tick(ui, view):
    entry, said = empty("1.000894"), []
    view.show_questions(entry.questions(), {})
    view.bind(on_answer=lambda _view, path, text: said.append((path, text)))
    view.control(OATH).focus = True
    ui.key("spacebar")
    assert [hit.label for hit in view.control(OATH).choices] == ["Xác nhận"]
    assert said == [(OATH, "OK")]
    entry.answer(*said[0])
    view.show_questions(entry.questions(), {})
    assert view.control(OATH).values == ("OK",)


@pytest.mark.parametrize("form_id", sorted(COMPLETE))
def test_every_choice_of_the_everyday_forms_can_be_taken(view, form_id):
    questions = filled(form_id).questions()
    view.show_questions(questions, {})
    for question in questions:
        if question.kind in ("select_one", "select_multiple", "acknowledge"):
            assert view.control(question.path).choices, question.path
