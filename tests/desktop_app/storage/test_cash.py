"""The cash ledger as the log tells it: what was booked counts once, whoever's it is, and a closing stays."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.ports.cash import CashFilter
from desktop_app.storage.cash import StoredCash
from forms.dossier.dossier import Happening
from forms.money.closing import Closing
from forms.money.ledger import Drawer, sums
from sync.core.event import compose
from sync.core.verdict import OK, Verdict, Word
from tests.support.fakes import A_MORNING
from tests.support.office import Office, a_slice, confirm_all

DAY = date(2026, 11, 20)
MINE = Drawer("K7Q2", "thu")
AT = A_MORNING.isoformat()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    made.enrol()
    yield made
    made.open.close()


def a_line(n: int, amount: int = 5_000, **changes: str) -> Happening:
    line = {"amount": amount, "title": "Lệ phí", "receipt_no": f"BL-K7Q2-26-{n:05d}-AAAA", "day": DAY.isoformat(),
            "desk": "K7Q2", "clerk": "thu", "method": "cash"}  # fmt: skip
    return Happening("fee.line", {**line, **changes})


def ledger(office: Office) -> StoredCash:
    return office.open.cash


def test_pages_join_without_a_gap_and_add_up(office: Office) -> None:
    record = office.receive()
    office.book(record, *(a_line(n, 1_000 * n) for n in range(1, 8)), verb="take_fee")
    office.book(record, a_line(8, method="transfer"), a_line(9, day="2026-11-21"), a_line(10, clerk="lan"), verb="take_fee")
    narrowed, found, after = CashFilter(DAY, DAY, "K7Q2", "thu", "cash"), [], 0
    while True:
        page = ledger(office).page(narrowed, after, 3)
        found += page.rows
        after = page.next
        if not after:
            break
    assert [row.entry.amount for row in found] == [1_000 * n for n in range(7, 0, -1)]
    assert {row.payer for row in found} == {"Nguyễn Thị Thử Nghiệm"}
    assert sums(row.entry for row in ledger(office).of_drawer(MINE, DAY)).total == 28_000 + 5_000


def test_the_next_number_follows_the_highest_the_log_knows(office: Office) -> None:
    series = "BL-K7Q2-26-"
    assert ledger(office).last_receipt(series) == ""
    record = office.receive()
    office.book(record, a_line(9), a_line(11), a_line(10), a_line(99, receipt_no="BL-ZZZZ-26-00099-AAAA"), verb="take_fee")
    assert ledger(office).last_receipt(series) == "BL-K7Q2-26-00011-AAAA"


def test_what_was_refused_and_sent_again_counts_once(office: Office) -> None:
    record = office.receive()
    office.book(record, a_line(1), verb="take_fee")
    confirm_all(office, Verdict(Word.REJECTED, "law"))
    (row,) = ledger(office).of_drawer(MINE, DAY)
    assert row.is_refused
    desk, payload = office.desk(), dict(a_line(1).payload)
    with office.work() as work:
        work.events.write(desk, record, "fee.line", payload, 0)
        work.commit()
    (row,) = ledger(office).of_drawer(MINE, DAY)
    assert not row.is_refused


def test_a_closing_is_an_event_that_makes_no_dossier_and_waits_for_no_dossier(office: Office) -> None:
    office.receive()
    before = office.open.queries.sync_facts()
    with office.work() as work:
        work.cash.close(Closing(DAY, MINE, {1_000: 5}, 0, sums([]), "thử"))
        work.commit()
    assert ledger(office).is_closed(MINE, DAY)
    assert not ledger(office).is_closed(Drawer("K7Q2", "lan"), DAY)
    facts = office.open.queries.sync_facts()
    assert (facts.waiting, facts.handed_in) == (before.waiting, before.handed_in)
    confirm_all(office)
    assert [closing.counted_total for closing in ledger(office).closings(DAY, DAY)] == [5_000]
    assert len(office.open.queries.page(_all()).rows) == 1


def test_a_closing_and_a_line_of_another_desk_come_down_and_are_read(office: Office) -> None:
    record = office.receive()
    confirm_all(office)
    theirs = {**a_line(7).payload, "desk": "ZZZZ", "receipt_no": "BL-ZZZZ-26-00007-AAAA"}
    closing = Closing(DAY, Drawer("ZZZZ", "thu"), {}, 0, sums([]), "thử").payload()
    events = [
        compose(eid=UUID(int=1), record=record, kind="fee.line", base=1, after=None, payload=theirs, actor="thu", at=AT, salt=bytes(16)),
        compose(eid=UUID(int=2), record=UUID(int=9), kind="cash.close", base=0, after=None, payload=closing, actor="thu", at=AT, salt=bytes(16)),
    ]  # fmt: skip
    with office.open.replica() as replica:
        replica.apply_slice(a_slice(replica, [(event.eid, 3, OK, event.raw) for event in events]), 1)
    assert ledger(office).is_closed(Drawer("ZZZZ", "thu"), DAY)
    assert [row.entry.drawer.desk for row in ledger(office).page(CashFilter(DAY, DAY)).rows] == ["ZZZZ"]
    assert len(office.open.queries.page(_all()).rows) == 1


def test_days_that_wait_for_their_closing_are_named(office: Office) -> None:
    record = office.receive()
    office.book(record, a_line(1), a_line(2, day="2026-11-19"), a_line(3, day="2026-11-19", clerk="lan"), verb="take_fee")
    with office.work() as work:
        work.cash.close(Closing(date(2026, 11, 19), MINE, {}, 0, sums([]), "thử"))
        work.commit()
    assert ledger(office).unclosed("K7Q2", DAY) == [(date(2026, 11, 19), Drawer("K7Q2", "lan"))]


def test_a_booked_line_of_the_bank_is_known_and_every_code_is_listed(office: Office) -> None:
    record = office.receive()
    office.book(record, a_line(1, bank_line="ab" * 16), verb="take_fee")
    assert ledger(office).booked({"ab" * 16, "cd" * 16}) == {"ab" * 16}
    ((number, dossier),) = ledger(office).codes()
    assert (number[:8], dossier) == ("T-24184-", str(record))


@pytest.mark.parametrize("index", ["cash_entries", "cash_receipts", "cash_bank_lines"])
def test_the_indexes_are_used(office: Office, index: str) -> None:
    part = {"cash_entries": "day", "cash_receipts": "receipt_no", "cash_bank_lines": "bank_line"}[index]
    sql = f"EXPLAIN QUERY PLAN SELECT e.n FROM events e WHERE e.kind = 'fee.line' AND CAST(e.raw AS TEXT) ->> '$.payload.{part}' = 'x'"
    plan = " ".join(str(row[3]) for row in office.open._connection.execute(sql))
    assert index in plan


def _all():
    from desktop_app.ports import Search

    return Search()
