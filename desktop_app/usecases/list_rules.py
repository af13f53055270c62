"""Lịch làm việc và những điểm chưa rõ: days beside the week, hours, and what the law leaves open."""

from dataclasses import dataclass
from datetime import date

from desktop_app.ports import Desk, OpenWork
from forms.catalogue import holidays
from forms.catalogue.kinds import days_of
from forms.catalogue.package import PackageKind
from forms.catalogue.unverified import UNVERIFIED


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that does not follow the week; `published` when an administrator of this office said so."""

    day: date
    is_working: bool
    name: str
    source: str
    published: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something the program could not verify.

    Attributes:
        name: Of the setting.
        question: What the administrator decides.
        why: Why the program does not know.
        source: What was seen.
        value: The answer in force; empty where another package carries it.
        default: What holds until somebody answers.
        choices: Answers with their meaning.
        answered_by: Empty for a setting, else what carries the answer.
    """

    name: str
    question: str
    why: str
    source: str
    value: str
    choices: tuple[tuple[str, str], ...]
    answered_by: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office counts by; `hours` are the shifts of a usual day, `07:00-11:30`."""

    days: tuple[DayRow, ...]
    hours: tuple[str, ...]
    questions: tuple[QuestionRow, ...]


def list_rules(desk: Desk, open_work: OpenWork) -> Rules:
    """Return what the office counts by, and what is open.

    Args:
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("list_rules")
    with open_work() as work:
        published = work.packages.packages(PackageKind.DAYS_OFF)
    rows = {row.day: (row, False) for row in holidays.shipped()}
    rows |= {row.day: (row, True) for package in published for row in days_of(package)}
    return Rules(
        days=tuple(DayRow(*row, published=own) for _, (row, own) in sorted(rows.items())),
        hours=tuple(f"{opens:%H:%M}-{shuts:%H:%M}" for opens, shuts in desk.settings.hours.hours.shifts),
        questions=tuple(
            QuestionRow(
                name=each.name,
                question=each.question,
                why=each.why,
                source=each.source,
                value="" if each.answered_by else desk.settings.value(each.name),
                choices=each.choices,
                answered_by=each.answered_by,
                default=each.default,
            )
            for each in UNVERIFIED
        ),
    )
