"""One file's transfer: offered, wanted, here; how far it has come (sync.md section 7, U3, U6, U12).

The states of a file, and no bytes of it. The wire's words for them stand in `messages`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class FileState(StrEnum):
    """What the province said of a file."""

    OFFERED = "offered"
    WANT = "want"
    HOLD = "hold"
    HAVE = "have"


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far one file has come.

    Attributes:
        size: of the whole file, in bytes.
        state: what the province said last.
        url: the upload in progress, empty for none.
        offset: the server's offset, the only one that counts.
    """

    size: int
    state: FileState = FileState.OFFERED
    url: str = ""
    offset: int = 0

    def replied(self, word: str, url: str, offset: int) -> Self:
        """Take in what an answer said of the file.

        Args:
            word: `have`, `want` or `hold`; another word changes nothing (W9).
            url: the upload in progress, if any.
            offset: the server's offset, adopted even when it goes back.

        Returns:
            The new state.
        """
        if word not in (FileState.HAVE, FileState.WANT, FileState.HOLD):
            return self
        return replace(self, state=FileState(word), url=url, offset=min(offset, self.size))

    def moved(self, url: str, offset: int) -> Self:
        """Take in the server's offset after an append; at full length the file is there (U8).

        Args:
            url: the upload.
            offset: the server's offset.

        Returns:
            The new state.
        """
        state = FileState.HAVE if offset >= self.size else FileState.WANT
        return replace(self, state=state, url=url, offset=min(offset, self.size))
