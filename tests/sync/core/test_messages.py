"""Messages: what one side writes the other reads; what is empty costs nothing; what is odd is refused."""

import json
from hashlib import sha256
from uuid import UUID

import pytest

from sync.core.certificate import Certificate, EnrolRequest, read_signed, sign_certificate
from sync.core.errors import Unreadable
from sync.core.feed import Cursor, FeedBroken, Meta, Row, feed_next, feed_start, follow
from sync.core.messages import (
    Answer,
    BlobReply,
    EarlyVerdict,
    EventsHeader,
    FeedFrame,
    FeedNotice,
    Head,
    Mark,
    Offer,
    Refuse,
    ScopeMark,
    read_events,
    write_events,
)
from sync.core.signing import Address, Ed25519Signer
from sync.core.verdict import OK, Verdict, Word

ADDRESS = Address(bytes(range(16)), bytes(range(8)), bytes(8))
H16 = bytes(range(16))
EID = UUID("019caa00-0000-7000-8000-000000000001")
HEADS = [
    Head(ADDRESS, Mark(0, H16), 0, (), H16, 1),
    Head(
        ADDRESS, Mark(480, H16), 655, (ScopeMark("c:24184", 48211, H16),), H16, 5512,
        blobs=(Offer(H16, 381220), Offer(H16, 1, "P2")), audit=Mark(9, H16), max_down=65536, now="2026-03-02", app="1",
    ),
]  # fmt: skip
ANSWERS = [
    Answer(ADDRESS, 1, "2026-03-02T01:00:00+00:00", H16, 0, H16),
    Answer(
        ADDRESS, 3, "2026-03-02T01:00:00+00:00", H16, 520, H16, fork=True, resend="plain",
        verdicts=(EarlyVerdict(EID, 9, Verdict(Word.REJECTED, "state", ("/a",), "Câu.")),),
        feeds=(FeedNotice("c:24184", 1, 5, H16, more=True), FeedNotice("c:24184", 9, 9, H16, known=False)),
        blobs=(BlobReply(H16, "want", "/v1/blobs/x", 131072), BlobReply(H16, "have")),
        audit=Mark(3, H16), next_s=90, max_up=131072, blob_token="t",
    ),
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS, ids=["bare", "full"])
def test_a_head_reads_back(head):
    assert Head.read(head.to_bytes()) == head


@pytest.mark.parametrize("answer", ANSWERS, ids=["bare", "full"])
def test_an_answer_reads_back(answer):
    assert Answer.read(answer.to_bytes()) == answer


def test_a_refusal_reads_back():
    assert Refuse.read(Refuse(ADDRESS, H16, "revoked").to_bytes()) == Refuse(ADDRESS, H16, "revoked")


def test_what_is_empty_is_left_out():
    assert set(json.loads(ANSWERS[0].to_bytes())) == {
        "proto", "dev", "epoch", "to", "timeline", "now", "nonce", "have", "have_hash",
    }  # fmt: skip
    assert "blobs" not in json.loads(HEADS[0].to_bytes())


def test_members_of_a_newer_protocol_are_stepped_over():
    later = json.loads(HEADS[1].to_bytes()) | {"neu": {"x": [1]}, "proto": [1, 3]}
    assert Head.read(json.dumps(later).encode()) == HEADS[1]


@pytest.mark.parametrize(
    "changes",
    [{"proto": [2, 3]}, {"proto": 1}, {"dev": "00"}, {"ack": [1]}, {"ack": ["1", "00"]}, {"last": -1}, {"feeds": {}},
     {"nonce": "AA" * 16}, {"req_n": 1 << 60}, {"blobs": [["00", 1, "P9"]]}, {"audit": 5}, {"want": []}],
    ids=str,
)  # fmt: skip
def test_a_head_of_another_shape_is_refused(changes):
    with pytest.raises(Unreadable):
        Head.read(json.dumps(json.loads(HEADS[1].to_bytes()) | changes).encode())


