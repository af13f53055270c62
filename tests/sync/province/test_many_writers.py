"""G1 to G7: many writers and readers at once over a few communes; no row is missed, no number is left out."""

import threading
from datetime import date
from hashlib import sha256
from random import Random
from uuid import UUID

import pytest

from sync.core.errors import Offline
from sync.core.feed import Cursor, feed_next, feed_start
from sync.core.tally import Tally, doc_hash, mark
from sync.core.verdict import OK
from sync.province.ports import DossierState, LoggedEvent
from tests.support.province_stores import DEV, EPOCH, a_ledger, a_store

WRITERS, SCOPES = 16, ("c:24184", "c:24190", "c:24193")
EACH = {"sqlite": 12, "postgres": 30}


class Torn(Exception):  # noqa: N818 - the power, not an error
    """A transaction that ends halfway."""


@pytest.fixture(params=list(EACH))
def kind(request):
    return request.param


@pytest.fixture
def store(kind, tmp_path):
    with a_store(kind, tmp_path) as made:
        yield made


def _append(tx, text, change=Tally()):  # noqa: B008
    raw = text.encode()
    eid, body = UUID(bytes=sha256(raw).digest()[:16]), sha256(raw).digest()
    tx.put_event(LoggedEvent(eid, None, raw, body, DEV, "2026-11-21T00:00:00+00:00", OK, 1, EPOCH))
    head = tx.feed_head()
    tx.append_feed(eid, raw, Cursor(head.scope, head.seq + 1, feed_next(head.h, raw, body)), change)


def _taken(store, scope, text, *, torn):
    """Append a row as often as the store asks to wait; False when the transaction was torn at its end."""
    while True:
        try:
            with store.begin(scope) as tx:
                _append(tx, text)
                _tear(torn)
        except Torn:
            return False
        except Offline:
            continue
        return True


def _tear(torn):
    if torn:
        raise Torn


def _all_at_once(work, count):
    """Run `work(n)` in so many threads; raise what any of them raised."""
    faults = []

    def guarded(n):
        try:
            work(n)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if faults:
        raise faults[0]


def test_readers_that_follow_sixteen_writers_miss_nothing_and_see_no_hole(store, kind):
    done, seen = threading.Event(), {scope: list[bytes]() for scope in SCOPES}
    wanted = {scope: set[bytes]() for scope in SCOPES}

    def write(n):
        dice = Random(n)
        for turn in range(EACH[kind]):
            scope, text = dice.choice(SCOPES), f"{n}/{turn}"
            if _taken(store, scope, text, torn=dice.random() < 0.2):
                wanted[scope].add(text.encode())

    def follow(n):
        scope, over = SCOPES[n], False
        while not over:
            over = done.is_set()  # once more after the last writer
            with store.begin(scope) as tx:
                rows = tx.feed(len(seen[scope]), 40)
            numbers = [row.seq for row in rows]
            assert numbers == list(range(len(seen[scope]) + 1, len(seen[scope]) + len(rows) + 1)), "a hole"
            seen[scope] += [row.raw for row in rows]
            over = over and not rows

    readers = threading.Thread(target=lambda: _all_at_once(follow, len(SCOPES)))
    readers.start()
    _all_at_once(write, WRITERS)
    done.set()
    readers.join(60)
    for scope in SCOPES:
        assert (len(seen[scope]), set(seen[scope])) == (len(wanted[scope]), wanted[scope])
        h = feed_start(scope).h
        for raw in seen[scope]:
            h = feed_next(h, raw, sha256(raw).digest())
        with store.begin(scope) as tx:
            assert tx.feed_head() == Cursor(scope, len(seen[scope]), h)


def test_frames_that_touch_the_same_dossiers_in_any_order_do_not_wait_for_each_other(store):
    scope, ids = SCOPES[0], [UUID(int=n) for n in range(1, 9)]
    with store.begin(scope) as tx:
        for id_ in ids:
            tx.put_dossier(DossierState(id_, 1, {"status": "received", "n": 0}))
        _append(tx, "begin")

    def touch(n):
        dice = Random(n)
        for turn in range(6):
            some = dice.sample(ids, 4)
            with store.begin(scope) as tx:
                tx.hold(some)
                for id_ in some:
                    before = tx.dossier(id_)
                    after = {**before.doc, "n": before.doc["n"] + 1}
                    tx.put_dossier(DossierState(id_, before.rev + 1, after, digest=doc_hash(after)))
                    _append(tx, f"{n}/{turn}/{id_}")

    _all_at_once(touch, 8)
    with store.begin(scope) as tx:
        dossiers = tx.dossiers(None, 100)
        assert sum(each.doc["n"] for each in dossiers) == 8 * 6 * 4, "no change was written over"
        assert tx.feed_head().seq == 1 + 8 * 6 * 4


def test_two_requests_of_one_device_take_turns(store):
    with store.begin(SCOPES[0]) as tx:
        tx.put_device(tx.device(DEV, EPOCH))

    def count(_n):
        for _ in range(10):
            with store.begin(SCOPES[0]) as tx:
                line = tx.device(DEV, EPOCH)
                tx.put_device(type(line)(**{name: getattr(line, name) for name in line.__slots__} | {"have": line.have + 1}))

    _all_at_once(count, 8)
    with store.begin(SCOPES[0]) as tx:
        assert tx.device(DEV, EPOCH).have == 80


def test_the_tally_is_exact_after_many_writers(store):
    scope = SCOPES[0]

    def add(n):
        for turn in range(5):
            doc = {"status": "received", "n": turn}
            state = DossierState(UUID(int=1000 + n * 10 + turn), 1, doc, digest=doc_hash(doc))
            with store.begin(scope) as tx:
                tx.put_dossier(state)
                tally = tx.tally()
                _append(tx, f"{n}/{turn}", tally.replaced(None, mark(state.id, 1, state.digest)))

    _all_at_once(add, 8)
    with store.begin(scope) as tx:
        counted = Tally()
        for each in tx.dossiers(None, 100):
            counted = counted.replaced(None, mark(each.id, each.rev, each.digest))
        assert (tx.tally(), counted.count) == (counted, 40)


def test_many_who_ask_the_ledger_at_once_get_each_number_once(kind, tmp_path):


    codes: dict[int, set[str]] = {n: set() for n in range(30)}
    with a_ledger(kind, tmp_path) as ledger:

        def ask(n):
            for dossier in Random(n).sample(range(30), 30):
                while True:
                    try:
                        codes[dossier].add(ledger.code_for(UUID(int=dossier), "H15.24.184", date(2026, 11, 21 + dossier % 2)))
                    except Offline:
                        continue
                    break

        _all_at_once(ask, 4)
    assert all(len(each) == 1 for each in codes.values()), "one dossier, one code"
    numbers = sorted(next(iter(each)) for each in codes.values())
    assert len(set(numbers)) == 30
    assert [code.rsplit("-", 1)[1] for code in numbers] == [f"{n:04d}" for n in range(1, 16)] * 2, "and no hole"
