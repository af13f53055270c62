"""Attachments: what is cut, moved, altered or gone is said to be damaged; nothing half-written is ever named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.errors import BLOB_DAMAGED, DISK_FULL, DeskError
from desktop_app.storage import blobs, durable
from desktop_app.storage.blobs import CHUNK, ORPHAN_SECONDS, sweep
from tests.support.fakes import A_MORNING
from tests.support.office import Office

SEALED = CHUNK + 17
PLAIN = os.urandom(3 * CHUNK + 1000)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    yield made
    made.open.close()


def kept(office: Office, plain: bytes = PLAIN) -> tuple[str, Path]:
    with office.work() as work:
        blob = work.blobs.keep(work.blobs.seal([plain]), "image/jpeg")
        work.commit()
    return blob.sha256, next((office.home / "att").glob("??/*"))


def read(office: Office, digest: str) -> bytes:
    with office.work() as work:
        return b"".join(work.blobs.read(digest))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_every_length_comes_back(office: Office, size: int) -> None:
    digest, path = kept(office, PLAIN[:size])
    assert read(office, digest) == PLAIN[:size]
    assert path.stat().st_size == 24 + size + 17 * max(1, -(-size // CHUNK))


def test_the_name_says_nothing_and_the_file_is_not_the_text(office: Office) -> None:
    digest, path = kept(office)
    assert digest[:8] not in str(path)
    assert len(path.name) == 32
    assert path.parent.name == path.name[:2]
    assert PLAIN[:64] not in path.read_bytes()


@pytest.mark.parametrize("harm", [
    lambda b: b[: 24 + SEALED],
    lambda b: b[:-1],
    lambda b: b[:24] + b[24 + SEALED : 24 + 2 * SEALED] + b[24 : 24 + SEALED] + b[24 + 2 * SEALED :],
    lambda b: b + b"\x00",
    lambda b: b[:5000] + bytes([b[5000] ^ 1]) + b[5001:],
    lambda b: b"",
], ids=["cut at a chunk's edge", "cut by a byte", "reordered", "appended", "flipped", "empty"])  # fmt: skip
def test_a_damaged_file_is_never_read_as_whole(office: Office, harm: object) -> None:
    digest, path = kept(office)
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(DeskError) as damaged:
        read(office, digest)
    assert damaged.value.fault == BLOB_DAMAGED


def test_a_lost_file_is_damage_too(office: Office) -> None:
    digest, path = kept(office)
    path.unlink()
    with pytest.raises(DeskError) as damaged:
        read(office, digest)
    assert damaged.value.fault == BLOB_DAMAGED


def test_a_full_disk_leaves_no_file_and_no_row(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop_app.storage.durable.os.fsync", full)
    with pytest.raises(DeskError) as said, office.work() as work:
        work.blobs.keep(work.blobs.seal([PLAIN]), "image/jpeg")
    assert said.value.fault == DISK_FULL
    assert [p for p in (office.home / "att").glob("??/*") if p.is_file()] == []


def test_leftovers_of_a_day_ago_are_swept_and_nothing_else(office: Office) -> None:
    _, path = kept(office)
    with office.work() as work:
        work.blobs.keep(work.blobs.seal([b"never committed"]), "image/jpeg")
    now = A_MORNING.timestamp()
    orphan = next(p for p in (office.home / "att").glob("??/*") if p != path)
    for file in (orphan, path):
        os.utime(file, (now, now))
    connection, folder = office.open._connection, office.home / "att"
    assert sweep(connection, folder, now + ORPHAN_SECONDS - 1) == 0
    assert sweep(connection, folder, now + ORPHAN_SECONDS + 1) == 1
    assert path.exists()
    assert not orphan.exists()


def test_a_dropped_file_goes_with_the_commit_and_stays_without(office: Office) -> None:
    digest, path = kept(office)
    with office.work() as work:
        work.blobs.drop(digest)
    assert path.exists()
    with office.work() as work:
        work.blobs.drop(digest)
        work.commit()
    assert not path.exists()


def test_the_road_reads_pieces_forwards_and_starts_over_for_a_step_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.enrol()
    digest, _ = kept(office)
    opened = []
    original = blobs._opened
    monkeypatch.setattr(blobs, "_opened", lambda file, key: opened.append(1) or original(file, key))
    with office.open.replica() as replica:
        plain = b"".join(replica.read_blob(bytes.fromhex(digest), at, 20_000) for at in range(0, len(PLAIN), 20_000))
        assert plain == PLAIN
        assert len(opened) == 1
        assert replica.read_blob(bytes.fromhex(digest), 70_000, 10) == PLAIN[70_000:70_010]
        assert len(opened) == 2
        assert replica.read_blob(bytes.fromhex(digest), len(PLAIN), 10) == b""


def test_a_save_is_done_though_its_dropped_file_will_not_go(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    digest, path = kept(office)
    with monkeypatch.context() as held:
        held.setattr(Path, "unlink", refuse)
        with office.work() as work:
            work.blobs.drop(digest)
            work.commit()
    with office.work() as work:
        assert work.blobs.get(digest) is None
    assert path.exists(), "and is swept as an orphan later"


def refuse(*_: object, **__: object) -> None:
    raise PermissionError


def test_new_folders_are_on_the_disk_before_a_row_names_what_is_in_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = list[Path]()
    monkeypatch.setattr(durable, "sync_folder", synced.append)
    _, path = kept(office)
    assert {office.home, path.parent.parent, path.parent} <= set(synced)
