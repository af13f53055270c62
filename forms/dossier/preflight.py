"""What the province would refuse: the same check on both sides.

Here: the checks, each naming a path and a sentence. Not here: rules of an e-form (`xforms`), who may write
(`authority`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from forms.dossier.lookups import STANDS_FOR_PAPER, status_of
from forms.dossier.people import is_other_paper, is_personal_number
from forms.dossier.pointer import get_path
from forms.dossier.tax_code import is_tax_code
from forms.text.figures import read_phone

if TYPE_CHECKING:
    from forms.dossier.procedure import Procedure


class Problem(NamedTuple):
    """One thing the province refuses.

    Attributes:
        path: Where, as a JSON Pointer.
        sentence: What is wrong and what to do, in Vietnamese.
    """

    path: str
    sentence: str


def preflight(doc: Mapping[str, Any], procedure: Procedure | None) -> tuple[Problem, ...]:
    """Check a document before it is submitted.

    Args:
        doc: The document; it may come from anyone, so nothing of its shape is trusted.
        procedure: The catalogue's record of `/procedure`, or None when the catalogue has none.
    """
    problems = [*_person(doc, "/applicant"), *_due(doc)]
    if doc.get("principal") is not None:
        problems += _person(doc, "/principal")
    if procedure is None:
        problems.insert(
            0, Problem("/procedure", "Thủ tục không có trong danh mục đang áp dụng; chọn lại thủ tục.")
        )
    else:
        problems += _case(doc, procedure)
        problems += _papers(doc, procedure)
    return tuple(problems)


def _person(doc: Mapping[str, Any], at: str) -> list[Problem]:
    name, number, phone = (_text(doc, f"{at}/{field}") for field in ("full_name", "citizen_id", "phone"))
    found = []
    if not name:
        found.append(Problem(f"{at}/full_name", "Thiếu họ và tên; nhập theo giấy tờ tùy thân."))
    if not (is_personal_number(number) or is_tax_code(number) or is_other_paper(number)):
        found.append(
            Problem(
                f"{at}/citizen_id",
                "Số định danh cá nhân phải có đúng 12 chữ số, mã số thuế của tổ chức 10 hoặc 13 chữ số; "
                "kiểm tra lại giấy tờ. Người không có số định danh: ghi giấy tờ và số: Hộ chiếu C1234567.",
            )
        )
    if phone and read_phone(phone) is None:
        found.append(
            Problem(f"{at}/phone", "Số điện thoại phải có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.")
        )
    return found


def _due(doc: Mapping[str, Any]) -> list[Problem]:
    try:
        is_given = datetime.fromisoformat(_text(doc, "/promised_due_at")).tzinfo is not None
    except ValueError:
        is_given = False
    return [] if is_given else [Problem("/promised_due_at", "Thiếu ngày hẹn trả; tính lại thời hạn rồi lưu.")]


def _case(doc: Mapping[str, Any], procedure: Procedure) -> list[Problem]:
    if not procedure.cases or procedure.case(_text(doc, "/case")) is not None:
        return []
    return [Problem("/case", "Chưa chọn trường hợp của thủ tục; chọn rồi kiểm tra lại giấy tờ.")]


def _papers(doc: Mapping[str, Any], procedure: Procedure) -> list[Problem]:
    papers = doc.get("papers")
    rows = [row for row in papers if isinstance(row, Mapping)] if isinstance(papers, list) else []
    handed = {
        str(row.get("name"))
        for row in rows
        if row.get("handed_in") is True or status_of(row, doc.get("lookups")) in STANDS_FOR_PAPER
    }
    return [
        Problem("/papers", f"Thiếu thành phần hồ sơ bắt buộc: {paper.name}.")
        for paper in procedure.required_papers(_text(doc, "/case"))
        if paper.name not in handed
    ]


def _text(doc: Mapping[str, Any], path: str) -> str:
    value = get_path(doc, path)
    return value.strip() if isinstance(value, str) else ""
