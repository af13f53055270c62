"""A period that is asked for: first and last day as people write them. No toolkit here."""

from datetime import date, datetime
from typing import Final

from desktop_app.ui.asks import Answers, Ask
from desktop_app.ui.strings import WORDS
from forms.dossier.calendar import VN
from forms.errors import Act, Fault, RuleError

_NOT_A_PERIOD: Final = Fault(
    Act.CLERK,
    "Khoảng ngày không đọc được, hoặc ngày cuối trước ngày đầu.",
    "Nhập ngày như 25/11/2026; ngày cuối từ ngày đầu trở đi.",
    "The days are not dd/mm/yyyy, or the last comes before the first.",
)


def period_asks(today: date, first: date | None, last: date | None) -> tuple[Ask, Ask]:
    """Ask for a period; a day that is proposed must stay filled, None leaves that end open."""

    def ask(key: str, value: date | None) -> Ask:
        shown = "" if value is None else f"{value:%d/%m/%Y}"
        return Ask(key, WORDS(key), shown, required=value is not None, today=lambda: today)

    return ask("first_day", first), ask("last_day", last)


def period_of(answers: Answers) -> tuple[date | None, date | None]:
    """Read what was answered; None for an end left open.

    Raises:
        RuleError: A text is no date, or the last day comes before the first.
    """
    first, last = _day(answers["first_day"]), _day(answers["last_day"])
    if first is not None and last is not None and last < first:
        raise RuleError(_NOT_A_PERIOD)
    return first, last


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=VN).date()
    except ValueError:
        raise RuleError(_NOT_A_PERIOD) from None
