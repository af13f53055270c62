"""Keys in two layers: a passphrase opens a person's secret, the secret opens their box with the store key.

    passphrase -Argon2id-> KEK -XChaCha20-Poly1305-> two seeds -sealed box-> store key (security.md 3)

`keyring.json` is trusted for nothing: whose a box is, and their role, is decided by the store's signed rows.
Which files lie where is `vault`'s business; no SQL here.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as aead_open
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as aead_seal
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

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
from desktop_app.storage.durable import write_durably
from sync.core.signing import Ed25519Signer

_VERSION: Final = 1
_NONCE: Final = 24
_SALT: Final = 16
_USER: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,31}")
_MIB: Final = 1024
Dice = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: Argon2id memory in KiB, passes, lanes (KEY-2)."""

    memory_kib: int = 256 * _MIB
    passes: int = 3
    lanes: int = 2

    def check(self) -> None:
        """Refuse values outside 128 MiB to 1 GiB, 3 to 10 passes, 1 to 4 lanes, before anything is computed.

        Raises:
            DeskError: KEYRING_DAMAGED.
        """
        held = (
            self.memory_kib in range(128 * _MIB, 1024 * _MIB + 1)
            and self.passes in range(3, 11)
            and self.lanes in range(1, 5)
        )
        if not held:
            raise DeskError(KEYRING_DAMAGED)


USUAL: Final = Cost()
FLOOR: Final = Cost(memory_kib=128 * _MIB)


@dataclass(frozen=True, slots=True)
class Secret:
    """A person's two seeds, open. Short-lived: it is dropped at lock."""

    seal_seed: bytes
    sign_seed: bytes

    @property
    def box_public(self) -> bytes:
        """The X25519 public key, to which the store key is sealed."""
        return bytes(PrivateKey(self.seal_seed).public_key)

    @property
    def sign_public(self) -> bytes:
        """The Ed25519 public key, with which rows of staff are checked."""
        return Ed25519Signer(self.sign_seed).public

    def sign(self, message: bytes) -> bytes:
        """Sign with the person's own key: 64 bytes."""
        return Ed25519Signer(self.sign_seed).sign(message)


