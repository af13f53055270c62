"""Mở rà soát một danh mục nhập: an export becomes a review, with the answers its file already holds."""

from collections.abc import Callable

from desktop_app.ports import Desk
from desktop_app.ports.reviews import ReviewStep
from forms.catalogue.export import read_export
from forms.catalogue.review import Review, begin, read_review
from forms.catalogue.sheets import read_sheets

Kept = Callable[[str], bytes | None]
"""The review that was kept of an export, by the export's mark; None where there is none yet."""
_ZIP = b"PK"
_OBJECT = b"{"


def open_review(raw: bytes, desk: Desk, kept: Kept, progress: Callable[[ReviewStep], None]) -> Review:
    """Read an export of the province or the file of a review; what was answered stays answered.

    Args:
        raw: An export (JSON list, or a spreadsheet), or a review's file.
        desk: The shift of an administrator.
        kept: Finds the review that was begun of the same export.
        progress: Hears what is done now.

    Raises:
        DeskError: NOT_ALLOWED.
        RuleError: The file is neither; `where` names row and column.
        FormError: A spreadsheet with macros, too big, or none at all.
    """
    desk.require("open_review", "publish_package")
    progress(ReviewStep("reading"))
    if raw.lstrip().startswith(_OBJECT):
        return read_review(raw)
    rows = read_sheets(raw) if raw.startswith(_ZIP) else read_export(raw)
    progress(ReviewStep("doubting", len(rows)))
    begun = begin(rows)
    before = kept(begun.mark)
    return begun if before is None else read_review(before)
