"""Gửi lại: what was refused or held is done once more, as a new event of a person who is entitled to it."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.errors import NOT_ALLOWED, NOT_THIS_WAY, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import the_dossier
from desktop_app.ports.matter_lookup import the_objection
from desktop_app.ports.matter_reading import MatterQueries, Objection
from desktop_app.ports.matters import SendAgain
from forms.dossier.book_writes import BOOK_KINDS
from forms.dossier.dossier import Happening
from forms.dossier.roles import may_command
from forms.dossier.settling import again

_RIGHT: Final[Mapping[str, str]] = {
    "submit": "receive_dossier",
    "supplement": "supplement_dossier",
    "accept": "transfer_dossier",
    "decide": "decide_dossier",
    "deliver_result": "return_result",
    "withdraw_request": "withdraw_dossier",
    "hand_over": "hand_over_dossiers",
    "require_supplement": "ask_supplement",
    "apologise": "apologise_late",
    "ask_payment": "ask_payment",
    "pay": "take_fee",
    "dossier.void": "void_dossier",
}
"""The verb whose right one needs to do it again; whoever may send again may do the others."""
_NEVER: Final = frozenset({"dossier.new", "staff.set", "note"}) | BOOK_KINDS


def send_again(
    order: SendAgain, desk: Desk, queries: MatterQueries, shelf: FormShelf, open_work: OpenWork
) -> None:
    """Book the same once more in the dossier's present state, and the note that this answers the refusal.

    A whole dossier cannot be done again: the province takes it in by its own verdict, or it is received anew.

    Args:
        order: Which one, and why.
        desk: The shift.
        queries: The read side.
        shelf: Says who decides the procedure.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_MATTER, NOT_THIS_WAY.
        RuleError: The law does not allow it at present.
    """
    desk.require("send_again")
    found = the_objection(queries, order.key)
    if found.kind in _NEVER:
        raise DeskError(NOT_THIS_WAY)
    with open_work() as work:
        doc = the_dossier(work, found.record)
        _check_right(found, desk, shelf, doc)
        refused = Happening(found.kind, dict(found.payload))
        happened = again(doc, refused, str(found.eid), order.reason, desk.shift.user)
        work.book(found.record, happened, verb="send_again")
        work.commit()


def _check_right(found: Objection, desk: Desk, shelf: FormShelf, doc: Mapping[str, Any]) -> None:
    name = str(found.payload.get("name")) if found.kind == "cmd" else found.kind
    desk.require("send_again", _RIGHT.get(name, "send_again"))
    known = shelf.versions().of_dossier(doc)
    decided_at = known.decided_at.value if known else "province"
    if found.kind == "cmd" and not may_command(desk.shift.role, name, decided_at=decided_at):
        raise DeskError(NOT_ALLOWED, verb="send_again")
