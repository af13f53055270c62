"""The side file: two slots in turn; whatever a power cut leaves of one, the other speaks."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop_app.storage import durable
from desktop_app.storage.witness import FILE_BYTES, SLOT_BYTES, SLOTS_AT, Mark, Witness

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
FIRST = Mark("0e" * 8, 1, "ab" * 32, 1)


def mark(n: int) -> Mark:
    return replace(FIRST, seq=2 * n, number=n)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "witness"


@pytest.fixture
def witness(path: Path) -> Witness:
    return Witness(path, KEY)


def filled(witness: Witness, times: int) -> None:
    for n in range(1, times + 1):
        witness.write(mark(n))


@pytest.mark.parametrize("times", range(1, 6))
def test_the_last_mark_written_is_the_one_read(witness: Witness, times: int) -> None:
    filled(witness, times)
    assert witness.read() == mark(times)


def test_the_slots_take_turns_and_the_file_keeps_its_size(witness: Witness, path: Path) -> None:
    filled(witness, 1)
    before = path.read_bytes()
    for n in range(2, 8):
        witness.write(mark(n))
        now = path.read_bytes()
        changed = [at for at in SLOTS_AT if now[at : at + SLOT_BYTES] != before[at : at + SLOT_BYTES]]
        assert changed == [SLOTS_AT[(n - 1) % 2]]
        assert len(now) == len(before) == FILE_BYTES
        before = now


@pytest.mark.parametrize("end_first", [False, True])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.99])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_torn_mark_leaves_the_one_before_it_and_the_next_repairs_it(
    witness: Witness, path: Path, times: int, share: float, end_first: bool
) -> None:
    filled(witness, times - 1)
    old = path.read_bytes()
    witness.write(mark(times))
    new = path.read_bytes()
    at = SLOTS_AT[(times - 1) % 2]
    cut = at + int(share * len(new[at : at + SLOT_BYTES].rstrip()))
    path.write_bytes(old[:cut] + new[cut:] if end_first else new[:cut] + old[cut:])
    assert witness.read() == mark(times - 1)
    witness.write(mark(times + 1))
    assert witness.read() == mark(times + 1)
    assert [slot.turn for slot in witness._slots(path.read_bytes()) if slot] in ([times, times - 1], [times - 1, times])


@pytest.mark.parametrize("at", SLOTS_AT)
def test_a_slot_of_noise_is_not_believed(witness: Witness, path: Path, at: int) -> None:
    filled(witness, 3)
    whole = bytearray(path.read_bytes())
    whole[at : at + SLOT_BYTES] = b"\xff\x00" * (SLOT_BYTES // 2)
    path.write_bytes(whole)
    assert witness.read() == mark(3 if at else 2)


def test_both_slots_torn_is_only_a_lost_hint(witness: Witness, path: Path) -> None:
    filled(witness, 3)
    path.write_bytes(b"{" * FILE_BYTES)
    assert witness.read() is None
    witness.write(mark(4))
    assert witness.read() == mark(4)


@pytest.mark.parametrize("length", [0, 3, SLOT_BYTES, FILE_BYTES - 1, FILE_BYTES + 1])
def test_a_file_of_another_length_is_replaced_whole(witness: Witness, path: Path, length: int) -> None:
    filled(witness, 2)
    path.write_bytes(path.read_bytes()[:length].ljust(length))
    witness.write(mark(9))
    assert witness.read() == mark(9)
    assert path.stat().st_size == FILE_BYTES


def test_a_mark_with_another_turn_number_or_key_is_not_believed(witness: Witness, path: Path) -> None:
    filled(witness, 2)
    whole = path.read_bytes()
    for old, new in ((b'"turn": 2', b'"turn": 9'), (b'"number": 2', b'"number": 9'), (b'"seq": 4', b'"seq": 9')):
        path.write_bytes(whole.replace(old, new))
        assert witness.read() == mark(1)
    path.write_bytes(whole)
    assert Witness(path, bytes(32)).read() is None


def test_after_the_first_a_mark_costs_one_sync_and_no_rename(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(witness, 1)
    done: list[str] = []
    for name in ("fsync", "fdatasync", "replace", "rename"):
        monkeypatch.setattr(os, name, lambda *_, name=name: done.append(name))
    witness.write(mark(2))
    assert done == ["fdatasync"]


def test_a_disk_that_refuses_leaves_the_older_mark(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(witness, 2)

    def refuse(_handle: int) -> None:
        raise OSError

    monkeypatch.setattr(durable, "_sync_content", refuse)
    with pytest.raises(OSError):
        witness.write(mark(3))
    assert witness.read() in (mark(2), mark(3))
    monkeypatch.undo()
    witness.write(mark(4))
    assert witness.read() == mark(4)
