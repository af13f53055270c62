"""What a changed table of days off does to promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction

from forms.catalogue import holidays
from forms.catalogue.kinds import checked
from forms.catalogue.office_rules import rules_by_day
from forms.catalogue.package import Head, PackageKind, pack_json
from forms.catalogue.read import shipped
from forms.dossier.calendar import VN, OfficeHours, WorkCalendar
from forms.dossier.due_dates import SupplementClock, TimeLimit, due_at
from forms.dossier.procedure import Unit
from forms.dossier.recomputed import Rule, counted, counted_when_paid, recomputed

DAY_OFF = holidays.DayOverride(date(2026, 12, 2), False, "Nghỉ theo thông báo", "thử nghiệm")
BEFORE = Rule(WorkCalendar(overrides=holidays.overrides()))
AFTER = Rule(WorkCalendar(overrides=holidays.overrides([DAY_OFF])))
NOW = datetime(2026, 11, 26, 9, tzinfo=VN)
PROCEDURE = next(each for each in shipped().procedures if each.time_limit.unit is Unit.WORKING_DAY and each.time_limit.value == 5)


def doc(received: str, **more):
    at = datetime.strptime(received, "%d/%m/%Y %H:%M").replace(tzinfo=VN)
    due = due_at(PROCEDURE.time_limit, at, BEFORE.calendar)
    return {"procedure": PROCEDURE.code, "status": "processing", "received_at": at.isoformat(), "due_at": due.isoformat(), **more}


def moved(*docs):
    found = recomputed([(str(n), each) for n, each in enumerate(docs)], lambda doc: {PROCEDURE.code: PROCEDURE}.get(doc.get("procedure")), lambda _: BEFORE, lambda _: AFTER, NOW)
    return [(change.dossier_id, f"{change.old:%d/%m %H:%M}", f"{change.new:%d/%m %H:%M}") for change in found]


def test_a_promise_over_the_new_day_off_moves_by_a_day():
    assert moved(doc("25/11/2026 10:00")) == [("0", "02/12 10:00", "03/12 10:00")]


def test_a_setting_whose_day_came_leaves_older_promises_their_own_rule_and_new_days_off():
    new_hours = replace(BEFORE.calendar, hours=OfficeHours(((time(8), time(12)), (time(13), time(17)))))
    begins, there = date(2026, 11, 26), doc("25/11/2026 07:30")
    before = lambda day: BEFORE if day < begins else Rule(new_hours)  # noqa: E731
    after = lambda day: AFTER if day < begins else Rule(replace(AFTER.calendar, hours=new_hours.hours))  # noqa: E731
    (change,) = recomputed([("0", there)], lambda _: PROCEDURE, before, after, NOW)
    assert f"{change.new:%d/%m %H:%M}" == "03/12 07:30"
    paid = {"requested_at": "2026-11-26T07:30:00+07:00", "paid_at": "2026-11-26T08:30:00+07:00"}
    again = doc("25/11/2026 07:30", payment_request=paid)
    again["due_at"] = counted(again, PROCEDURE, before(begins)).isoformat()
    (change,) = recomputed([("0", again)], lambda _: PROCEDURE, before, after, NOW)
    assert change.new == counted(again, PROCEDURE, after(begins)), "a payment's date was counted on its own day"


def test_the_rules_of_a_day_are_its_settings_over_all_days_off():
    def package(kind, content, first):
        return checked(pack_json(Head(kind, f"thu-{kind.value}", first), content))

    remote = package(PackageKind.SETTINGS, {"settings": {"is_remote": "yes"}}, date(2026, 12, 1))
    known = {PackageKind.SETTINGS: [remote], PackageKind.DAYS_OFF: []}
    on = rules_by_day(known.__getitem__)
    known[PackageKind.SETTINGS].clear()
    assert [on(date(2026, *day)).remote for day in ((11, 30), (12, 1), (12, 31))] == [False, True, True]


def test_a_promise_that_ends_before_it_stays():
    assert moved(doc("20/11/2026 10:00")) == []


def test_only_open_dossiers_with_a_date_still_ahead_are_touched():
    for status in ("decided", "returned", "stopped", "awaiting_supplement", "awaiting_payment", "voided"):
        assert moved(doc("25/11/2026 10:00", status=status)) == []
    late = doc("26/11/2026 08:00", due_at="2026-11-25T10:00:00+07:00")
    assert moved(late, doc("26/11/2026 10:00")) == [("1", "03/12 10:00", "04/12 10:00")]


def test_a_date_that_a_person_set_is_left_to_persons():
    assert moved(doc("25/11/2026 10:00", due_at="2026-12-09T10:00:00+07:00")) == []


def test_nonsense_and_unknown_procedures_are_passed_over():
    assert moved(doc("25/11/2026 10:00", procedure="9.999999"), doc("25/11/2026 10:00", due_at="?"), {}) == []


def test_a_supplement_is_counted_by_the_procedures_clock_or_the_offices():
    request = {"requested_at": "2026-11-26T10:00:00+07:00", "supplemented_at": "2026-11-30T10:00:00+07:00"}
    there = doc("25/11/2026 10:00", supplement_request=request)
    assert counted(there, PROCEDURE, BEFORE).day == 7  # counted again from 30/11
    paused = BEFORE._replace(supplement_clock=SupplementClock.PAUSE)
    plain = replace(PROCEDURE, supplement_clock="")
    assert counted(there, plain, paused).day == 4


def test_remote_communes_are_counted_with_their_extra_days():
    land = TimeLimit(Unit.WORKING_DAY, Fraction(5), remote_extra=Fraction(10))
    remote = replace(PROCEDURE, time_limit=land)
    assert counted(doc("25/11/2026 10:00"), remote, BEFORE._replace(remote=True)).date() == date(2026, 12, 16)


def test_every_wait_for_a_supplement_is_left_out_of_a_paused_clock():
    paused, plain = BEFORE._replace(supplement_clock=SupplementClock.PAUSE), replace(PROCEDURE, supplement_clock="")
    first = {"requested_at": "2026-11-26T10:00:00+07:00", "supplemented_at": "2026-11-30T10:00:00+07:00"}
    second = {"requested_at": "2026-12-01T10:00:00+07:00", "supplemented_at": "2026-12-03T10:00:00+07:00"}
    there = doc("25/11/2026 10:00", supplement_request={**second, "earlier": [first]})
    assert counted(there, plain, paused) == datetime(2026, 12, 8, 10, tzinfo=VN)  # 25/11 + 5 days, less 2 and 2 waited


WAITED = {"requested_at": "2026-11-26T10:00:00+07:00", "paid_at": "2026-11-30T10:00:00+07:00"}  # two working days


def at(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VN)


def test_the_time_until_a_payment_is_not_counted():
    assert counted(doc("25/11/2026 10:00", payment_request=WAITED), PROCEDURE, BEFORE) == at("04/12/2026 10:00")


def test_a_payment_that_is_still_waited_for_has_moved_nothing_yet():
    asked = {"requested_at": WAITED["requested_at"]}
    there = doc("25/11/2026 10:00", payment_request=asked)
    assert counted(there, PROCEDURE, BEFORE) == at("02/12/2026 10:00")
    assert counted_when_paid(there, PROCEDURE, BEFORE, at("30/11/2026 10:00")) == at("04/12/2026 10:00")


def test_every_payment_asked_for_is_left_out_once():
    second = {"requested_at": "2026-12-01T10:00:00+07:00", "paid_at": "2026-12-02T10:00:00+07:00", "earlier": [WAITED]}
    assert counted(doc("25/11/2026 10:00", payment_request=second), PROCEDURE, BEFORE) == at("07/12/2026 10:00")


def test_who_was_late_before_the_payment_was_asked_for_stays_late():
    asked = {"requested_at": "2026-12-03T10:00:00+07:00", "paid_at": "2026-12-10T10:00:00+07:00"}
    assert counted(doc("25/11/2026 10:00", payment_request=asked), PROCEDURE, BEFORE) == at("02/12/2026 10:00")


def test_a_clock_that_ran_ahead_never_shortens_a_promise():
    backwards = {"requested_at": WAITED["paid_at"], "paid_at": WAITED["requested_at"]}
    assert counted(doc("25/11/2026 10:00", payment_request=backwards), PROCEDURE, BEFORE) == at("02/12/2026 10:00")


def test_both_waits_are_left_out_of_a_paused_clock_and_only_the_later_of_a_restarted_one():
    paused, plain = BEFORE._replace(supplement_clock=SupplementClock.PAUSE), replace(PROCEDURE, supplement_clock="")
    supplemented = {"requested_at": "2026-11-26T10:00:00+07:00", "supplemented_at": "2026-11-30T10:00:00+07:00"}
    paid = {"requested_at": "2026-12-01T10:00:00+07:00", "paid_at": "2026-12-03T10:00:00+07:00"}
    both = doc("25/11/2026 10:00", supplement_request=supplemented, payment_request=paid)
    assert counted(both, plain, paused) == at("08/12/2026 10:00")
    assert counted(both, plain, BEFORE) == at("09/12/2026 10:00")  # 30/11 + 5 days, less 2 waited
    paid_first = {"requested_at": "2026-11-25T14:00:00+07:00", "paid_at": "2026-11-26T09:00:00+07:00"}
    assert counted({**both, "payment_request": paid_first}, plain, BEFORE) == at("07/12/2026 10:00")


def test_what_was_left_of_an_apology_s_date_runs_again_after_the_payment():
    apology = {"at": "2026-11-26T08:00:00+07:00", "due_after": "2026-12-09T15:00:00+07:00"}
    there = doc("25/11/2026 10:00", apology=apology, payment_request=WAITED)
    assert counted(there, PROCEDURE, BEFORE) == at("11/12/2026 15:00")
    before_it = {**WAITED, "requested_at": "2026-11-25T14:00:00+07:00", "paid_at": "2026-11-25T16:00:00+07:00"}
    assert counted({**there, "payment_request": before_it}, PROCEDURE, BEFORE) == at("09/12/2026 15:00")


def test_a_supplement_after_an_apology_begins_its_own_clock():
    apology = {"at": "2026-11-26T08:00:00+07:00", "due_after": "2026-12-23T15:00:00+07:00"}
    supplemented = {"requested_at": "2026-11-27T10:00:00+07:00", "supplemented_at": "2026-11-30T10:00:00+07:00"}
    there = doc("25/11/2026 10:00", apology=apology, supplement_request=supplemented)
    assert counted(there, PROCEDURE, BEFORE) == at("07/12/2026 10:00")


def test_without_a_clock_the_date_stays_with_the_person_who_set_it():
    campaign = replace(PROCEDURE, time_limit=TimeLimit(Unit.CAMPAIGN, Fraction(0)))
    assert counted_when_paid(doc("25/11/2026 10:00"), campaign, BEFORE, NOW) is None


def test_a_day_off_moves_a_promise_that_a_payment_has_moved_already():
    there = doc("25/11/2026 10:00", payment_request=WAITED, due_at="2026-12-04T10:00:00+07:00")
    assert moved(there) == [("0", "04/12 10:00", "07/12 10:00")]
