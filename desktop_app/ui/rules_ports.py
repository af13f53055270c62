"""What the administrator's screens ask: the rules an office counts by, its packages, the review of an import.

Values and orders are those of the ports and verbs; screens import them from here. The office that is unlocked
implements it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_app.ports.packages import PublishedRow
from desktop_app.ports.recounting import MovedDue
from desktop_app.ports.reviews import (
    AnswerFlags,
    AskReview,
    OpenedReview,
    PackedReview,
    PackReview,
    ReviewStep,
)
from desktop_app.ports.rules import PackageDifference
from desktop_app.usecases.list_rules import DayRow, QuestionRow, Rules
from desktop_app.usecases.publish_package import Published, PublishPackage
from desktop_app.usecases.review_procedures import FlagRow, KindRow, Reviewed

__all__ = [
    "AnswerFlags",
    "AskReview",
    "DayRow",
    "FlagRow",
    "KindRow",
    "MovedDue",
    "OpenedReview",
    "PackReview",
    "PackageDifference",
    "PackedReview",
    "PublishPackage",
    "Published",
    "PublishedRow",
    "QuestionRow",
    "ReviewStep",
    "Reviewed",
    "RuleBook",
    "Rules",
]


class RuleBook(Protocol):
    """A part of the unlocked office. Every call belongs on the store's worker."""

    def list_rules(self) -> Rules:
        """Days beside the week, hours, and what the law leaves open with the answers in force."""

    def list_packages(self) -> Sequence[PublishedRow]:
        """All that was published here, in order."""

    def show_package(self, digest: str) -> PackageDifference:
        """What a published package changed against those before it."""

    def diff_package(self, raw: bytes) -> PackageDifference:
        """Check a package; what it would change and which promises it would move. Nothing is stored."""

    def fetch_package(self, path: str) -> bytes:
        """Read a file; what it holds is checked by `diff_package` or `publish_package`."""

    def publish_package(self, order: PublishPackage) -> Published:
        """Put a checked package into force, with its audit entry (administrator only)."""

    def open_review(self, path: str, progress: Callable[[ReviewStep], None]) -> OpenedReview:
        """Open an export of the province, or the file of a review (administrator only).

        Args:
            path: Where it lies; the review's file stands beside the export and keeps every answer.
            progress: Hears what is done now; called on the worker.
        """

    def ask_review(self, order: AskReview) -> Reviewed:
        """One page of the review that lies open, and its counts."""

    def answer_flags(self, order: AnswerFlags) -> int:
        """Answer one doubt or all of a kind; on return it is on the disk. Returns how many were answered."""

    def pack_review(self, order: PackReview) -> PackedReview:
        """Pack what is fully answered, and say what it would change; nothing is published."""
