"""The three lists of the rules in their words: what is unverified, days, packages. No toolkit."""

from datetime import datetime
from typing import Final

from desktop_app.ui.listed.presenter import Line
from desktop_app.ui.rules_ports import DayRow, MovedDue, PackageDifference, PublishedRow, QuestionRow
from desktop_app.ui.strings import WORDS, moment

_WEEKDAYS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_DIGEST_SHOWN: Final = 12


def question_line(row: QuestionRow) -> Line:
    """Say a question of the unverified: its state, the answer in force, its source."""
    state = "elsewhere" if row.answered_by else ("set" if row.value != row.default else "default")
    value = WORDS("rule_by", kind=kind_words(row.answered_by)) if row.answered_by else value_words(row)
    cells = (WORDS(f"rule_{state}"), row.question, value, row.source, row.why)
    return Line(row.name, cells, f"rule_{state}", late=False)


def value_words(row: QuestionRow) -> str:
    """Say the answer in force."""
    return dict(row.choices).get(row.value, row.value) or "–"


def day_line(row: DayRow) -> Line:
    """Say a day that does not follow the week."""
    tone = "day_worked" if row.is_working else "day_off"
    whose = WORDS("day_own" if row.published else "day_shipped")
    weekday = _WEEKDAYS[row.day.weekday()]
    cells = (WORDS(tone), row.name, f"{weekday} {row.day:%d/%m/%Y}", row.source, whose)
    return Line(row.day.isoformat(), cells, tone, late=False)


def package_line(row: PublishedRow) -> Line:
    """Say a published package: what, from when, by whom, and the beginning of its digest."""
    who = f"{row.published_by} · {moment(datetime.fromisoformat(row.published_at))}"
    name = f"{row.edition} ({row.subject})" if row.subject else row.edition
    cells = (kind_words(row.kind), name, day_words(row.effective_from), who, row.digest[:_DIGEST_SHOWN])
    return Line(row.digest, cells, "package", late=False)


def kind_words(kind: str) -> str:
    """Name a kind of package, or the command that carries an answer."""
    return WORDS(f"package_{kind}") if " " not in kind else kind


def day_words(iso: str) -> str:
    """Write an ISO date as people read it."""
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def change_lines(difference: PackageDifference) -> tuple[str, ...]:
    """Say what a package changes, and each promise that it moves."""
    return (*difference.lines, *moved_lines(difference.moved))


def moved_lines(moved: tuple[MovedDue, ...]) -> tuple[str, ...]:
    """Say each promise that moves, the printed time first."""
    return tuple(
        WORDS("rule_moved", number=one.number, old=moment(one.old), new=moment(one.new)) for one in moved
    )
