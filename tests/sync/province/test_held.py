"""What the province holds: envelopes for administrators, content for officers, taken in again, devices revoked."""

import json
import os
import re
from html import unescape
from uuid import UUID

import pytest

from sync.province.__main__ import main
from sync.province.commands import opened
from sync.province.settings import Home
from tests.support.browser import Browser
from tests.support.device import WireDevice


@pytest.fixture
def ask(province, capsys):
    """Commands on the served home, in this process: the object, with `exit` where it failed."""

    def call(*words):
        capsys.readouterr()
        who = ("--as", "thu") if words[0] in ("void", "link", "requeue") and "--as" not in words else ()
        code = main(["--home", str(province.home), "--json", *words, *who])
        shown = json.loads(capsys.readouterr().out)
        return {**shown, "exit": code} if code else shown

    return call


@pytest.fixture
def officer(province):
    made = Browser(province)
    assert made.sign_in().status_code == 200
    yield made
    made.session.close()


def tag_of(device):
    return f"{device.certificate.commune}/{device.certificate.tag}"


def held_of(ask, device):
    mine = device.certificate.dev.hex()
    return [item for item in ask("attention")["items"] if item["device"] == mine]


@pytest.fixture
def held(ask, device):
    """A dossier that a device sent after its revocation, which was lifted since."""
    ask("revoke-device", tag_of(device))
    record = device.receive("Nguyễn Thị Thử Nghiệm")
    device.exchange()
    ask("restore-device", tag_of(device))
    return record


def test_what_a_revoked_device_sends_is_held_and_taken_in_again_by_a_command(ask, device, held):
    items = held_of(ask, device)
    assert {item["verdict"] for item in items} == {"quarantined"}
    assert {item["why"] for item in items} == {"revoked"}
    assert all("content" not in item and item["owner"] and item["days"] == 0 for item in items)
    assert ask("show", str(held))["exit"] == 3
    for item in reversed(items):
        known = {one["eid"] for one in held_of(ask, device)}
        if item["eid"] in known:
            taken = ask("requeue", item["eid"], "--commune", item["commune"], "--reason", "Máy đã tìm lại")
            assert {one["verdict"] for one in taken["taken"]} == {"ok"}
    assert held_of(ask, device) == []
    shown = ask("show", str(held))
    assert shown["official_code"] and shown["status"] == "received"
    device.exchange(push=False)


def test_a_later_event_takes_the_earlier_ones_it_was_built_on_along(ask, device):
    ask("revoke-device", device.certificate.dev.hex())
    record = device.receive()
    first, submit = device.events[-2], device.events[-1]
    assert submit.after is None  # this device writes no chain of its own events
    device.exchange()
    ask("restore-device", tag_of(device))
    alone = ask("requeue", str(submit.eid), "--commune", "24184", "--reason", "x")
    assert alone["exit"] == 3
    for event in (first, submit):
        ask("requeue", str(event.eid), "--commune", "24184", "--reason", "x")
    assert ask("show", str(record))["status"] == "received"


def test_nothing_is_taken_in_twice_nor_what_is_not_held(ask, device, held):
    born = next(item for item in held_of(ask, device) if item["kind"] == "dossier.new")
    words = ("--commune", "24184", "--reason", "x")
    ask("requeue", born["eid"], *words)
    assert ask("requeue", born["eid"], *words)["exit"] == 3
    assert ask("requeue", str(UUID(int=7)), *words)["exit"] == 3
    assert ask("requeue", "nothing", *words)["exit"] == 3
    assert ask("requeue", born["eid"], "--commune", "99999", "--reason", "x")["exit"] == 3
    assert ask("requeue", born["eid"], "--commune", "24184", "--reason", " ")["exit"] == 3


