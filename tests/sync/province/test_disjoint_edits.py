"""M5: edits of different fields by two desks that did not see each other give one digest in both orders."""

from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.catalogue.read import shipped
from forms.dossier.dossier import HandedPaper, Intake, receive
from forms.dossier.people import Applicant
from sync.core.event import compose
from sync.core.intake import Arrived
from sync.core.stamp import chain_start
from sync.core.verdict import Word
from sync.province.ports import Device
from sync.province.projection import Book
from tests.support.fakes import A_MORNING, FakeDice
from tests.support.province_fakes import MemoryLedger, MemoryStore

SCOPE, RECORD = "c:24184", UUID("01a1f6ae-9900-703e-a1cd-c4bb86c32710")
PATHS = ("/applicant/phone", "/applicant/address", "/applicant/email", "/sets", "/return_by", "/content/a", "/content/b/c")
VALUES = {
    "/sets": st.integers(1, 9),
    "/return_by": st.sampled_from(["desk", "post"]),
}


@st.composite
def two_edits(draw):
    """Two sets of changes without a common path, and paths of neither around another's."""
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=2, max_size=len(PATHS), unique=True))
    cut = draw(st.integers(1, len(paths) - 1))
    return [
        {path: draw(VALUES.get(path, st.text(max_size=8))) for path in some} for some in (paths[:cut], paths[cut:])
    ]


class Province:
    """One commune in memory, and two devices that write without a line."""

    def __init__(self):
        self.store, self.rng, self.seq = MemoryStore(), Random(1), {}
        for n in (1, 2):
            dev = bytes([n]) * 16
            self.store.add(Device(SCOPE, dev, bytes(8), b"", A_MORNING, 0, chain_start(dev, bytes(8))))

    def take(self, n, kind, payload, base):
        event = compose(
            eid=UUID(bytes=self.rng.randbytes(16), version=4), record=RECORD, kind=kind, base=base, after=None,
            payload=payload, actor="thu", at=A_MORNING.isoformat(), salt=bytes(16),
        )  # fmt: skip
        with self.store.begin(SCOPE) as tx:
            line = tx.device(bytes([n]) * 16, bytes(8))
            book = Book(tx, SCOPE, shipped(), MemoryLedger(), FakeDice(), A_MORNING)
            return book.take(Arrived(1, event.eid, bytes(32), event.raw, event.hash, event), line)[0].word

    def born(self):
        found = shipped().get("1.001193")
        intake = Intake(
            procedure=found, edition="x", number="T-24184-K7Q2-00001-9F3M", office="24184", received_at=A_MORNING,
            received_by="thu", promised_due_at=A_MORNING, applicant=Applicant("Nguyễn Thị Thử Nghiệm", "066190000001"),
            papers=tuple(HandedPaper(p.name, 1, 1, handed_in=True) for p in found.papers),
        )  # fmt: skip
        for kind, payload in receive(intake):
            self.take(1, kind, payload, 0)
        return self.state.rev

    @property
    def state(self):
        return self.store.communes[SCOPE].dossiers[RECORD]

    @property
    def digest(self):
        with self.store.begin(SCOPE) as tx:
            return tx.tally()


@settings(max_examples=300, deadline=None)
@given(edits=two_edits())
def test_disjoint_edits_commute(edits):
    ends = []
    for order in ((0, 1), (1, 0)):
        province = Province()
        base = province.born()
        words = [province.take(n + 1, "fields.set", edits[n], base) for n in order]
        assert words == [Word.OK, Word.OK]
        ends.append((province.digest, province.state.doc))
    assert ends[0] == ends[1]


@settings(max_examples=60, deadline=None)
@given(edits=two_edits())
def test_a_void_and_an_edit_end_void_in_either_order_and_nothing_is_resurrected(edits):
    docs = []
    for void_first in (True, False):
        province = Province()
        base = province.born()
        province.take(2, "staff.set", {"user": "thu", "role": "administrator"}, 0)
        province.take(2, "staff.set", {"user": "thu", "role": "supervisor"}, 0)
        acts = [(2, "dossier.void", {"reason": "x", "basis": "y"}), (1, "fields.set", edits[0])]
        words = [province.take(*act, base) for act in (acts if void_first else reversed(acts))]
        assert words == ([Word.OK, Word.REJECTED] if void_first else [Word.OK, Word.OK])
        docs.append(province.state.doc)
        assert province.take(1, "cmd", {"name": "accept", "args": {"officer": "A"}}, base + 2) is Word.REJECTED
    assert {doc["status"] for doc in docs} == {"voided"}
