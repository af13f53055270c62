"""One file's transfer: offered, wanted, here; how far it has come (sync.md section 7, U3, U6, U12).

The states of a file, and no bytes of it. The wire's words for them stand in `messages`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from sync.core.errors import Refused

SMALL: Final = 1 << 20
"""Bytes up to which an original goes before the larger ones (U11)."""
TROUBLES_MAX: Final = 3
"""So often a file may arrive as another one, or not be readable here; then a person must look (U8, C9)."""


class Gone(Refused):
    """The URL writes no more: a newer one was given out, or it is too old. The next answer gives another."""


class Mismatched(Refused):
    """The whole file is not what its hash says, there or already here."""


class Lane(StrEnum):
    """What kind of file: a preview, an original up to 1 MiB, a larger one (U11)."""

    PREVIEW = "P2"
    SMALL = "P3"
    LARGE = "P4"


def lane_of(size: int, *, preview: bool = False) -> Lane:
    """Say in which lane a file travels.

    Args:
        size: its bytes.
        preview: it is the small image of another one.
    """
    if preview:
        return Lane.PREVIEW
    return Lane.SMALL if size <= SMALL else Lane.LARGE


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
        lane: in which it travels.
        troubles: how often it came as another file, or could not be read here.
    """

    size: int
    state: FileState = FileState.OFFERED
    url: str = ""
    offset: int = 0
    lane: Lane = Lane.SMALL
    troubles: int = 0

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

    def anew(self, *, wrong: bool) -> Self:
        """Take in that its URL is worth nothing: it is offered again, and the answer says where to go on.

        Args:
            wrong: the file itself was at fault; the third time it is offered no more.

        Returns:
            The new state.
        """
        troubles = self.troubles + wrong
        state = FileState.HOLD if troubles >= TROUBLES_MAX else FileState.OFFERED
        return replace(self, state=state, url="", offset=0, troubles=troubles)

    @property
    def offered(self) -> bool:
        """True while the province should be asked whether it wants the file."""
        return self.state is not FileState.HAVE and self.troubles < TROUBLES_MAX