def test_events_that_name_each_other_in_a_circle_end_and_nobody_elses_come_along(ask, device, province):
    other = WireDevice.enrol(province.url, province.ca_path, province.enrol_code("24184"))
    record = device.receive()
    device.exchange()
    for each in (device, other):
        ask("revoke-device", each.certificate.dev.hex())
    theirs = other.book(record, "fee.line", {"amount": 9, "title": "Phí"})
    one, two = (UUID(bytes=os.urandom(16)) for _ in range(2))
    device.book(record, "note", {"text": "một"}, eid=one, after=two)
    device.book(record, "note", {"text": "hai"}, eid=two, after=one)
    third = device.book(record, "note", {"text": "ba"}, after=theirs.eid)
    for each in (other, device):
        each.exchange()
        ask("restore-device", tag_of(each))
    words = ("--commune", "24184", "--reason", "x")
    assert [each["eid"] for each in ask("requeue", str(one), *words)["taken"]] == [str(two), str(one)]
    assert [each["eid"] for each in ask("requeue", str(third.eid), *words)["taken"]] == [str(third.eid)]
    assert str(theirs.eid) in {item["eid"] for item in held_of(ask, other)}


def test_what_a_person_closed_meanwhile_is_not_taken_along_and_counts_once(ask, device):
    record = device.receive()
    device.exchange()
    ask("revoke-device", tag_of(device))
    fee = device.book(record, "fee.line", {"amount": 50_000, "title": "Phí"})
    later = device.book(record, "note", {"text": "sau"}, after=fee.eid)
    device.exchange()
    ask("restore-device", tag_of(device))
    again = device.book(record, "fee.line", {"amount": 50_000, "title": "Phí"}, after=later.eid)
    device.book(record, "note", {"text": "thu lại", "settles": str(fee.eid), "choice": "again"}, after=again.eid)
    device.exchange()
    words = ("--commune", "24184", "--reason", "x")
    assert [each["eid"] for each in ask("requeue", str(later.eid), *words)["taken"]] == [str(later.eid)]
    assert ask("requeue", str(fee.eid), *words)["exit"] == 3
    assert len(ask("show", str(record))["doc"]["fees"]) == 1


@pytest.mark.parametrize("deed", ["void", "link", "requeue"])
def test_whatever_an_officer_writes_is_witnessed_before_anybody_is_told(ask, province, device, deed):
    one, two = device.receive(), device.receive()
    device.exchange()
    ask("revoke-device", tag_of(device))
    held = device.book(one, "note", {"text": "giữ"})
    device.exchange()
    ask("restore-device", tag_of(device))
    words = {
        "void": ("void", str(one), "--reason", "x", "--basis", "x"),
        "link": ("link", str(one), "--other", str(two), "--outcome", "same", "--reason", "x"),
        "requeue": ("requeue", str(held.eid), "--commune", "24184", "--reason", "x"),
    }
    assert "exit" not in ask(*words[deed])
    with opened(Home(province.home)) as here:
        with here.store.begin("c:24184") as tx:
            head = tx.feed_head()
        assert head in here.ledger.witnesses()


def test_an_officer_sees_the_content_and_takes_it_in_on_the_page(ask, device, held, officer):
    page = officer.get("/officers/attention").text
    born = next(item for item in held_of(ask, device) if item["kind"] == "dossier.new")
    action = f"/officers/attention/{born['commune']}/{born['eid']}/requeue"
    assert action in page and "Nguyễn Thị Thử Nghiệm" in page and "máy đã bị thu hồi" in page
    token = unescape(re.search(r'name="csrf" value="([^"]+)"', page).group(1))
    assert officer.post(action, {"reason": "Đã kiểm tra"}).status_code == 403
    assert officer.post(action, {"csrf": token, "reason": ""}).status_code == 409
    done = officer.post(action, {"csrf": token, "reason": "Đã kiểm tra"})
    assert done.status_code == 200 and "Đã nhận lại" in done.text
    assert action not in done.text
    assert officer.post(action, {"csrf": token, "reason": "Đã kiểm tra"}).status_code == 409


def test_a_stranger_takes_nothing_in(ask, province, device, held):
    stranger = Browser(province)
    born = held_of(ask, device)[0]
    page = stranger.post(f"/officers/attention/{born['commune']}/{born['eid']}/requeue", {"reason": "x"})
    assert page.url.endswith("/officers/login")
    assert born["eid"] in {item["eid"] for item in held_of(ask, device)}