@pytest.mark.parametrize(
    "changes", [{"proto": 2}, {"have": "1"}, {"feeds": [1]}, {"blobs": [{}]}, {"now": 1}], ids=str
)
def test_an_answer_of_another_shape_is_refused(changes):
    with pytest.raises(Unreadable):
        Answer.read(json.dumps(json.loads(ANSWERS[1].to_bytes()) | changes).encode())


def test_events_keep_their_bytes_on_the_way():
    raws = (b'{"b":1, "a":2}', b"\xff\xfe", b"")
    header = EventsHeader(481, H16, 3, EID)
    assert read_events(write_events(header, raws)) == (header, raws)


@pytest.mark.parametrize("header", [EventsHeader(1, H16, 2), EventsHeader(0, H16, 1)])
def test_a_count_that_does_not_fit_is_refused(header):
    with pytest.raises(Unreadable):
        read_events(write_events(header, (b"{}",)))


def a_feed(bodies, scope="c:24184"):
    start = feed_start(scope)
    h, rows = start.h, []
    for n, body in enumerate(bodies, 1):
        meta = Meta(n, UUID(int=n), 1, "2026-03-02T01:00:00+00:00", OK).to_bytes()
        h = feed_next(h, meta, sha256(body).digest())
        rows.append(Row(meta, body))
    return start, rows, Cursor(scope, len(rows), h)


def test_a_feed_is_followed_row_by_row():
    start, rows, end = a_feed([b"one", b"two"])
    frame = FeedFrame("c:24184", 0, start.h[:16], tuple(rows))
    assert FeedFrame.read(frame.to_bytes()) == frame
    assert follow(start, rows, lambda _eid: None).end == end


def test_own_rows_travel_without_their_body_and_hash_the_same():
    start, rows, end = a_feed([b"own"])
    bare = [Row(rows[0].meta, b"")]
    assert follow(start, bare, lambda _eid: sha256(b"own").digest()).end == end
    with pytest.raises(FeedBroken, match="do not have"):
        follow(start, bare, lambda _eid: None)


@pytest.mark.parametrize(
    "broken", [lambda r: r[1:], lambda r: [r[0], r[0]], lambda r: r[::-1]], ids=["hole", "twice", "swapped"]
)
def test_a_hole_or_a_repeated_row_breaks_the_feed(broken):
    start, rows, _end = a_feed([b"one", b"two"])
    with pytest.raises(FeedBroken):
        follow(start, broken(rows), lambda _eid: None)


def test_a_quarantined_row_carries_its_body_hash():
    meta = Meta(1, EID, 0, "2026", Verdict(Word.QUARANTINED, "schema"), sha256(b"x").digest())
    assert Meta.read(meta.to_bytes()) == meta


DEVICE, PROVINCE, STRANGER = (Ed25519Signer(bytes([n]) * 32) for n in range(3))


def a_certificate(sign=DEVICE.public):
    return Certificate(
        H16, bytes(8), "K7Q2", "c:24184", "UBND xã Thử", 7, "2026-03-01T00:00:00+00:00", "2028-03-01T00:00:00+00:00",
        sign, bytes(32), PROVINCE.public, bytes(32),
    )  # fmt: skip


def test_an_enrolment_request_proves_its_key():
    request = EnrolRequest.make("ABCD-EFGH", DEVICE, bytes(32), bytes(8))
    again = EnrolRequest.read(request.to_bytes())
    assert again == request
    assert again.holds()
    stolen = json.loads(request.to_bytes()) | {"sign": STRANGER.public.hex()}
    assert not EnrolRequest.read(json.dumps(stolen).encode()).holds()


def test_a_certificate_reads_back_for_the_key_that_asked():
    answer = sign_certificate(a_certificate(), PROVINCE)
    assert read_signed(answer, DEVICE.public) == a_certificate()
    assert a_certificate().commune == "24184"


def test_a_certificate_of_another_key_or_signature_is_refused():
    with pytest.raises(Unreadable, match="another key"):
        read_signed(sign_certificate(a_certificate(STRANGER.public), PROVINCE), DEVICE.public)
    with pytest.raises(Unreadable, match="does not hold"):
        read_signed(sign_certificate(a_certificate(), STRANGER), DEVICE.public)
    with pytest.raises(Unreadable):
        read_signed(b"<html>", DEVICE.public)
