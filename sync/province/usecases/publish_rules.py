"""Công bố ngày nghỉ, cài đặt, danh mục thủ tục, biểu mẫu: what the province judges and counts by changes.

Days off and settings move promises still ahead: each moved due date is an event of its dossier (`state.set`),
so that every desk shows it beside the printed one. A list of procedures takes in what was held because no
list known here had its procedure. A form gives its answers their labels, and nothing else. Run again with
the same file it does what an interruption left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from forms.catalogue.kinds import check_after, checked, differences
from forms.catalogue.package import PackageKind
from forms.dossier.calendar import local
from forms.dossier.dossier import instant
from forms.dossier.recomputed import recomputed
from forms.errors import RuleError
from sync.province.due_date import lists_of, rules_by_day_for
from sync.province.faults import Faults
from sync.province.projection import PROVINCE, Book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from forms.dossier.recomputed import Rule
    from sync.province.exchange import House
    from sync.province.registry import OpenRegister

PAGE: Final = 200
"""Dossiers looked at in one transaction: nobody waits long behind it."""
_KINDS: Final = frozenset({
    PackageKind.DAYS_OFF, PackageKind.SETTINGS, PackageKind.PROCEDURES, PackageKind.FORM,
})  # fmt: skip


_COUNTED_BY: Final = frozenset({PackageKind.DAYS_OFF, PackageKind.SETTINGS})


class MovedDue(NamedTuple):
    """A due date that moved; RFC 3339."""

    number: str
    old: str
    new: str


class Published(NamedTuple):
    """What was published, what it changes in words, which due dates moved, how many held events came in."""

    kind: str
    edition: str
    is_new: bool
    differences: tuple[str, ...]
    moved: tuple[MovedDue, ...]
    taken: int


def publish_rules(
    raw: bytes, house: House, open_register: OpenRegister, take_in: Callable[[House, str], int]
) -> Published:
    """Publish a package of days off, settings, procedures or a form.

    Args:
        raw: the file; settings name a commune in `subject`, or none for all.
        house: the province.
        open_register: where packages are kept.
        take_in: takes in what was held for its list (`requeue_event.requeue_unlisted`), told why.

    Returns:
        What changed.

    Raises:
        RuleError: the package cannot be used, or its edition stands for other content.
    """
    package = checked(raw)
    head, now = package.head, house.clock.now()
    if head.kind not in _KINDS:
        raise RuleError(Faults.NOT_COUNTED_BY.value, kind=head.kind.value)
    with open_register() as register:
        before = tuple(each for each in register.packages() if each.digest != package.digest)
        alike = [each for each in before if (each.head.kind, each.head.subject) == (head.kind, head.subject)]
        check_after(package, alike)
        is_new = register.put_package(package, now)
        known = register.packages()
    versions = lists_of(known)
    house = replace(house, versions=lambda: versions)
    moved = [
        row
        for scope in (house.store.scopes() if head.kind in _COUNTED_BY else ())
        for row in _recount(
            scope, house, rules_by_day_for(before, scope), rules_by_day_for(known, scope), now
        )
    ]
    taken = 0
    if head.kind is PackageKind.PROCEDURES:
        taken = take_in(house, f"Công bố danh mục thủ tục, bản {head.edition}")
    lines = differences(package, alike) if is_new else ()
    return Published(head.kind.value, head.edition, is_new, lines, tuple(moved), taken)


def _recount(
    scope: str, house: House, before: Callable[[date], Rule], after: Callable[[date], Rule], now: datetime
) -> Iterator[MovedDue]:
    last: UUID | None = None
    versions = house.versions()
    while True:
        with house.writing(scope) as tx:
            page = {str(state.id): state for state in tx.dossiers(last, PAGE)}
            docs = [(key, state.doc) for key, state in page.items()]
            book = Book(tx, scope, versions, house.ledger, house.dice, now, after(local(now).date()))
            changes = list(recomputed(docs, versions.own, before, after, now))
            for change in changes:
                book.say(UUID(change.dossier_id), "state.set", {"/due_at": instant(change.new)}, PROVINCE)
        for change in changes:
            number = str(page[change.dossier_id].doc.get("number", ""))
            yield MovedDue(number, instant(change.old), instant(change.new))
        if len(page) < PAGE:
            return
        last = max(state.id for state in page.values())
