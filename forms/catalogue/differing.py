"""What a new edition changes, in lines that a person can read before publishing it. Pure.

Here: comparing procedures with those in force. Not here: which are in force (`versions`).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from forms.catalogue.fee_words import fee_in_words
from forms.catalogue.read import read_edition, versions_of
from forms.dossier.procedure import LABEL_OF_UNIT, DecidedAt, Extendable, PaperKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forms.catalogue.package import Package
    from forms.dossier.procedure import Procedure, RequiredPaper, TimeLimit

_NOTE_MAX: Final = 80
_ALIKE_MAX: Final = 24
"""So much of what two texts begin with alike is shown before they part."""
_DECIDED: Final = {DecidedAt.DESK: "tại xã", DecidedAt.PROVINCE: "trên hệ thống của tỉnh"}
_KINDS: Final = {PaperKind.SUBMIT: "nộp", PaperKind.PRESENT: "xuất trình"}
_LONGER: Final = {
    Extendable.NO: "",
    Extendable.BY_TWO_DAYS: ", kéo dài được 2 ngày làm việc",
    Extendable.BY_AGREEMENT: ", kéo dài được khi có thỏa thuận",
}


def procedure_changes(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    """Return what a package of procedures changes on its first day, a line each, by code.

    Args:
        new: The package.
        before: Published ones, the oldest first; what ships stands before them all.
    """
    edition, known = read_edition(new), versions_of(before)
    lines = list[str]()
    for procedure in sorted(edition.procedures, key=lambda one: one.code):
        old = known.in_force(procedure.code, procedure.effective_from)
        lines += changes(old, procedure)
    for code in sorted(edition.withdrawn):
        was = known.in_force(code, edition.effective_from)
        lines.append(
            f"{code}: bãi bỏ từ {_day(edition.effective_from)}{f' ({was.short_name})' if was else ''}"
        )
    return tuple(lines)


def changes(old: Procedure | None, new: Procedure) -> list[str]:
    """Return the lines for one procedure; none where nothing changes but edition and day."""
    if old is None:
        return [f"{new.code}: mới – {new.short_name}, từ {_day(new.effective_from)}"]
    lines = [
        f"{new.code}: {label}: {_apart(say(old), say(new))}"
        for label, say in _SAID
        if say(old) != say(new)
    ]
    return lines + [f"{new.code}: {line}" for line in _papers(old, new)]


def _papers(old: Procedure, new: Procedure) -> Iterator[str]:
    before = {(paper.name, paper.case): paper for paper in old.papers}
    after = {(paper.name, paper.case): paper for paper in new.papers}
    for key, paper in after.items():
        if key not in before:
            yield f"thêm giấy tờ: {_short(paper.name)}"
        elif _paper(before[key]) != _paper(paper):
            yield f"giấy tờ {_short(paper.name)}: {_paper(before[key])} → {_paper(paper)}"
    for key, paper in before.items():
        if key not in after:
            yield f"bỏ giấy tờ: {_short(paper.name)}"


def _paper(paper: RequiredPaper) -> str:
    needed = (
        "bắt buộc" if paper.required else "bắt buộc trong trường hợp" if paper.required_in_case else "nếu có"
    )
    limit = f", tối đa {paper.at_most}" if paper.at_most else ""
    return f"{paper.originals} chính, {paper.copies} sao, {needed}, {_KINDS[paper.kind]}{limit}"


def _limit(limit: TimeLimit) -> str:
    remote = (
        f" (+{limit.remote_extra} {LABEL_OF_UNIT[limit.unit]} vùng khó khăn)" if limit.remote_extra else ""
    )
    cutoff = f", nhận đến {limit.cutoff:%H:%M}" if limit.cutoff else ""
    return f"{limit.label()}{cutoff}{remote}{_LONGER[limit.extendable]}"


def _cases(one: Procedure) -> str:
    return "; ".join(
        f"{case.name} ({_limit(case.time_limit)})" if case.time_limit else case.name for case in one.cases
    )


def _replaced(one: Procedure) -> str:
    return "; ".join(
        f"{row.document} ← {row.database}" + (f" [{row.paper}]" if row.paper else "")
        for row in one.data_replaces
    )


def _steps(one: Procedure) -> str:
    return "; ".join(f"{step.name} {float(step.days):g}".replace(".", ",") for step in one.steps)


_SAID: Final[tuple[tuple[str, Callable[[Procedure], Any]], ...]] = (
    ("tên", lambda one: one.name),
    ("tên ngắn", lambda one: "" if one.short_name == one.name else one.short_name),
    ("lĩnh vực", lambda one: one.field),
    ("thời hạn", lambda one: _limit(one.time_limit)),
    ("lệ phí", lambda one: fee_in_words(one.fee)),
    ("trường hợp", _cases),
    ("nơi quyết định", lambda one: _DECIDED[one.decided_at]),
    ("cơ quan", lambda one: one.agency),
    ("kết quả", lambda one: "; ".join(f"{r.name} {r.code}".strip() for r in one.results) or one.result_name),
    ("dữ liệu thay giấy tờ", _replaced),
    ("biểu mẫu", lambda one: one.form_id or ""),
    ("các bước", _steps),
    ("khi bổ sung", lambda one: one.supplement_clock),
    ("căn cứ", lambda one: one.legal_source),
    ("độ tin cậy", lambda one: one.exactness),
)


def _apart(old: str, new: str) -> str:
    """Return `old → new`; two long texts are cut where they part, so that the change is in sight."""
    if max(len(old), len(new)) > _NOTE_MAX:
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
        if alike > _ALIKE_MAX:
            old, new = (f"…{text[alike - _ALIKE_MAX :]}" for text in (old, new))
    return f"{_short(old)} → {_short(new)}"


def _short(text: str) -> str:
    return text if len(text) <= _NOTE_MAX else f"{text[: _NOTE_MAX - 1]}…"


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}"
