"""A province whose store was set back notices it by itself, on either database, whoever did it and however."""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from forms.errors import RuleError
from sync.core.feed import Cursor, feed_next
from sync.core.tally import Tally
from sync.core.verdict import OK
from sync.province.ports import LoggedEvent
from sync.province.stores import backup
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore
from sync.province.stores.sqlite import SqliteStore
from sync.province.usecases.check_restore import check_restore
from sync.province.usecases.keep_revocations import check_revocations, enlist_device
from sync.province.usecases.revoke_device import restore_device, revoke_device
from tests.support.postgres import a_database, server
from tests.support.province_stores import DEV, EPOCH, A, B, a_certificate, settle

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


class Ground:
    """A store that can be copied and set back, beside a ledger that cannot."""

    def __init__(self, folder, kind, place, ledger):
        self._folder, self._kind, self._place, self.ledger = folder, kind, place, ledger

    @contextmanager
    def store(self):
        opened = SqliteStore(self._place) if self._kind == "sqlite" else PostgresStore(self._place)
        try:
            yield opened
        finally:
            opened.close()

    def copy(self):
        if self._kind == "postgres":
            return server().copy(self._place)
        return shutil.copy(self._place, self._folder / "copy of yesterday.sqlite")

    def put_back(self, copy):
        if self._kind == "postgres":
            self._place = copy
        else:
            shutil.copy(copy, self._place)


@pytest.fixture(params=["sqlite", "postgres"])
def ground(request, tmp_path):
    if request.param == "sqlite":
        place, ledger = tmp_path / "province.sqlite", SqliteLedger(tmp_path / "ledger.sqlite", create=True)
        SqliteStore(place, create=True).close()
        yield Ground(tmp_path, "sqlite", place, ledger)
        ledger.close()
        return
    with a_database(PostgresStore) as place, a_database(PostgresLedger) as codes:
        ledger = PostgresLedger(codes)
        yield Ground(tmp_path, "postgres", place, ledger)
        ledger.close()


def _append(store, scope, text):
    raw = text.encode()
    eid, body = UUID(bytes=sha256(scope.encode() + raw).digest()[:16]), sha256(raw).digest()
    with store.begin(scope) as tx:
        head = tx.feed_head()
        end = Cursor(scope, head.seq + 1, feed_next(head.h, raw, body))
        tx.put_event(LoggedEvent(eid, None, raw, body, DEV, "2026-11-21T00:00:00+00:00", OK, 1, EPOCH))
        tx.append_feed(eid, raw, end, Tally())
    return end


def test_a_store_that_holds_what_was_witnessed_was_not_restored(ground):
    with ground.store() as store:
        settle(store)
        assert not check_restore(store, ground.ledger)
        ground.ledger.witness(_append(store, A, "one"))
        _append(store, A, "committed, and the power went before it was witnessed")
        assert not check_restore(store, ground.ledger)
    with ground.store() as store:
        assert not check_restore(store, ground.ledger)
    assert ground.ledger.timeline() == 1


def test_a_copy_put_back_by_hand_raises_the_timeline_once(ground):
    with ground.store() as store:
        settle(store)
        kept = _append(store, A, "one")
        ground.ledger.witness(kept)
    copy = ground.copy()
    with ground.store() as store:
        ground.ledger.witness(_append(store, A, "two"))
        ground.ledger.witness(_append(store, B, "another commune's first"))
    ground.put_back(copy)
    with ground.store() as store:
        assert check_restore(store, ground.ledger)
        assert (ground.ledger.timeline(), list(ground.ledger.witnesses())) == (2, [kept])
        assert not check_restore(store, ground.ledger), "what was noticed is not noticed again"
        ground.ledger.witness(_append(store, A, "another two"))
        assert not check_restore(store, ground.ledger)
    ground.put_back(copy) if ground._kind == "sqlite" else None
    with ground.store() as store:
        assert check_restore(store, ground.ledger) == (ground._kind == "sqlite"), "the same copy, put back again"


