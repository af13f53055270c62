"""The files' own lanes within a round: one append at a time, the server's offset adopted whatever it is (U6).

Which file of a lane comes first is the replica's order, which lane that of `lanes`; how tus spells it is the
transport's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sync.core.blobs import Gone, Mismatched
from sync.core.errors import Refused
from sync.core.lanes import Turns
from sync.core.phases import Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.core.blobs import Lane
    from sync.core.ports import Line, Replica, Upload
    from sync.runner.report import RoundReport

REFUSALS_MAX: Final = 3


class Uploads:
    """Sends wanted files over a line."""

    def __init__(self, replica: Replica, line: Line, report: RoundReport) -> None:
        self._replica, self._line, self._report = replica, line, report
        self._refusals = 0
        self._turns = Turns()
        self.token = ""
        self.lanes: Mapping[str, int] = {}
        """The province's weights: a lane at 0 sends nothing now (N6)."""

    def wanted(self) -> bool:
        """Tell whether the province wants a file that we may send now."""
        return any(self.lanes.get(lane.value, 1) for lane in self._firsts())

    def append(self, append_bytes: int) -> Signal:
        """Send the next piece of the next file.

        Args:
            append_bytes: the most to send.

        Returns:
            APPENDED while there is more to send, DONE at the end; DATA_WAITS when an answer must first say
            where to go on.

        Raises:
            Offline: the line was cut; at most this piece goes again.
            Refused: the province refused three times.
        """
        upload = self._next(append_bytes)
        if upload is None:
            return Signal.DONE
        try:
            self._replica.upload_moved(self._moved(upload, append_bytes))
        except (Gone, Mismatched) as error:
            self._replica.upload_anew(upload.sha256, wrong=isinstance(error, Mismatched))
            self._count_refusal(error)
            return Signal.DATA_WAITS
        except Refused as error:
            self._replica.upload_moved(replace(upload, url="", offset=0))
            self._count_refusal(error)
        return Signal.APPENDED if self.wanted() else Signal.DONE

    def _moved(self, upload: Upload, append_bytes: int) -> Upload:
        if not upload.url:
            url = self._line.create_upload(upload.sha256, upload.size, self.token)
            upload = replace(upload, url=url, offset=0)
            self._replica.upload_moved(upload)
        piece = self._replica.read_blob(upload.sha256, upload.offset, append_bytes)
        if not piece and upload.offset < upload.size:
            raise Mismatched("a file ends before its size")
        upload = replace(upload, offset=self._line.append(upload.url, upload.offset, piece))
        self._report.blobs_sent += upload.offset >= upload.size
        return upload

    def _next(self, append_bytes: int) -> Upload | None:
        firsts = self._firsts()
        costs = {lane: min(append_bytes, first.size - first.offset) for lane, first in firsts.items()}
        lane = self._turns.next(costs, self.lanes, append_bytes)
        return None if lane is None else firsts[lane]

    def _firsts(self) -> dict[Lane, Upload]:
        """The first file of each lane that we may send: one that is begun, or any when we may begin one."""
        firsts: dict[Lane, Upload] = {}
        for upload in self._replica.uploads():
            if upload.url or self.token:
                firsts.setdefault(upload.lane, upload)
        return firsts

    def _count_refusal(self, error: Refused) -> None:
        self._refusals += 1
        if self._refusals >= REFUSALS_MAX:
            raise error
