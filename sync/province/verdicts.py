"""May this event be? The verdict on one event of a device, before anything of it is written.

The law says what an event writes; here stands who may write it, in what state, from which base (sync.md 5).
Nothing is logged here; a `staff.set` that is allowed is the one thing that takes effect at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from forms.dossier import authority as law
from forms.dossier.book_writes import BOOK_KINDS, is_book, lost_by
from forms.dossier.faults import BOOK_NUMBER, BOOK_START, NOT_LOST, NOT_THE_HOLDER
from forms.dossier.pointer import get_path, steps
from forms.dossier.preflight import preflight
from forms.dossier.projection import closed_to, is_void, project
from forms.dossier.roles import Role, may, may_command
from forms.errors import Faults, RuleError
from sync.core.authority import Authority, Rule
from sync.core.canonical import spell_readable
from sync.core.errors import Unreadable
from sync.core.event import STAFF_SET, Event
from sync.core.merge import Writer, merge
from sync.core.verdict import OK, Verdict, Word
from sync.province.ports import DossierState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.catalogue.versions import Versions
    from sync.province.ports import Transaction

OWNERS: Final = Authority(
    owners=dict(law.AUTHORITY),
    rules={law.CLERK: Rule.THREE_WAY, law.CONTACT: Rule.LAST},
    freezes=frozenset({law.CLERK}),
)
_OWN_KINDS: Final = frozenset({"code.assign", "state.set", "verdict"})
_OF_DOSSIERS: Final = frozenset(
    {
        "dossier.new",
        "fields.set",
        "cmd",
        "attach.add",
        "attach.void",
        "fee.line",
        "note",
        "dossier.void",
        "link.duplicate",
    }
)
_DECIDING: Final = frozenset({"accept", "decide", "require_supplement", "apologise", "ask_payment"})
_OPEN: Final = frozenset({"draft", "submitted", "received"})
DOC_MAX: Final = 768 << 10
"""The most bytes of a document: it must fit into one page of a snapshot, or nobody could take one in."""
NAMED_MAX: Final = 64
"""So many paths of a refusal are named: it travels in a feed row to every desk, and in an answer."""
LIST_UNKNOWN: Final = Verdict(Word.QUARANTINED, "procedure")
"""Held, for a desk's list may be newer than ours: publishing it here takes the event in (docs/adr/0007)."""
_BY_THE_LIST: Final = frozenset({"/procedure", "/case", "/papers"})
_WHY: Final = {
    Faults.NOT_AUTHORITY.value: "not_authority",
    Faults.FROZEN.value: "frozen",
    Faults.VOIDED.value: "void",
    Faults.ILLEGAL_MOVE.value: "state",
    Faults.SUPPLEMENT_ONCE.value: "state",
    Faults.RECEIVER_DECIDES.value: "role",
    Faults.EXISTS.value: "exists",
    Faults.ABSENT.value: "absent",
    NOT_THE_HOLDER: "not_authority",
    BOOK_NUMBER: "state",
    BOOK_START: "state",
    NOT_LOST: "state",
}
_BY_RIGHT: Final = {"book.open": "open_book", "book.lost": "take_lost_book"}
AFTER_LOSS: Final = Verdict(Word.QUARANTINED, "custody")
"""Held: a machine that was declared lost brings an entry. A person looks at the paper and takes it in."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the dossier after it (None: nothing changes)."""

    verdict: Verdict
    state: DossierState | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the events of one commune inside one transaction.

    Attributes:
        tx: the transaction.
        scope: the commune's scope.
        versions: the procedures known here, each as a dossier keeps it.
        is_again: a person takes in what was held; what only a person may let in passes.
    """

    tx: Transaction
    scope: str
    versions: Versions
    is_again: bool = False

    def judge(self, event: Event, dev: bytes) -> Judged:
        """Judge one event.

        Args:
            event: as it reads.
            dev: who sent it.

        Returns:
            The verdict, and the dossier it makes.
        """
        if event.kind not in _OF_DOSSIERS | BOOK_KINDS:
            return Judged(self._apart(event, dev))
        state = self.tx.dossier(event.record)
        if state is None and _closes_something(event):
            return Judged(OK)  # what was never taken in can be dropped by a person all the same
        try:
            refused = (
                self._foreign(event)
                or self._not_the_holder(event, state, dev)
                or _against_void(event, state)
                or self._not_open(event, state)
                or self._not_entitled(event, state, dev)
            )
            return self._applied(event, state, dev) if refused is None else Judged(refused)
        except RuleError as error:
            return Judged(_rejected(error.fault, _WHY.get(error.fault, "law"), *_path_of(error)))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # a shape that no rule foresaw waits for a person; it must not hold up what comes after it (N7)
            return Judged(Verdict(Word.QUARANTINED, "law"))

    def _apart(self, event: Event, dev: bytes) -> Verdict:
        """Judge what is no dossier's: staff, what only the province says, and the unknown (W9)."""
        if event.kind == STAFF_SET:
            return self._staff(event, dev)
        if event.kind in _OWN_KINDS:
            return _rejected(Faults.NOT_AUTHORITY.value, "not_authority")
        return OK

    def _applied(self, event: Event, state: DossierState | None, dev: bytes) -> Judged:
        rev = 1 if state is None else state.rev + 1
        doc = None if state is None else state.doc
        merged = merge(
            _changes(event),
            Writer(dev.hex(), event.base),
            {} if state is None else state.meta,
            rev,
            authority=OWNERS,
            value_at=lambda path: get_path(doc, path),
        )
        kept = tuple(merged.kept)
        after = project(
            doc, event.kind, event.payload, actor=event.actor, at=event.at, skip_paths=frozenset(kept)
        )
        problems = self._preflight(event, after)
        if problems is not None:
            return Judged(problems)
        try:
            spelt = spell_readable(after, DOC_MAX)
        except Unreadable:
            return Judged(_rejected(Faults.BAD_EVENT.value, "size"))
        verdict = Verdict(Word.CONFLICT, "since", kept) if kept else OK
        return Judged(verdict, DossierState(event.record, rev, after, merged.meta, sha256(spelt).digest()))

    def _foreign(self, event: Event) -> Verdict | None:
        """A dossier of another commune is kept for a person, not refused (V6).

        Nobody receives in another's name: who received a dossier does not decide it (decision 10).
        """
        if event.kind != "dossier.new":
            return None
        doc = event.payload.get("doc")
        born = doc if isinstance(doc, dict) else {}
        if born.get("office") != self.scope.removeprefix("c:"):
            return Verdict(Word.QUARANTINED, "scope")
        if born.get("received_by") != event.actor:
            return _rejected(Faults.NOT_AUTHORITY.value, "not_authority", "/received_by")
        return None

    def _not_the_holder(self, event: Event, state: DossierState | None, dev: bytes) -> Verdict | None:
        """A book's event names the device that sent it; the projection compares that with the holder.

        A book belongs to the commune that opens it; opening one, and taking a lost one, need the right.
        """
        if event.kind not in BOOK_KINDS:
            return None
        device = dev.hex()
        if event.payload.get("device") != device:
            return _rejected(NOT_THE_HOLDER, "not_authority")
        if event.kind == "book.entry" and not self.is_again and _after_loss(event, state, device):
            return AFTER_LOSS
        if event.kind == "book.open" and event.payload.get("office") != self.scope.removeprefix("c:"):
            return Verdict(Word.QUARANTINED, "scope")
        right = _BY_RIGHT.get(event.kind)
        if right is not None and not may(self.tx.staff_role(dev, event.actor) or "", right):
            return _rejected(Faults.NOT_AUTHORITY.value, "role")
        return None

    def _not_open(self, event: Event, state: DossierState | None) -> Verdict | None:
        """C4: paths of the province, and the clerk's once accepted."""
        if event.kind != "fields.set":
            return None
        for path in event.payload:
            steps(path)
        closed = OWNERS.closed(event.payload)
        if closed:
            return _rejected(Faults.NOT_AUTHORITY.value, "not_authority", *closed)
        frozen = OWNERS.frozen(event.payload)
        if frozen and state is not None and state.doc.get("status") not in _OPEN:
            return _rejected(Faults.FROZEN.value, "frozen", *frozen)
        return None

    def _not_entitled(self, event: Event, state: DossierState | None, dev: bytes) -> Verdict | None:
        """C5 for a status the author did not see, and the table of roles for who decides (decision 10)."""
        if event.kind == "dossier.void" and not may(
            self.tx.staff_role(dev, event.actor) or "", "void_dossier"
        ):
            return _rejected(Faults.NOT_AUTHORITY.value, "role")
        if event.kind != "cmd" or state is None:
            return None
        expected = event.payload.get("expected")
        if expected is not None and expected != state.doc.get("status"):
            return _rejected(Faults.ILLEGAL_MOVE.value, "state")
        name = str(event.payload.get("name"))
        role = self.tx.staff_role(dev, event.actor) if name in _DECIDING else Role.CLERK
        procedure = self.versions.of_dossier(state.doc)
        decided_at = "province" if procedure is None else procedure.decided_at.value
        if may_command(role or "", name, decided_at=decided_at):
            return None
        if self.versions.own(state.doc) is None and may_command(role or "", name, decided_at="desk"):
            return LIST_UNKNOWN
        return _rejected(Faults.NOT_AT_THE_DESK.value, "role")

    def _preflight(self, event: Event, after: Mapping[str, Any]) -> Verdict | None:
        if not is_submit(event):
            return None
        problems = preflight(after, self.versions.of_dossier(after))
        if not problems:
            return None
        if self.versions.own(after) is None and all(problem.path in _BY_THE_LIST for problem in problems):
            return LIST_UNKNOWN
        paths = tuple(problem.path for problem in problems[:NAMED_MAX])
        return Verdict(Word.REJECTED, "preflight", paths, problems[0].sentence)

    def _staff(self, event: Event, dev: bytes) -> Verdict:
        """A desk names its own people: the first administrator first, then only an administrator."""
        user, role = event.payload.get("user"), event.payload.get("role")
        if not isinstance(user, str) or "\0" in user or not isinstance(role, str | None):
            return Verdict(Word.REJECTED, "staff")
        if role is not None and role not in set(Role) - {Role.PROVINCE_OFFICER}:
            return Verdict(Word.REJECTED, "staff")
        first = not self.tx.has_staff(dev) and event.actor == user and role == Role.ADMINISTRATOR
        if not first and self.tx.staff_role(dev, event.actor) != Role.ADMINISTRATOR:
            return Verdict(Word.REJECTED, "role")
        self.tx.set_staff(dev, user, role)
        return OK


