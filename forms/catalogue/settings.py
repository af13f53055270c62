"""Settings of one office: the answers to what is unverified, and its hours; a package of kind `settings`.

Content: `{"settings": {"supplement_clock": "pause"}, "hours": {…}}`, either may be absent. What a package
does not name stays as it was. Not here: the questions (`unverified`), how hours are spelt (`hours`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from forms.catalogue.banks import bank_of
from forms.catalogue.faults import NO_SUCH_BANK, NOT_AN_ANSWER, PACKAGE_MALFORMED, UNKNOWN_SETTING
from forms.catalogue.hours import Hours, read_hours
from forms.catalogue.unverified import BY_NAME, UNVERIFIED
from forms.codes.tracking import check_tracking
from forms.dossier.calendar import WorkCalendar
from forms.dossier.due_dates import SupplementClock
from forms.errors import RuleError
from forms.text.words import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from forms.catalogue.package import Package
    from forms.dossier.calendar import Days

_YES: Final = "yes"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office has decided; whatever it has not is the default of `unverified`.

    Attributes:
        answers: By name, only what was answered.
        hours: Of the office.
    """

    answers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    hours: Hours = field(default_factory=Hours)

    def value(self, name: str) -> str:
        """Return the answer in force.

        Raises:
            KeyError: No such setting.
        """
        return self.answers.get(name, BY_NAME[name].default)

    @property
    def is_remote(self) -> bool:
        """The commune carries the remote flag."""
        return self.value("is_remote") == _YES

    @property
    def supplement_clock(self) -> SupplementClock:
        """The clock of procedures that do not name their own."""
        return SupplementClock(self.value("supplement_clock"))

    @property
    def wording(self) -> Wording:
        """How sums are written in words."""
        odd, thousand = self.value("zero_word"), self.value("thousand_word")
        return Wording(
            odd="lẻ" if odd == "lẻ" else "linh", thousand="ngàn" if thousand == "ngàn" else "nghìn"
        )

    def calendar(self, days: Days) -> WorkCalendar:
        """Return the office's calendar over a table of days (`holidays.overrides`)."""
        return WorkCalendar(
            hours=self.hours.hours,
            overrides=days,
            half_days=self.hours.half_days,
            seasons=self.hours.seasons,
            half_days_count=self.value("half_days_count") == _YES,
            cutoff_included=self.value("fifteen_hours") == _YES,
        )


def in_force(packages: Iterable[Package], on: date) -> Settings:
    """Return the settings of a day: of each, the last published that had taken effect.

    Args:
        packages: Published packages of kind `settings`, the oldest first.
        on: The day.
    """
    settings = Settings()
    for package in packages:
        if package.head.effective_from <= on:
            settings = _after(settings, package.content())
    return settings


def check(package: Package) -> None:
    """Refuse a package of settings that cannot be used.

    Raises:
        RuleError: An unknown name, an answer that is none, malformed hours, an account at no bank that VietQR
            pays.
    """
    account = _after(Settings(), package.content()).value("fee_account")
    bank = bank_of(account.partition(":")[0]) if account else None
    if account and (bank is None or not bank.takes_transfers):
        raise RuleError(NO_SUCH_BANK, setting="fee_account")


def differences(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    """Return a line in Vietnamese for each answer that a package changes."""
    day = new.head.effective_from
    old, now = in_force(before, day), in_force((*before, new), day)
    lines = [
        f"{each.question} {_said(each.name, old)} → {_said(each.name, now)}"
        for each in UNVERIFIED
        if not each.answered_by and old.value(each.name) != now.value(each.name)
    ]
    return (*lines, "Giờ làm việc của trung tâm thay đổi.") if old.hours != now.hours else tuple(lines)


def _said(name: str, settings: Settings) -> str:
    value = settings.value(name)
    return f"«{dict(BY_NAME[name].choices).get(value, value)}»"


def _after(settings: Settings, content: Any) -> Settings:
    if not isinstance(content, dict) or content.keys() - {"settings", "hours"}:
        raise RuleError(PACKAGE_MALFORMED, part="settings")
    answers = content.get("settings", {})
    if not isinstance(answers, dict):
        raise RuleError(PACKAGE_MALFORMED, part="settings")
    for name, value in answers.items():
        known = BY_NAME.get(name)
        if known is None or known.answered_by:
            raise RuleError(UNKNOWN_SETTING, **({"setting": name} if known else {}))
        if not isinstance(value, str) or not known.takes(value):
            raise RuleError(NOT_AN_ANSWER, setting=name, takes=known.said())
        if name == "tracking_address":
            check_tracking(value)
    hours = read_hours(content["hours"]) if "hours" in content else settings.hours
    return replace(settings, answers=MappingProxyType({**settings.answers, **answers}), hours=hours)
