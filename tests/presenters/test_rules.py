"""The rules at the administrator's desk: what is open, days off, packages; a change is shown before it is made."""

from datetime import timedelta
from uuid import UUID

from desktop_app.ui.screens.rules.packing import DayTyped
from desktop_app.ui.screens.rules.presenter import RulesPresenter
from desktop_app.ui.screens.rules.rows import change_lines
from desktop_app.ui.strings import WORDS
from forms.catalogue.package import PackageKind
from tests.support.fake_office import FakeOffice
from tests.support.fakes import A_MORNING
from tests.support.stages import Bench

DAY = DayTyped("25/11/2026", "Nghỉ theo thông báo", "TB 01/TB-THU", "")


def listed(user="quantri", chosen="", **bench):
    office = FakeOffice()
    office.user = user
    made_on, states = Bench(office, **bench), []
    made = RulesPresenter(made_on.stage, states.append)
    made.start()
    if chosen:
        made.choose_filter(chosen)
    return made_on, made, states


def proposed(made, **day):
    heard = []
    made.propose_day(DayTyped(**{**{name: getattr(DAY, name) for name in DayTyped.__slots__}, **day}), heard.append)
    return heard


def promised(bench):
    """An open dossier of three working days, over a day that is off already: due on the sixth day."""
    due = A_MORNING + timedelta(days=6)
    bench.office.store.kept.docs[UUID(int=1)] = {
        "number": "T24184-K7Q2-000001", "status": "received", "procedure": "1.004873",
        "received_at": A_MORNING.isoformat(), "due_at": due.isoformat(),
    }  # fmt: skip


def test_the_list_begins_with_what_the_law_leaves_open_and_why():
    _, _, states = listed()
    state, first = states[-1], states[-1].rows[0]
    assert (state.chosen_filter, dict(state.filters)["unverified"]) == ("unverified", len(state.rows))
    assert first.cells[0] == "Mặc định"
    assert first.cells[2] == "tính lại từ đầu"
    assert all(line.cells[4] for line in state.rows)
    assert "07:" in state.caption


def test_an_answer_is_compared_then_published_then_in_force():
    bench, made, states = listed()
    heard = []
    made.propose_answer("supplement_clock", "pause", "Công văn 1/CV-THU", "", heard.append)
    (line,) = change_lines(heard[0].difference)
    assert line.endswith("«tính lại từ đầu» → «tính tiếp phần còn lại»")
    assert list(bench.office.list_packages()) == []
    made.publish(heard[0])
    assert states[-1].rows[0].cells[:3:2] == ("Đã trả lời", "tính tiếp phần còn lại")
    (package,) = bench.office.store.kept.packages
    assert package[0].head.source == "Công văn 1/CV-THU"
    assert bench.changes == [1]


def test_what_another_package_answers_is_not_asked_here():
    bench, made, states = listed()
    place = next(n for n, line in enumerate(states[-1].rows) if line.key == "days_of_2027")
    assert states[-1].rows[place].cells[2] == "bằng ngày nghỉ"
    assert made.question_at(place) is None
    assert "Điểm này không trả lời tại đây." in bench.notes[-1][0]


def test_days_of_this_year_and_the_next_are_listed_with_their_source():
    _, _, states = listed(chosen="days")
    years = {line.cells[2][-4:] for line in states[-1].rows}
    assert years == {"2026", "2027"}
    assert all(line.cells[3] for line in states[-1].rows)
    assert {line.cells[4] for line in states[-1].rows} == {"có sẵn"}


def test_a_day_off_and_the_day_worked_instead_are_one_package():
    bench, made, states = listed(chosen="days")
    (proposal,) = proposed(made, make_up="28/11/2026")
    assert [line.partition(":")[0] for line in proposal.difference.lines] == ["25/11/2026", "28/11/2026"]
    made.publish(proposal)
    own = [line.cells for line in states[-1].rows if line.cells[4] == "đã công bố ở đây"]
    assert [(cells[0], cells[2]) for cells in own] == [("Nghỉ", "T4 25/11/2026"), ("Làm bù", "T7 28/11/2026")]
    assert len(bench.office.store.kept.packages) == 1


def test_a_promise_that_moves_is_named_before_anybody_says_yes():
    bench, made, states = listed(chosen="days")
    office = bench.office
    promised(bench)
    (probe,) = proposed(made)
    assert [moved.number for moved in probe.difference.moved] == ["T24184-K7Q2-000001"]
    assert any("T24184-K7Q2-000001: hẹn" in line for line in change_lines(probe.difference))
    assert office.store.kept.audit == []
    made.publish(probe)
    assert states[-1].alarm.startswith("1 hẹn trả đã in không còn khớp")


def test_a_text_that_is_no_date_is_said_and_nothing_is_proposed():
    bench, made, _ = listed(chosen="days")
    assert proposed(made, day="31/02/2026") == []
    assert bench.notes == [(WORDS("date_shape"), True)]


def test_a_day_before_the_date_of_effect_is_refused_with_its_remedy():
    _, made, states = listed(chosen="days")
    assert proposed(made, effective="26/11/2026") == []
    assert "Lùi ngày hiệu lực của gói" in states[-1].trouble


def test_a_published_package_shows_what_it_changed_and_the_newest_is_on_top():
    bench, made, states = listed()
    for day in ("25/11/2026", "26/11/2026"):
        bench.office.at += timedelta(minutes=1)
        (proposal,) = proposed(made, day=day)
        made.publish(proposal)
    made.choose_filter("packages")
    assert [line.cells[0] for line in states[-1].rows] == ["ngày nghỉ", "ngày nghỉ"]
    assert states[-1].rows[0].cells[2] == "26/11/2026"
    shown = []
    made.show_package(1, shown.append)
    made.show_package(9, shown.append)
    assert [one.lines for one in shown] == [
        ("25/11/2026: ngày làm việc → ngày nghỉ (Nghỉ theo thông báo)",)
    ]


def test_a_package_from_a_file_is_compared_first(tmp_path):
    bench, made, _ = listed()
    (proposal,) = proposed(made)
    file = tmp_path / "goi.json"
    file.write_bytes(proposal.raw)
    heard = []
    made.propose_file(str(file), heard.append)
    assert heard[0].difference == proposal.difference
    assert list(bench.office.list_packages()) == []
    made.publish(heard[0])
    made.publish(heard[0])
    assert bench.notes[-1][0].endswith("đã được công bố từ trước; không có gì thay đổi.")
    assert [row.kind for row in bench.office.list_packages()] == [PackageKind.DAYS_OFF]


def test_a_clerk_may_look_and_not_change():
    bench, made, states = listed(user="hoa")
    assert states[-1].rows
    assert made.question_at(0) is None
    assert not made.may_publish()
    made.propose_file("/khong/co", lambda _proposal: bench.went.append("proposed"))
    assert bench.went == []
    assert {alarm for _, alarm in bench.notes} == {True}


def test_a_file_that_cannot_be_read_is_said():
    _, made, states = listed()
    made.propose_file("/khong/co/goi.json", lambda _proposal: None)
    assert states[-1].trouble
