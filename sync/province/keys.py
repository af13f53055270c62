"""The province's private keys on disk: made once, 0600, never shown.

Which certificate says what is `x509`'s business; what is signed with the seed is `sync.core.signing`'s.
"""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from nacl.public import PrivateKey

from sync.core.signing import Ed25519Signer
from sync.province import x509

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sync.province.settings import Home

SEED_BYTES: Final = 32


class Listener(NamedTuple):
    """The two files a TLS listener opens."""

    certificate: Path
    key: Path


class ProvinceKeys(NamedTuple):
    """What the province signs, unseals and vouches with.

    Attributes:
        signer: signs answers, feeds, certificates.
        seal: X25519 public key: to it communes seal what only the province may open.
        token: secret of upload tokens.
    """

    signer: Ed25519Signer
    seal: bytes
    token: bytes


def make_keys(
    home: Home, name: str, hosts: Sequence[str], *, now: datetime, seeds: tuple[bytes, bytes]
) -> None:
    """Make the root, the listener's certificate, the signing and the sealing key in a new home.

    Args:
        home: the data folder; nothing in it may exist yet.
        name: the province's name, for the root certificate.
        hosts: names the listener will be called by.
        now: the instant of making.
        seeds: twice 32 random bytes: for Ed25519 and for X25519.

    Raises:
        FileExistsError: the home already has keys; they are never overwritten.
    """
    home.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file, seed in zip(("sign.key", "seal.key"), seeds, strict=True):
        _write(home.keys / file, seed.hex().encode() + b"\n")
    root = x509.make_root(name, now)
    _write(home.keys / "ca.key", root.key)
    _write(home.ca, root.certificate, mode=0o644)
    pair = x509.make_listener(root, hosts, now)
    _write(home.keys / "tls.key", pair.key)
    _write(home.keys / "tls.pem", pair.certificate)


def load_keys(home: Home) -> ProvinceKeys:
    """Return the keys of a home.

    Raises:
        ValueError: a key file does not hold 32 bytes in hex.
    """
    sign, seal = (_seed(home.keys / file) for file in ("sign.key", "seal.key"))
    token = hmac.digest(sign, b"motcua upload tokens", "sha256")
    return ProvinceKeys(Ed25519Signer(sign), bytes(PrivateKey(seal).public_key), token)


def listener(home: Home, hosts: Sequence[str], now: datetime) -> Listener:
    """Return the listener's files; make a new certificate when the old one ends or lacks a host.

    Args:
        home: the data folder.
        hosts: names and addresses this server is started for.
        now: the present instant.
    """
    files = Listener(home.keys / "tls.pem", home.keys / "tls.key")
    if x509.needs_renewal(files.certificate.read_bytes(), hosts, now):
        root = x509.Pair(home.ca.read_bytes(), (home.keys / "ca.key").read_bytes())
        pair = x509.make_listener(root, hosts, now)
        for path, content in ((files.key, pair.key), (files.certificate, pair.certificate)):
            _write(path.with_suffix(path.suffix + ".new"), content)
            path.with_suffix(path.suffix + ".new").replace(path)
    return files


def _seed(path: Path) -> bytes:
    seed = bytes.fromhex(path.read_text("ascii").strip())
    if len(seed) != SEED_BYTES:
        raise ValueError(f"{path.name} is not 32 bytes in hex")
    return seed


def _write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a new file that nobody else could read at any moment, and make it durable."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
