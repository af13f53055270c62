"""Giải quyết chỗ sửa trùng: theirs, mine or another value; the change and its note in one transaction."""

from collections.abc import Mapping
from typing import Any

from desktop_app.errors import MOVED_ON, NOT_THIS_WAY, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import the_dossier
from desktop_app.ports.matter_lookup import the_objection
from desktop_app.ports.matter_reading import MatterQueries, Objection
from desktop_app.ports.matter_words import wanted_by
from desktop_app.ports.matters import Choice, SettleConflict
from forms.dossier.settling import settle
from sync.core.verdict import Word


def settle_conflict(order: SettleConflict, desk: Desk, queries: MatterQueries, open_work: OpenWork) -> None:
    """Close a C3; other open conflicts about the same paths are closed by the same choice.

    Args:
        order: What was chosen.
        desk: The shift.
        queries: The read side.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_MATTER, NOT_THIS_WAY, MOVED_ON.
        RuleError: No reason, or the paths may not be written now (the dossier was accepted meanwhile).
    """
    desk.require("settle_conflict")
    found = the_objection(queries, order.key)
    if found.verdict != Word.CONFLICT:
        raise DeskError(NOT_THIS_WAY)
    closed = tuple(str(eid) for eid in (found.eid, *found.also))
    with open_work() as work:
        seen = found.rev if order.seen_rev is None else order.seen_rev
        if work.dossiers.base(found.record) != seen:
            raise DeskError(MOVED_ON)
        doc = the_dossier(work, found.record)
        happened = settle(doc, _chosen(order, found), closed, order.choice.value, order.reason)
        work.book(found.record, happened, verb="settle_conflict")
        work.commit()


def _chosen(order: SettleConflict, found: Objection) -> Mapping[str, Any]:
    if order.choice is Choice.THEIRS:
        return {}
    if order.choice is Choice.MINE:
        wanted = wanted_by(found)
        return {path: wanted.get(path) for path in found.paths}
    if order.choice is Choice.EDITED and set(order.values) == set(found.paths):
        return order.values
    raise DeskError(NOT_THIS_WAY)
