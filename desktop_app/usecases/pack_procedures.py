"""Đóng gói danh mục đã rà soát: what is fully answered becomes a package; the rest waits in the review."""

from dataclasses import dataclass
from datetime import date

from desktop_app.ports import FormShelf
from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.catalogue.kinds import checked
from forms.catalogue.package import Head, PackageKind
from forms.catalogue.publishing import package_of
from forms.catalogue.review import Review, read_review
from forms.errors import RuleError


@dataclass(frozen=True, slots=True)
class PackProcedures:
    """The review or its file; name, first day (ISO) and source of the edition."""

    review: bytes | Review
    edition: str
    effective_from: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """The package, and how many procedures it holds and left waiting."""

    procedures: int
    waiting: int
    digest: str
    package: bytes


def pack_procedures(order: PackProcedures, shelf: FormShelf) -> Packed:
    """Write the package of all that is fully answered.

    Args:
        order: What, and from when.
        shelf: The catalogue in force: what no export says stays.

    Raises:
        RuleError: The file is no review; the head is malformed; an answer made an unreadable procedure.
    """
    review = order.review if isinstance(order.review, Review) else read_review(order.review)
    try:
        first = date.fromisoformat(order.effective_from)
    except ValueError:
        raise RuleError(PACKAGE_MALFORMED, field="effective_from") from None
    head = Head(PackageKind.PROCEDURES, order.edition, first, source=order.source)
    package = checked(package_of(review, head, shelf.versions()))
    ready = len(package.content()["procedures"])
    return Packed(ready, len(review.rows) - ready, package.digest.hex(), package.raw)
