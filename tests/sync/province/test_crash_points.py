"""Kill -9 at every named point of an exchange, on SQLite and PostgreSQL: send again, and all is as if nothing had been."""

import multiprocessing
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from sync.core.feed import Meta, feed_next, feed_start
from sync.core.signing import Ed25519Signer
from sync.core.stamp import chain_start
from sync.core.tally import Tally, doc_hash, mark
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore
from sync.province.stores.sqlite import SqliteStore
from tests.support.crash_province import POINTS, SEED, Place, Power, exchange_once
from tests.support.device import WireDevice
from tests.support.postgres import a_database, server
from tests.support.province_stores import DEV, EPOCH, A, a_certificate, settle

NOW = datetime.now(UTC) + timedelta(seconds=5)  # noqa: TID251 - after the device wrote
FRAME = 2
KILLED = -9
CASES = [
    (part, point, nth)
    for part, points in POINTS.items()
    for point in points
    for nth in ((1, 3) if part == "frame" else (1, 2) if part == "between" else (1,))
]


@pytest.fixture(scope="module")
def processes():
    """Children are forked from a small server of their own: no thread of the tests is copied."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.crash_province"])
    return context


@pytest.fixture(scope="module")
def device():
    """Three dossiers in four frames."""
    signer, province = Ed25519Signer(b"d" * 32), Ed25519Signer(SEED)
    certificate = a_certificate(sign=signer.public, province_sign=province.public)
    made = WireDevice("", Path(), signer, certificate, chains=[chain_start(DEV, EPOCH)], cursor=feed_start(A))
    for n in range(3):
        made.receive(f"Nguyễn Thị Thử {n}")
    return made


@dataclass
class Ended:
    """What a store adds up to, without what is drawn anew each time."""

    dossiers: dict
    authors: list
    have: int
    codes: dict


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def grounds(request, tmp_path_factory, device):
    """Gives fresh places with two offices and the device."""
    if request.param == "sqlite":
        first = tmp_path_factory.mktemp("first")
        store = SqliteStore(first / "store", create=True)
        settle(store, device.certificate)
        store.close()
        SqliteLedger(first / "ledger", create=True).close()

        def fresh():
            folder = tmp_path_factory.mktemp("province") / "copy"
            shutil.copytree(first, folder)
            return Place(folder / "store", folder / "ledger")

        yield fresh
        return
    with a_database(PostgresStore) as begun, a_database(PostgresLedger) as codes:
        store, made = PostgresStore(begun), []
        settle(store, device.certificate)
        store.close()

        def fresh():
            made.append(Place(server().copy(begun), server().copy(codes)))
            return made[-1]

        yield fresh
        for place in made:
            server().drop(place.store)
            server().drop(place.ledger)


@pytest.fixture(scope="module")
def uninterrupted(grounds, processes, device, tmp_path_factory):
    """Where an exchange ends that nothing disturbs."""
    place, answer = grounds(), tmp_path_factory.mktemp("whole") / "answer"
    assert _serve(processes, place, device, 1, answer) == 0
    return _ended(place, device)


def _serve(processes, place, device, req_n, answer, power=Power()):  # noqa: B008
    request = device.head(req_n=req_n) + b"".join(device.frames(FRAME))
    child = processes.Process(target=exchange_once, args=(place, request, NOW, answer, power))
    child.start()
    child.join(60)
    return child.exitcode


def _ended(place, device):
    """Read everything and check what must hold in any store at rest (I1, I3, I6, I7)."""
    store, ledger = place.open()
    with store.begin(A) as tx:
        rows, h, tally = tx.feed(0, 1000), feed_start(A).h, Tally()
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            h = feed_next(h, row.meta, sha256(row.raw).digest())
            assert tx.feed_hash(row.seq) == h
        assert (tx.feed_head().seq, tx.feed_head().h) == (len(rows), h)
        eids = [Meta.read(row.meta).eid for row in rows]
        assert len(set(eids)) == len(eids), "an event has one row"
        ours = [eid for eid, row in zip(eids, rows, strict=True) if row.dev]
        assert ours == [event.eid for event in device.events][: len(ours)], "each event once, in the device's order"
        dossiers = {each.id: (each.rev, each.doc) for each in tx.dossiers(None, 100)}
        for each in tx.dossiers(None, 100):
            tally = tally.replaced(None, mark(each.id, each.rev, doc_hash(each.doc)))
        assert tx.tally() == tally
        line = tx.device(DEV, EPOCH)
        assert line.chain == device.chains[line.have]
    codes = {id_: doc.get("official_code") for id_, (_rev, doc) in dossiers.items()}
    for id_, code in codes.items():
        assert code is None or ledger.code_for(id_, "H15.24.184", NOW.date()) == code, "the ledger knows it"
    witnessed = {seen.scope: seen.seq for seen in ledger.witnesses()}
    assert (ledger.timeline(), witnessed.get(A, 0) <= len(rows)) == (1, True), "nobody takes a crash for a restore"
    store.close()
    ledger.close()
    return Ended(dossiers, [row.dev for row in rows], line.have, codes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case)).replace(" ", "-"))
def test_after_a_kill_the_same_request_again_ends_where_it_would_have_ended(
    case, grounds, processes, device, uninterrupted, tmp_path
):
    place, answer = grounds(), tmp_path / "answer"
    assert _serve(processes, place, device, 1, answer, Power(*case)) == KILLED
    assert not answer.exists(), "nobody was told anything"
    torn = _ended(place, device)
    assert torn.have % FRAME == 0, "a frame counts whole or not at all"
    assert _serve(processes, place, device, 2, answer) == 0
    ended = _ended(place, device)
    assert ended == uninterrupted
    assert {id_: code for id_, code in torn.codes.items() if code}.items() <= ended.codes.items()
    told = device.read(SimpleNamespace(status_code=200, content=answer.read_bytes())).answer
    assert (told.have, told.timeline) == (len(device.events), 1)
    device.cursor = feed_start(A)


def test_a_ledger_number_given_before_the_crash_is_not_given_again(grounds, processes, device, uninterrupted, tmp_path):
    place = grounds()
    for req_n, nth in enumerate((1, 1, 2, 2), 1):
        power = Power("frame", "ledger commit", nth)
        assert _serve(processes, place, device, req_n, tmp_path / "answer", power) == KILLED
    assert _serve(processes, place, device, 9, tmp_path / "answer") == 0
    assert _ended(place, device).codes == uninterrupted.codes
