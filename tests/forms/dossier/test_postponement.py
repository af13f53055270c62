"""Apologies, extensions and what a limit does not count, by the shipped table of days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from fractions import Fraction

import pytest

from forms.catalogue import holidays
from forms.catalogue.read import shipped
from forms.dossier import faults
from forms.dossier.calendar import VN, OfficeHours, Season, WorkCalendar
from forms.dossier.due_dates import Pause, TimeLimit, due_at, transfer_at
from forms.dossier.postponement import extended_by, extension_of, latest_apology, postponed
from forms.dossier.procedure import Extendable, Step, Unit
from forms.dossier.steps import plan_of, step_times
from forms.errors import Faults, RuleError
from tests.support.law import a_procedure

DAYS = holidays.overrides()
CALENDAR = WorkCalendar(overrides=DAYS)
MORNING = OfficeHours(((time(7), time(11, 30)),))
POLICE = WorkCalendar(overrides=DAYS, half_days={5: MORNING})
SAME_DAY = TimeLimit(Unit.SAME_DAY, cutoff=time(15))
COPIES = TimeLimit(Unit.SAME_DAY, cutoff=time(15), extendable=Extendable.BY_TWO_DAYS)
CONTRACT = TimeLimit(Unit.WORKING_DAY, Fraction(2), extendable=Extendable.BY_AGREEMENT)


def vn(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VN)


def working(days: str) -> TimeLimit:
    return TimeLimit(Unit.WORKING_DAY, Fraction(days))


@pytest.mark.parametrize(
    ("due", "latest"),
    [
        ("25/11/2026 09:00", "23/11/2026 17:00"),  # the day before is Ngày Văn hóa Việt Nam
        ("12/10/2026 09:00", "09/10/2026 17:00"),  # over the week's end
        ("24/08/2026 10:00", "22/08/2026 17:00"),  # the Saturday worked in exchange
        ("23/02/2026 08:00", "13/02/2026 17:00"),  # over Tết
    ],
)
def test_an_apology_comes_by_the_closing_of_the_last_working_day_before(due, latest):
    assert latest_apology(vn(due), CALENDAR) == vn(latest)


def test_an_apology_moves_the_due_date_once():
    due, to = vn("25/11/2026 09:00"), vn("27/11/2026 09:00")
    assert postponed(due, to, vn("23/11/2026 17:00"), CALENDAR, already=False) == to
    with pytest.raises(RuleError) as caught:
        postponed(due, to, vn("20/11/2026 09:00"), CALENDAR, already=True)
    assert caught.value.fault is faults.POSTPONED_ONCE


@pytest.mark.parametrize(
    ("to", "at", "fault"),
    [
        ("27/11/2026 09:00", "23/11/2026 17:01", faults.POSTPONED_LATE),
        ("27/11/2026 09:00", "24/11/2026 09:00", faults.POSTPONED_LATE),
        ("27/11/2026 09:00", "26/11/2026 09:00", faults.POSTPONED_LATE),
        ("25/11/2026 09:00", "20/11/2026 09:00", faults.POSTPONED_BACKWARDS),
        ("23/11/2026 09:00", "20/11/2026 09:00", faults.POSTPONED_BACKWARDS),
        ("28/11/2026 09:00", "20/11/2026 09:00", faults.POSTPONED_TO_A_DAY_OFF),
        ("27/11/2026 12:00", "20/11/2026 09:00", faults.POSTPONED_TO_A_DAY_OFF),
        ("27/11/2026 17:30", "20/11/2026 09:00", faults.POSTPONED_TO_A_DAY_OFF),
    ],
)
def test_an_apology_that_may_not_be_says_why(to, at, fault):
    with pytest.raises(RuleError) as caught:
        postponed(vn("25/11/2026 09:00"), vn(to), vn(at), CALENDAR, already=False)
    assert caught.value.fault is fault


def test_many_copies_take_up_to_two_working_days_more():
    received = vn("21/08/2026 10:00")
    more = extended_by(Fraction(2), COPIES, agreed_in_writing=False)
    assert due_at(COPIES, received, CALENDAR, more=more) == vn("24/08/2026 17:00")  # Saturday 22/8 is worked
    assert due_at(CONTRACT, received, CALENDAR, more=more) == vn("26/08/2026 10:00")


def test_longer_than_the_rule_allows_needs_a_written_agreement():
    assert extended_by(Fraction(5), COPIES, agreed_in_writing=True) == 5
    assert extended_by(Fraction(5), CONTRACT, agreed_in_writing=True) == 5
    assert extended_by(Fraction(0), SAME_DAY, agreed_in_writing=False) == 0
    refused = [(Fraction(3), COPIES, False), (Fraction("2.25"), COPIES, False), (Fraction(-1), COPIES, True), (Fraction(1), CONTRACT, False), (Fraction(1), SAME_DAY, True)]
    for days, limit, agreed in refused:
        with pytest.raises(RuleError) as caught:
            extended_by(days, limit, agreed_in_writing=agreed)
        assert caught.value.fault is faults.EXTENDED_TOO_FAR


@pytest.mark.parametrize("extension", [None, 5, {}, {"days": "3"}, {"days": "x"}, {"days": "1/0"}, {"days": None}, {"days": "-1", "agreed": True}, {"days": "3", "agreed": "yes"}])
def test_a_document_that_claims_an_unlawful_extension_gets_none(extension):
    assert extension_of({"extension": extension}, COPIES) == 0
    assert extension_of({"extension": {"days": "2"}}, COPIES) == 2


def test_the_shipped_certifications_say_whether_they_may_take_longer():
    kinds = {each.code: each.time_limit.extendable for each in shipped().procedures if each.time_limit.extendable}
    assert kinds["2.000815"] is Extendable.BY_TWO_DAYS
    assert {code for code, kind in kinds.items() if kind is Extendable.BY_AGREEMENT} == {"2.001016", "2.001019", "2.001035", "2.001406"}


def test_financial_duties_of_land_are_not_counted():
    received = vn("05/10/2026 08:00")
    duties = Pause(vn("12/10/2026 08:00"), vn("26/10/2026 08:00"))
    assert due_at(working("10"), received, CALENDAR) == vn("19/10/2026 08:00")
    assert due_at(working("10"), received, CALENDAR, pauses=[duties]) == vn("02/11/2026 08:00")


def test_pauses_that_overlap_or_come_unsorted_count_once():
    received = vn("05/10/2026 08:00")
    one, other = Pause(vn("12/10/2026 08:00"), vn("20/10/2026 08:00")), Pause(vn("16/10/2026 08:00"), vn("26/10/2026 08:00"))
    inside = Pause(vn("13/10/2026 08:00"), vn("14/10/2026 08:00"))
    assert due_at(working("10"), received, CALENDAR, pauses=[other, inside, one]) == vn("02/11/2026 08:00")


def test_a_pause_after_the_due_date_excuses_nothing():
    late = Pause(vn("20/10/2026 08:00"), vn("30/10/2026 08:00"))
    assert due_at(working("10"), vn("05/10/2026 08:00"), CALENDAR, pauses=[late]) == vn("19/10/2026 08:00")


def test_a_saturday_morning_receives_and_its_hours_run():
    assert due_at(SAME_DAY, vn("10/10/2026 09:00"), POLICE) == vn("10/10/2026 11:30")
    assert due_at(SAME_DAY, vn("10/10/2026 12:00"), POLICE) == vn("12/10/2026 17:00")
    assert transfer_at(vn("10/10/2026 09:00"), POLICE) == vn("10/10/2026 11:30")
    assert due_at(working("0.25"), vn("09/10/2026 16:30"), POLICE) == vn("10/10/2026 08:30")
    assert due_at(working("1"), vn("10/10/2026 09:00"), POLICE) == vn("12/10/2026 09:00")


def test_whether_a_saturday_morning_is_a_working_day_is_a_setting():
    counted = WorkCalendar(overrides=DAYS, half_days={5: MORNING}, half_days_count=True)
    assert due_at(working("1"), vn("09/10/2026 09:00"), POLICE) == vn("12/10/2026 09:00")
    assert due_at(working("1"), vn("09/10/2026 09:00"), counted) == vn("10/10/2026 09:00")
    assert due_at(working("1"), vn("09/10/2026 15:00"), counted) == vn("10/10/2026 11:30")
    assert due_at(TimeLimit(Unit.CALENDAR_DAY, Fraction(1)), vn("09/10/2026 09:00"), POLICE) == vn("12/10/2026 09:00")


def test_a_swapped_saturday_is_a_whole_day_at_the_police_desk_too():
    assert due_at(SAME_DAY, vn("22/08/2026 10:00"), POLICE) == vn("22/08/2026 17:00")


def test_whether_fifteen_hours_itself_is_the_same_day_is_a_setting():
    strict = WorkCalendar(overrides=DAYS, cutoff_included=False)
    assert due_at(SAME_DAY, vn("21/08/2026 15:00"), strict) == vn("22/08/2026 17:00")
    assert due_at(SAME_DAY, vn("21/08/2026 14:59"), strict) == vn("21/08/2026 17:00")


def test_a_season_that_runs_over_the_new_year_has_its_own_hours():
    winter = OfficeHours(((time(7, 30), time(11, 30)), (time(13), time(17))))
    calendar = WorkCalendar(overrides=DAYS, seasons=(Season((11, 1), (2, 28), winter),))
    assert calendar.opening_of(vn("05/01/2026 00:00").date()) == vn("05/01/2026 07:30")
    assert calendar.opening_of(vn("02/11/2026 00:00").date()) == vn("02/11/2026 07:30")
    assert calendar.opening_of(vn("02/03/2026 00:00").date()) == vn("02/03/2026 07:00")
    assert due_at(working("1"), vn("30/10/2026 07:00"), calendar) == vn("02/11/2026 07:30")


def test_the_steps_of_a_process_lie_end_to_end():
    steps = [Step("Tiếp nhận", Fraction("0.25")), Step("Phân công", Fraction("0.25")), Step("Thụ lý", Fraction("1.5")),
             Step("Ký", Fraction("0.25")), Step("Văn thư", Fraction("0.25")), Step("Trả kết quả", Fraction(0))]  # fmt: skip
    times = step_times(steps, vn("08/10/2026 09:30"), CALENDAR)
    assert [f"{step.ends:%d %H:%M}" for step in times] == ["08 11:30", "08 15:30", "12 09:30", "12 11:30", "12 15:30", "12 15:30"]
    assert [step.begins for step in times[1:]] == [step.ends for step in times[:-1]]


def test_a_received_dossier_is_handed_on_the_same_day_or_after_fifteen_hours_the_next():
    procedure = replace(a_procedure(), steps=(Step("Thụ lý", Fraction("0.25")),))
    due = {"due_at": "2026-10-12T09:00:00+07:00", "promised_due_at": "2026-10-12T09:00:00+07:00"}

    def told(status, clock, **more):
        doc = {"status": status, "received_at": f"2026-10-08T{clock}:00+07:00", **due, **more}
        return [(step.name, f"{step.ends:%d %H:%M}") for step in plan_of(doc, procedure, CALENDAR)]

    assert told("received", "14:00") == [("Chuyển giải quyết", "08 17:00"), ("Thụ lý", "08 16:00")]
    assert told("received", "15:01") == [("Chuyển giải quyết", "09 07:00"), ("Thụ lý", "09 07:01")]
    assert told("processing", "14:00") == [("Thụ lý", "08 16:00")]
    assert told("received", "14:00", due_at="2026-10-20T09:00:00+07:00") == [("Chuyển giải quyết", "08 17:00")]
    assert told("returned", "14:00") == []


def test_a_limit_beyond_all_sense_is_refused_at_once():
    with pytest.raises(RuleError) as caught:
        due_at(working("1000000000"), vn("05/10/2026 08:00"), CALENDAR)
    assert caught.value.fault is Faults.BAD_LIMIT.value
