"""One commune's log being written: the dossier an event makes, its feed row, what the province adds.

Everything happens inside a transaction that is given. Whether an event may be is the business of `verdicts`,
order and stamps that of `accept_frame`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from forms.dossier.projection import project
from forms.errors import Faults, RuleError
from sync.core.event import BadEvent, compose, read_event
from sync.core.feed import Cursor, Meta, feed_next
from sync.core.ids import uuid7
from sync.core.tally import doc_hash, mark
from sync.core.verdict import OK, Verdict, Word
from sync.province.due_date import other_due_date, shipped_rule
from sync.province.faults import Faults as Waiting
from sync.province.numbering import code_of_submission
from sync.province.open_items import taken_again_id
from sync.province.ports import DossierState, LoggedEvent
from sync.province.verdicts import Judge, Judged, is_paid, is_served, is_submit, is_supplement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from forms.catalogue.versions import Versions
    from forms.dossier.recomputed import Rule
    from sync.core.event import Event
    from sync.core.intake import Arrived
    from sync.core.ports import Dice
    from sync.province.ports import Codes, Device, Transaction

PROVINCE: Final = "province"
"""The actor of what the province does by itself: numbers, due dates."""


@dataclass(frozen=True, slots=True)
class Book:
    """One commune's log inside one transaction.

    Attributes:
        tx: the transaction.
        scope: the commune's scope.
        versions: the procedures known here, each as a dossier keeps it.
        ledger: official codes.
        dice: for the ids of the province's own events.
        now: the instant of receipt.
        rule: what due dates are counted by.
        witnesses: official codes that the device learnt before a restore.
    """

    tx: Transaction
    scope: str
    versions: Versions
    ledger: Codes
    dice: Dice
    now: datetime
    rule: Rule = field(default_factory=shipped_rule)
    witnesses: Mapping[UUID, str] = field(default_factory=dict)

    def take(self, arrived: Arrived, line: Device) -> tuple[Verdict, int]:
        """Take a device's event into the log, whatever becomes of it.

        Args:
            arrived: the event in its place.
            line: the line it came on.

        Returns:
            Its verdict, and the dossier's revision afterwards.
        """
        known, dev = self.tx.event(arrived.eid), line.dev
        if known is not None:
            return self._again(known, arrived, dev)
        event = arrived.event
        if event is None:
            judged = Judged(Verdict(Word.QUARANTINED, _short(arrived.trouble)))
            self.tx.quarantine(dev, arrived.raw, arrived.trouble, self._at())
        else:
            judged = Judge(self.tx, self.scope, self.versions).judge(event, dev)
        before = None if event is None else self.tx.dossier(event.record)
        rev = judged.state.rev if judged.state else (before.rev if before else 0)
        self._log(
            LoggedEvent(
                eid=arrived.eid,
                dossier=None if event is None else event.record,
                raw=arrived.raw,
                body_hash=arrived.body_hash,
                dev=dev,
                received_at=self._at(),
                verdict=judged.verdict,
                rev=rev,
                epoch=line.epoch,
            ),
            before,
            judged.state,
        )
        if event is not None and judged.state is not None:
            self._follow(event, judged.state)
        return judged.verdict, rev

    def say(self, dossier: UUID, kind: str, payload: dict[str, Any], actor: str) -> DossierState:
        """Write an event of the province: an officer's command, a number, a state.

        Args:
            dossier: the dossier, of this commune.
            kind: `cmd`, `code.assign` or `state.set`.
            payload: as docs/adr/0001 lists it.
            actor: the officer's id, or `PROVINCE`.

        Returns:
            The dossier afterwards.

        Raises:
            RuleError: the law does not allow it; nothing is written.
        """
        state = self.tx.dossier(dossier)
        if state is None:
            raise RuleError(Faults.ABSENT.value)
        event = compose(
            eid=uuid7(int(self.now.timestamp() * 1000), self.dice.bytes(10)),
            record=dossier,
            kind=kind,
            base=state.rev,
            after=None,
            payload=payload,
            actor=actor,
            at=self._at(),
            salt=self.dice.bytes(16),
        )
        doc = project(state.doc, kind, payload, actor=actor, at=event.at)
        after = DossierState(dossier, state.rev + 1, doc, state.meta)
        logged = LoggedEvent(event.eid, dossier, event.raw, event.hash, None, self._at(), OK, after.rev)
        self._log(logged, state, after)
        return after

    def take_again(self, held: LoggedEvent, officer: str, reason: str) -> Verdict:
        """Take a quarantined event in after all, projected as if it had come just now (docs/adr/0006).

        Args:
            held: the event as it was logged.
            officer: id of who does so; becomes the actor of the `verdict` event.
            reason: why it may be trusted now.

        Returns:
            What became of it; the commune's feed says the same.

        Raises:
            RuleError: it is not in quarantine, was taken again before, does not read, or would be held again.
        """
        again = taken_again_id(held.eid)
        if held.verdict.word is not Word.QUARANTINED or held.dev is None or self.tx.event(again) is not None:
            raise RuleError(Waiting.NOT_HELD.value)
        try:
            event = read_event(held.raw)
        except BadEvent:
            raise RuleError(Waiting.HELD_UNREADABLE.value) from None
        judged = Judge(self.tx, self.scope, self.versions, is_again=True).judge(event, held.dev)
        if judged.verdict.word is Word.QUARANTINED or judged.verdict.why == "absent":
            raise RuleError(Waiting.HELD_AGAIN.value, why=judged.verdict.why)
        before = self.tx.dossier(event.record)
        inner = {"kind": event.kind, "payload": event.payload, "actor": event.actor, "at": event.at}
        payload = {"of": str(held.eid), "v": judged.verdict.to_json(), "event": inner, "reason": reason}
        after = judged.state
        if after is None and before is not None and judged.verdict.applied:
            after = DossierState(before.id, before.rev + 1, before.doc, before.meta)  # that it was taken in
        if after is not None:
            skip = frozenset(judged.verdict.paths)
            doc = None if before is None else before.doc
            made = project(doc, "verdict", payload, actor=officer, at=self._at(), skip_paths=skip)
            after = replace(after, doc=made, digest=b"")
        said = compose(
            eid=again,
            record=event.record,
            kind="verdict",
            base=0 if before is None else before.rev,
            after=None,
            payload=payload,
            actor=officer,
            at=self._at(),
            salt=self.dice.bytes(16),
        )
        rev = after.rev if after else (before.rev if before else 0)
        at = self._at()
        row = LoggedEvent(said.eid, event.record, said.raw, said.hash, None, at, judged.verdict, rev)
        self._log(row, before, after)
        if after is not None:
            self._follow(event, after)
        return judged.verdict

    def _again(self, known: LoggedEvent, arrived: Arrived, dev: bytes) -> tuple[Verdict, int]:
        """The same id once more: the same bytes count once, other bytes wait for a person (B, C11)."""
        if known.body_hash == arrived.body_hash:
            return Verdict(Word.DUP), known.rev
        self.tx.quarantine(dev, arrived.raw, "eid", self._at())
        return Verdict(Word.QUARANTINED, "eid"), known.rev

    def _log(self, event: LoggedEvent, before: DossierState | None, after: DossierState | None) -> None:
        """Write event, dossier and feed row; the scope's row is the last lock (G1)."""
        self.tx.put_event(event)
        if after is not None:
            after = replace(after, digest=after.digest or doc_hash(after.doc))
            self.tx.put_dossier(after)
        head, tally = self.tx.feed_head(), self.tx.tally()
        if after is not None:
            tally = tally.replaced(None if before is None else _mark(before), _mark(after))
        held = event.verdict.word is Word.QUARANTINED
        meta = Meta(
            s=head.seq + 1,
            eid=event.eid,
            rev=event.rev,
            at=event.received_at,
            verdict=event.verdict,
            body_hash=event.body_hash if held else None,
        ).to_bytes()
        end = Cursor(self.scope, head.seq + 1, feed_next(head.h, meta, event.body_hash))
        self.tx.append_feed(event.eid, meta, end, tally)

    def _follow(self, event: Event, state: DossierState) -> None:
        """The official code, and the due date when the province counts another one than was printed."""
        if not any(says(event) for says in (is_submit, is_supplement, is_paid, is_served)):
            return
        witness = self.witnesses.get(state.id, "")
        code = code_of_submission(self.ledger, state, self.tx.unit(), self.now, witness)
        if code is not None:
            self.say(state.id, "code.assign", {"code": code}, PROVINCE)
        if is_served(event):
            return  # it was due when it was brought
        due = other_due_date(state.doc, self.versions.own(state.doc), self.rule)
        if due is not None:
            self.say(state.id, "state.set", {"/due_at": due}, PROVINCE)

    def _at(self) -> str:
        return self.now.isoformat(timespec="seconds")


def _mark(state: DossierState) -> bytes:
    return mark(state.id, state.rev, state.digest or doc_hash(state.doc))


def _short(trouble: str) -> str:
    return "size" if "256 KiB" in trouble else ("revoked" if trouble == "revoked" else "schema")
