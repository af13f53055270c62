"""What a package is and what it changes, as the administrator reads it before and after its publication."""

from dataclasses import dataclass

from desktop_app.ports.recounting import MovedDue


@dataclass(frozen=True, slots=True)
class PackageDifference:
    """A package against what was published before it.

    Attributes:
        kind: What it changes.
        subject: What it is about, or empty.
        edition: Its name.
        effective_from: First day in force, ISO.
        digest: 64 hex digits of the file.
        lines: What changes with it, a line each, in Vietnamese.
        moved: Promises still ahead that would no longer agree with the calendar; of a proposal only.
    """

    kind: str
    subject: str
    edition: str
    effective_from: str
    digest: str
    lines: tuple[str, ...]
    moved: tuple[MovedDue, ...] = ()
