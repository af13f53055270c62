"""What became of an event: one word each, with a reason where the word is not `ok` (sync.md W7).

A verdict travels once, in the meta line of its feed row (docs/adr/0001). Reasons are technical names; the
sentence in `text` is for the clerk and holds no citizen's data.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from sync.core.errors import Unreadable


class Word(StrEnum):
    """The five verdicts."""

    OK = "ok"
    DUP = "dup"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word, and why.

    Attributes:
        word: the verdict.
        why: technical reason, e.g. `not_authority`, `frozen`, `state`, `role`, `preflight`, `schema`.
        paths: JSON pointers concerned, e.g. the fields to correct.
        text: a sentence for the clerk, in Vietnamese.
    """

    word: Word
    why: str = ""
    paths: tuple[str, ...] = ()
    text: str = ""

    @property
    def applied(self) -> bool:
        """True when the event changed the record, wholly (`ok`) or but for `paths` (`conflict`)."""
        return self.word in (Word.OK, Word.CONFLICT)

    def to_json(self) -> str | dict[str, Any]:
        """Spell the verdict for a meta line or an ANSWER.

        Returns:
            `"ok"`, or an object without its empty members.
        """
        if self == OK:
            return "ok"
        members = {"v": self.word.value, "why": self.why, "paths": list(self.paths), "text": self.text}
        return {name: value for name, value in members.items() if value}

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read a verdict back.

        Args:
            value: what `to_json` gave.

        Returns:
            The verdict.

        Raises:
            Unreadable: an unknown word or a member of the wrong shape.
        """
        members = {"v": value} if isinstance(value, str) else value
        if not isinstance(members, dict):
            raise Unreadable("a verdict is a word or an object")
        why, text, paths = members.get("why", ""), members.get("text", ""), members.get("paths", [])
        if not isinstance(why, str) or not isinstance(text, str) or not isinstance(paths, list):
            raise Unreadable("a verdict's members have their shapes")
        if not all(isinstance(path, str) for path in paths):
            raise Unreadable("paths are text")
        try:
            return cls(Word(str(members.get("v"))), why, tuple(paths), text)
        except ValueError as error:
            raise Unreadable("an unknown verdict") from error


OK: Final = Verdict(Word.OK)
