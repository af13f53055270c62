"""What must hold in every history (sync.md section 17): checked at each step, and once more at rest."""

from collections import defaultdict

from forms.dossier.authority import CLERK, PROVINCE_PATHS, owner_of
from forms.dossier.pointer import get_path
from forms.dossier.projection import project
from forms.dossier.roles import may_command
from sync.core.errors import Unreadable
from sync.core.event import read_event
from sync.core.feed import feed_next, feed_start
from sync.core.phases import STOPPED
from sync.core.tally import Tally, doc_hash, mark
from sync.core.verdict import Word
from tests.simulation.people import OFFICER
from tests.simulation.world import COMMUNES, Machine, World
from tests.support.province_fakes import Commune
from tests.support.replica import is_birth

_NO_DOSSIER = ("staff.set", "later.kind")


class Violation(AssertionError):  # noqa: N818 - a finding
    """An invariant does not hold."""


class Watch:
    """Watches one history."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._acks: dict[tuple, int] = {}
        self._feeds: dict[tuple, list[bytes]] = defaultdict(list)
        self._code_of: dict = {}
        self._dossier_of: dict = {}
        self._written: dict[int, dict] = defaultdict(dict)

    def each_step(self) -> None:
        """What holds at every moment."""
        for machine in self._world.machines:
            self._acks_are_true(machine)
            self._waiting_is_true(machine)
            self._nothing_is_deleted(machine)
            self._nobody_is_stopped_in_vain(machine)
        for commune in self._communes():
            self._feed_only_grows(commune)
        self._codes_are_for_ever()

    def at_rest(self) -> None:
        """What holds once the line was good for long enough."""
        self.each_step()
        for commune in self._communes():
            self._feed_is_dense_and_chained(commune)
            self._nobody_overstepped(commune)
            self._tally_is_true(commune)
        for machine in self._world.machines:
            self._order_is_causal(machine)
            self._everything_arrived_once(machine)
            self._replica_is_equal(machine)
        self._replay_changes_nothing()

    def _communes(self) -> list[Commune]:
        communes = self._world.province.house.store.communes
        return [communes[f"c:{code}"] for code in COMMUNES]

    def _acks_are_true(self, machine: Machine) -> None:
        """D, I8, I9: what a device believes confirmed is committed with the same bytes, on this timeline for ever."""
        replica, commune = machine.replica, machine.commune()
        if replica.timeline() != self._world.province.house.ledger.timeline():
            return  # it has not heard yet that the province was set back
        key = (id(replica), replica.who.epoch, replica.timeline())
        before, now = self._acks.get(key, 0), replica.acked()
        _hold(now >= before, "I9: an ack fell within one timeline")
        for row in replica.out[before:now]:
            logged = commune.events.get(row.eid)
            held = any(raw == row.raw for _dev, raw, _why, _at in commune.held.values())
            _hold(held or (logged is not None and logged.raw == row.raw), "D/I8: confirmed, yet not committed")
        self._acks[key] = now

    def _waiting_is_true(self, machine: Machine) -> None:
        """T: what a desk shows as waiting never reached the province."""
        replica = machine.replica
        line = machine.commune().lines.get((replica.who.dev, replica.who.epoch))
        _hold(
            self._world.has_two_disks_of_one or line is None or line.have <= replica.sent_through,
            "T: shown as waiting, yet at the province",
        )

    def _nothing_is_deleted(self, machine: Machine) -> None:
        """G, S8: an event that was written on a disk stays on it, byte for byte, whatever a repair does."""
        replica, written = machine.replica, self._written[id(machine.replica)]
        held = {row.eid: row.raw for row in replica.out}
        _hold(all(held.get(eid) == raw for eid, raw in written.items()), "G: an event was lost on its own disk")
        _hold(len(held) == len(replica.out), "I1: one event under two numbers of a line")
        written.update(held)

    def _nobody_is_stopped_in_vain(self, machine: Machine) -> None:
        """I12: only a province that lost a whole commune makes a desk ask a person."""
        if machine.replica.phase() in STOPPED:
            _hold("the feed is empty" in machine.replica.reason, f"I12: stopped: {machine.replica.reason}")

    def _feed_only_grows(self, commune: Commune) -> None:
        """I7: rows that anybody was told are never taken back or rewritten within a timeline."""
        timeline = self._world.province.house.ledger.timeline()
        known = self._feeds[commune.scope, timeline]
        _hold(len(commune.feed) >= len(known), "I7: the feed shrank")
        if known:
            _hold(commune.feed[len(known)][2] == known[-1], "I7: the feed was rewritten")
        told = max(
            (machine.replica.cursors()[0].seq for machine in self._world.machines
             if machine.replica.who.scope == commune.scope and machine.replica.cursor_won == timeline),
            default=0,
        )  # fmt: skip
        known += [commune.feed[n][2] for n in range(len(known) + 1, told + 1)]

    def _codes_are_for_ever(self) -> None:
        """I3: one dossier, one code, wherever it is shown, across restores."""
        for machine in self._world.machines:
            for record, code in machine.replica.codes.items():
                _hold(self._code_of.setdefault(record, code) == code, "I3: a dossier's code changed")
                _hold(self._dossier_of.setdefault(code, record) == record, "I3: a code of two dossiers")

    def _feed_is_dense_and_chained(self, commune: Commune) -> None:
        h = feed_start(commune.scope).h
        for n in range(1, len(commune.feed) + 1):
            eid, meta, held = commune.feed[n]
            h = feed_next(h, meta, commune.events[eid].body_hash)
            _hold(h == held, "I7: the chain of the feed is broken")
        eids = {eid for eid, _, _ in commune.feed.values()}
        _hold(len(eids) == len(commune.feed), "B: an event twice in the feed")
        stamped = defaultdict(list)
        for (dev, epoch, _seq), (eid, _chain) in commune.stamps.items():
            stamped[dev, epoch].append(eid)
        _hold(all(len(some) == len(set(some)) for some in stamped.values()), "B: one event under two numbers")

    def _order_is_causal(self, machine: Machine) -> None:
        """I6: a device's events keep their order, and an event follows the one it names."""
        place = {eid: n for n, (eid, _, _) in machine.commune().feed.items()}
        places = [place[row.eid] for row in machine.replica.out if row.eid in place]
        _hold(places == sorted(places), "I6: a device's events out of order")
        for event in machine.replica.own.values():
            before = place.get(event.after, 0)
            _hold(before < place.get(event.eid, len(place) + 1), "I6: an event before its cause")

    def _everything_arrived_once(self, machine: Machine) -> None:
        """A, I1, I11, I12: nothing lost, nothing waiting, nobody stopped, a verdict for each."""
        replica, commune = machine.replica, machine.commune()
        _hold(replica.phase() not in STOPPED, f"I12: stopped: {replica.reason}")
        _hold(
            self._world.at_rest(machine),
            f"I12: never came to rest: {replica.last_seq()} events, {replica.acked()} confirmed,"
            f" {replica.cursors()[0].seq} of {len(commune.feed)} rows",
        )
        for row in replica.out:
            logged = commune.events.get(row.eid)
            _hold(logged is not None and logged.raw == row.raw, "I1: an event is lost or altered")
            _hold(row.eid in replica.verdicts, "I11: an event without a verdict")

    def _replica_is_equal(self, machine: Machine) -> None:
        """I5: the same feed, documents and tally everywhere, whatever the way."""
        commune = machine.commune()
        docs = {record: state.doc for record, state in commune.dossiers.items()}
        _hold(machine.replica.confirmed == docs, "I5: a replica differs from the province")
        told = commune.tallies.get(len(commune.feed), Tally())
        _hold(machine.replica.tally(commune.scope) == told, "I5: tallies differ where documents are equal")
        _hold(machine.replica.recount(commune.scope, self._world.clock.at) == told, "I5: a tally was not kept")

    def _tally_is_true(self, commune: Commune) -> None:
        """W16: what is kept with each row is what a count would give."""
        counted = Tally()
        for state in commune.dossiers.values():
            counted = counted.replaced(None, mark(state.id, state.rev, doc_hash(state.doc)))
        _hold(commune.tallies.get(len(commune.feed), Tally()) == counted, "I5: the province miscounts")

    def _nobody_overstepped(self, commune: Commune) -> None:
        """I10: a device never writes the province's paths, nor makes an unlawful move; the log replays to the docs."""
        docs, touched = {}, defaultdict(dict)
        for eid, _meta, _h in commune.feed.values():
            logged = commune.events[eid]
            try:
                event = read_event(logged.raw)
            except Unreadable:
                _hold(logged.verdict.word is Word.QUARANTINED, "W8: no event, yet not quarantined")
                continue
            if not logged.verdict.applied or event.kind in _NO_DOSSIER:
                continue
            before = docs.get(event.record)
            if before is None and not is_birth(event):
                continue
            after = project(
                before, event.kind, event.payload, actor=event.actor, at=event.at,
                skip_paths=frozenset(logged.verdict.paths),
            )  # fmt: skip
            docs[event.record] = after
            if logged.dev is not None:
                _own_moves_only(event, before, after)
                _nothing_unseen_is_overwritten(event, logged, before, after, touched[event.record])
        kept = {record: state.doc for record, state in commune.dossiers.items()}
        _hold(docs == kept, "the log does not add up to the documents")
        numbers = [doc["number"] for doc in docs.values() if "number" in doc]  # books have none
        _hold(
            self._world.has_two_disks_of_one or len(numbers) == len(set(numbers)),
            "I4: a provisional number twice",
        )

    def _replay_changes_nothing(self) -> None:
        """I2: all requests once more, in any order; after a set-back one may bring back what no disk holds now."""
        if not self._world.happened.isdisjoint({"set_back", "restore"}):
            return
        before = _digest(self._communes())
        requests = [r for machine in self._world.machines for r in machine.road.requests]
        self._world.rng.shuffle(requests)
        for request in requests[:40]:
            self._world.province.hear(request)
        _hold(_digest(self._communes()) == before, "I2: a replay changed something")


