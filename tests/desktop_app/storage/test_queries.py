"""Lists, search and truth, as a clerk meets them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.ports import Search, Truth
from desktop_app.storage.findable import LETTERS_MAX
from forms.dossier.dossier import Happening
from sync.core.event import compose
from sync.core.ports import Acked, Settled
from sync.core.verdict import OK, Verdict, Word
from tests.support.fakes import A_MORNING
from tests.support.office import Office, a_slice, confirm_all

REJECTED = Verdict(Word.REJECTED, "preflight", ("/applicant/citizen_id",), "Số định danh phải có 12 chữ số.")
SUBMIT = Happening("cmd", {"name": "submit", "args": {"promised_due_at": "2026-11-24T17:00:00+07:00"}, "expected": "draft"})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    made.enrol()
    yield made
    made.open.close()


def names(office: Office, words: str = "", **narrowed: object) -> list[str]:
    return [row.applicant for row in office.open.queries.page(Search(words, **narrowed)).rows]  # type: ignore[arg-type]


def truth(office: Office, record: UUID) -> Truth:
    view = office.open.queries.read(record)
    assert view is not None
    return view.truth


def test_a_dossier_is_found_by_every_word_a_clerk_may_have(office: Office) -> None:
    record = office.receive("H’Mẫu Niê Kđăm Thử", citizen_id="066190000001", phone="0912000111")
    office.receive("Nguyễn Thị Thử Nghiệm")
    number = office.open.queries.read(record).doc["number"]  # type: ignore[union-attr]
    for words in ("h'mau nie", "H’MẪU", "kdam", "nie hmau", "066190000001", "0661", "0912000111", number, number.lower(),
                  "24184 00001", "mẫu niê", "ma\u0302\u0303u"):  # fmt: skip
        found = names(office, words)
        assert "H’Mẫu Niê Kđăm Thử" in found, words
    assert names(office, "nguyen thu") == ["Nguyễn Thị Thử Nghiệm"]
    assert names(office, "khong co ai") == []


def test_a_dossier_is_found_by_procedure_answers_files_and_outcome(office: Office) -> None:
    office.receive("Người Thử Khác")
    record = office.receive("H’Mẫu Niê", address="Buôn Thử Một, xã Thử Nghiệm")
    child = {"/content/child": {"child_name": "Y’Thử Ayŭn", "child_birth_date": "2026-10-05"}, "/content/rows": [{"title": "Học bạ"}]}
    office.book(record, Happening("fields.set", child), Happening("note", {"text": "Đã gọi điện"}), verb="correct_dossier")
    scan = {"sha256": "a" * 64, "size": 1, "type": "image/png", "part": "", "title": "Giấy chứng sinh"}
    with office.open.replica() as replica:
        rows = [(row.eid, 1, OK, b"") for row in replica.pending(0, 100)]
        outcome = {"outcome": "granted", "summary": "", "result_number": "77/CT", "signer": "Ký Thử", "decided_at": A_MORNING.isoformat()}
        said = [("attach.add", scan), ("state.set", {"/decision": outcome})]
        more = [compose(eid=UUID(int=n), record=record, kind=kind, base=1, after=None, salt=bytes(16), payload=payload, actor="tinh",
                        at=A_MORNING.isoformat()) for n, (kind, payload) in enumerate(said, 7)]  # fmt: skip
        replica.apply_slice(a_slice(replica, [*rows, *((event.eid, n, OK, event.raw) for n, event in enumerate(more, 2))]), 1)
    for words in ("ayun", "y'thu ayun", "hoc ba nie", "05/10/2026 ayun", "buon thu mot", "goi dien", "77/CT", "ky thu", "chung sinh"):
        assert names(office, words) == ["H’Mẫu Niê"], words
    for words in ("chung thuc ban sao", "CHỨNG THỰC", "2.000815"):
        assert names(office, words) == ["H’Mẫu Niê", "Người Thử Khác"], words


def test_a_long_form_does_not_swell_the_index_and_hides_no_name(office: Office) -> None:
    record = office.receive("H’Mẫu Niê")
    long = " ".join(f"từ{n}" for n in range(5_000))
    office.book(record, Happening("fields.set", {"/content/story": long}), verb="correct_dossier")
    ((folded,),) = office.open._connection.execute("SELECT folded FROM search").fetchall()
    assert len(folded) <= LETTERS_MAX
    assert folded.split()[-1] in long.replace("ừ", "u").split()
    for words in ("hmau nie", "chung thuc", "tu7"):
        assert names(office, words) == ["H’Mẫu Niê"], words


@pytest.mark.parametrize("words", ['"', "*", "thử OR niê", "NEAR(thử", "folded:thử", "-", "thử AND", "'); DROP TABLE", "(", "^thử", "a" * 5000])
def test_what_is_typed_is_never_a_query_language(office: Office, words: str) -> None:
    office.receive("Nguyễn Thị Thử Nghiệm")
    assert isinstance(names(office, words), list)
    assert names(office, "thu") == ["Nguyễn Thị Thử Nghiệm"]


def test_pages_by_key_meet_every_dossier_once_the_newest_first(office: Office) -> None:
    for n in range(7):
        office.receive(f"Người Thử {n}")
    for words in ("", "nguoi"):
        seen, after = list[str](), None
        while True:
            page = office.open.queries.page(Search(words), after, limit=3)
            assert len(page.rows) <= 3
            seen += [row.applicant for row in page.rows]
            after = page.next
            if after is None:
                break
        assert seen == [f"Người Thử {n}" for n in reversed(range(7))]


def test_a_list_costs_one_statement(office: Office) -> None:
    office.receive()
    statements = list[str]()
    office.open._connection.set_trace_callback(statements.append)
    names(office, "thu")
    office.open._connection.set_trace_callback(None)
    assert len([s for s in statements if not s.startswith("--")]) == 1
    assert "OFFSET" not in statements[0]


def test_a_dossier_opens_by_id_number_and_code_however_it_is_typed(office: Office) -> None:
    record = office.receive()
    number = office.open.queries.read(record).doc["number"]  # type: ignore[union-attr]
    with office.open.replica() as replica:
        rows = [(row.eid, 1, OK, b"") for row in replica.pending(0, 100)]
        assign = compose(eid=UUID(int=9), record=record, kind="code.assign", base=1, after=None, salt=bytes(16),
                         payload={"code": "H15.24-261120-0007"}, actor="tinh", at=A_MORNING.isoformat())  # fmt: skip
        replica.apply_slice(a_slice(replica, [*rows, (assign.eid, 2, OK, assign.raw)]), 1)
    for key in (str(record), number, number.lower().replace("0", "o"), " h15.24-261120-0007 "):
        assert office.open.queries.resolve(key) == record, key
    assert office.open.queries.resolve("T-24184-K7Q2-00009-0000") is None
    assert office.open.queries.resolve("") is None
    assert truth(office, record) is Truth.ACCEPTED
    assert names(office, truth=Truth.ACCEPTED) == ["Nguyễn Thị Thử Nghiệm"]
    assert names(office, "h15.24") == ["Nguyễn Thị Thử Nghiệm"]


def test_the_truth_goes_from_waiting_over_sending_to_unknown_and_never_claims_more(office: Office) -> None:
    record = office.receive()
    assert truth(office, record) is Truth.WAITING
    with office.open.replica() as replica:
        replica.mark_sent(replica.last_seq(), replica.next_req_n())
        assert truth(office, record) is Truth.SENDING
        assert office.open.queries.sync_facts().sending == 1
        later = office.receive("Người Thử Hai")
        assert truth(office, later) is Truth.WAITING
        replica.settle(Settled(A_MORNING, contact=False, trouble="cut", next_try_s=5))
    assert truth(office, record) is Truth.UNKNOWN
    assert names(office, truth=Truth.WAITING) == ["Người Thử Hai"]
    assert office.open.queries.sync_facts().last_contact is None


def test_a_round_that_died_with_the_machine_leaves_unknown_not_sending(office: Office) -> None:
    record = office.receive()
    with office.open.replica() as replica:
        replica.mark_sent(replica.last_seq(), replica.next_req_n())
    office.again()
    assert truth(office, record) is Truth.UNKNOWN


def test_an_ack_alone_is_not_acceptance(office: Office) -> None:
    record = office.receive()
    with office.open.replica() as replica:
        replica.mark_sent(replica.last_seq(), replica.next_req_n())
        replica.apply_answer(Acked(replica.last_seq(), (), 1, A_MORNING.isoformat()))
        replica.settle(Settled(A_MORNING, contact=True, trouble="", next_try_s=5))
    assert truth(office, record) is Truth.UNKNOWN
    facts = office.open.queries.sync_facts()
    assert (facts.handed_in, facts.signed_for, facts.unknown) == (1, 0, 1)
    assert facts.last_contact == A_MORNING.isoformat()


def test_the_strip_counts_dossiers_and_neither_events_nor_staff(office: Office) -> None:
    def counts() -> tuple[int, int, int]:
        facts = office.open.queries.sync_facts()
        return facts.handed_in, facts.signed_for, facts.waiting

    assert counts() == (0, 0, 0)
    first, _ = office.receive(), office.receive("Người Thử Hai")
    assert counts() == (2, 0, 2)
    confirm_all(office)
    office.receive("Người Thử Ba")
    office.book(first, Happening("note", {"text": "Đã gọi điện"}), verb="note")
    assert counts() == (3, 2, 2)
    confirm_all(office, REJECTED)
    assert counts() == (3, 3, 0)


def test_a_refusal_stands_with_its_reason_until_it_is_submitted_anew(office: Office) -> None:
    record = office.receive()
    confirm_all(office, REJECTED)
    view = office.open.queries.read(record)
    assert view is not None
    assert view.truth is Truth.REFUSED
    assert view.doc["applicant"] == {"full_name": "Nguyễn Thị Thử Nghiệm"}
    assert view.history[-1].why == {"why": "preflight", "paths": ["/applicant/citizen_id"], "text": REJECTED.text}
    assert names(office, truth=Truth.REFUSED) == ["Nguyễn Thị Thử Nghiệm"]
    assert office.open.queries.sync_facts().refused == 1


def test_a_refused_submit_is_closed_by_the_next_one(office: Office) -> None:
    record = office.receive()
    with office.open.replica() as replica:
        rows = [(row.eid, 1, OK, b"") for row in replica.pending(0, 100)]
        rows[-1] = (rows[-1][0], 1, REJECTED, b"")
        replica.apply_slice(a_slice(replica, rows), 1)
    assert truth(office, record) is Truth.REFUSED
    office.book(record, Happening("fields.set", {"/applicant/citizen_id": "066190000001"}), SUBMIT, verb="correct_dossier")
    assert truth(office, record) is Truth.WAITING
    confirm_all(office, OK)
    assert truth(office, record) is Truth.UNKNOWN
    assert office.open.queries.sync_facts().refused == 0


def test_earlier_dossiers_of_one_person_are_found_from_an_instant_on(office: Office) -> None:
    office.receive(citizen_id="066190000001")
    office.receive("Người Thử Hai", citizen_id="066190000002")
    found = office.open.queries.of_person("066190000001", A_MORNING)
    assert [row.applicant for row in found] == ["Nguyễn Thị Thử Nghiệm"]
    assert office.open.queries.of_person("066190000001", A_MORNING + timedelta(seconds=1)) == ()


def test_the_work_is_counted_by_status_truth_and_date(office: Office) -> None:
    office.receive()
    second = office.receive("Người Thử Hai")
    due = A_MORNING.replace(day=23, hour=17)
    early = office.open.queries.work_numbers(A_MORNING, due + timedelta(seconds=1))
    assert (dict(early.by_status), dict(early.by_truth)) == ({"received": 2}, {"waiting": 2})
    assert (early.due_soon, early.late, early.drafts) == (2, 0, 0)
    late = office.open.queries.work_numbers(due + timedelta(seconds=1), due + timedelta(days=1))
    assert (late.due_soon, late.late) == (0, 2)
    accept = Happening("cmd", {"name": "accept", "args": {"officer": "lan"}, "expected": "received"})
    asked = {"amount": 70_000, "title": "Thuế thử", "officer": "lan"}
    office.book(second, accept, Happening("cmd", {"name": "ask_payment", "args": asked, "expected": "processing"}), verb="ask_payment")
    waiting = office.open.queries.work_numbers(due + timedelta(seconds=1), due + timedelta(days=1))
    assert (waiting.due_soon, waiting.late) == (0, 1), "what waits for a payment is not late"
    assert names(office, status="decided") == []
