"""Devices that ask for too much, broken or hostile: the work is bounded, and nobody else waits for it."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from sync.core.feed import Meta
from sync.core.frames import FrameReader
from sync.core.messages import ScopeMark
from sync.core.snapshot import SnapDossier, read_page
from sync.core.stamp import SHORT
from sync.core.verdict import Word
from sync.province.exchange import Turned
from sync.province.usecases import open_request as opening
from sync.province.usecases.answer_request import SNAPSHOT_EVERY
from sync.province.usecases.compact_scope import compact_scope
from sync.province.verdicts import NAMED_MAX
from tests.simulation.parts import START, Province, SimClock
from tests.sync.province.test_accept_frame import SCOPE, Sender, answers, device_start


@pytest.fixture
def device():
    return Sender(Province.build(Random(1), SimClock(START), real=True))


def at_head(device):
    commune = device.commune
    return ScopeMark(SCOPE, len(commune.feed), commune.feed[len(commune.feed)][2][:SHORT])


def test_who_asks_for_a_snapshot_again_and_again_has_one_made_in_ten_minutes(device):
    device.receive()
    made = answers(device, device.open(feeds=(at_head(device),), snap=True))[0].rebase
    assert made is not None
    assert answers(device, device.open(feeds=(at_head(device),), snap=True))[0].rebase == made
    device.said("note", {"text": "sau"})
    waits = answers(device, device.open(feeds=(at_head(device),), snap=True))[0]
    assert waits.rebase is None
    assert len(waits.feeds) == 1
    device.house.clock.step(SNAPSHOT_EVERY / timedelta(seconds=1))
    assert answers(device, device.open(feeds=(at_head(device),), snap=True))[0].rebase.at.seq == len(device.commune.feed)


def test_a_young_snapshot_is_nobodys_who_did_not_ask_for_one(device):
    device.receive()
    answers(device, device.open(feeds=(at_head(device),), snap=True))
    said, rows = answers(device, device.open(feeds=(ScopeMark(SCOPE, 0, device_start()),)))
    assert said.rebase is None
    assert len(rows[0].rows) == 3


def test_a_cursor_beyond_the_head_gets_marks_even_when_a_snapshot_is_asked_for(device):
    device.receive()
    said, _ = answers(device, device.open(feeds=(ScopeMark(SCOPE, 99, bytes(16)),), snap=True))
    assert said.rebase is None
    assert said.feeds[0].marks


def test_a_scope_that_is_named_a_thousand_times_is_read_once(device):
    device.receive()
    said, rows = answers(device, device.open(feeds=(ScopeMark(SCOPE, 0, device_start()),) * 1000))
    assert len(said.feeds) == len(rows) == 1


def test_a_device_that_opens_line_after_line_is_stopped_and_its_last_line_goes_on(device, monkeypatch):
    monkeypatch.setattr(opening, "LINES_MAX", 3)
    first = device.address
    for n in range(3):
        device.address = replace(first, epoch=bytes([n + 1]) * 8)
        answers(device, device.open())
    device.address = replace(first, epoch=b"\x09" * 8)
    turned = device.open()
    assert isinstance(turned, Turned)
    assert turned.why == "lines"
    assert turned.refusal
    device.address = first
    assert not isinstance(device.open(), Turned)


def test_a_dossier_grows_only_as_long_as_a_snapshot_can_carry_it(device):
    device.receive()
    grown = [device.said("fields.set", {f"/content/x{n}": Random(n).randbytes(100_000).hex()}) for n in range(6)]
    assert [(verdict.word.value, verdict.why) for verdict in grown[2:5]] == [("ok", ""), ("rejected", "size"), ("rejected", "size")]
    nest = {"a": 1}
    for _ in range(30):
        nest = {"a": nest}
    assert device.said("fields.set", {"/content" + "/a" * 20: nest}).why == "size"
    assert device.said("fields.set", {"/content" + "/a" * 100_000: "1"}).word is Word.REJECTED
    note = compact_scope(SCOPE, device.house)
    with device.house.store.begin(SCOPE) as tx:
        pages = [tx.snapshot_page(note.at.seq, n) for n in range(len(note.pages))]
    items = [item for page in pages for frame in FrameReader().feed(page) for item in read_page(frame.plain(device.house.codec))]
    assert device.record in {item.id for item in items if isinstance(item, SnapDossier)}


def test_a_row_about_an_event_of_thousands_of_paths_stops_no_desk(device):
    """A roster corrected after its dossier was accepted, or on two desks at once."""
    device.receive()
    other = Sender(device.province, 2)
    refused = device.said("fields.set", {f"/official_code/x{n}": "1" for n in range(4_000)})
    assert (refused.word, len(refused.paths)) == (Word.REJECTED, NAMED_MAX)
    for who in (device, other):
        changes = {f"/content/họ và tên {n}": who.dev.hex() for n in range(4_000)}
        last = who.said("fields.set", changes, record=device.record)
    assert (last.word, len(last.paths)) == (Word.CONFLICT, 4_000)
    at = len(device.commune.feed) - 1
    before = ScopeMark(SCOPE, at, device.commune.feed[at][2][:SHORT])
    _, (frame,) = answers(device, device.open(feeds=(before,)))
    assert Meta.read(frame.rows[0].meta).verdict == last
