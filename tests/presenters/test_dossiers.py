"""The list's thinking: search, filters, pages."""

from dataclasses import replace

from desktop_app.ui.matter_ports import MatterCounts
from desktop_app.ui.screens.dossiers.presenter import PAGE, DossiersPresenter
from desktop_app.ui.strings import WORDS
from tests.support.fake_office import FakeOffice
from tests.support.stages import Bench


def listed(dossiers=0, *, held=False):
    bench = Bench(FakeOffice(dossiers), held=held)
    states = []
    made = DossiersPresenter(bench.stage, states.append)
    made.start()
    return bench, made, states


def test_one_page_is_one_question():
    bench, _, states = listed(430)
    assert bench.office.calls.count("find_dossiers") == 1
    assert len(states[-1].rows) == PAGE
    assert states[-1].more


def test_the_next_page_is_asked_once_however_often_the_end_is_near():
    bench, made, states = listed(430, held=True)
    bench.store.answer()
    for _ in range(5):
        made.near_end()
    bench.store.answer_all()
    assert bench.office.calls.count("find_dossiers") == 2
    assert len(states[-1].rows) == 2 * PAGE


def test_every_row_comes_once_and_then_nothing_more_is_asked():
    bench, made, states = listed(430)
    for _ in range(6):
        made.near_end()
    assert len({row.id for row in states[-1].rows}) == 430
    assert bench.office.calls.count("find_dossiers") == 3


def test_a_search_without_diacritics_finds_and_starts_at_the_top():
    _, made, states = listed(60)
    before = states[-1].first
    made.search("thu nghiem")
    assert states[-1].rows
    assert all("Thử Nghiệm" in row.cells[1] for row in states[-1].rows)
    assert states[-1].first == before + 1


def test_typing_on_makes_the_older_search_worthless():
    bench, made, states = listed(60, held=True)
    bench.store.answer_all()
    made.search("thu")
    made.search("nie")
    bench.store.answer(1)
    bench.store.answer(0)
    assert all("Niê" in row.cells[1] for row in states[-1].rows)


def test_the_same_text_is_not_asked_twice():
    bench, made, _ = listed(10)
    made.search("thu")
    made.search("thu ")
    assert bench.office.calls.count("find_dossiers") == 2


def test_a_filter_shows_only_its_truth():
    _, made, states = listed(60)
    made.choose_filter("refused")
    assert {row.truth for row in states[-1].rows} == {"refused"}


def test_drafts_stand_first_and_open_in_the_intake():
    bench, made, states = listed(3)
    entry = bench.office.start_entry(procedure="1.001193")
    made.reload()
    assert states[-1].rows[0].draft
    made.open(0)
    made.open(1)
    assert bench.went == [("intake", entry.draft_id), ("dossier", "dossier-row-0")]


def test_the_official_code_stands_in_place_of_the_number_once_it_is_there():
    _, _, states = listed(2)
    assert states[-1].rows[0].cells[0].startswith("000.24.133")
    assert states[-1].rows[1].cells[0].startswith("T24133")


def test_an_empty_office_says_how_to_begin():
    _, _, states = listed()
    assert "F2" in states[-1].caption


def test_what_the_role_may_not_see_is_not_asked_for():
    bench = Bench(FakeOffice(5))
    bench.office.user = "quantri"
    states = []
    made = DossiersPresenter(bench.stage, states.append)
    made.start()
    made.reload()
    assert set(bench.office.calls) == {"sync_status"}, "the line is everybody’s, the dossiers are not"
    assert states[-1].caption == WORDS("dossiers_not_for_role")


def alarmed(**facts):
    bench = Bench(FakeOffice())
    bench.office.facts = replace(bench.office.facts, **facts)
    states = []
    DossiersPresenter(bench.stage, states.append).start()
    return states[-1].alarms


def test_a_quiet_desk_has_no_alarms():
    assert alarmed() == ()


def test_open_matters_are_counted_before_the_list():
    counts = MatterCounts({"C3": 2, "C11": 1, "C5": 4}, overdue=0, oldest_days=2)
    (alarm,) = alarmed(matters=counts, quarantined=1)
    assert alarm == ("warning", "7 việc cần xử lý (F10): 2 việc hai nơi cùng sửa, 1 chờ tỉnh kiểm tra.")


def test_only_kinds_that_are_open_are_named():
    (alarm,) = alarmed(matters=MatterCounts({"C5": 1}))
    assert alarm.text == "1 việc cần xử lý (F10)."


def test_waiting_look_ups_are_named_above_the_list():
    (alarm,) = alarmed(matters=MatterCounts({"lookup": 3, "C8": 1}))
    assert alarm.text == "4 việc cần xử lý (F10): 3 chờ tra cứu."


def test_an_old_matter_alarms_the_supervisor():
    (alarm,) = alarmed(matters=MatterCounts({"C3": 2}, overdue=1, oldest_days=6))
    assert alarm.kind == "error"
    assert "1 việc quá hạn, chờ lâu nhất 6 ngày làm việc: phụ trách bộ phận cần xem." in alarm.text


def test_a_wrong_clock_and_a_twin_are_said_first():
    clock = "Đồng hồ của máy có thể lệch 3 giờ."
    found = alarmed(clock_warning=clock, twin=True, matters=MatterCounts({"C3": 1}))
    assert [alarm.kind for alarm in found] == ["error", "warning", "warning"]
    assert "danh tính của máy này" in found[0].text
    assert found[1].text == clock
