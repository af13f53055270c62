"""Who may append to which upload now, and what of it is durable (sync.md U4 to U9).

Every answer that wants a file and every POST gives out a new URL; from then on an older one writes nothing,
and no byte is moved for it: an upload's note names the pieces that count, each an object of its own, so a
late writer can only leave an object that nothing names. A URL is kept with the first piece that comes by it;
one that was never used is forgotten by a restart. One process owns a storage.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final

from sync.province.blobs.kept import CHUNK
from sync.province.blobs.upload import DIGITS, LIFE_S, BadWhole, Elsewhere, Gone, Upload, folder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sync.province.blobs.kept import KeptBlobs
    from sync.province.blobs.objects import Objects

STRIPES: Final = 64
REMEMBERED: Final = 1024
"""Contents per stripe that are held in memory; an older one is read from its notes again."""


@dataclass(slots=True, eq=False)
class Open:
    """An upload as it stands, and whose turn it is to append (None: nobody's)."""

    upload: Upload
    turn: object = None


class _Stripe:
    """One lock and what it guards: uploads by content, then by (scope, device); the last used at the end."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.contents: dict[str, dict[tuple[str, str], Open]] = {}


class Uploads:
    """The open uploads.

    Args:
        objects: the storage.
        kept: where whole files go.
        chance: gives random bytes.
    """

    def __init__(self, objects: Objects, kept: KeptBlobs, chance: Callable[[int], bytes]) -> None:
        self.objects, self.chance = objects, chance
        self._kept = kept
        self._stripes = tuple(_Stripe() for _ in range(STRIPES))

    def want(self, scope: str, dev: bytes, digits: str, size: int, now: float) -> Upload:
        """Give out a new URL for a file that was offered, with all that is durable of it; nothing is written.

        Args:
            scope: the commune.
            dev: the device.
            digits: the first 32 hex digits of the file's SHA-256.
            size: its bytes; with another size than before it begins anew.
            now: Unix seconds.

        Returns:
            The upload; `done` when the commune has the file, `hopeless` when it came wrong too often.
        """
        stripe = self._stripe(digits)
        with stripe.lock:
            uploads = self._contents(stripe, digits)
            found = uploads.get((scope, dev.hex()))
            if found is None or found.upload.done:
                here = self._kept.stat(scope, digits) is not None
                fresh = Upload(scope, dev.hex(), digits, size, 0, "", now, done=here)
                found = Open(replace(fresh, generation=found.upload.generation) if found else fresh)
                if here:
                    return found.upload
                uploads[scope, dev.hex()] = found
            minted = found.upload.minted(self.chance(16).hex(), now)
            found.upload = minted if minted.size == size else replace(minted, size=size, pieces=())
            found.turn = None
            return found.upload

    def create(self, scope: str, dev: bytes, sha256_hex: str, size: int, now: float) -> Upload:
        """Begin an upload at 0, as tus says of a POST; what was there of it is dropped (U7).

        Args:
            scope: the commune.
            dev: the device.
            sha256_hex: hash of the whole file.
            size: its bytes.
            now: Unix seconds.

        Raises:
            BadWhole: it is empty, and the hash is another file's.
        """
        digits = sha256_hex[:DIGITS]
        stripe = self._stripe(digits)
        with stripe.lock:
            uploads = self._contents(stripe, digits)
            begun = Upload(scope, dev.hex(), sha256_hex, size, 0, "", now)
            found = uploads.setdefault((scope, dev.hex()), Open(begun))
            before, found.turn = found.upload, None
            found.upload = replace(
                begun, generation=before.generation, mismatches=before.mismatches
            ).minted(self.chance(16).hex(), now)
            self._note(found.upload)
        self._drop_pieces(before)
        return found.upload if size else self.complete(found)

    def find(self, upload_id: str, now: float) -> Upload:
        """Return an upload by the last part of its URL.

        Raises:
            Gone: a newer URL was given out for it, or it is too old, or it was another file.
        """
        stripe = self._stripe(upload_id)
        with stripe.lock:
            found = self._newest(stripe, upload_id, now)
        if found.upload.done or found.upload.offset < found.upload.size:
            return found.upload
        try:  # the power went between the last piece and the check
            return self.complete(found)
        except BadWhole:
            raise Gone from None

    def open(self, upload_id: str, offset: int, turn: object, now: float) -> Open:
        """Give somebody the turn to append; whoever had it is cut.

        Args:
            upload_id: the last part of the URL.
            offset: where the piece begins.
            turn: who takes it.
            now: Unix seconds.

        Raises:
            Gone: a newer URL was given out, or it is too old.
            Elsewhere: the upload stands at another offset.
        """
        stripe = self._stripe(upload_id)
        with stripe.lock:
            found = self._newest(stripe, upload_id, now)
            if found.upload.offset != offset:
                raise Elsewhere
            found.turn = turn
            return found

    def advance(self, found: Open, turn: object, pieces: Sequence[tuple[str, int]], now: float) -> None:
        """Make pieces count; they are durable already (U5).

        Args:
            found: the upload.
            turn: who appends.
            pieces: tag and length of each, in order, from the upload's offset on.
            now: Unix seconds.

        Raises:
            Gone: the turn is somebody else's; nothing is changed.
        """
        stripe = self._stripe(found.upload.digest)
        with stripe.lock:
            known = self._contents(stripe, found.upload.digest[:DIGITS])
            if found.turn is not turn or known.get((found.upload.scope, found.upload.dev)) is not found:
                raise Gone
            moved = replace(found.upload, pieces=(*found.upload.pieces, *pieces), touched=now)
            self._note(moved)
            found.upload = moved

    def complete(self, found: Open) -> Upload:
        """Check a full upload against its hash and keep the file (U8).

        Raises:
            BadWhole: it is another file; the upload begins anew.
            Gone: it was begun anew meanwhile.
        """
        full, stripe = found.upload, self._stripe(found.upload.digest)
        hashed = sha256()
        try:
            for piece in self._read(full):
                hashed.update(piece)
            name = hashed.hexdigest()
            right = name.startswith(full.digest)
            if right:
                self._kept.keep(full.scope, name, self._read(full))
        except FileNotFoundError:  # begun anew, or swept away
            with stripe.lock:
                if found.upload.pieces == full.pieces:
                    found.upload = replace(found.upload, pieces=())
            raise Gone from None
        with stripe.lock:
            if right:
                self._finish(stripe, full)
            elif found.upload.pieces == full.pieces:
                found.upload = replace(found.upload, pieces=(), mismatches=full.mismatches + 1)
                self._note(found.upload)
        self._drop_pieces(full)
        if not right:
            raise BadWhole
        return found.upload

    def sweep(self, now: float) -> int:
        """Drop contents that nobody went on with for 30 days (U9).

        Args:
            now: Unix seconds.

        Returns:
            How many objects were dropped.
        """
        newest: dict[str, float] = {}
        found = self.objects.find("parts")
        for each in found:
            digits = _digits(each.name)
            newest[digits] = max(newest.get(digits, 0.0), each.at)
        stale = {digits for digits, at in newest.items() if at + LIFE_S < now}
        for digits in stale:
            stripe = self._stripe(digits)
            with stripe.lock:
                stripe.contents.pop(digits, None)
        names = [each.name for each in found if _digits(each.name) in stale]
        self.objects.delete(names)
        return len(names)

    def _finish(self, stripe: _Stripe, full: Upload) -> None:
        """The commune has the file: every upload of it there is done, and nobody's turn."""
        for each in self._contents(stripe, full.digest[:DIGITS]).values():
            if each.upload.scope == full.scope:
                dropped, each.turn = each.upload, None
                each.upload = replace(each.upload, pieces=(), done=True)
                self._note(each.upload)
                if dropped.dev != full.dev:
                    self._drop_pieces(dropped)

    def _newest(self, stripe: _Stripe, upload_id: str, now: float) -> Open:
        for found in self._contents(stripe, upload_id[:DIGITS]).values():
            if found.upload.id == upload_id and found.upload.expires >= now:
                return found
        raise Gone

    def _contents(self, stripe: _Stripe, digits: str) -> dict[tuple[str, str], Open]:
        uploads = stripe.contents.pop(digits, None)
        if uploads is None:
            uploads = {(each.scope, each.dev): Open(each) for each in self._noted(digits)}
        stripe.contents[digits] = uploads
        if len(stripe.contents) > REMEMBERED:
            stripe.contents.pop(next(iter(stripe.contents)))
        return uploads

    def _noted(self, digits: str) -> Iterator[Upload]:
        for found in self.objects.find(folder_of(digits), f"{digits}."):
            if found.name.endswith(".note"):
                upload = Upload.read(self.objects.get_range(found.name, 0, found.size))
                here = upload.done or self._kept.stat(upload.scope, digits) is not None
                yield replace(upload, done=here)

    def _note(self, upload: Upload) -> None:
        self.objects.put(upload.note, [upload.to_bytes()])

    def _read(self, upload: Upload) -> Iterator[bytes]:
        for name, length in upload.names():
            for start in range(0, length, CHUNK):
                yield self.objects.get_range(name, start, min(start + CHUNK, length))

    def _drop_pieces(self, upload: Upload) -> None:
        self.objects.delete(name for name, _ in upload.names())

    def _stripe(self, digits: str) -> _Stripe:
        return self._stripes[int(digits[:8], 16) % STRIPES]


def _digits(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]
