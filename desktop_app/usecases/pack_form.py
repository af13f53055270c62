"""Đóng gói biểu mẫu: a form a person brings is checked, compiled and made a package that can be published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.authoring.finding import Finding
from forms.catalogue.form_package import pack_form_of
from forms.catalogue.package import Head, PackageKind
from forms.xforms.problem import FormError, form_fault

MISTAKES = form_fault(
    "Biểu mẫu còn chỗ phải sửa nên chưa công bố được.",
    "the form has findings that block",
    "Xem từng chỗ bằng «motcua form check», sửa rồi công bố lại.",
)
NOT_OF_PROCEDURE = form_fault(
    "Mã biểu mẫu không phải mã của thủ tục đã nêu.",
    "the form's id is not the procedure's",
    "Ghi form_id ở trang settings đúng bằng mã thủ tục rồi công bố lại.",
)
NO_VERSION = form_fault(
    "Biểu mẫu chưa có số ấn bản.",
    "a form without a version",
    "Ghi version ở trang settings, mỗi lần công bố một số mới, ví dụ 2026.12.",
)


@dataclass(frozen=True, slots=True)
class PackForm:
    """What is packed.

    Attributes:
        raw: An XLSForm or an XForm.
        name: File name.
        effective_from: First day on which entries begin with it.
        procedure: Code of the procedure it is for; empty takes the form's own id.
        source: The decision it rests on.
        files: Lists beside it, by file name.
    """

    raw: bytes
    name: str
    effective_from: date
    procedure: str = ""
    source: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackedForm:
    """A package, and the remarks its author may want to know."""

    form: str
    edition: str
    package: bytes
    findings: tuple[Finding, ...]


def pack_form(order: PackForm) -> PackedForm:
    """Check a form whole and pack it.

    Args:
        order: The form, its day, its procedure.

    Raises:
        FormError: MISTAKES naming the first places, NOT_OF_PROCEDURE, NO_VERSION, and as `check_form`.
    """
    from forms.authoring.check import check_authored  # noqa: PLC0415 - drags in XML

    asked: dict[str, bytes] = {}
    checked = check_authored(order.raw, order.name, _Asked(order.files, asked))
    form = checked.definition
    if form is None:
        blocking = [one.place() for one in checked.findings if one.blocks]
        raise FormError(MISTAKES, places=", ".join(blocking[:5]), count=str(len(blocking)))
    if order.procedure and form.id != order.procedure:
        raise FormError(NOT_OF_PROCEDURE, form=form.id, procedure=order.procedure)
    if not form.version:
        raise FormError(NO_VERSION, form=form.id)
    spreadsheet = order.raw if checked.xml != order.raw else b""
    head = Head(PackageKind.FORM, form.version, order.effective_from, form.id, order.source)
    package = pack_form_of(head, checked.xml, asked, spreadsheet)
    return PackedForm(form.id, form.version, package, checked.findings)


class _Asked(Mapping[str, bytes]):
    """Files beside a form that remember which of them it took."""

    def __init__(self, files: Mapping[str, bytes], asked: dict[str, bytes]) -> None:
        self._files, self._asked = files, asked

    def __getitem__(self, name: str) -> bytes:
        self._asked[name] = self._files[name]
        return self._asked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
