"""Open uploads on both storages: only the newest URL writes, what is durable is handed over, what is old ends (U4–U9)."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest

from sync.province.blobs.kept import ORPHAN_S
from sync.province.blobs.turn import Turn
from sync.province.blobs.upload import LIFE_S, BadChecksum, BadWhole, Elsewhere, Gone, TooLong
from tests.support.storages import objects, seaweed
from tests.support.tus_house import SCOPE, House

__all__ = ["objects", "seaweed"]

CONTENT = b"to khai thu " * 1000
HASH = sha256(CONTENT).hexdigest()
OTHER = bytes(16)


@pytest.fixture
def house(objects):
    return House(objects)


def _wanted(house, content=CONTENT, **who):
    reply = house.offer(content, **who)
    assert reply.state == "want"
    return reply.url.removeprefix("/v1/blobs/")


def _turn(house, upload, offset=0, checksum=None):
    return Turn(house.uploads, upload, offset, checksum, _now(house))


def _append(house, upload, offset, piece, checksum=None, *, whole=True):
    turn = _turn(house, upload, offset, checksum)
    turn.write(piece, _now(house))
    return turn.finish(_now(house), whole=whole)


def _now(house):
    return house.now().timestamp()


def _file(house, content=CONTENT, scope=SCOPE):
    return house.kept.get_range(scope, sha256(content).hexdigest(), 0, len(content))


def test_a_wanted_file_arrives_by_the_url_of_the_answer_and_is_then_had(house):
    done = _append(house, _wanted(house), 0, CONTENT)
    assert (done.done, done.offset) == (True, len(CONTENT))
    assert house.offer(CONTENT).state == "have"
    assert _file(house) == CONTENT


def test_a_new_want_hands_the_durable_prefix_over_and_shuts_the_old_url(house):
    first = _wanted(house)
    _append(house, first, 0, CONTENT[:500])
    reply = house.offer(CONTENT)
    second = reply.url.removeprefix("/v1/blobs/")
    assert (reply.offset, second.split(".")[:2]) == (500, [HASH[:32], "2"])
    with pytest.raises(Gone):
        _append(house, first, 500, CONTENT[500:])
    with pytest.raises(Gone):
        house.uploads.find(first, _now(house))
    _append(house, second, 500, CONTENT[500:])
    assert _file(house) == CONTENT


def test_an_append_that_runs_while_a_new_url_is_given_out_corrupts_nothing(house):
    zombie = _turn(house, _wanted(house))
    fresh = _wanted(house)
    with pytest.raises(Gone):
        zombie.write(b"x" * 700, _now(house))
    checked = _turn(house, fresh, 0, ("sha256", sha256(b"y" * 700).digest()))
    checked.write(b"y" * 700, _now(house))
    newest = _wanted(house)
    with pytest.raises(Gone):
        checked.finish(_now(house))
    _append(house, newest, 0, CONTENT)
    assert _file(house) == CONTENT


def test_a_second_append_by_the_same_url_cuts_the_first(house):
    upload = _wanted(house)
    half_open = _turn(house, upload)
    _append(house, upload, 0, CONTENT[:900])
    assert not half_open.alive
    with pytest.raises(Gone):
        half_open.write(b"x", _now(house))
    with pytest.raises(Elsewhere):
        _turn(house, upload, 0)
    _append(house, upload, 900, CONTENT[900:])
    assert _file(house) == CONTENT


def test_a_bare_post_starts_at_nothing_and_takes_the_right_to_write(house):
    old = _wanted(house)
    _append(house, old, 0, CONTENT[:500])
    made = house.uploads.create(SCOPE, bytes(range(16)), HASH, len(CONTENT), _now(house))
    assert made.offset == 0
    with pytest.raises(Gone):
        _append(house, old, 500, CONTENT[500:])
    _append(house, made.id, 0, CONTENT)
    assert _file(house) == CONTENT


def test_two_devices_with_the_same_file_do_not_cut_each_other(house):
    mine, theirs = _wanted(house), _wanted(house, dev=OTHER)
    _append(house, mine, 0, CONTENT[:300])
    _append(house, theirs, 0, CONTENT[:400])
    assert house.offer(CONTENT).offset == 300
    _append(house, theirs, 400, CONTENT[400:])
    assert house.offer(CONTENT).state == "have"
    assert house.offer(CONTENT, scope="c:24190").state == "want", "what one commune has, another is not told"
    with pytest.raises(Gone):
        _append(house, mine, 300, CONTENT[300:])


def test_a_restart_keeps_what_was_durable_and_the_url_it_came_by(house):
    upload = _wanted(house)
    _append(house, upload, 0, CONTENT[:500])
    unused = _wanted(house)
    house.open()
    assert house.uploads.find(upload, _now(house)).offset == 500
    with pytest.raises(Gone):
        house.uploads.find(unused, _now(house))
    _append(house, upload, 500, CONTENT[500:])
    house.open()
    assert house.uploads.find(upload, _now(house)).offset == len(CONTENT)
    assert house.offer(CONTENT).state == "have"


def test_a_crash_after_the_last_piece_leaves_a_file_that_is_checked_when_asked_for(house):
    upload = _wanted(house)
    turn = _turn(house, upload)
    turn.write(CONTENT, _now(house))  # durable and counted; the power goes before the check
    house.open()
    assert house.uploads.find(upload, _now(house)).done
    assert _file(house) == CONTENT


def test_a_crash_between_the_file_and_its_note_leaves_a_finished_file(house):
    upload = _wanted(house)
    _append(house, upload, 0, CONTENT[:-1])
    house.kept.keep(SCOPE, HASH, [CONTENT])
    house.open()
    assert house.uploads.find(upload, _now(house)).done
    assert house.offer(CONTENT).state == "have"


@pytest.mark.parametrize(("piece", "checksum", "whole", "trouble"), [
    (b"abc", ("sha1", bytes(20)), True, BadChecksum),
    (b"abc", ("sha256", sha256(b"abc").digest()), False, BadChecksum),
    (CONTENT + b"x", None, True, TooLong),
], ids=["another", "cut", "longer"])
def test_a_piece_that_does_not_fit_moves_nothing_and_leaves_no_object(house, objects, piece, checksum, whole, trouble):
    upload = _wanted(house)
    with pytest.raises(trouble):
        _append(house, upload, 0, piece, checksum, whole=whole)
    assert house.uploads.find(upload, _now(house)).offset == 0
    assert objects.find("parts") == []
    _append(house, upload, 0, CONTENT)


def test_without_a_checksum_the_prefix_of_a_cut_piece_counts(house):
    upload = _wanted(house)
    assert _append(house, upload, 0, CONTENT[:600], whole=False).offset == 600


def test_a_whole_file_that_is_another_one_begins_anew_and_the_third_time_waits_for_a_person(house):
    for left in ("want", "want", "hold"):
        with pytest.raises(BadWhole):
            _append(house, _wanted(house), 0, CONTENT[::-1])
        reply = house.offer(CONTENT)
        assert (reply.state, reply.offset) == (left, 0)
    assert house.kept.stat(SCOPE, HASH) is None
    house.open()
    assert house.offer(CONTENT).state == "hold", "a restart forgets no count"


def test_an_upload_nobody_goes_on_with_ends_after_thirty_days(house, objects):
    upload = _wanted(house)
    _append(house, upload, 0, CONTENT[:500])
    assert house.uploads.sweep(_now(house) + LIFE_S - 60) == 0
    house.later = timedelta(seconds=LIFE_S + 1)
    with pytest.raises(Gone):
        house.uploads.find(upload, _now(house))
    assert house.uploads.sweep(_now(house)) == 2
    assert objects.find("parts") == []
    assert house.offer(CONTENT).offset == 0


def test_an_upload_whose_pieces_were_swept_away_begins_anew(house, objects):
    _append(house, _wanted(house), 0, CONTENT[:-1])
    objects.delete([found.name for found in objects.find("parts")])
    reply = house.offer(CONTENT)
    assert reply.offset == len(CONTENT) - 1
    with pytest.raises(Gone):
        _append(house, reply.url.removeprefix("/v1/blobs/"), reply.offset, CONTENT[-1:])
    assert house.offer(CONTENT).offset == 0
    _append(house, _wanted(house), 0, CONTENT)
    assert _file(house) == CONTENT


def test_a_blob_that_no_event_names_goes_after_thirty_days(house):
    for content in (CONTENT, b"khong ai nhac den"):
        _append(house, _wanted(house, content), 0, content)
    late = _now(house) + ORPHAN_S + 1
    assert house.kept.drop_unnamed(SCOPE, {HASH}, _now(house)) == 0
    assert house.kept.drop_unnamed(SCOPE, {HASH}, late) == 1
    assert _file(house) == CONTENT
    assert house.offer(b"khong ai nhac den").state == "want"


def test_a_finished_upload_leaves_only_its_file_and_a_note(house, objects):
    upload = _wanted(house)
    for at in range(0, len(CONTENT), 1000):
        _append(house, upload, at, CONTENT[at : at + 1000])
    assert [found.name.endswith(".note") for found in objects.find("parts")] == [True]


def test_giving_out_urls_writes_nothing(house, objects):
    for _ in range(3):
        for n in range(64):
            house.offer(os.urandom(16) + bytes([n]))
    assert objects.find("parts") == []
