"""The files of this desk on their way to the province: offered, wanted, sent; read piece by piece.

The bytes themselves are the business of `blobs`; what an answer means for a file that of `sync.core.blobs`.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from desktop_app.errors import DeskError
from desktop_app.storage.blobs import BlobTable
from desktop_app.storage.connection import Connection
from sync.core.blobs import FileState, Lane, Mismatched, Transfer
from sync.core.messages import BlobReply, Offer
from sync.core.ports import Upload
from sync.core.stamp import SHORT


class FilesLane:
    """The table `transfers`, as a round sees it."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._reader = _Reader(BlobTable(connection, folder, _no_dice))

    def offers(self, limit: int, shut: Collection[str]) -> Sequence[Offer]:
        """Return files not yet known to be at the province: by lane, oldest due date first."""
        rows = self._transfers("t.state <> ?", FileState.HAVE.value)
        open_ = [row for row in rows if row[1].offered and row[1].lane not in shut]
        return [Offer(sha256[:SHORT], file.size, file.lane.value) for sha256, file in open_[:limit]]

    def uploads(self) -> Sequence[Upload]:
        """Return the files that the province wants, in the order to send them."""
        rows = self._transfers("t.state = ?", FileState.WANT.value)
        return [Upload(sha256, file.size, file.url, file.offset, file.lane) for sha256, file in rows]

    def replied(self, reply: BlobReply) -> None:
        """Take in what an answer says of an offered file."""
        for sha256, transfer in self._transfers("substr(t.sha256, 1, 16) = ?", reply.sha16):
            self._move(sha256, transfer.replied(reply.state, reply.url, reply.offset))

    def moved(self, upload: Upload) -> None:
        """Remember an upload's URL and the server's offset, even if it went back (U6)."""
        for sha256, transfer in self._transfers("t.sha256 = ?", upload.sha256):
            self._move(sha256, transfer.moved(upload.url, upload.offset))

    def anew(self, sha256: bytes, *, wrong: bool) -> None:
        """Forget an upload's URL; the file is offered again until it was wrong too often (C9)."""
        for name, transfer in self._transfers("t.sha256 = ?", sha256):
            self._move(name, transfer.anew(wrong=wrong))

    def offer_anew(self) -> None:
        """Offer every file again; what the province has it says, and nothing of that is sent twice."""
        for name, transfer in self._transfers("t.state <> ?", FileState.OFFERED.value):
            self._move(name, transfer.anew(wrong=False))

    def read(self, sha256: bytes, offset: int, size: int) -> bytes:
        """Return plain bytes of a file; going forward costs each chunk once.

        Raises:
            Mismatched: The file is cut, altered or gone; the others need not wait for it.
        """
        try:
            return self._reader.at(sha256.hex(), offset, size)
        except DeskError as error:
            raise Mismatched(error.fault.english) from None

    def _transfers(self, where: str, value: object) -> list[tuple[bytes, Transfer]]:
        sql = f"""SELECT t.sha256, b.size, t.state, t.url, t.sent, t.lane, t.troubles
                  FROM transfers t JOIN blobs b USING (sha256) LEFT JOIN dossiers d ON d.id = t.record
                  WHERE {where} ORDER BY t.lane, d.due_at, t.rowid"""  # noqa: S608 - our own words
        return [
            (sha256, Transfer(size, FileState(state), url, at, Lane(lane), troubles))
            for sha256, size, state, url, at, lane, troubles in self._connection.execute(sql, (value,))
        ]

    def _move(self, sha256: bytes, transfer: Transfer) -> None:
        row = (transfer.state.value, transfer.url, transfer.offset, transfer.troubles, sha256)
        sql = "UPDATE transfers SET state = ?, url = ?, sent = ?, troubles = ? WHERE sha256 = ?"
        self._connection.execute(sql, row)


class _Reader:
    """A file read in pieces; the stream stays open where the last ended, as it has no other entrance."""

    def __init__(self, blobs: BlobTable) -> None:
        self._blobs = blobs
        self._open: tuple[str, Iterator[bytes]] | None = None
        self._at = 0
        self._held = b""

    def at(self, sha256: str, offset: int, size: int) -> bytes:
        if self._open is None or self._open[0] != sha256 or offset < self._at:
            self._open, self._at, self._held = (sha256, self._blobs.read(sha256)), 0, b""
        while self._at + len(self._held) < offset + size:
            chunk = next(self._open[1], None)
            if chunk is None:
                break
            self._held += chunk
            skipped = min(offset - self._at, len(self._held))
            self._held, self._at = self._held[skipped:], self._at + skipped
        skipped = min(offset - self._at, len(self._held))
        self._held, self._at = self._held[skipped:], self._at + skipped
        return self._held[:size]


def _no_dice(_count: int) -> bytes:
    raise AssertionError("a round writes no files")
