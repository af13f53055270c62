"""Questions and answers of a screen: an old answer never overwrites a newer question."""

from desktop_app.ui.asking import Asking
from tests.support.fake_office import Held


def test_an_answer_to_an_old_question_is_dropped():
    worker, seen = Held(), []
    asking = Asking(worker)
    asking.ask("list", lambda: "old", seen.append, seen.append)
    asking.ask("list", lambda: "new", seen.append, seen.append)
    worker.answer(1)
    worker.answer(0)
    assert seen == ["new"]


def test_questions_of_two_subjects_do_not_silence_each_other():
    worker, seen = Held(), []
    asking = Asking(worker)
    asking.ask("list", lambda: "rows", seen.append, seen.append)
    asking.ask("facts", lambda: "strip", seen.append, seen.append)
    worker.answer_all()
    assert seen == ["rows", "strip"]


def test_a_screen_that_was_left_hears_nothing():
    worker, seen = Held(), []
    asking = Asking(worker)
    asking.ask("list", lambda: "rows", seen.append, seen.append)
    asking.close()
    worker.answer_all()
    assert seen == []


def test_a_failure_of_an_old_question_is_dropped_too():
    worker, seen = Held(), []
    asking = Asking(worker)
    asking.ask("list", lambda: 1 // 0, seen.append, seen.append)
    asking.ask("list", lambda: "new", seen.append, seen.append)
    worker.answer_all()
    assert seen == ["new"]