def test_a_store_that_went_another_way_to_the_same_number_was_restored(ground):
    with ground.store() as store:
        settle(store)
        seen = _append(store, A, "one")
        ground.ledger.witness(Cursor(A, seen.seq, bytes(32)))
        assert check_restore(store, ground.ledger)
    assert ground.ledger.timeline() == 2


def _revoked(store):
    with store.register() as register:
        return {device.dev: device.revoked_at for device in register.devices()}


def test_a_revocation_made_after_the_copy_outlives_a_restore_and_so_does_its_lifting(ground):
    lifted, late = a_certificate(bytes(16), 2, tag="M3N4"), a_certificate(b"late" * 4, 3, tag="P5Q6")
    with ground.store() as store:
        settle(store)
        settle(store, lifted)
        revoke_device(lifted.dev.hex(), NOW, store.register, ground.ledger)
    copy = ground.copy()
    with ground.store() as store:
        settle(store, late)
        for dev in (DEV, late.dev):
            revoke_device(dev.hex(), NOW, store.register, ground.ledger)
        restore_device(lifted.dev.hex(), NOW, store.register, ground.ledger)
    ground.put_back(copy)
    with ground.store() as store:
        assert _revoked(store) == {DEV: None, lifted.dev: NOW}, "what the copy knew"
        check_revocations(NOW, store.register, ground.ledger)
        assert _revoked(store) == {DEV: NOW, lifted.dev: None}
        enlist_device(late, store.register, ground.ledger)
        assert _revoked(store)[late.dev] == NOW, "forgotten, and revoked all the same when it shows its certificate"


def test_a_revocation_of_before_the_ledger_kept_them_is_told_to_it(ground):
    with ground.store() as store:
        settle(store)
        with store.register() as register:
            register.set_revoked(DEV, NOW)
        check_revocations(NOW, store.register, ground.ledger)
        assert _revoked(store) == {DEV: NOW}
    assert ground.ledger.revocations() == {DEV: NOW}


def test_backup_and_restore_leave_the_ledger_alone_and_the_timeline_rises(tmp_path, here):
    home = tmp_path / "province"
    assert here("init")[0] == 0
    store, ledger = SqliteStore(home / "province.sqlite"), SqliteLedger(home / "ledger.sqlite")
    ledger.witness(_append(store, A, "one"))
    assert here("backup", "--to", tmp_path / "copy")[0] == 0
    ledger.witness(_append(store, A, "two"))
    ledger.close()
    assert here("status")[1]["timeline"] == 1
    assert here("restore", "--from", tmp_path / "copy")[0] == 3, "somebody still uses the store"
    store.close()
    before = (home / "ledger.sqlite").read_bytes()
    for other in (home / "ledger.sqlite", home / "ca.pem"):
        assert here("restore", "--from", other)[0] == 3
    assert (home / "ledger.sqlite").read_bytes() == before
    code, restored = here("restore", "--from", tmp_path / "copy")
    assert (code, restored["timeline"], restored["feeds"]) == (0, 2, {"24184": 1})
    assert here("status")[1]["timeline"] == 2
    replaced = SqliteStore(Path(restored["replaced"]))
    with replaced.begin(A) as tx:
        assert tx.feed_head().seq == 2, "what was replaced is kept"
    replaced.close()


def test_what_a_restore_replaced_stays_also_after_the_next_one(tmp_path):
    store, copy = tmp_path / "province.sqlite", tmp_path / "copy"
    SqliteStore(store, create=True).close()
    backup.copy_store(store, copy)
    opened = SqliteStore(store)
    _append(opened, A, "what no copy has")
    opened.close()
    first, second = backup.put_back(copy, store), backup.put_back(copy, store)
    assert first != second
    kept = SqliteStore(first)
    with kept.begin(A) as tx:
        assert tx.feed_head().seq == 1
    kept.close()
    assert {path.stat().st_mode & 0o777 for path in (store, first, second, copy)} == {0o600}


