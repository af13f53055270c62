"""The unlock screen's thinking."""

import pytest

from desktop_app.ui.screens.unlock.presenter import UnlockPresenter
from forms.errors import Act, Fault, RuleError
from tests.support.fake_office import PASSPHRASE, FakeGate, FakeOffice, Held, Now


@pytest.fixture
def gate():
    return FakeGate(FakeOffice())


def presenter(gate, worker=None):
    states, opened = [], []
    made = UnlockPresenter(gate, worker or Now(), states.append, opened.append)
    made.start()
    return made, states, opened


def test_the_first_person_of_the_list_is_chosen(gate):
    _, states, _ = presenter(gate)
    assert states[-1].chosen == "hoa"
    assert states[-1].ready


def test_the_right_passphrase_opens_for_the_chosen_person(gate):
    made, _, opened = presenter(gate)
    made.choose("nie")
    made.unlock(bytearray(PASSPHRASE.encode()))
    assert opened == [gate.office]
    assert gate.office.user == "nie"


def test_a_wrong_passphrase_says_what_to_do_and_keeps_the_door_shut(gate):
    made, states, opened = presenter(gate)
    made.unlock(bytearray(b"sai"))
    assert opened == []
    assert "Mật khẩu không đúng." in states[-1].trouble
    assert "Caps Lock" in states[-1].trouble
    assert not states[-1].busy


def test_an_empty_passphrase_is_not_tried(gate):
    made, states, _ = presenter(gate)
    made.unlock(bytearray())
    assert gate.tries == 0
    assert states[-1].trouble


def test_while_one_try_runs_a_second_is_not_begun(gate):
    worker = Held()
    made, _, _ = presenter(gate, worker)
    worker.answer()
    made.unlock(bytearray(b"mot"))
    made.unlock(bytearray(b"hai"))
    assert len(worker.waiting) == 1


def test_a_damaged_store_is_said_in_its_own_words(gate):
    made, states, _ = presenter(gate)
    fault = Fault(Act.STOP, "Kho dữ liệu bị hỏng.", "Gọi quản trị; đừng xoá gì.", "damaged")

    def damaged(_user, _passphrase):
        raise RuleError(fault)

    gate.unlock = damaged
    made.unlock(bytearray(b"bat ky"))
    assert states[-1].trouble == "Kho dữ liệu bị hỏng. Gọi quản trị; đừng xoá gì."


def test_an_unforeseen_error_shows_its_kind_and_never_its_text(gate):
    made, states, _ = presenter(gate)

    def broken(_user, _passphrase):
        raise ValueError("Nguyễn Thị Thử Nghiệm 066190000001")

    gate.unlock = broken
    made.unlock(bytearray(b"bat ky"))
    assert "ValueError" in states[-1].trouble
    assert "066190000001" not in states[-1].trouble
