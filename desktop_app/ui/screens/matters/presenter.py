"""Thinking of the list of matters: which classes are looked at, and in which words. No toolkit here."""

from dataclasses import replace
from typing import Final

from desktop_app.ui.listed.presenter import Line, ListPresenter, Shown
from desktop_app.ui.matter_ports import LOOKUP, ListMatters, MatterClass, MatterCounts, MatterPage, MatterRow
from desktop_app.ui.strings import WORDS, number

PAGE: Final = 50
FILTERS: Final = {
    "all": ListMatters(),
    "overdue": ListMatters(overdue_only=True),
    "differ": ListMatters(frozenset({MatterClass.SAME_FIELD})),
    "refused": ListMatters(
        frozenset({MatterClass.NOT_OURS, MatterClass.ILLEGAL_MOVE, MatterClass.VOIDED, MatterClass.REFUSED})
    ),
    "twice": ListMatters(frozenset({MatterClass.SAME_NUMBER, MatterClass.DUPLICATE})),
    "file": ListMatters(frozenset({MatterClass.FILE})),
    "finding": ListMatters(frozenset({MatterClass.FINDING})),
    "lookup": ListMatters(frozenset({MatterClass.LOOKUP})),
    "held": ListMatters(frozenset({MatterClass.QUARANTINED})),
}


class MattersPresenter(ListPresenter[MatterPage, str]):
    """Lists what is open, the oldest first."""

    verb = "list_matters"
    denied = "matters_not_for_role"
    filters = tuple(FILTERS)
    begin = ""

    def fetch(self, chosen: str, after: str) -> MatterPage:
        """Read one page of a filter."""
        return self._stage.office.list_matters(replace(FILTERS[chosen], after=after, limit=PAGE))

    def say(self, page: MatterPage) -> Shown[str]:
        """Put a page into its words."""
        counts = {name: _count(order, page.counts) for name, order in FILTERS.items()}
        rows = tuple(_line(row) for row in page.rows)
        return Shown(rows, page.next, counts, _caption(page.counts), _alarm(page.counts))

    def open(self, place: int) -> None:
        """Open the matter of a row; a look-up is answered in its dossier."""
        if key := self.key_at(place):
            letter, _, dossier = key.partition(":")
            self._stage.go(*(("dossier", dossier) if letter == LOOKUP else ("matter", key)))


def age_words(days: int) -> str:
    """Say an age in working days."""
    return WORDS("age_days", days=days) if days else WORDS("age_today")


def _line(row: MatterRow) -> Line:
    cells = (
        WORDS(f"matter_{row.kind.value}"),
        row.official_code or row.number or "–",
        row.applicant or "–",
        row.sentence,
        WORDS(f"owner_{row.owner.value}"),
        age_words(row.age_days),
    )
    return Line(row.key, cells, f"matter_{row.kind.value}", row.overdue)


def _count(order: ListMatters, counts: MatterCounts) -> int:
    if order.overdue_only:
        return counts.overdue
    wanted = {kind.value for kind in order.classes}
    return sum(many for kind, many in counts.by_class.items() if not wanted or kind in wanted)


def _caption(counts: MatterCounts) -> str:
    return WORDS("matters_open", count=number(counts.total)) if counts.total else WORDS("matters_none")


def _alarm(counts: MatterCounts) -> str:
    if not counts.overdue:
        return ""
    return WORDS("matters_alarm", count=number(counts.overdue), days=number(counts.oldest_days))
