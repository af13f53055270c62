"""What must hold in every history (sync.md section 17): checked at each step, and once more at rest."""

from forms.dossier.authority import PROVINCE_PATHS
from forms.dossier.projection import project
from forms.dossier.roles import may_command
from sync.core.errors import Unreadable
from sync.core.event import read_event
from sync.core.feed import feed_next, feed_start
from sync.core.phases import STOPPED
from sync.core.verdict import Word
from tests.simulation.people import OFFICER
from tests.simulation.world import SCOPE, Machine, World


class Violation(AssertionError):  # noqa: N818 - a finding
    """An invariant does not hold."""


class Watch:
    """Watches one history."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._acks: dict[int, int] = {}
        self._cursors: dict[int, int] = {}
        self._feed: list[bytes] = []
        self._code_of: dict = {}
        self._dossier_of: dict = {}

    def each_step(self) -> None:
        """What holds at every moment."""
        for machine in self._world.machines:
            self._acks_are_true(machine)
            self._waiting_is_true(machine)
        self._feed_only_grows()
        self._codes_are_for_ever()

    def at_rest(self) -> None:
        """What holds once the line was good for long enough."""
        self.each_step()
        self._feed_is_dense_and_chained()
        self._order_is_causal()
        self._everything_arrived_once()
        self._replicas_are_equal()
        self._nobody_overstepped()
        self._replay_changes_nothing()

    def _acks_are_true(self, machine: Machine) -> None:
        """D, I8, I9: what a device believes confirmed is committed with the same bytes, for ever."""
        replica, commune = machine.replica, self._world.commune
        before, now = self._acks.get(id(machine), 0), replica.acked()
        _hold(now >= before, "I9: an ack fell")
        for row in replica.out[before:now]:
            logged = commune.events.get(row.eid)
            held = any(raw == row.raw for _dev, raw, _why, _at in commune.held.values())
            _hold(
                held or (logged is not None and logged.raw == row.raw), "D/I8: confirmed, yet not committed"
            )
        self._acks[id(machine)] = now

    def _waiting_is_true(self, machine: Machine) -> None:
        """T: what a desk shows as waiting never reached the province; two disks of one identity cannot know."""
        replica, world = machine.replica, self._world
        have = world.commune.devices[replica.who.dev].have
        _hold(world.is_cloned or have <= replica.sent_through, "T: shown as waiting, yet at the province")

    def _feed_only_grows(self) -> None:
        """I7: rows are never taken back or rewritten."""
        feed = self._world.commune.feed
        _hold(len(feed) >= len(self._feed), "I7: the feed shrank")
        if self._feed:
            _hold(feed[len(self._feed)][2] == self._feed[-1], "I7: the feed was rewritten")
        self._feed += [feed[n][2] for n in range(len(self._feed) + 1, len(feed) + 1)]

    def _codes_are_for_ever(self) -> None:
        """I3: one dossier, one code, wherever it is shown."""
        for docs in [machine.replica.confirmed for machine in self._world.machines]:
            for record, doc in docs.items():
                code = doc.get("official_code")
                if code is not None:
                    _hold(self._code_of.setdefault(record, code) == code, "I3: a dossier's code changed")
                    _hold(self._dossier_of.setdefault(code, record) == record, "I3: a code of two dossiers")

    def _feed_is_dense_and_chained(self) -> None:
        commune, h = self._world.commune, feed_start(SCOPE).h
        for n in range(1, len(commune.feed) + 1):
            eid, meta, held = commune.feed[n]
            h = feed_next(h, meta, commune.events[eid].body_hash)
            _hold(h == held, "I7: the chain of the feed is broken")
        _hold(
            len({eid for eid, _, _ in commune.feed.values()}) == len(commune.feed),
            "B: an event twice in the feed",
        )

    def _order_is_causal(self) -> None:
        """I6: a device's events keep their order, and an event follows the one it names."""
        commune = self._world.commune
        place = {eid: n for n, (eid, _, _) in commune.feed.items()}
        for machine in self._world.machines:
            if machine.replica.phase() in STOPPED:
                continue
            places = [place[row.eid] for row in machine.replica.out if row.eid in place]
            _hold(places == sorted(places), "I6: a device's events out of order")
            for event in machine.replica.own.values():
                before = place.get(event.after, 0)
                _hold(before < place.get(event.eid, len(place) + 1), "I6: an event before its cause")

    def _everything_arrived_once(self) -> None:
        """A, I1, I11, I12: nothing lost, nothing waiting, a verdict for each."""
        commune = self._world.commune
        for machine in self._world.machines:
            replica = machine.replica
            if replica.phase() in STOPPED:
                _hold(self._world.is_cloned, f"I12: stopped without a clone: {replica.reason}")
                continue
            _hold(
                self._world.at_rest(machine),
                f"I12: {replica.last_seq() - replica.acked()} events never drained",
            )
            for row in replica.out:
                logged = commune.events.get(row.eid)
                _hold(logged is not None and logged.raw == row.raw, "I1: an event is lost or altered")
                _hold(row.eid in replica.verdicts, "I11: an event without a verdict")
        stamped = [eid for eid, _ in commune.stamps.values()]
        _hold(len(stamped) == len(set(stamped)), "B: one event under two numbers")

    def _replicas_are_equal(self) -> None:
        """I5: the same feed and the same documents everywhere."""
        docs = {record: state.doc for record, state in self._world.commune.dossiers.items()}
        for machine in self._world.machines:
            if machine.replica.phase() not in STOPPED:
                _hold(machine.replica.confirmed == docs, "I5: a replica differs from the province")

    def _nobody_overstepped(self) -> None:
        """I10: a device never writes the province's paths, nor makes an unlawful move; the log replays to the docs."""
        commune, docs = self._world.commune, {}
        for eid, _meta, _h in commune.feed.values():
            logged = commune.events[eid]
            try:
                event = read_event(logged.raw)
            except Unreadable:
                _hold(logged.verdict.word is Word.QUARANTINED, "W8: no event, yet not quarantined")
                continue
            if not logged.verdict.applied or event.kind in ("staff.set", "later.kind"):
                continue
            before = docs.get(event.record)
            after = project(
                before, event.kind, event.payload, actor=event.actor, at=event.at,
                skip_paths=frozenset(logged.verdict.paths),
            )  # fmt: skip
            docs[event.record] = after
            if logged.dev is not None:
                _own_moves_only(event, before, after)
        _hold(
            docs == {r: s.doc for r, s in commune.dossiers.items()},
            "the log does not add up to the documents",
        )
        numbers = [doc["number"] for doc in docs.values()]
        _hold(self._world.is_cloned or len(numbers) == len(set(numbers)), "I4: a provisional number twice")

    def _replay_changes_nothing(self) -> None:
        """I2: all requests once more, in any order."""
        before = _digest(self._world)
        requests = [r for machine in self._world.machines for r in machine.road.requests]
        self._world.rng.shuffle(requests)
        for request in requests[:40]:
            self._world.province.hear(request)
        _hold(_digest(self._world) == before, "I2: a replay changed something")


def _own_moves_only(event, before, after) -> None:
    changed = [path for path in PROVINCE_PATHS if before and before.get(path[1:]) != after.get(path[1:])]
    if changed:
        _hold(event.kind == "cmd", f"I10: {event.kind} of a device changed {changed}")
        name = event.payload["name"]
        role = "commune_officer" if event.actor == OFFICER else "clerk"
        decided_at = "desk" if before["procedure"] == "2.000815" else "province"
        _hold(may_command(role, name, decided_at=decided_at), f"I10: {name} by a {role}")
    _hold(not before or "official_code" not in " ".join(changed), "I10: a device numbered a dossier")


def _digest(world: World) -> tuple:
    commune = world.commune
    return len(commune.feed), len(commune.stamps), {r: s.rev for r, s in commune.dossiers.items()}


def _hold(true: bool, otherwise: str) -> None:
    if not true:
        raise Violation(otherwise)
