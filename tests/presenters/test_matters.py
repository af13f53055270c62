"""The list of matters: pages by key, classes with their counts, ages that alarm."""

from dataclasses import replace

from desktop_app.ui.matter_ports import ListMatters, MatterClass, MatterCounts, MatterPage
from desktop_app.ui.screens.matters.presenter import FILTERS, PAGE, MattersPresenter
from tests.support.fake_matters import row
from tests.support.stages import Bench


def listed(bench=None):
    bench, states = bench or Bench(), []
    made = MattersPresenter(bench.stage, states.append)
    made.start()
    return bench, made, states


def test_every_class_is_in_exactly_one_filter():
    named = [kind for order in FILTERS.values() for kind in order.classes]
    assert sorted(named) == sorted(MatterClass)


def test_a_line_names_class_dossier_person_sentence_task_and_age():
    _, _, states = listed()
    first = states[-1].rows[0]
    assert first.cells == (
        "Hai nơi cùng sửa", "H15.24.133-261116-0003", "Nguyễn Thị Thử Nghiệm",
        "Hai nơi cùng sửa: Điện thoại, Nơi cư trú.", "Phụ trách bộ phận", "4 ngày làm việc",
    )  # fmt: skip
    assert first.late
    assert states[-1].alarm == "1 việc quá hạn, chờ lâu nhất 4 ngày làm việc: phụ trách bộ phận cần xem."
    assert [line.late for line in states[-1].rows].count(True) == 1


def test_filters_count_what_is_open_whatever_the_page_shows():
    _, made, states = listed()
    made.choose_filter("held")
    assert [line.cells[0] for line in states[-1].rows] == ["Chờ kiểm tra"]
    assert dict(states[-1].filters) == {
        "all": 10, "overdue": 1, "differ": 1, "refused": 4, "twice": 2, "file": 1, "finding": 1, "lookup": 0, "held": 1,
    }  # fmt: skip


def test_filters_are_a_circle():
    _, made, states = listed()
    made.step_filter(-1)
    assert states[-1].chosen_filter == "held"
    made.step_filter(1)
    assert states[-1].chosen_filter == "all"


def test_pages_come_one_at_a_time_as_the_end_comes_near():
    bench = Bench(held=True)
    bench.office.open_matters = [replace(row(0), key=str(place)) for place in range(PAGE + 3)]
    _, made, states = listed(bench)
    bench.store.answer_all()
    assert len(states[-1].rows) == PAGE
    made.near_end()
    made.near_end()
    assert len(bench.store.waiting) == 1
    bench.store.answer_all()
    assert len({line.key for line in states[-1].rows}) == PAGE + 3
    made.near_end()
    assert bench.store.waiting == []


def test_enter_opens_the_matter_of_the_row():
    bench, made, _ = listed()
    made.open(2)
    made.open(99)
    assert bench.went == [("matter", "k-2")]


def test_nothing_open_is_said():
    bench = Bench()
    bench.office.open_matters = []
    _, _, states = listed(bench)
    assert (states[-1].caption, states[-1].alarm) == ("Không có việc nào chờ.", "")


def test_a_look_up_is_opened_in_its_dossier():
    bench, made, _ = listed()
    one = replace(bench.office.list_matters(ListMatters()).rows[0], key="l:dossier-row-1", kind=MatterClass.LOOKUP)
    bench.office.list_matters = lambda _order: MatterPage((one,), "", MatterCounts({"lookup": 1}))
    made.start()
    made.open(0)
    assert bench.went[-1] == ("dossier", "dossier-row-1")
