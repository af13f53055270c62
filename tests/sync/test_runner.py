"""The round against a province in memory: what it reports, what stops it, and that stopping loses nothing."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from sync.core.certificate import read_issued, sign_certificate
from sync.core.conflict import Finding
from sync.core.errors import Offline
from sync.core.frames import FrameReader, FrameType, Seal, write_frame
from sync.core.messages import Answer, Refuse
from sync.core.pacing import Pace
from sync.core.phases import Phase, Signal, cause_of
from sync.core.ports import Identity
from sync.core.signing import Ed25519Signer
from sync.core.stamp import chain_start
from sync.core.verdict import Word
from sync.province.ports import Device
from sync.province.usecases.compact_scope import compact_scope
from sync.runner import run_round
from tests.simulation.parts import START
from tests.simulation.world import COMMUNES, Weather, World
from tests.support.replica import MemoryReplica

UNKNOWN = bytes(8)


@pytest.fixture
def world():
    made = World(7, Weather(real=True))
    for machine in made.machines:
        machine.road.good = True
    return made


def go(machine, **means):
    return run_round(machine.replica, machine.road, replace(machine.means, **means), machine.pace)


def no_line(_frames, _patience_s, _leaving):
    raise Offline("no route")


def forge(world, machine, change):
    """Let the province say something else, properly signed."""
    honest, house = machine.road._sent, world.province.house

    def changed(request, frames):
        frames = FrameReader().feed(honest(request, frames))
        answer = Answer.read(frames[0].plain(house.codec))
        seal, said = Seal(house.signer, answer.address), change(answer)
        kind = FrameType.ANSWER if isinstance(said, Answer) else FrameType.REFUSE
        rest = [
            write_frame(FrameType(frame.kind), frame.plain(house.codec), seal=seal) for frame in frames[1:]
        ]
        return write_frame(kind, said.to_bytes(), seal=seal) + b"".join(rest)

    machine.road._sent = changed


def test_a_quiet_round_is_one_round_trip(world):
    go(world.machines[0])
    report = go(world.machines[0])
    assert (report.contact, report.sent, report.pulled, report.still_waiting) == (True, 0, 0, 0)
    assert report.round_trips == 1
    assert report.phase is Phase.IDLE
    assert 0 < report.next_try_s <= 135


def test_a_round_tells_what_it_did(world):
    one, other = world.machines[:2]
    one.desk._receive()
    report = go(one)
    # four of staff, new, submit; the code and another due date came down
    assert (report.sent, report.accepted, report.pulled) == (6, 6, 2)
    assert report.bytes_up == one.road.bytes_up > 0
    assert go(other).pulled == 8
    assert other.replica.confirmed == one.replica.confirmed
    assert next(iter(other.replica.confirmed.values()))["official_code"].startswith("H15.99.84-260302-")


def test_a_long_absence_is_sent_in_several_frames_and_arrives_whole(world):
    machine = world.machines[0]
    for _ in range(150):
        machine.desk._receive()
    report = go(machine)
    assert report.still_waiting == 0
    assert report.sent >= 300
    assert len(world.machines[0].commune().dossiers) == 150


def test_a_refused_event_delays_no_other(world):
    machine = world.machines[0]
    machine.desk._poison()
    for _ in range(30):
        machine.desk._receive()
    report = go(machine)
    assert report.still_waiting == 0
    assert report.refused >= 1
    assert [v.word for v in machine.replica.verdicts.values()].count(Word.QUARANTINED) == 1


def test_no_route_is_said_and_retried_with_growing_patience(world):
    machine = world.machines[0]
    machine.road.exchange = no_line
    reports = [go(machine)]
    for _ in range(8):
        machine.pace = reports[-1].pace
        reports.append(go(machine))
    assert {report.phase for report in reports} == {Phase.BACKOFF}
    assert not any(report.contact for report in reports)
    assert reports[0].trouble == "no route"
    assert reports[-1].pace.failures == 9
    assert reports[-1].still_waiting == 4
    assert {report.sent for report in reports} == {0}
    assert machine.replica.sent_through == 0, "waiting, not unknown: nothing left this machine"


def test_what_was_cut_on_its_way_up_may_have_arrived(world):
    machine = world.machines[0]
    machine.road._sent = lambda _request, _frames: None
    report = go(machine)
    assert (report.phase, report.contact, report.sent) == (Phase.BACKOFF, False, 4)
    assert machine.replica.sent_through == 4, "unknown, not waiting"


@pytest.mark.parametrize("arrived", [True, False])
def test_after_a_cut_a_long_request_is_not_sent_again_before_the_province_said_how_far_it_came(world, arrived):
    machine = world.machines[0]
    for _ in range(150):
        machine.desk._receive()
    whole = machine.road._sent
    machine.road._sent = lambda request, frames: (whole(request, frames) and None) if arrived else None
    machine.pace = go(machine).pace
    machine.road._sent, before = whole, len(machine.road.requests)
    report = go(machine)
    kinds = [[frame.kind for frame in FrameReader().feed(one)] for one in machine.road.requests[before:]]
    assert kinds[0] == [FrameType.HEAD]
    assert any(FrameType.EVENTS in one for one in kinds) is not arrived
    assert report.still_waiting == 0


def test_a_store_that_cannot_remember_sends_nothing(world):
    machine = world.machines[0]

    def full(_through, _req_n):
        raise OSError("disk full")

    machine.replica.mark_sent = full
    with pytest.raises(OSError, match="disk full"):
        go(machine)
    assert machine.road.requests == []


@pytest.mark.parametrize(
    "change",
    [
        lambda a: replace(a, have=0, have_hash=chain_start(a.address.dev, a.address.epoch)[:16]),
        lambda a: replace(a, timeline=0),
        lambda a: replace(a, feeds=tuple(replace(f, known=False) for f in a.feeds)),
        lambda a: replace(a, timeline=9, feeds=tuple(replace(f, end=0, known=False) for f in a.feeds)),
    ],
    ids=["fallen ack", "older timeline", "another feed on one timeline", "an empty feed"],
)
def test_less_than_confirmed_ends_in_suspicion_with_nothing_lost_and_nothing_sent(world, change):
    machine = world.machines[0]
    go(machine)
    machine.desk._receive()
    before, acked = list(machine.replica.out), machine.replica.acked()
    forge(world, machine, change)
    report = go(machine)
    assert report.phase is machine.replica.phase() is Phase.SUSPICIOUS
    assert machine.replica.reason
    assert machine.replica.out == before
    assert machine.replica.acked() >= acked
    requests = len(machine.road.requests)
    again = go(machine)
    assert again.phase is Phase.SUSPICIOUS
    assert len(machine.road.requests) == requests, "nothing is sent until a person decides"
    machine.desk._receive()  # reception goes on


@pytest.mark.parametrize(
    "change",
    [
        lambda a: replace(a, fork=True),
        lambda a: replace(a, have_hash=bytes(16)),
        lambda a: replace(a, have=a.have + 9),
    ],
    ids=["fork", "hash", "beyond our last"],
)
def test_a_new_line_is_begun_once_and_a_person_asked_when_it_does_not_help(world, change):
    machine = world.machines[0]
    go(machine)
    epoch, before = machine.replica.who.epoch, [row.raw for row in machine.replica.out]
    forge(world, machine, change)
    assert go(machine).phase is Phase.SUSPICIOUS
    assert len(machine.replica.findings) == 1
    assert machine.replica.who.epoch != epoch
    assert [row.raw for row in machine.replica.out] == before


def test_when_a_person_confirms_the_next_round_judges_again(world):
    machine = world.machines[0]
    honest = machine.road._sent
    forge(world, machine, lambda a: replace(a, fork=True))
    assert go(machine).phase is Phase.SUSPICIOUS
    machine.replica.resume()
    assert go(machine).phase is Phase.SUSPICIOUS, "still forked: stopped again"
    assert machine.replica.acked() == 0
    machine.road._sent = honest
    machine.replica.resume()
    report = go(machine)
    assert (report.phase, report.still_waiting) == (Phase.IDLE, 0)


def test_a_person_may_accept_that_the_province_has_less_and_everything_goes_again(world):
    machine = world.machines[0]
    backup = world.province.backup()
    machine.desk._receive()
    go(machine)
    world.province.house.store.communes.update(backup[0])  # and nobody raises the timeline
    assert go(machine).phase is Phase.SUSPICIOUS
    machine.replica.resume()
    assert go(machine).phase is Phase.IDLE
    assert {raw.raw for raw in machine.replica.out} <= {e.raw for e in machine.commune().events.values()}


def test_what_stopped_a_round_can_be_told_from_its_reason(world):
    machine = world.machines[0]
    go(machine)
    for change, cause in (
        (lambda a: replace(a, timeline=0), Signal.SHRUNK),
        (lambda a: replace(a, fork=True), Signal.STILL_FORKED),
        (lambda a: Refuse(a.address, a.nonce, "expired"), Signal.REFUSED),
    ):
        honest = machine.road._sent
        forge(world, machine, change)
        report = go(machine)
        assert cause_of(machine.replica.reason) is cause
        assert report.trouble == machine.replica.reason
        machine.road._sent = honest
        machine.replica.enter(Phase.IDLE)
    assert cause_of("") is cause_of("no such: thing") is None


@pytest.mark.parametrize("side_file", [True, False], ids=["found by the side file", "found by the province"])
def test_an_older_disk_gets_back_what_the_province_has_and_sends_what_it_has_not(world, side_file):
    machine, other = world.machines[:2]
    machine.desk._receive()
    old, mark = machine.replica.clone(), None
    machine.desk._receive()
    go(machine)
    mark = machine.replica.witness if side_file else (0, b"")
    machine.desk.replica = old
    old.witness = mark
    machine.desk._receive()
    report = go(machine)
    go(other)
    assert (report.phase, report.still_waiting) == (Phase.IDLE, 0)
    assert (
        old.confirmed == other.replica.confirmed == {r: s.doc for r, s in machine.commune().dossiers.items()}
    )
    assert len(old.confirmed) == 3
    why = Finding.SET_BACK if side_file else Finding.FORKED
    assert [finding for finding, _ in old.findings] == [why]


def test_two_disks_of_one_identity_both_arrive_and_the_older_line_is_told(world):
    one = world.machines[0]
    one.desk._receive()
    go(one)
    world._clone(one)
    clone = world.machines[-1]
    clone.road.good = True
    for machine in (one, clone, one, clone):
        machine.desk._receive()
        assert go(machine).phase is Phase.IDLE
    go(one)
    assert one.replica.confirmed == clone.replica.confirmed
    assert len(one.replica.confirmed) == 5
    assert Finding.TWIN in {finding for finding, _ in one.replica.findings}
    assert Finding.FORKED in {finding for finding, _ in clone.replica.findings}


def test_a_province_set_back_to_yesterday_gets_everything_again(world):
    one, other = world.machines[:2]
    one.desk._receive()
    go(one)
    go(other)
    yesterday = world.province.backup()
    one.desk._receive()
    other.desk._receive()
    for machine in (one, other, one):
        go(machine)
    codes = dict(one.replica.codes)
    world.province.restore(yesterday)
    for machine in (one, other, one):
        assert go(machine).phase is Phase.IDLE
    assert (
        one.replica.confirmed
        == other.replica.confirmed
        == {r: s.doc for r, s in one.commune().dossiers.items()}
    )
    assert len(one.replica.confirmed) == 3
    assert one.replica.codes == codes != {}, "a code once shown is the dossier's for ever"
    assert Finding.PROVINCE_RESTORED in {finding for finding, _ in other.replica.findings}


def test_a_desk_below_the_floor_takes_a_snapshot_and_keeps_its_unsent_work(world):
    late, other = world.machines[:2]
    go(late)
    for _ in range(30):
        other.desk._receive()
    go(other)
    compact_scope(other.replica.who.scope, world.province.house)
    other.desk._receive()
    go(other)
    late.desk._receive()
    report = go(late)
    go(other)
    assert (report.phase, report.still_waiting) == (Phase.IDLE, 0)
    assert late.replica.base.seq > 0
    assert late.replica.confirmed == other.replica.confirmed
    assert len(late.replica.confirmed) == 32


def test_a_province_that_forgot_a_device_lists_it_again_by_its_certificate(world):
    machine = world.machines[0]
    machine.desk._receive()
    machine.commune().certified.clear()
    report = go(machine)
    assert (report.phase, report.still_waiting, report.round_trips) == (Phase.IDLE, 0, 2)


def test_a_foreign_certificate_lists_nobody(world):
    machine = world.machines[0]
    machine.commune().certified.clear()
    signer = Ed25519Signer(b"\x07" * 32)
    issued = read_issued(machine.replica.who.certificate)
    forged = sign_certificate(replace(issued, province_sign=signer.public), signer)
    machine.replica.who = replace(machine.replica.who, certificate=forged)
    assert go(machine).phase is Phase.HALTED


def test_documents_that_differ_are_found_by_their_tally_and_repaired(world):
    machine = world.machines[0]
    machine.desk._receive()
    go(machine)
    record = next(iter(machine.replica.confirmed))
    machine.replica.confirmed[record] = {**machine.replica.confirmed[record], "sets": 9}
    world.clock.step(8 * 86_400)
    assert go(machine).phase is Phase.IDLE
    assert machine.replica.confirmed[record]["sets"] == 1
    assert machine.replica.findings[-1][0] is Finding.DIFFERENT


def test_a_copy_that_forgot_request_numbers_jumps_beyond_them(world):
    machine, other = world.machines[:2]
    go(machine)
    old = machine.replica._req_n
    for _ in range(5):
        go(machine)
    machine.replica._req_n = old
    other.desk._receive()
    go(other)
    assert go(machine).pulled == 4


def test_only_a_signed_refusal_halts(world):
    machine = world.machines[0]
    forge(world, machine, lambda a: Refuse(a.address, a.nonce, "revoked"))
    assert go(machine).phase is machine.replica.phase() is Phase.HALTED
    assert machine.replica.reason == "refused: revoked"
    assert len(machine.replica.out) == 4


def test_an_answer_to_another_request_changes_nothing(world):
    machine = world.machines[0]
    forge(world, machine, lambda a: replace(a, nonce=bytes(16)))
    assert go(machine).phase is Phase.BACKOFF
    assert machine.replica.acked() == 0


def test_an_answer_for_another_epoch_moves_no_ack(world):
    machine = world.machines[0]
    forge(world, machine, lambda a: replace(a, address=replace(a.address, epoch=UNKNOWN)))
    assert go(machine).phase is Phase.BACKOFF
    assert machine.replica.acked() == 0


def test_a_cancelled_round_ends_as_a_cut_one(world):
    report = go(world.machines[0], cancelled=lambda: True)
    assert (report.phase, report.trouble) == (Phase.BACKOFF, "cancelled")


def test_progress_is_told_phase_by_phase(world):
    told = []
    go(world.machines[0], progress=told.append)
    assert told[:4] == [Phase.IDLE, Phase.DUE, Phase.CONNECT, Phase.PUSH]
    assert told[-1] is Phase.SETTLE


def test_files_follow_when_no_event_waits_and_go_on_where_they_stopped(world):
    machine = world.machines[0]
    name = machine.replica.keep_file(Random(1).randbytes(100_000))
    machine.pace = Pace(good_bps=1)  # appends of 16 KiB
    calls = []
    append = machine.road.append

    def cut_once(url, offset, piece):
        calls.append((offset, machine.replica.acked() == machine.replica.last_seq()))
        if len(calls) == 3:
            raise Offline("cut")
        return append(url, offset, piece)

    machine.road.append = cut_once
    assert go(machine).phase is Phase.BACKOFF
    machine.pace = Pace(good_bps=1)
    assert go(machine).blobs_sent == 1
    assert world.province.house.shelf.here[name[:16]] == machine.replica.files[name][0]
    assert all(drained for _offset, drained in calls)
    offsets = [offset for offset, _ in calls]
    assert offsets[3] == offsets[2] == 2 * (16 << 10), "one append again, not the whole file"


def test_a_file_the_province_has_is_not_sent_again(world):
    one, other = world.machines[:2]
    content = b"anh thu" * 1000
    one.replica.keep_file(content)
    other.replica.keep_file(content)
    go(one)
    other.road.append = None
    report = go(other)
    assert (report.phase, report.blobs_sent) == (Phase.IDLE, 0)
    assert not other.replica.offers(1)


def test_two_communes_never_see_each_other(world):
    world.machines[0].desk._receive()
    go(world.machines[0])
    stranger = Ed25519Signer(b"\x09" * 32)
    dev, epoch = b"\x09" * 16, b"\x09" * 8
    world.province.house.store.add(
        Device("c:99999", dev, epoch, stranger.public, START + timedelta(days=1), 0, chain_start(dev, epoch))
    )
    # a device that asks for another commune's feed gets nothing of it
    nosy = MemoryReplica(Identity(dev, epoch, f"c:{COMMUNES[0]}", world.province.house.signer.public))
    report = run_round(nosy, world.machines[1].road, replace(world.machines[1].means, signer=stranger))
    assert report.contact
    assert report.pulled == 0
    assert nosy.rows == []


def test_a_long_silence_is_remembered_with_the_waiting_in_it(world):
    machine = world.machines[0]
    machine.road.exchange = no_line
    for _ in range(12):
        machine.pace = go(machine).pace
    assert machine.pace.silent_s > 600
    del machine.road.exchange
    assert go(machine).pace.silent_s == 0


def test_a_round_that_grew_too_long_goes_on_at_once_in_the_next_one(world, monkeypatch):
    one, other = world.machines[:2]
    one.desk._receive()
    go(one)
    monkeypatch.setattr("sync.province.feeding.ROWS_MAX", 2)
    for room in ("core.machine", "runner.round"):
        monkeypatch.setattr(f"sync.{room}.EXCHANGES_MAX", 2)
    report = go(other)
    assert (report.pulled, report.trouble, report.next_try_s) == (4, "", 0)
    assert go(other).pulled == 4
