"""One verb, one transaction: the same promises of the store of dicts and of SQLCipher."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop_app.errors import ALREADY_ENROLLED, BLOB_DAMAGED, NOT_ENROLLED, PACKAGE_FOLLOWS, DeskError
from desktop_app.ports import Desk, Draft, UnitOfWork
from forms.catalogue.package import Head, PackageKind, pack_json, read_package
from forms.dossier.dossier import Happening
from forms.errors import RuleError
from sync.core.certificate import sign_certificate
from sync.core.signing import Ed25519Signer
from tests.support.fakes import A_MORNING, MemoryStore, a_desk
from tests.support.office import PROVINCE, Office, a_certificate, a_reception


class Store:
    """What both kinds give: a desk, and transactions of it."""

    def __init__(self, desk: Desk, open_work: Callable[[], UnitOfWork]) -> None:
        self.desk, self.open_work = desk, open_work

    def enrol(self) -> None:
        with self.open_work() as work:
            public = Ed25519Signer(work.device.seed()).public
            work.device.enrol(sign_certificate(a_certificate(public, work.device.seal_public()), PROVINCE))
            work.commit()

    def receive(self, name: str = "Nguyễn Thị Thử Nghiệm") -> UUID:
        record = self.desk.new_id()
        with self.open_work() as work:
            number = work.numbers.next_provisional(record)
            work.book(record, a_reception(number, {"full_name": name}), verb="receive_dossier")
            work.commit()
        return record

    def doc(self, record: UUID) -> Any:
        with self.open_work() as work:
            return work.dossiers.get(record)


@pytest.fixture(params=["dicts", "sqlcipher"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "dicts":
        desk = a_desk()
        yield Store(desk, MemoryStore().open_work(desk))
        return
    office = Office(tmp_path / "office")
    desk = office.desk()
    yield Store(desk, office.open.open_work(desk))
    office.open.close()


@pytest.fixture
def store(fresh: Store) -> Store:
    fresh.enrol()
    return fresh


def test_what_was_committed_is_read_back(store: Store) -> None:
    doc = store.doc(store.receive())
    assert doc["applicant"] == {"full_name": "Nguyễn Thị Thử Nghiệm"}
    assert doc["status"] == "received"
    assert doc["number"].startswith("T-24184-K7Q2-00001-")


def test_what_was_not_committed_never_was(store: Store) -> None:
    record = store.desk.new_id()
    with store.open_work() as before:
        entries, pending = before.audit.verify().entries, before.events.pending()
    with store.open_work() as work:
        first = work.numbers.next_provisional(record)
        work.book(record, a_reception(first, {"full_name": "Người Thử"}), verb="receive_dossier")
    with store.open_work() as after:
        assert after.dossiers.get(record) is None
        assert (after.audit.verify().entries, after.events.pending()) == (entries, pending)
        assert after.numbers.next_provisional(record) == first


def test_a_happening_that_the_law_refuses_stores_nothing_at_all(store: Store) -> None:
    record = store.receive()
    with store.open_work() as before:
        entries, pending = before.audit.verify().entries, before.events.pending()
    good = Happening("fields.set", {"/applicant/phone": "0912000111"})
    with pytest.raises(RuleError), store.open_work() as work:
        work.book(record, (good, Happening("fields.set", {"/status": "decided"})), verb="correct_dossier")
        work.commit()
    with store.open_work() as after:
        assert "phone" not in after.dossiers.get(record)["applicant"]
        assert (after.audit.verify().entries, after.events.pending()) == (entries, pending)


def test_every_booking_has_its_audit_entry_and_the_chain_holds(store: Store) -> None:
    with store.open_work() as work:
        before = work.audit.verify()
    record = store.receive()
    with store.open_work() as work:
        work.audit.append("print_paper", {"paper": "receipt"}, record)
        work.commit()
    with store.open_work() as work:
        after = work.audit.verify()
    assert (after.entries - before.entries, after.broken_at) == (2, None)
    assert after.head != before.head


def test_numbers_are_dense_and_carry_the_tag_of_the_device(store: Store) -> None:
    numbers = [store.doc(store.receive())["number"][:18] for _ in range(3)]
    assert numbers == [f"T-24184-K7Q2-{n:05d}" for n in (1, 2, 3)]


def test_before_the_enrolment_nothing_is_received(fresh: Store) -> None:
    with pytest.raises(DeskError) as refused:
        fresh.receive()
    assert refused.value.fault == NOT_ENROLLED
    with pytest.raises(DeskError) as booked, fresh.open_work() as work:
        work.book(fresh.desk.new_id(), (), verb="receive_dossier")
    assert booked.value.fault == NOT_ENROLLED


def test_a_device_is_enrolled_once(store: Store) -> None:
    with pytest.raises(DeskError) as refused:
        store.enrol()
    assert refused.value.fault == ALREADY_ENROLLED
    with store.open_work() as work:
        assert work.device.certificate().tag == "K7Q2"


def a_draft(store: Store, **changed: Any) -> Draft:
    given = {"id": UUID(int=1), "procedure": "2.000815", "form_id": "2.000815", "form_version": "1",
             "title": "Chứng thực", "saved_at": A_MORNING, "saved_by": "thu",
             "content": {"typed": {"/data/ngày": "31/02/20", "/data/x": " hai  dấu cách\n"}}}  # fmt: skip
    return Draft(**{**given, **changed})


def test_a_draft_comes_back_exactly_as_it_was_typed(store: Store) -> None:
    with store.open_work() as work:
        work.drafts.save(a_draft(store))
        work.drafts.save(a_draft(store, id=UUID(int=2), title="Khác"))
        work.commit()
    with store.open_work() as work:
        assert work.drafts.get(UUID(int=1)) == a_draft(store)
        assert [draft.title for draft in work.drafts.list()] == ["Khác", "Chứng thực"]
        work.drafts.discard(UUID(int=2))
        work.commit()
    with store.open_work() as work:
        assert work.drafts.get(UUID(int=2)) is None


def test_a_file_comes_back_byte_for_byte_and_twice_is_once(store: Store) -> None:
    plain = bytes(range(256)) * 700
    with store.open_work() as work:
        one = work.blobs.keep(work.blobs.seal([plain[:100], plain[100:]]), "image/png")
        assert work.blobs.keep(work.blobs.seal([plain]), "image/png") == one
        work.commit()
    with store.open_work() as work:
        assert (one.size, work.blobs.get(one.sha256)) == (len(plain), one)
        assert b"".join(work.blobs.read(one.sha256)) == plain
        with pytest.raises(DeskError) as absent:
            list(work.blobs.read("00" * 32))
    assert absent.value.fault == BLOB_DAMAGED


def test_a_file_that_a_draft_still_has_is_not_dropped(store: Store) -> None:
    with store.open_work() as work:
        blob = work.blobs.keep(work.blobs.seal([b"giay to"]), "application/pdf")
        work.drafts.save(a_draft(store, content={"files": [{"sha256": blob.sha256}]}))
        work.blobs.drop(blob.sha256)
        assert work.blobs.get(blob.sha256) == blob
        work.drafts.discard(UUID(int=1))
        work.blobs.drop(blob.sha256)
        work.commit()
    with store.open_work() as work:
        assert work.blobs.get(blob.sha256) is None


def test_a_published_package_stands_once_and_is_never_replaced(store: Store) -> None:
    head = Head(PackageKind.DAYS_OFF, "2027.1", date(2027, 1, 1))
    package, other = read_package(pack_json(head, {"days": []})), read_package(pack_json(head, {"days": [1]}))
    with store.open_work() as work:
        assert work.packages.publish(package, "quantri", A_MORNING)
        mark = work.packages.mark()
        work.commit()
    with store.open_work() as work:
        assert not work.packages.publish(package, "nguoi-khac", A_MORNING)
        with pytest.raises(DeskError) as refused:
            work.packages.publish(other, "quantri", A_MORNING)
        assert refused.value.fault == PACKAGE_FOLLOWS
        assert work.packages.mark() == mark
        assert [one.digest for one in work.packages.packages(PackageKind.DAYS_OFF)] == [package.digest]
        assert work.packages.packages(PackageKind.FORM, "2.000815") == []
        (row,) = work.packages.listed()
        assert (row.edition, row.effective_from, row.published_by) == ("2027.1", "2027-01-01", "quantri")


def test_a_package_that_was_not_committed_was_not_published(store: Store) -> None:
    package = read_package(pack_json(Head(PackageKind.DAYS_OFF, "2027.1", date(2027, 1, 1)), {"days": []}))
    with store.open_work() as work:
        work.packages.publish(package, "quantri", A_MORNING)
    with store.open_work() as work:
        assert work.packages.listed() == []
