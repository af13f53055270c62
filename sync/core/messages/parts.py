"""What several messages share: a mark in a chain, an offer, the address, and how members are read.

Nothing here knows a whole message; those stand in `up` and `down`.
"""

from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from sync.core.canonical import read_count, read_hex, read_text
from sync.core.errors import Unreadable
from sync.core.signing import KEY_ID_BYTES, Address
from sync.core.stamp import DEV_BYTES, EPOCH_BYTES, SHORT

PROTO: Final = 1
CEILING: Final = 1 << 20
NONCE_BYTES: Final = 16
OFFERS_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class Mark:
    """A number and a hash that belong together: a place in a chain (the hash is the short one)."""

    n: int
    h: bytes

    def to_json(self) -> list[Any]:
        """Spell it as `[n, hex]`.

        Returns:
            A list of two.
        """
        return [self.n, self.h.hex()]

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read `[n, hex]`.

        Args:
            value: what came.

        Returns:
            The mark.

        Raises:
            Unreadable: another shape.
        """
        if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004
            raise Unreadable("a number and a hash expected")
        members = {"n": value[0], "h": value[1]}
        return cls(read_count(members, "n"), read_hex(members, "h", SHORT))


def present(members: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: optional members cost nothing when they say nothing."""
    return {name: value for name, value in members.items() if value}


def address_out(address: Address) -> dict[str, Any]:
    """Spell an address as three members."""
    return {"dev": address.dev.hex(), "epoch": address.epoch.hex(), "to": address.to.hex()}


def address_in(got: dict[str, Any]) -> Address:
    """Read an address."""
    return Address(
        read_hex(got, "dev", DEV_BYTES),
        read_hex(got, "epoch", EPOCH_BYTES),
        read_hex(got, "to", KEY_ID_BYTES),
    )


def read_id(got: dict[str, Any], name: str) -> UUID:
    """Read an id."""
    try:
        return UUID(read_text(got, name))
    except ValueError as error:
        raise Unreadable(f"{name}: an id expected") from error


def inner(got: dict[str, Any], name: str) -> dict[str, Any]:
    """Read an inner object, empty when absent."""
    value = got.get(name, {})
    if not isinstance(value, dict):
        raise Unreadable(f"{name}: an object expected")
    return value


def listed(got: dict[str, Any], name: str, kind: type = dict) -> list[Any]:
    """Read a list of one kind, empty when absent."""
    value = got.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise Unreadable(f"{name}: a list expected")
    return value
