"""The key ring: Argon2id at its floor, sealed boxes, and everything that must not open."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.errors import (
    BAD_USER_ID,
    KEYRING_DAMAGED,
    NO_OFFICE,
    PASSPHRASE_TOO_SHORT,
    UNKNOWN_USER,
    USER_EXISTS,
    WRONG_PASSPHRASE,
    DeskError,
)
from desktop_app.storage import keys
from desktop_app.storage.hkdf import derive, hkdf_sha256
from desktop_app.storage.keys import FLOOR, USUAL, Cost, KeyRing
from tests.support.fakes import FakeDice
from tests.support.office import cheap_guesses

STORE_KEY = bytes(range(32))
WORD = "Mật khẩu của Thử"


def word(text: str = WORD) -> bytearray:
    return bytearray(text.encode())


def a_ring(path: Path, *users: str) -> KeyRing:
    ring = KeyRing(path, FakeDice().bytes)
    ring.create(b"\x05" * 16)
    for user in users:
        ring.add({"user": user, "name": "Cán Bộ", "role": "clerk"}, word(), bytearray(STORE_KEY), FLOOR)
    return ring


def edited(path: Path, change: Any) -> None:
    ring = json.loads(path.read_text())
    change(ring["users"])
    path.write_text(json.dumps(ring))


@pytest.mark.slow
def test_the_right_passphrase_opens_at_the_floor_of_argon2(tmp_path: Path) -> None:
    ring = a_ring(tmp_path / "k.json", "thu")
    typed = word()
    secret, key = ring.open("thu", typed)
    assert bytes(key) == STORE_KEY
    assert bytes(typed) == bytes(len(typed))
    assert len(secret.box_public) == len(secret.sign_public) == 32
    with pytest.raises(DeskError) as wrong:
        ring.open("thu", word("Mật khẩu của Thu"))
    assert wrong.value.fault == WRONG_PASSPHRASE
    entry = json.loads((tmp_path / "k.json").read_text())["users"]["thu"]
    assert (entry["kdf"]["m"], entry["kdf"]["t"], entry["kdf"]["p"]) == (128 * 1024, 3, 2)
    assert Cost(256 * 1024, 3, 2) == USUAL


def test_a_decomposed_typing_of_the_same_words_opens(tmp_path: Path) -> None:
    import unicodedata

    with cheap_guesses():
        _, key = a_ring(tmp_path / "k.json", "thu").open("thu", word(unicodedata.normalize("NFD", WORD)))
    assert bytes(key) == STORE_KEY


@pytest.mark.parametrize("cost", [Cost(64 * 1024), Cost(2048 * 1024), Cost(passes=2), Cost(passes=11), Cost(lanes=0)])
def test_parameters_out_of_bounds_are_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cost: Cost
) -> None:
    with cheap_guesses():
        ring = a_ring(tmp_path / "k.json", "thu")
    kdf = {"m": cost.memory_kib, "t": cost.passes, "p": cost.lanes}
    edited(tmp_path / "k.json", lambda users: users["thu"]["kdf"].update(kdf))
    monkeypatch.setattr(keys, "hash_secret_raw", lambda *_: pytest.fail("Argon2 was computed"))
    with pytest.raises(DeskError) as refused:
        ring.open("thu", word())
    assert refused.value.fault == KEYRING_DAMAGED


@pytest.mark.parametrize("change", [
    lambda users: users["thu"]["kdf"].update(t=4),
    lambda users: users["thu"]["kdf"].update(salt="00" * 16),
    lambda users: users["thu"].update(gen=2),
    lambda users: users["thu"].update(secret=users["canbo"]["secret"], kdf=users["canbo"]["kdf"]),
    lambda users: users["thu"].update(secret=users["thu"]["secret"][:-2] + "00"),
], ids=["edited cost", "edited salt", "edited generation", "another's wrap", "flipped byte"])  # fmt: skip
def test_an_edited_or_moved_wrap_does_not_open(tmp_path: Path, change: Any) -> None:
    with cheap_guesses():
        ring = a_ring(tmp_path / "k.json", "thu", "canbo")
        edited(tmp_path / "k.json", change)
        with pytest.raises(DeskError) as refused:
            ring.open("thu", word())
    assert refused.value.fault == WRONG_PASSPHRASE


@pytest.mark.parametrize("change", [
    lambda users: users["thu"].update(store_key=users["canbo"]["store_key"]),
    lambda users: users["thu"]["store_key"].update(box="zz"),
    lambda users: users["thu"].pop("store_key"),
    lambda users: users["thu"].pop("kdf"),
], ids=["another's box", "not hex", "no box", "no parameters"])  # fmt: skip
def test_another_persons_box_or_a_torn_entry_is_damage(tmp_path: Path, change: Any) -> None:
    with cheap_guesses():
        ring = a_ring(tmp_path / "k.json", "thu", "canbo")
        edited(tmp_path / "k.json", change)
        with pytest.raises(DeskError) as refused:
            ring.open("thu", word())
    assert refused.value.fault == KEYRING_DAMAGED


def test_a_passphrase_is_changed_by_its_owner_only_and_the_keys_stay(tmp_path: Path) -> None:
    with cheap_guesses():
        ring = a_ring(tmp_path / "k.json", "thu", "canbo")
        before, _ = ring.open("thu", word())
        with pytest.raises(DeskError) as refused:
            ring.change("thu", word("không phải mật khẩu"), word("một mật khẩu mới"), FLOOR)
        assert refused.value.fault == WRONG_PASSPHRASE
        ring.change("thu", word(), word("một mật khẩu mới"), FLOOR)
        after, key = ring.open("thu", word("một mật khẩu mới"))
        assert (after, bytes(key)) == (before, STORE_KEY)
        with pytest.raises(DeskError):
            ring.open("thu", word())
        assert bytes(ring.open("canbo", word())[1]) == STORE_KEY


@pytest.mark.parametrize("short", ["", "mười một ký", "x" * 129])
def test_a_passphrase_outside_12_to_128_characters_is_refused(tmp_path: Path, short: str) -> None:
    ring = a_ring(tmp_path / "k.json")
    with pytest.raises(DeskError) as refused:
        ring.add({"user": "thu", "name": "", "role": "clerk"}, word(short), bytearray(STORE_KEY), FLOOR)
    assert refused.value.fault == PASSPHRASE_TOO_SHORT
    assert ring.entries() == {}


@pytest.mark.parametrize("user", ["", "t", "Thử", "thu thu", "../thu", "a" * 33])
def test_a_user_id_is_plain_letters(tmp_path: Path, user: str) -> None:
    with pytest.raises(DeskError) as refused:
        a_ring(tmp_path / "k.json", user)
    assert refused.value.fault == BAD_USER_ID


def test_a_user_cannot_be_entered_twice_nor_opened_unknown(tmp_path: Path) -> None:
    with cheap_guesses():
        ring = a_ring(tmp_path / "k.json", "thu")
        with pytest.raises(DeskError) as twice:
            ring.add({"user": "thu", "name": "", "role": "clerk"}, word(), bytearray(STORE_KEY), FLOOR)
        with pytest.raises(DeskError) as unknown:
            ring.open("ai-do", word())
    assert (twice.value.fault, unknown.value.fault) == (USER_EXISTS, UNKNOWN_USER)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"v":2,"store":"","users":{}}', b'{"v":1,"store":"00","users":{"a":1}}'])
def test_a_key_ring_that_is_none_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k.json").write_bytes(content)
    with pytest.raises(DeskError) as damaged:
        KeyRing(tmp_path / "k.json", FakeDice().bytes).entries()
    assert damaged.value.fault == KEYRING_DAMAGED


def test_without_a_key_ring_there_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as absent:
        KeyRing(tmp_path / "k.json", FakeDice().bytes).entries()
    assert absent.value.fault == NO_OFFICE


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    a_ring(tmp_path / "k.json")
    assert (tmp_path / "k.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("ikm", "salt", "info", "length", "okm"), [
    ("0b" * 22, "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", 42,
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
    (bytes(range(0x50)).hex(), bytes(range(0x60, 0xB0)).hex(), bytes(range(0xB0, 0x100)).hex(), 82,
     ("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
      "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87")),
    ("0b" * 22, "", "", 42, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
], ids=["A.1", "A.2", "A.3"])  # fmt: skip
def test_hkdf_gives_the_vectors_of_rfc_5869(ikm: str, salt: str, info: str, length: int, okm: str) -> None:
    made = hkdf_sha256(bytes.fromhex(ikm), bytes.fromhex(salt), bytes.fromhex(info), length)
    assert made.hex() == okm


def test_each_use_has_a_key_of_its_own() -> None:
    assert derive(STORE_KEY, "witness") != derive(STORE_KEY, "pepper")
