"""Kiểm tra nhật ký: the whole chain of acts is computed again."""

from dataclasses import dataclass

from desktop_app.ports import Desk, OpenWork


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`whole` is False when an entry was changed, taken out or put in; then `broken_at` is its number."""

    whole: bool
    entries: int
    head: str
    broken_at: int | None
    sentence: str


def verify_audit(desk: Desk, open_work: OpenWork) -> AuditReport:
    """Walk the chain.

    Args:
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("verify_audit")
    with open_work() as work:
        check = work.audit.verify()
    whole = check.broken_at is None
    return AuditReport(
        whole=whole,
        entries=check.entries,
        head=check.head.hex(),
        broken_at=check.broken_at,
        sentence=f"Nhật ký nguyên vẹn, {check.entries} mục."
        if whole
        else f"Nhật ký bị sửa từ mục {check.broken_at}. Giữ nguyên thư mục dữ liệu, báo quản trị viên tỉnh.",
    )
