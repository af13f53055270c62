"""Settings of an office: what the law leaves open, and its hours."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import holidays
from forms.catalogue.faults import NO_SUCH_BANK, NOT_AN_ANSWER, UNKNOWN_SETTING
from forms.catalogue.kinds import checked, differences
from forms.catalogue.package import Head, PackageKind, pack_json, read_package
from forms.catalogue.settings import Settings, in_force
from forms.catalogue.unverified import UNVERIFIED
from forms.dossier.calendar import VN, WorkCalendar
from forms.dossier.due_dates import SupplementClock, TimeLimit, due_at
from forms.dossier.procedure import Unit
from forms.errors import RuleError

SHIFTS = ["07:00-11:30", "13:30-17:00"]
DAY = date(2026, 12, 1)


def package(content, edition="1", effective_from=DAY):
    return pack_json(Head(PackageKind.SETTINGS, edition, effective_from), content)


def test_every_question_says_what_is_decided_why_and_by_what_source():
    for each in UNVERIFIED:
        assert each.question.endswith("?")
        assert each.why
        assert each.source
        assert each.answered_by or each.takes(each.default)
        assert all(each.takes(value) for value, _ in each.choices)
        assert not each.takes("không ai trả lời thế này")


def test_an_answer_that_is_none_is_told_what_the_setting_takes():
    with pytest.raises(RuleError) as caught:
        checked(package({"settings": {"supplement_clock": "dừng"}}))
    assert caught.value.fault is NOT_AN_ANSWER
    assert caught.value.where == {"setting": "supplement_clock", "takes": "restart (tính lại từ đầu), pause (tính tiếp phần còn lại)"}
    for name in ("khong_co", "local_fees"):
        with pytest.raises(RuleError) as caught:
            checked(package({"settings": {name: "1"}}))
        assert caught.value.fault is UNKNOWN_SETTING


def test_fees_are_paid_to_a_bank_that_takes_them():
    assert checked(package({"settings": {"fee_account": "970405:5200201234567"}}))
    for nobody in ("970999:5200201234567", "123456:1"):
        with pytest.raises(RuleError) as caught:
            checked(package({"settings": {"fee_account": nobody}}))
        assert caught.value.fault is NO_SUCH_BANK


def test_without_an_answer_the_defaults_hold():
    settings = Settings()
    assert settings.supplement_clock is SupplementClock.RESTART
    assert not settings.is_remote
    assert settings.calendar(holidays.overrides()) == WorkCalendar(overrides=holidays.overrides())


def test_the_last_answer_that_has_taken_effect_holds():
    first = read_package(package({"settings": {"supplement_clock": "pause", "is_remote": "yes"}}))
    later = read_package(package({"settings": {"supplement_clock": "restart"}}, "2", date(2027, 1, 1)))
    assert in_force([first, later], date(2026, 11, 30)) == Settings()
    assert in_force([first, later], DAY).supplement_clock is SupplementClock.PAUSE
    then = in_force([first, later], date(2027, 1, 1))
    assert then.supplement_clock is SupplementClock.RESTART
    assert then.is_remote


def test_hours_of_a_package_reach_the_calendar():
    hours = {
        "shifts": SHIFTS,
        "half_days": {"saturday": SHIFTS[:1]},
        "seasons": [{"first": "04-16", "last": "10-15", "shifts": ["06:30-11:00", "13:00-16:30"]}],
    }
    settings = in_force([checked(package({"hours": hours, "settings": {"half_days_count": "yes", "fifteen_hours": "no"}}))], DAY)
    calendar = settings.calendar(holidays.overrides())
    at = datetime(2026, 5, 4, 6, 45, tzinfo=VN)
    assert due_at(TimeLimit(Unit.WORKING_DAY, Fraction("0.5")), at, calendar) == at.replace(hour=10, minute=45)
    assert calendar.is_working_day(date(2026, 11, 28))
    assert not calendar.cutoff_included


@pytest.mark.parametrize(
    "content",
    [
        [], {"setting": {}}, {"settings": []}, {"settings": {"no_such": "yes"}}, {"settings": {"is_remote": "maybe"}}, {"settings": {"is_remote": True}},
        {"settings": {"unit_code": "H15.01"}}, {"settings": {"tracking_address": "https://example.vn/"}}, {"settings": {"tracking_address": "http://example.vn/{ma}"}},
        {"hours": {}}, {"hours": {"shifts": []}}, {"hours": {"shifts": ["07:00-11:30", "11:00-17:00"]}}, {"hours": {"shifts": ["7-11"]}}, {"hours": {"shifts": ["25:00-26:00"]}},
        {"hours": {"shifts": SHIFTS, "half_days": {"holiday": SHIFTS}}}, {"hours": {"shifts": SHIFTS, "seasons": [{"first": "02-30", "last": "03-01", "shifts": SHIFTS}]}},
        {"hours": {"shifts": SHIFTS, "seasons": [{"first": "02-01", "shifts": SHIFTS}]}}, {"hours": {"shifts": SHIFTS, "seasons": [5]}}, {"hours": {"shifts": SHIFTS, "x": 1}},
    ],
)  # fmt: skip
def test_a_malformed_package_of_settings_is_refused(content):
    with pytest.raises(RuleError):
        checked(package(content))


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["settings", "hours", "shifts", "half_days", "seasons", "saturday", "first", "last"]), inner, max_size=4), max_leaves=12)


@given(JSON)
def test_any_content_is_settings_or_clearly_refused(content):
    try:
        checked(package(content))
    except RuleError as refused:
        assert refused.fault.remedy


def test_what_a_package_changes_is_said_in_words():
    new = checked(package({"settings": {"supplement_clock": "pause", "zero_word": "linh"}, "hours": {"shifts": ["07:30-11:30", "13:00-17:00"]}}))
    assert differences(new, []) == (
        "Sau khi bổ sung đủ giấy tờ, thời hạn tính lại từ đầu hay chỉ tính tiếp phần còn lại? «tính lại từ đầu» → «tính tiếp phần còn lại»",
        "Giờ làm việc của trung tâm thay đổi.",
    )
    assert differences(new, [new]) == ()