def test_a_dossier_of_another_commune_is_held_until_the_scope_is_right_and_never_refused(ask, device, elsewhere):
    doc_event = None
    device.receive()
    for event in device.events:
        if event.kind == "dossier.new":
            doc_event = event
    elsewhere.book(doc_event.record, "dossier.new", dict(doc_event.payload))
    elsewhere.exchange()
    item = next(one for one in held_of(ask, elsewhere))
    assert (item["verdict"], item["why"], item["commune"]) == ("quarantined", "scope", "24190")
    still = ask("requeue", item["eid"], "--commune", "24190", "--reason", "x")
    assert still["exit"] == 3
    assert item["eid"] in {one["eid"] for one in held_of(ask, elsewhere)}


def test_devices_are_listed_with_their_lines_and_revocation(ask, device):
    device.receive()
    device.exchange()
    rows = {row["device"]: row for row in ask("device", "list")["devices"]}
    row = rows[device.certificate.dev.hex()]
    assert (row["commune"], row["tag"], row["revoked_at"], row["twin"]) == ("24184", device.certificate.tag, "", False)
    assert row["lines"] == [
        {"n": 1, "epoch": device.certificate.epoch.hex(), "have": len(device.events), "behind": 0, "seen_at": row["seen_at"]}
    ]
    device.receive()
    device.exchange(push=False)
    behind = next(r for r in ask("device", "list")["devices"] if r["device"] == device.certificate.dev.hex())
    assert behind["lines"][0]["behind"] == 2
    ask("revoke-device", tag_of(device))
    again = {row["device"]: row for row in ask("device", "list")["devices"]}
    assert again[device.certificate.dev.hex()]["revoked_at"]
    assert ask("revoke-device", "24184/0000")["exit"] == 3


def test_an_officer_voids_a_dossier_and_links_two(ask, device):
    one, two = device.receive(), device.receive()
    device.exchange()
    linked = ask("link", str(one), "--other", str(two), "--outcome", "same", "--reason", "Cùng việc")
    assert linked["links"][str(two)]["outcome"] == "same"
    voided = ask("void", str(two), "--reason", "Trùng", "--basis", "Điều 7 TT 03/2025")
    assert voided["status"] == "voided"
    device.book(two, "fields.set", {"/applicant/phone": "0905000001"}, base=3)
    answer = device.exchange().answer
    assert [(early.verdict.word.value, early.verdict.why) for early in answer.verdicts][-1:] == [("rejected", "void")]
    assert ask("link", str(one), "--other", str(one), "--outcome", "same", "--reason", "x")["exit"] == 3


@pytest.fixture
def twice(ask, device):
    """An id that a device used for two different things."""
    record = device.receive("Nguyễn Thị Thử Nghiệm")
    first = next(event for event in device.events if event.record == record)
    device.exchange()
    device.book(record, "fields.set", {"/applicant/address": "Thôn 2"}, eid=first.eid)
    device.exchange()
    return next(item for item in held_of(ask, device) if item["aside"] is not None)


def test_what_no_line_could_take_in_stands_on_the_list_until_a_person_has_looked(ask, device, twice):
    assert (twice["why"], twice["eid"], twice["commune"]) == ("eid", "", "24184")
    where = ("--commune", "24184", "--as", "thu", "--reason")
    assert ask("close-aside", str(twice["aside"]), *where, " ")["exit"] == 3
    assert ask("close-aside", str(twice["aside"]), "--commune", "24190", "--as", "thu", "--reason", "x")["exit"] == 3
    assert ask("close-aside", str(twice["aside"]), *where, "Máy hỏng đĩa, đã thay")["closed"] == twice["aside"]
    assert all(item["aside"] is None for item in held_of(ask, device))
    assert ask("close-aside", str(twice["aside"]), *where, "lần nữa")["exit"] == 3


def test_an_officer_closes_on_the_page_what_no_line_could_take_in(twice, officer):
    page = officer.get("/officers/attention").text
    action = f"/officers/attention/24184/aside/{twice['aside']}/close"
    assert action in page and "trùng mã với việc khác mà nội dung khác" in page
    token = unescape(re.search(r'name="csrf" value="([^"]+)"', page).group(1))
    for odd in ("x", "9" * 40, "²", "-1"):
        assert officer.post(f"/officers/attention/24184/aside/{odd}/close", {"csrf": token, "reason": "x"}).status_code == 409
    done = officer.post(action, {"csrf": token, "reason": "Đã hỏi xã"})
    assert "Đã ghi là đã xem" in done.text and action not in done.text
