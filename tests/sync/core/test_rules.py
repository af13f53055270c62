"""Merge, authority, have, intake, pacing, files: the rules of the road one by one."""

from dataclasses import replace
from hashlib import sha256
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.authority import Authority, Rule
from sync.core.blobs import FileState, Transfer
from sync.core.conflict import Conflict
from sync.core.have import Have, Ours, judge
from sync.core.intake import FORK, GAP, take_in
from sync.core.merge import Writer, merge
from sync.core.messages import EventsHeader
from sync.core.pacing import APPEND_MAX, APPEND_MIN, BATCH_MAX, BATCH_MIN, CEILING_S, Pace
from sync.core.phases import Signal
from sync.core.stamp import chain_next, chain_start
from tests.sync.core.test_words import an_event

TABLE = Authority(
    owners={"/applicant": "clerk", "/contact": "contact", "/status": "province"},
    rules={"clerk": Rule.THREE_WAY, "contact": Rule.LAST},
    freezes=frozenset({"clerk"}),
)


class Record:
    """A record that merges as the province does, seen from outside."""

    def __init__(self):
        self.values, self.meta, self.rev = {}, {}, 1

    def take(self, by, base, changes):
        merged = merge(
            changes, Writer(by, base), self.meta, self.rev + 1, authority=TABLE, value_at=self.values.get
        )
        self.rev, self.meta = self.rev + 1, merged.meta
        self.values |= {path: value for path, value in changes.items() if path not in merged.kept}
        return dict(merged.kept)


def test_different_fields_merge():
    record = Record()
    assert record.take("a", 1, {"/applicant/phone": "1"}) == {}
    assert record.take("b", 1, {"/applicant/email": "2"}) == {}
    assert record.values == {"/applicant/phone": "1", "/applicant/email": "2"}


def test_the_same_value_twice_is_no_conflict():
    record = Record()
    record.take("a", 1, {"/applicant/phone": "1"})
    assert record.take("b", 1, {"/applicant/phone": "1"}) == {}


def test_the_same_field_with_another_value_stays_a_proposal():
    record = Record()
    record.take("a", 1, {"/applicant/phone": "1"})
    assert record.take("b", 1, {"/applicant/phone": "2", "/applicant/email": "e"}) == {
        "/applicant/phone": Conflict.SAME_FIELD
    }
    assert record.values == {"/applicant/phone": "1", "/applicant/email": "e"}


def test_nobody_conflicts_with_himself_however_long_he_was_offline():
    record = Record()
    assert all(record.take("a", 1, {"/applicant/phone": str(n)}) == {} for n in range(5))


def test_who_has_seen_the_other_value_may_replace_it():
    record = Record()
    record.take("a", 1, {"/applicant/phone": "1"})
    assert record.take("b", record.rev, {"/applicant/phone": "2"}) == {}


@pytest.mark.parametrize(
    ("first", "second"), [("/applicant", "/applicant/phone"), ("/applicant/phone", "/applicant")]
)
def test_a_path_inside_or_around_another_collides_too(first, second):
    record = Record()
    record.take("a", 1, {first: "x"})
    assert record.take("b", 1, {second: "y"}) == {second: Conflict.SAME_FIELD}
    assert record.take("b", 1, {"/applicant2": "y"}) == {}


def test_the_last_accepted_contact_wins():
    record = Record()
    record.take("a", 1, {"/contact/phone": "1"})
    assert record.take("b", 1, {"/contact/phone": "2"}) == {}
    assert record.values["/contact/phone"] == "2"


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)),
    st.dictionaries(st.sampled_from("ghijkl"), st.integers(0, 3)),
)
def test_disjoint_edits_commute(one, other):
    one, other = ({f"/applicant/{k}": v for k, v in part.items()} for part in (one, other))
    ab, ba = Record(), Record()
    assert [ab.take("a", 1, one), ab.take("b", 1, other)] == [{}, {}]
    assert [ba.take("b", 1, other), ba.take("a", 1, one)] == [{}, {}]
    assert ab.values == ba.values


def test_the_table_of_owners_is_read_by_whole_steps():
    assert TABLE.owner_of("/applicant/phone/x") == "clerk"
    assert TABLE.owner_of("/applicants") is None
    assert TABLE.closed(["/status", "/unknown", "/applicant/a"]) == ("/status", "/unknown")
    assert TABLE.frozen(["/applicant/a", "/contact/phone"]) == ("/applicant/a",)


CHAIN = [chain_start(bytes(16), bytes(8))]
EVENTS = [an_event(eid=UUID(int=0x019CAA00_0000_7000_8000_000000000001 + n)) for n in range(5)]
for _event in EVENTS:
    CHAIN.append(chain_next(CHAIN[-1], _event.eid, _event.hash))


def ours(**changes):
    return replace(Ours(5, 3, 1, lambda n: CHAIN[n] if n < len(CHAIN) else None), **changes)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_have_that_continues_our_own_chain_is_as_it_should_be(n):
    assert judge(Have(n, CHAIN[n][:16], fork=False, timeline=1), ours()) is None


