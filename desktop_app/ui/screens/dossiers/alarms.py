"""What the first screen says before anything else: open matters, a wrong clock, a twin. No toolkit here."""

from typing import NamedTuple

from desktop_app.ui.ports import SyncFacts
from desktop_app.ui.strings import WORDS, number


class Alarm(NamedTuple):
    """A sentence above the list; `kind` is error or warning."""

    kind: str
    text: str


def alarms(facts: SyncFacts) -> tuple[Alarm, ...]:
    """Say what a person must know, the gravest first; nothing when all is well."""
    found = []
    if facts.twin:
        found.append(Alarm("error", WORDS("alarm_twin")))
    if facts.clock_warning:
        found.append(Alarm("warning", facts.clock_warning))
    if facts.matters.total:
        found.append(_matters(facts))
    return tuple(found)


def _matters(facts: SyncFacts) -> Alarm:
    open_ones = facts.matters
    kinds = (
        ("alarm_differ", open_ones.by_class.get("C3", 0)),
        ("alarm_lookup", open_ones.by_class.get("lookup", 0)),
        ("alarm_held", facts.quarantined),
    )
    named = ", ".join(WORDS(words, count=number(many)) for words, many in kinds if many)
    text = WORDS("alarm_matters", count=number(open_ones.total))
    text = f"{text}: {named}." if named else f"{text}."
    if not open_ones.overdue:
        return Alarm("warning", text)
    late = WORDS("matters_alarm", count=number(open_ones.overdue), days=number(open_ones.oldest_days))
    return Alarm("error", f"{text} {late}")