def is_submit(event: Event) -> bool:
    """Tell whether an event submits its dossier."""
    return event.kind == "cmd" and event.payload.get("name") == "submit"


def is_served(event: Event) -> bool:
    """Tell whether an event gives the result of its dossier at once."""
    return event.kind == "cmd" and event.payload.get("name") == "serve_now"


def is_supplement(event: Event) -> bool:
    """Tell whether an event hands in what was asked for."""
    return event.kind == "cmd" and event.payload.get("name") == "supplement"


def is_paid(event: Event) -> bool:
    """Tell whether an event says that a payment was made which its dossier waited for."""
    return event.kind == "cmd" and event.payload.get("name") == "pay"


def _against_void(event: Event, state: DossierState | None) -> Verdict | None:
    """C6: the void stays, whichever of the two was written first; nothing is resurrected (V5)."""
    if state is None or not is_void(state.doc) or not closed_to(event.kind, event.payload):
        return None
    return _rejected(Faults.VOIDED.value, "void")


def _after_loss(event: Event, state: DossierState | None, device: str) -> bool:
    """Tell whether an entry comes from a machine that lost the book, and is none of a later custody."""
    doc = None if state is None else state.doc
    if doc is None or not is_book(doc) or not lost_by(doc, device):
        return False
    return bool(device != doc["holder"] or event.payload.get("n") != doc["next"])


def _closes_something(event: Event) -> bool:
    return event.kind == "note" and isinstance(event.payload.get("settles"), str)


def _changes(event: Event) -> Mapping[str, Any]:
    if event.kind == "fields.set":
        return event.payload
    if is_supplement(event):
        args = event.payload.get("args")
        changes = args.get("set") if isinstance(args, dict) else None
        return changes if isinstance(changes, dict) else {}
    return {}


def _rejected(fault: Any, why: str, *paths: str) -> Verdict:
    return Verdict(Word.REJECTED, why, paths[:NAMED_MAX], f"{fault.sentence} {fault.remedy}")


def _path_of(error: RuleError) -> tuple[str, ...]:
    return (error.where["path"],) if "path" in error.where else ()