def _own_moves_only(event, before, after) -> None:
    changed = [path for path in PROVINCE_PATHS if before and before.get(path[1:]) != after.get(path[1:])]
    if changed and event.kind != "dossier.void":
        _hold(event.kind == "cmd", f"I10: {event.kind} of a device changed {changed}")
        name = event.payload["name"]
        role = "commune_officer" if event.actor == OFFICER else "clerk"
        decided_at = "desk" if before["procedure"] == "2.000815" else "province"
        _hold(may_command(role, name, decided_at=decided_at), f"I10: {name} by a {role}")
    _hold(not before or "official_code" not in " ".join(changed), "I10: a device numbered a dossier")


def _nothing_unseen_is_overwritten(event, logged, before, after, touched) -> None:
    """M1, M3: a clerk's value gives way only to somebody who saw it; a losing value stays a proposal."""
    for path in event.payload if event.kind == "fields.set" else ():
        if path in logged.verdict.paths or get_path(before, path) == get_path(after, path):
            continue
        for other, (rev, dev) in touched.items():
            if rev > event.base and dev != logged.dev and owner_of(path) == CLERK and _same_place(path, other):
                _hold(False, f"M1: {path} was overwritten unseen")
        touched[path] = (logged.rev, logged.dev)


def _same_place(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _digest(communes: list[Commune]) -> list[tuple]:
    return [
        (len(commune.feed), len(commune.events), {r: s.rev for r, s in commune.dossiers.items()})
        for commune in communes
    ]


def _hold(true: bool, otherwise: str) -> None:
    if not true:
        raise Violation(otherwise)