@pytest.mark.parametrize("damage", ["its first page is gone", "the file is gone"])
def test_a_damaged_store_gives_way_to_the_copy_and_its_log_goes_with_it(tmp_path, damage):
    store, copy = tmp_path / "province.sqlite", tmp_path / "copy"
    opened = SqliteStore(store, create=True)
    end = _append(opened, A, "one")
    backup.copy_store(store, copy)
    for n in range(20):
        _append(opened, A, f"after the copy {n}")
    log = store.with_name("province.sqlite-wal").read_bytes()
    opened.close()
    store.with_name("province.sqlite-wal").write_bytes(log)
    store.write_bytes(bytes(4096) + store.read_bytes()[4096:])
    if damage == "the file is gone":
        store.unlink()
    backup.put_back(copy, store)
    assert not store.with_name("province.sqlite-wal").exists()
    opened = SqliteStore(store)
    with opened.begin(A) as tx:
        assert tx.feed_head() == end
    opened.close()


def test_a_copy_that_was_cut_short_replaces_nothing(tmp_path):
    store, copy = tmp_path / "province.sqlite", tmp_path / "copy"
    SqliteStore(store, create=True).close()
    backup.copy_store(store, copy)
    copy.write_bytes(copy.read_bytes()[:-8192])
    with pytest.raises(RuleError):
        backup.put_back(copy, store)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "province.sqlite"]


def test_a_copy_that_cannot_be_written_leaves_nothing_and_says_what_to_do(tmp_path, here, monkeypatch):
    assert here("init")[0] == 0
    code, said = here("backup", "--to", tmp_path / "no such folder" / "copy")
    assert (code, said["error"]["remedy"]) == (4, "Không có tệp hoặc thư mục ấy; xem lại đường dẫn.")
    (tmp_path / "letter").write_text("somebody's")
    code, said = here("backup", "--to", tmp_path / "letter")
    assert (code, said["error"]["remedy"]) == (4, "Tệp ấy đã có; chọn tên khác.")
    monkeypatch.setattr(backup, "Connections", NoRoom)
    assert here("backup", "--to", tmp_path / "copy")[0] == 4
    assert not (tmp_path / "copy").exists()


class NoRoom:
    """A store whose copy finds no room."""

    def __init__(self, path):
        self.path = path

    @contextmanager
    def one(self):
        yield self

    def execute(self, _sql, _values):
        raise dbapi2.OperationalError("database or disk is full")

    def close(self):
        """Nothing was opened."""


def test_a_copy_never_writes_over_a_file(tmp_path):
    SqliteStore(tmp_path / "province.sqlite", create=True).close()
    (tmp_path / "letter").write_text("somebody's")
    with pytest.raises(FileExistsError):
        backup.copy_store(tmp_path / "province.sqlite", tmp_path / "letter")
    with pytest.raises(RuleError):
        backup.put_back(tmp_path / "letter", tmp_path / "province.sqlite")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter", "province.sqlite"]


def test_a_province_lives_in_postgresql_by_one_setting(tmp_path, here):
    store, ledger = server().new(), server().new()
    try:
        for bad in ("mysql://somewhere/x", "postgresql://thu:mat-khau@somewhere/x", "postgresql:///x?password=y"):
            assert here("init", "--database", bad)[0] == 3
        assert here("init", "--database", store, "--ledger", store)[0] == 3
        assert here("init", "--database", f"postgresql:///x?host={tmp_path}")[0] == 4, "nobody answers there"
        assert not list(tmp_path.glob("province/*"))
        assert here("init", "--database", store, "--ledger", ledger)[0] == 0
        assert not (tmp_path / "province/province.sqlite").exists()
        assert here("office", "add", "--commune", "24184", "--name", "Xã Thử Nghiệm")[0] == 0
        assert here("office", "list")[1]["offices"][0]["commune"] == "24184"
        told = here("status")[1]
        assert (told["timeline"], told["store"], told["ledger"], told["feeds"]) == (1, store, ledger, {})
        assert here("backup", "--to", tmp_path / "copy")[0] == 3, "pg_dump is for that"
        assert here("init", "--database", store, home="second")[0] == 3, "a database in use is refused"
    finally:
        server().drop(store)
        server().drop(ledger)
