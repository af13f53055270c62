"""Canonical JSON, ids, stamps, events, verdicts: what is written is read back, and nothing else is."""

import json
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.canonical import canonical, read_json
from sync.core.errors import Corrupt, Incompatible, Offline, Refused, Unreadable
from sync.core.event import RAW_MAX, BadEvent, compose, read_event
from sync.core.ids import uuid7
from sync.core.stamp import chain_next, chain_start
from sync.core.verdict import OK, Verdict, Word

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
ID = UUID("019caa00-0000-7000-8000-000000000001")


def an_event(**changes):
    facts = {
        "eid": ID, "record": ID, "kind": "note", "base": 0, "after": None, "payload": {"text": "ghi chú"},
        "actor": "can-bo-1", "at": "2026-03-02T08:00:00+07:00", "salt": bytes(16),
    } | changes  # fmt: skip
    return compose(**facts)


@given(st.dictionaries(st.text(max_size=6), PLAIN, max_size=5))
def test_canonical_json_has_one_spelling_and_reads_back(value):
    raw = canonical(value)
    assert b"\n" not in raw
    assert read_json(raw, ceiling=1 << 20) == value
    assert canonical(dict(reversed(value.items()))) == raw


@pytest.mark.parametrize("value", [1.0, {"a": float("nan")}, {"a": [0.5]}, {1: "a"}, {"a": {2: 1}}])
def test_floats_and_odd_keys_are_never_spelled(value):
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"null", b'{"a":1,"a":2}', b'{"a":1.5}', b'{"a":1e3}', b'{"a":NaN}', b'{"a":Infinity}', b"\xff",
     b'{"a":1} x', b'{"a":"\\ud83d"}', b'{"\\ude00":1}', b'{"a":["\\ude00\\ud83d"]}',
     b'{"a":' + b"[" * 50 + b"]" * 50 + b"}", b'{"a":' * 5000 + b"1" + b"}" * 5000],
    ids=range(15),
)  # fmt: skip
def test_json_that_could_mean_two_things_is_refused(raw):
    with pytest.raises(Unreadable):
        read_json(raw, ceiling=1 << 20)


def test_both_halves_of_a_surrogate_pair_are_one_letter():
    assert read_json(b'{"a":"\\ud83d\\ude00\\u0001"}', ceiling=100) == {"a": "\U0001f600\x01"}


def test_an_event_with_half_a_letter_is_no_event():
    raw = an_event().raw.replace("ghi chú".encode(), b"\\ud83d")
    with pytest.raises(Unreadable):
        read_event(raw)


def test_json_longer_than_its_ceiling_is_refused_unread():
    with pytest.raises(Unreadable, match="longer"):
        read_json(b'{"a":"' + b"x" * 100 + b'"}', ceiling=50)


def test_a_uuid7_carries_its_instant_and_its_dice():
    made = uuid7(1_772_413_200_000, bytes(range(10)))
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == 1_772_413_200_000
    assert uuid7(1_772_413_200_001, bytes(10)) > made
    with pytest.raises(ValueError, match="ten random"):
        uuid7(0, b"short")


def test_the_chain_binds_device_epoch_order_and_body():
    first = chain_start(bytes(16), bytes(8))
    assert first != chain_start(bytes(16), b"\x01" + bytes(7))
    body = sha256(b"x").digest()
    assert chain_next(first, ID, body) != chain_next(first, UUID(int=ID.int + 1), body)
    with pytest.raises(ValueError, match="8 bytes"):
        chain_start(bytes(16), bytes(9))


def test_an_event_reads_back_as_it_was_composed():
    event = an_event(payload={"text": "Đà Nẵng"}, after=UUID(int=ID.int + 1), base=7)
    again = read_event(event.raw)
    assert again == event
    assert event.hash == sha256(event.raw).digest()
    assert json.loads(event.raw)["dossier"] == str(ID)


def test_members_of_a_newer_program_are_kept_as_they_are():
    body = json.loads(an_event().raw) | {"mới": [1]}
    raw = json.dumps(body).encode()  # another spelling, too: it is hashed as it came
    assert read_event(raw).raw == raw


@pytest.mark.parametrize(
    "changes",
    [{"eid": "x"}, {"eid": str(ID).upper()}, {"eid": None}, {"base": -1}, {"base": True}, {"base": "1"}, {"payload": []},
     {"after": 5}, {"kind": ""}, {"actor": 7}, {"salt": "00"}, {"salt": "ZZ" * 16}, {"at": None}],
    ids=str,
)  # fmt: skip
def test_an_event_of_another_shape_is_refused(changes):
    raw = canonical(json.loads(an_event().raw) | changes)
    with pytest.raises(BadEvent):
        read_event(raw)


def test_a_refused_event_still_tells_its_id_when_that_can_be_read():
    body = json.loads(an_event().raw)
    del body["payload"]
    with pytest.raises(BadEvent) as caught:
        read_event(canonical(body))
    assert caught.value.eid == ID
    long = an_event(payload={"text": "x" * (RAW_MAX - 400)}).raw.replace(b'"x', b'"' + b"x" * 500, 1)
    with pytest.raises(BadEvent) as caught:
        read_event(long)
    assert caught.value.eid == ID


def test_an_event_beyond_256_kib_cannot_be_composed():
    with pytest.raises(BadEvent, match="256"):
        an_event(payload={"text": "x" * RAW_MAX})


def test_two_lines_are_not_one_event():
    with pytest.raises(BadEvent, match="one line"):
        read_event(an_event().raw + b"\n")


@pytest.mark.parametrize("verdict", [OK, Verdict(Word.DUP), Verdict(Word.CONFLICT, "since", ("/a",), "Câu.")])
def test_a_verdict_reads_back(verdict):
    assert Verdict.read(verdict.to_json()) == verdict
    assert Verdict.read(json.loads(canonical({"v": verdict.to_json()}))["v"]) == verdict


@pytest.mark.parametrize("value", ["fine", {"v": "ok", "paths": "x"}, {"v": "ok", "paths": [1]}, {}, None, 1])
def test_another_verdict_is_refused(value):
    with pytest.raises(Unreadable):
        Verdict.read(value)


@pytest.mark.parametrize("trouble", [Offline, Refused, Incompatible, Corrupt])
def test_each_trouble_says_who_acts_and_what_to_do(trouble):
    error = trouble("english only")
    assert str(error) == error.english == "english only"
    assert error.sentence.endswith(".")
    assert error.remedy.endswith(".")
    assert trouble("e", sentence="Câu khác.").sentence == "Câu khác."
