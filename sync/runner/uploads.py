"""The files' own lane within a round: one append at a time, the server's offset adopted whatever it is (U6).

Which file comes first is the replica's order; how tus spells it is the transport's.
"""

from dataclasses import replace
from typing import Final

from sync.core.errors import Refused
from sync.core.ports import Line, Replica, Upload
from sync.runner.report import RoundReport

REFUSALS_MAX: Final = 3


class Uploads:
    """Sends wanted files over a line."""

    def __init__(self, replica: Replica, line: Line, report: RoundReport) -> None:
        self._replica, self._line, self._report = replica, line, report
        self._refusals = 0
        self.token = ""
        self.is_shed = False
        """The province takes no files now, in no lane (N6)."""

    def wanted(self) -> bool:
        """Tell whether the province wants a file that we may send now."""
        return self._next() is not None

    def append(self, append_bytes: int) -> bool:
        """Send the next piece of the next file.

        Args:
            append_bytes: the most to send.

        Returns:
            True while there is more to send.

        Raises:
            Offline: the line was cut; at most this piece goes again.
            Refused: the province refused three times.
        """
        upload = self._next()
        if upload is None:
            return False
        try:
            self._replica.upload_moved(self._moved(upload, append_bytes))
        except Refused:
            self._refusals += 1
            if self._refusals >= REFUSALS_MAX:
                raise
            self._replica.upload_moved(replace(upload, url="", offset=0))
        return self.wanted()

    def _moved(self, upload: Upload, append_bytes: int) -> Upload:
        if not upload.url:
            url = self._line.create_upload(upload.sha256, upload.size, self.token)
            upload = replace(upload, url=url, offset=0)
            self._replica.upload_moved(upload)
        piece = self._replica.read_blob(upload.sha256, upload.offset, append_bytes)
        upload = replace(upload, offset=self._line.append(upload.url, upload.offset, piece))
        self._report.blobs_sent += upload.offset >= upload.size
        return upload

    def _next(self) -> Upload | None:
        """The first file we may send: one that is begun, or any when we hold a token to begin."""
        if self.is_shed:
            return None
        return next((upload for upload in self._replica.uploads() if upload.url or self.token), None)