@pytest.mark.parametrize(
    ("theirs", "signal"),
    [
        (Have(4, CHAIN[4][:16], True, 1), Signal.FORK),
        (Have(4, CHAIN[3][:16], False, 1), Signal.FORK),
        (Have(6, bytes(16), False, 1), Signal.FORK),
        (Have(2, CHAIN[2][:16], False, 1), Signal.SHRUNK),
        (Have(4, CHAIN[4][:16], False, 0), Signal.SHRUNK),
    ],
    ids=["fork flag", "other hash", "above our last", "fallen ack", "older timeline"],
)
def test_every_mismatch_stops_the_round(theirs, signal):
    found = judge(theirs, ours())
    assert found is not None
    assert found.signal is signal
    assert found.reason


def intake(have, first, events, prev=None, eid=None, raws=None):
    header = EventsHeader(first, (prev or CHAIN[first - 1])[:16], len(events), eid)
    return take_in(have, lambda n: CHAIN[n] if n <= have else None, header, raws or [e.raw for e in events])


def test_new_events_continue_have():
    taken = intake(2, 3, EVENTS[2:5])
    assert [(a.seq, a.chain) for a in taken.new] == [(3, CHAIN[3]), (4, CHAIN[4]), (5, CHAIN[5])]


def test_known_events_are_compared_and_dropped():
    assert [a.seq for a in intake(4, 2, EVENTS[1:5]).new] == [5]
    assert intake(5, 1, EVENTS).new == ()


def test_a_gap_stops():
    assert intake(1, 3, EVENTS[2:]) == GAP


def test_another_event_under_a_known_number_is_a_fork_and_nothing_is_taken():
    assert intake(4, 3, [EVENTS[0], EVENTS[3], EVENTS[4]]) == FORK
    assert intake(2, 3, EVENTS[2:], prev=CHAIN[0]) == FORK


def test_an_unreadable_event_takes_its_place_when_its_id_is_known():
    junk = b'{"eid":"%s"}' % str(EVENTS[0].eid).encode()
    taken = intake(0, 1, [EVENTS[0]], raws=[junk])
    assert (taken.new[0].event, taken.new[0].eid, taken.new[0].body_hash) == (
        None,
        EVENTS[0].eid,
        sha256(junk).digest(),
    )


def test_an_unreadable_id_is_asked_for_by_name():
    taken = intake(0, 1, EVENTS[:2], raws=[EVENTS[0].raw, b"\xff"])
    assert (len(taken.new), taken.resend) == (1, True)
    named = intake(0, 1, EVENTS[:1], eid=EVENTS[0].eid, raws=[b"\xff"])
    assert named.new[0].eid == EVENTS[0].eid
    assert not named.resend


def test_the_batch_follows_the_line_within_bounds():
    at = lambda mtbf: Pace(good_bps=6000, mtbf_s=mtbf).batch_bytes() >> 10  # noqa: E731
    assert (at(20), at(60), at(300)) == (32, 55, 124)
    assert Pace(good_bps=1).batch_bytes() == BATCH_MIN
    assert Pace(good_bps=1e9).batch_bytes() == BATCH_MAX
    assert Pace(good_bps=1).append_bytes() == APPEND_MIN
    assert Pace(good_bps=1e9).append_bytes() == APPEND_MAX


def test_backoff_is_fully_jittered_and_has_a_ceiling():
    rng, pace, waits = Random(7), Pace(), []
    for n in range(1, 30):
        pace = pace.failed(1.0)
        waits.append(pace.next_try_s(rng.uniform))
        assert 0 <= waits[-1] <= min(CEILING_S, 5 * 2**n)
    assert pace.next_try_s(lambda _low, high: high) == CEILING_S
    assert pace.next_try_s(lambda low, _high: low) == 0
    assert pace.succeeded(100, 1.0).failures == 0


def test_what_the_province_asks_for_is_a_lower_bound():
    assert Pace().next_try_s(lambda low, _high: low, at_least=300) == 300
    assert Pace(failures=1).next_try_s(lambda low, _high: low, at_least=300) == 300


def test_the_first_contact_after_a_long_outage_is_spread():
    assert Pace(failures=1, silent_s=601).next_try_s(lambda _low, high: high) == 10 + 120
    assert Pace(failures=1, silent_s=599).next_try_s(lambda _low, high: high) == 10


def test_goodput_is_learnt_and_halved_on_failure():
    fast = Pace().succeeded(100_000, 1.0)
    assert 6000 < fast.good_bps < 100_000
    assert fast.failed(1.0).good_bps == fast.good_bps / 2
    assert Pace(srtt_s=1, good_bps=1000).patience_s(5000) == 4 + 5 + 15


def test_a_file_goes_on_from_where_the_server_stands():
    file = Transfer(100).replied("want", "/u", 40)
    assert (file.state, file.url, file.offset) == (FileState.WANT, "/u", 40)
    assert file.moved("/u", 10).offset == 10, "backwards too"
    assert file.moved("/u", 100).state is FileState.HAVE
    assert file.replied("want", "/u", 900).offset == 100, "never beyond the file"


@pytest.mark.parametrize("word", ["have", "hold"])
def test_a_file_that_is_not_wanted_is_not_sent(word):
    assert Transfer(100).replied(word, "", 0).state is not FileState.WANT


def test_an_unknown_word_on_a_file_changes_nothing():
    assert Transfer(100).replied("later-word", "", 5) == Transfer(100)
