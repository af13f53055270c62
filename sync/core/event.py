"""What somebody did: one immutable event, composed once, hashed as its raw bytes, never spelled again.

The road reads the envelope (id, record, kind, base, after, actor, at, salt) and leaves the payload to the
law. In the bytes the record stands under its wire name `dossier`. Besides the kinds of docs/adr/0001 there
is `staff.set`, payload `{"user": id, "role": role or null}`: how the office's own staff list reaches the
province (the record is any new id; null withdraws the role). Unknown kinds and members are kept and
forwarded as they are (W9).
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sync.core.canonical import canonical, read_json
from sync.core.errors import Unreadable

RAW_MAX: Final = 256 * 1024
SALT_BYTES: Final = 16
STAFF_SET: Final = "staff.set"


class BadEvent(Unreadable):
    """These bytes are not an event; `eid` when at least the id could be read."""

    def __init__(self, english: str, eid: UUID | None = None) -> None:
        super().__init__(english)
        self.eid = eid


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it was written.

    Attributes:
        eid: id made before the first try, so that nothing counts twice.
        record: the record it speaks of (the wire says `dossier`).
        kind: see docs/adr/0001.
        base: last revision of the record that the author saw, 0 for none.
        after: the author's previous event on this record.
        payload: for the law to read.
        actor: user id of the author.
        at: the claimed instant, RFC 3339 with offset; never orders anything.
        salt: 16 bytes, so that a hash tells nothing of a guessable body.
        raw: the bytes; these are what is stored, hashed and sent.
        hash: SHA-256 of `raw`.
    """

    eid: UUID
    record: UUID
    kind: str
    base: int
    after: UUID | None
    payload: dict[str, Any]
    actor: str
    at: str
    salt: bytes
    raw: bytes
    hash: bytes


def compose(  # noqa: PLR0913 - an event has these members, each by name
    *,
    eid: UUID,
    record: UUID,
    kind: str,
    base: int,
    after: UUID | None,
    payload: dict[str, Any],
    actor: str,
    at: str,
    salt: bytes,
) -> Event:
    """Write an event down for ever.

    Args:
        eid: a fresh id.
        record: the record it speaks of.
        kind: what happened.
        base: last revision the author saw.
        after: the author's previous event on this record, or None.
        payload: JSON without floats.
        actor: user id.
        at: RFC 3339 with offset.
        salt: 16 bytes from the dice.

    Returns:
        The event with its bytes and hash.

    Raises:
        TypeError: a float in the payload.
        BadEvent: longer than 256 KiB, or a member of the wrong shape.
    """
    body = {
        "eid": str(eid),
        "dossier": str(record),
        "kind": kind,
        "base": base,
        "after": None if after is None else str(after),
        "payload": payload,
        "actor": actor,
        "at": at,
        "salt": salt.hex(),
    }
    return read_event(canonical(body))


def read_event(raw: bytes) -> Event:
    """Read an event strictly.

    Args:
        raw: one line of JSON, at most 256 KiB.

    Returns:
        The event; `raw` is kept byte for byte.

    Raises:
        BadEvent: size, JSON or schema do not hold; its `eid` tells the id when that much could be read.
    """
    if b"\n" in raw:
        raise BadEvent("an event is one line")
    if len(raw) > RAW_MAX:
        raise BadEvent("an event is at most 256 KiB", _eid_of(raw))
    try:
        body = read_json(raw, ceiling=RAW_MAX)
    except Unreadable as error:
        raise BadEvent(str(error)) from error
    try:
        return _built(body, raw)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadEvent("a member is missing or of the wrong shape", _id_or_none(body.get("eid"))) from error


def _built(body: dict[str, Any], raw: bytes) -> Event:
    after = body["after"]
    event = Event(
        eid=_id(body["eid"]),
        record=_id(body["dossier"]),
        kind=_text(body["kind"]),
        base=_count(body["base"]),
        after=None if after is None else _id(after),
        payload=_members(body["payload"]),
        actor=_text(body["actor"]),
        at=_text(body["at"]),
        salt=_bytes(body["salt"], SALT_BYTES),
        raw=raw,
        hash=sha256(raw).digest(),
    )
    if not event.kind or not event.actor:
        raise ValueError("kind and actor have a name")
    return event


def _eid_of(raw: bytes) -> UUID | None:
    """The id of a body too long to take in: parsed once, within the frame's own ceiling."""
    try:
        return _id_or_none(read_json(raw, ceiling=1 << 20).get("eid"))
    except Unreadable:
        return None


def _id_or_none(text: Any) -> UUID | None:
    try:
        return _id(text)
    except ValueError:
        return None


def _id(text: Any) -> UUID:
    if not isinstance(text, str):
        raise ValueError("an id is text")  # noqa: TRY004 - one kind of refusal for all members
    value = UUID(text)
    if str(value) != text:
        raise ValueError("an id in its canonical spelling")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text expected")  # noqa: TRY004
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
        raise ValueError("a count expected")
    return value


def _members(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("an object expected")  # noqa: TRY004
    return value


def _bytes(value: Any, size: int) -> bytes:
    raw = bytes.fromhex(_text(value))
    if len(raw) != size or raw.hex() != value:
        raise ValueError("lower-case hex of the right length expected")
    return raw
