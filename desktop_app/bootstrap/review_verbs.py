"""What the unlocked office does with the review of an import; `office` inherits it.

The review lies in a file beside the export, the one that `motcua catalogue review` reads too. Every answer is
on the disk before it is told, and the file of one export is never written over by another's.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop_app.bootstrap.rule_verbs import RuleVerbs, file_bytes
from desktop_app.errors import FILE_UNWRITABLE, NO_REVIEW, DeskError
from desktop_app.ports.reviews import (
    AnswerFlags,
    AskReview,
    OpenedReview,
    PackedReview,
    PackReview,
    ReviewStep,
)
from desktop_app.storage.durable import write_durably
from desktop_app.usecases.open_review import open_review
from desktop_app.usecases.pack_procedures import PackProcedures, pack_procedures
from desktop_app.usecases.review_procedures import (
    Reviewed,
    ReviewProcedures,
    answers_to_all,
    review_procedures,
)
from forms.catalogue.package import BYTES_MAX
from forms.catalogue.review import Answer, Review, read_answers

_MARK: Final = 8
"""Digits of the export's digest in the name of its review."""


class ReviewVerbs(RuleVerbs):
    """One review at a time lies open; it is read once, for its doubts are found anew by each reading."""

    _review: tuple[Path, Review] | None = None

    def open_review(self, path: str, progress: Callable[[ReviewStep], None]) -> OpenedReview:
        """Mở rà soát: an export or the file of a review; the file is begun where there is none."""
        export = Path(path)
        raw = file_bytes(export, 2 * BYTES_MAX)

        def beside(mark: str) -> Path:
            return export.with_name(f"{export.stem}.ra-soat-{mark[:_MARK]}.json")

        def kept(mark: str) -> bytes | None:
            file = beside(mark)
            return file_bytes(file, 2 * BYTES_MAX) if file.exists() else None

        review = open_review(raw, self._desk, kept, progress)
        is_export = not raw.lstrip().startswith(b"{")
        file = beside(review.mark) if is_export else export
        if is_export and not file.exists():
            progress(ReviewStep("keeping", len(review.flags)))
            _keep(file, review)
        self._review = (file, review)
        clean = len(review.rows) - len({flag.code for flag in review.flags})
        return OpenedReview(str(file), len(review.rows), clean, len(review.flags), len(review.answers))

    def ask_review(self, order: AskReview) -> Reviewed:
        """Rà soát danh mục nhập: one page."""
        _, review = self._reviewing()
        return review_procedures(_page(review, order))

    def answer_flags(self, order: AnswerFlags) -> int:
        """Trả lời: one doubt, or every waiting one of a kind; returns how many."""
        file, review = self._reviewing()
        answers = self._answers(review, order)
        review = review_procedures(ReviewProcedures(review, answers, limit=0)).review
        _keep(file, review)
        self._review = (file, review)
        return len(answers)

    def pack_review(self, order: PackReview) -> PackedReview:
        """Đóng gói danh mục đã rà soát; the package is written beside the review and not published."""
        file, review = self._reviewing()
        wanted = PackProcedures(review, order.edition, order.effective_from, order.source)
        packed = pack_procedures(wanted, self._given.shelf)
        to = file.with_name(f"goi-danh-muc-{order.edition}.json")
        _write(to, packed.package)
        difference = self.diff_package(packed.package)
        return PackedReview(str(to), packed.procedures, packed.waiting, packed.package, difference)

    def _reviewing(self) -> tuple[Path, Review]:
        self._desk.require("review_procedures", "publish_package")
        if self._review is None:
            raise DeskError(NO_REVIEW)
        return self._review

    def _answers(self, review: Review, order: AnswerFlags) -> tuple[Answer, ...]:
        person = self._desk.shift.full_name
        if not order.flag:
            every = ReviewProcedures(review, of_trap=order.trap)
            return answers_to_all(every, order.choice, person, order.reason)
        said = {"flag": order.flag, "choice": order.choice, "person": person, "reason": order.reason}
        return tuple(read_answers([said if order.value is None else {**said, "value": order.value}]))


def _page(review: Review, order: AskReview) -> ReviewProcedures:
    is_answered = order.show == "answered"
    return ReviewProcedures(
        review, of_trap=order.trap, after=order.after, limit=order.limit, answered=is_answered
    )


def _keep(file: Path, review: Review) -> None:
    _write(file, review.spelt())


def _write(file: Path, raw: bytes) -> None:
    try:
        write_durably(file, [raw])
    except OSError as error:
        raise DeskError(FILE_UNWRITABLE, reason=error.strerror or type(error).__name__) from None
