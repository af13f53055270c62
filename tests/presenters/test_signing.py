"""Signing from the window: offered where there is a key, one PIN for one paper or for many, the key closed after."""

import pytest

from desktop_app.ports.signing import NO_TOKEN, WRONG_PIN
from desktop_app.ui.deeds import Doing
from desktop_app.ui.screens.dossier.presenter import DossierPresenter
from desktop_app.ui.screens.dossiers.presenter import DossiersPresenter
from desktop_app.ui.screens.rules.presenter import RulesPresenter
from desktop_app.ui.signing_ports import NO_SIGNER, SigningPlace
from desktop_app.ui.strings import LANGUAGES
from tests.support.fake_office import FakeOffice, view
from tests.support.fake_signing import PIN
from tests.support.stages import Bench

HERE = SigningPlace("", "/usr/lib/token.so")


def papers_of(office):
    bench, shown = Bench(office), []
    bench.office.views["d"] = view("d", {"papers": []}, "Khai sinh", may=frozenset({"list_papers"}))
    made = DossierPresenter(bench.stage, "d", lambda _state: None)
    made.start()
    made.ask_papers(shown.extend)
    return bench, shown


def done(bench, deed, **answers):
    said = []
    Doing(bench.stage).do(deed, answers, said.append)
    return said[-1]


def an_office(dossiers=0, user="hoa"):
    office = FakeOffice(dossiers)
    office.place, office.user = HERE, user
    return office


def test_signing_stands_below_the_papers_and_asks_which_of_them():
    bench, deeds = papers_of(an_office())
    assert [deed.name for deed in deeds] == ["paper_01", "paper_06", "sign_paper"]
    which, _, pin = deeds[-1].asks
    assert ([hit.value for hit in which.choices], which.value, pin.secret) == (["01", "06"], "01", True)
    assert done(bench, deeds[-1], kind="06", file="/tmp/ra.pdf", pin=PIN) == ""
    assert bench.office.calls[-1] == "sign_paper 06 d /tmp/ra.pdf"
    assert bench.notes[-1] == ("Đã ký số và lưu vào hồ sơ: Giấy tiếp nhận (đã ký số). Đã ghi.", False)
    assert not bench.office.open_key


def test_a_wrong_pin_or_a_token_pulled_out_is_said_in_the_dialog_and_the_key_is_closed():
    bench, deeds = papers_of(an_office())
    assert done(bench, deeds[-1], kind="01", file="", pin="9999").startswith(WRONG_PIN.sentence)
    bench.office.unplugged = {"d"}
    assert done(bench, deeds[-1], kind="01", file="", pin=PIN).startswith(NO_TOKEN.sentence)
    assert not bench.office.open_key


def test_a_machine_without_a_key_says_who_gives_it_one_and_asks_for_no_pin():
    bench, deeds = papers_of(FakeOffice())
    assert deeds[-1].asks == ()
    assert done(bench, deeds[-1]).startswith(NO_SIGNER.sentence)


def marked(office, places=(0, 1, 2), *, held=False):
    bench, states = Bench(office, held=held), []
    made = DossiersPresenter(bench.stage, states.append)
    made.start()
    if held:
        bench.store.answer_all()
    for place in places:
        made.mark(place)
    return bench, made, states


def signed(bench):
    return [call for call in bench.office.calls if call.startswith("sign_paper")]


def test_one_pin_signs_all_marked_dossiers_and_the_key_is_closed():
    bench, made, states = marked(an_office(9))
    said = []
    made.sign_marked("01", {"pin": PIN}, said.append)
    assert signed(bench) == [f"sign_paper 01 dossier-row-{n}" for n in range(3)]
    assert (said, states[-1].marked, bench.office.open_key) == ([""], frozenset(), False)
    assert bench.notes[-1] == ("Đã ký số 3 trên 3; giấy đã ký lưu trong từng hồ sơ.", False)


def test_a_wrong_pin_signs_nothing_and_the_marks_stay():
    bench, made, states = marked(an_office(9))
    said = []
    made.sign_marked("01", {"pin": "9999"}, said.append)
    assert said[-1].startswith(WRONG_PIN.sentence)
    assert (signed(bench), len(states[-1].marked)) == ([], 3)


def test_what_could_not_be_signed_stays_marked():
    bench, made, states = marked(an_office(9))
    bench.office.unplugged = {"dossier-row-1"}
    made.sign_marked("01", {"pin": PIN}, lambda _trouble: None)
    assert states[-1].marked == {"dossier-row-1"}
    assert "Đã ký số 2 trên 3" in bench.notes[-1][0] and NO_TOKEN.sentence in bench.notes[-1][0]


def test_a_batch_of_signatures_stops_after_the_one_that_runs_and_closes_the_key():
    bench, made, states = marked(an_office(9), held=True)
    made.sign_marked("01", {"pin": PIN}, lambda _trouble: None)
    bench.store.answer()
    bench.store.answer()
    made.stop_batch()
    bench.store.answer_all()
    assert len(signed(bench)) == 2
    assert (states[-1].batch.running, bench.office.open_key) == (False, False)


def test_a_list_that_was_left_while_the_key_opened_signs_nothing():
    bench, made, _ = marked(an_office(9), held=True)
    made.sign_marked("01", {"pin": PIN}, lambda _trouble: None)
    made.close()
    bench.store.answer_all()
    assert (signed(bench), bench.office.open_key) == ([], False)


def test_many_are_signed_only_where_there_is_a_key():
    bench, made, _ = marked(FakeOffice(9))
    asked = []
    made.ask_signer(lambda: asked.append(1))
    assert asked == [] and bench.notes[-1][0].startswith(NO_SIGNER.sentence)
    bench.office.place = HERE
    made.ask_signer(lambda: asked.append(1))
    assert asked == [1]


def test_the_administrator_tries_a_key_before_it_is_kept():
    bench, said = Bench(an_office(user="quantri")), []
    rules = RulesPresenter(bench.stage, lambda _state: None)
    wrong = SigningPlace("khac.p12")
    rules.keep_signer(wrong, bytearray(b"9999"), said.append)
    assert said[-1].startswith(WRONG_PIN.sentence) and bench.office.place == HERE
    rules.keep_signer(wrong, bytearray(PIN.encode()), said.append)
    assert (said[-1], bench.office.place, bench.office.open_key) == ("", wrong, False)
    assert "Cán Bộ Thử Nghiệm" in bench.notes[-1][0] and "01/01/2029" in bench.notes[-1][0]
    rules.keep_signer(SigningPlace(), bytearray(), said.append)
    assert bench.notes[-1] == ("Máy này không còn khóa ký số.", False)


def test_only_an_administrator_is_asked_where_the_key_is():
    for user, count in (("hoa", 0), ("quantri", 1)):
        bench, shown = Bench(an_office(user=user)), []
        RulesPresenter(bench.stage, lambda _state: None).ask_signer(shown.append)
        assert len(shown) == count


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_batch_has_all_its_words(language):
    for deed in ("batch", "signing"):
        for part in ("now", "running", "done", "stopped", "failed"):
            assert f"{deed}_{part}" in LANGUAGES[language]
