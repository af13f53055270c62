"""Books of a commune at the province: memory, SQLite and PostgreSQL judge, hold, take in and page them alike."""

from uuid import UUID

import pytest

from forms.catalogue.read import shipped_versions
from forms.dossier.books import Volume, enter, hand_book, open_book, take_lost
from forms.errors import RuleError
from sync.core.codec import Zstd
from sync.core.event import compose
from sync.core.frames import FrameReader
from sync.core.intake import Arrived
from sync.core.snapshot import SnapDossier, SnapObjection, read_page
from sync.core.stamp import chain_start
from sync.core.verdict import Word
from sync.province.archive import DossierQuery
from sync.province.ports import Device
from sync.province.projection import Book
from sync.province.snapshot import take_snapshot
from sync.province.usecases.list_attention import list_attention
from tests.support.fakes import A_MORNING, FakeDice
from tests.support.province_fakes import MemoryLedger
from tests.support.province_stores import DEV, EPOCH, KINDS, A, a_certificate, a_store

OTHER = bytes(range(16, 32))
VOLUME = Volume("SCT/BS", "Sổ chứng thực bản sao", "24184", 2026, first=412)
RECORD = VOLUME.record


class Province:
    """Two devices of one commune write into one book; the store is of any kind."""

    def __init__(self, store):
        self.store, self.dice, self.seq = store, FakeDice(5), {DEV: 0, OTHER: 0}
        with store.begin(A) as tx:
            for dev in (DEV, OTHER):
                tx.set_staff(dev, "phu", "supervisor")
                tx.set_staff(dev, "thu", "clerk")

    def take(self, dev, happened, actor="thu"):
        """Let a device send what happened; returns the verdict and the id of the last event."""
        ((kind, payload),) = happened
        eid = UUID(bytes=self.dice.bytes(16), version=4)
        event = compose(
            eid=eid, record=RECORD, kind=kind, base=0, after=None, payload=dict(payload), actor=actor,
            at=A_MORNING.isoformat(), salt=bytes(16),
        )  # fmt: skip
        self.seq[dev] += 1
        with self.store.begin(A) as tx:
            arrived = Arrived(self.seq[dev], eid, bytes(32), event.raw, event.hash, event)
            return self.book(tx).take(arrived, tx.device(dev, EPOCH))[0], eid

    def again(self, eid):
        with self.store.begin(A) as tx:
            return self.book(tx).take_again(tx.event(eid), "can-bo-tinh", "Đã đối chiếu sổ giấy")

    def book(self, tx):
        return Book(tx, A, shipped_versions(), MemoryLedger(), self.dice, A_MORNING)

    @property
    def doc(self):
        with self.store.begin(A) as tx:
            return tx.dossier(RECORD).doc

    def numbers(self):
        return [row["n"] for row in self.doc["entries"]]


@pytest.fixture(params=KINDS)
def province(request, tmp_path):
    with a_store(request.param, tmp_path) as store:
        if request.param == "memory":
            until = A_MORNING.replace(year=2028)
            store.add(Device(A, OTHER, EPOCH, bytes(32), until, 0, chain_start(OTHER, EPOCH)))
        else:
            with store.register() as register:
                register.add_device(a_certificate(OTHER, 2, tag="M3P4"))
        yield Province(store)


def opened(province):
    verdict, _ = province.take(DEV, open_book(VOLUME, DEV.hex()), "phu")
    assert verdict.word is Word.OK


def test_custody_moves_and_each_number_is_given_once(province):
    opened(province)
    for dev, to in ((DEV, OTHER), (OTHER, DEV)):
        assert province.take(dev, enter(province.doc, dev.hex()))[0].word is Word.OK
        stale = province.doc
        assert province.take(dev, hand_book(stale, dev.hex(), to.hex()))[0].word is Word.OK
        assert province.take(dev, enter(stale, dev.hex()))[0].why == "not_authority", "it has the book no more"
    assert province.numbers() == [412, 413]


def test_a_lost_machine_s_entries_are_held_taken_in_by_a_person_and_move_nothing(province):
    opened(province)
    before = province.doc
    late = enter(before, DEV.hex(), text="viết trước khi mất")
    assert province.take(OTHER, take_lost(before, OTHER.hex(), 431, "Máy cháy", DEV.hex()), "phu")[0].word is Word.OK
    verdict, held = province.take(DEV, late)
    assert (verdict.word, verdict.why) == (Word.QUARANTINED, "custody")
    assert province.take(OTHER, enter(province.doc, OTHER.hex()))[0].word is Word.OK
    assert province.again(held).word is Word.OK
    assert province.numbers() == [412, 431]
    with pytest.raises(RuleError):
        province.again(held)
    assert (province.doc["next"], province.doc["notes"][0]["settles"]) == (432, str(held))


def test_who_has_no_right_opens_nothing_and_takes_nothing(province):
    assert province.take(DEV, open_book(VOLUME, DEV.hex()))[0].why == "role"
    opened(province)
    lost = take_lost(province.doc, OTHER.hex(), 431, "x", DEV.hex())
    assert province.take(OTHER, lost)[0].why == "role"
    assert province.take(DEV, lost, "phu")[0].why == "not_authority", "another machine's word"


def test_a_start_below_what_arrived_meanwhile_is_refused(province):
    opened(province)
    lost = take_lost(province.doc, OTHER.hex(), 412, "x", DEV.hex())
    assert province.take(DEV, enter(province.doc, DEV.hex()))[0].word is Word.OK
    verdict, _ = province.take(OTHER, lost, "phu")
    assert (verdict.word, verdict.why) == (Word.REJECTED, "state") and "số kế tiếp" in verdict.text


@pytest.mark.parametrize("province", [kind for kind in KINDS if kind != "memory"], indirect=True)
def test_books_are_no_dossiers_and_what_is_held_of_them_has_their_name_and_an_owner(province):
    opened(province)
    province.take(OTHER, take_lost(province.doc, OTHER.hex(), 431, "x", DEV.hex()), "phu")
    province.take(DEV, enter({**province.doc, "holder": DEV.hex(), "next": 412}, DEV.hex()))
    with province.store.archive() as archive:
        assert archive.find(DossierQuery()).rows == ()
    (item,) = list_attention({}, province.store.archive, A_MORNING)
    assert (item.label, item.dossier, item.why) == ("SCT/BS quyển 01/2026", None, "custody")
    assert "đối chiếu sổ giấy" in item.owner


def test_a_snapshot_carries_the_whole_book_and_what_is_held_of_it(province):
    opened(province)
    for _ in range(5):
        province.take(DEV, enter(province.doc, DEV.hex()))
    province.take(OTHER, take_lost(province.doc, OTHER.hex(), 431, "x", DEV.hex()), "phu")
    _, held = province.take(DEV, enter({**province.doc, "holder": DEV.hex(), "next": 417}, DEV.hex()))
    codec = Zstd(1)
    with province.store.begin(A) as tx:
        note = take_snapshot(tx, codec, A_MORNING.isoformat(), floor=tx.feed_head().seq)
        pages = [tx.snapshot_page(note.at.seq, n) for n in range(len(note.pages))]
    items = [item for page in pages for item in read_page(FrameReader().feed(page)[0].plain(codec))]
    (book,) = [item for item in items if isinstance(item, SnapDossier)]
    assert book.doc == province.doc and len(book.doc["entries"]) == 5
    assert [item for item in items if isinstance(item, SnapObjection) and str(held) in str(item)]