class KeyRing:
    """The file with one entry per person."""

    def __init__(self, path: Path, dice: Dice) -> None:
        self._path = path
        self._dice = dice

    def exists(self) -> bool:
        """Tell whether there is a key ring."""
        return self._path.is_file()

    def entries(self) -> dict[str, dict[str, Any]]:
        """Return the entries by user id, as found.

        Raises:
            DeskError: NO_OFFICE, KEYRING_DAMAGED.
        """
        users = self._read()["users"]
        return dict(users)

    def create(self, store_id: bytes) -> None:
        """Write an empty ring for this store."""
        self._write({"v": _VERSION, "store": store_id.hex(), "users": {}})

    def drop(self, user: str) -> None:
        """Remove a box that no row of the store speaks for (KEY-1)."""
        ring = self._read()
        if ring["users"].pop(user, None) is not None:
            self._write(ring)

    def add(
        self, label: Mapping[str, str], passphrase: bytearray, store_key: bytearray, cost: Cost
    ) -> Secret:
        """Make a person's keys and seal the store key to them.

        Args:
            label: `user`, `name` and `role`, for the unlock screen.
            passphrase: UTF-8; overwritten.
            store_key: 32 bytes.
            cost: Of one guess.

        Raises:
            DeskError: USER_EXISTS, BAD_USER_ID, PASSPHRASE_TOO_SHORT.
        """
        ring, user = self._read(), label["user"]
        if not _USER.fullmatch(user):
            raise DeskError(BAD_USER_ID)
        if user in ring["users"]:
            raise DeskError(USER_EXISTS)
        secret = Secret(self._dice(32), self._dice(32))
        entry = {"name": label["name"], "role": label["role"], "gen": 1}
        self._wrap(entry, ring["store"], user, secret, self._checked(passphrase), cost)
        sealed = SealedBox(PublicKey(secret.box_public)).encrypt(bytes(store_key))
        entry["store_key"] = {"gen": 1, "box": sealed.hex()}
        ring["users"][user] = entry
        self._write(ring)
        return secret

    def open(self, user: str, passphrase: bytearray) -> tuple[Secret, bytearray]:
        """Open a person's entry.

        Args:
            user: User id.
            passphrase: UTF-8; overwritten.

        Returns:
            The seeds, and the store key in a bytearray that the caller wipes.

        Raises:
            DeskError: UNKNOWN_USER, WRONG_PASSPHRASE, KEYRING_DAMAGED.
        """
        ring = self._read()
        entry = ring["users"].get(user)
        if entry is None:
            passphrase[:] = bytes(len(passphrase))
            raise DeskError(UNKNOWN_USER)
        secret = self._unwrap(entry, ring["store"], user, passphrase)
        try:
            box = bytes.fromhex(entry["store_key"]["box"])
            return secret, bytearray(SealedBox(PrivateKey(secret.seal_seed)).decrypt(box))
        except (KeyError, TypeError, ValueError, CryptoError):
            raise DeskError(KEYRING_DAMAGED) from None

    def change(self, user: str, old: bytearray, new: bytearray, cost: Cost) -> None:
        """Rewrite one's own entry under a new passphrase; the keys stay (KEY-6).

        Raises:
            DeskError: WRONG_PASSPHRASE, PASSPHRASE_TOO_SHORT.
        """
        ring = self._read()
        entry = ring["users"].get(user)
        if entry is None:
            raise DeskError(UNKNOWN_USER)
        fresh = self._checked(new)
        secret = self._unwrap(entry, ring["store"], user, old)
        self._wrap(entry, ring["store"], user, secret, fresh, cost)
        self._write(ring)

    def _wrap(
        self, entry: dict[str, Any], store: str, user: str, secret: Secret, passphrase: bytes, cost: Cost
    ) -> None:
        cost.check()
        salt, nonce = self._dice(_SALT), self._dice(_NONCE)
        entry["kdf"] = {"m": cost.memory_kib, "t": cost.passes, "p": cost.lanes, "salt": salt.hex()}
        kek = _stretch(passphrase, salt, cost)
        sealed = aead_seal(secret.seal_seed + secret.sign_seed, _bound(entry, store, user), nonce, kek)
        entry["secret"] = (nonce + sealed).hex()

    def _unwrap(self, entry: dict[str, Any], store: str, user: str, passphrase: bytearray) -> Secret:
        plain = _normal(passphrase)
        try:
            kdf = entry["kdf"]
            cost = Cost(int(kdf["m"]), int(kdf["t"]), int(kdf["p"]))
            salt, sealed = bytes.fromhex(kdf["salt"]), bytes.fromhex(entry["secret"])
            bound = _bound(entry, store, user)
        except (KeyError, TypeError, ValueError):
            raise DeskError(KEYRING_DAMAGED) from None
        cost.check()
        try:
            seeds = aead_open(sealed[_NONCE:], bound, sealed[:_NONCE], _stretch(plain, salt, cost))
        except (CryptoError, ValueError, TypeError):
            raise DeskError(WRONG_PASSPHRASE) from None
        return Secret(seeds[:32], seeds[32:])

    def _checked(self, passphrase: bytearray) -> bytes:
        plain = _normal(passphrase)
        if not 12 <= len(plain.decode()) <= 128:  # noqa: PLR2004 - KEY-3, own choice
            raise DeskError(PASSPHRASE_TOO_SHORT)
        return plain

    def _read(self) -> dict[str, Any]:
        try:
            ring = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            raise DeskError(NO_OFFICE) from None
        except (OSError, ValueError):
            raise DeskError(KEYRING_DAMAGED) from None
        whole = isinstance(ring, dict) and ring.get("v") == _VERSION and isinstance(ring.get("store"), str)
        if not whole or not isinstance(ring.get("users"), dict):
            raise DeskError(KEYRING_DAMAGED)
        if not all(isinstance(entry, dict) for entry in ring["users"].values()):
            raise DeskError(KEYRING_DAMAGED)
        return dict(ring)

    def _write(self, ring: Mapping[str, Any]) -> None:
        text = json.dumps(ring, ensure_ascii=False, sort_keys=True, indent=1)
        write_durably(self._path, [text.encode()])


def seal_public(seed: bytes) -> bytes:
    """Return the X25519 public key of a 32-byte seed."""
    return bytes(PrivateKey(seed).public_key)


def _normal(passphrase: bytearray) -> bytes:
    """Return the passphrase in NFC, nothing else altered (KEY-3), and overwrite what was given."""
    try:
        return unicodedata.normalize("NFC", passphrase.decode()).encode()
    except UnicodeDecodeError:
        raise DeskError(WRONG_PASSPHRASE) from None
    finally:
        passphrase[:] = bytes(len(passphrase))


def _stretch(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(passphrase, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)


def _bound(entry: Mapping[str, Any], store: str, user: str) -> bytes:
    """What the wrap is bound to: v|store|user|gen|m|t|p|salt; edited or moved, it does not open."""
    kdf = entry["kdf"]
    parts = (_VERSION, store, user, entry["gen"], kdf["m"], kdf["t"], kdf["p"], kdf["salt"])
    return "|".join(str(part) for part in parts).encode()
