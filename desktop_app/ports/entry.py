"""What lies on the counter while a dossier is entered: the procedure's facts, what was typed, files taken in.

Rows that several verbs share, and how a draft is spelt in the store. Nothing here is stored or decided.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from desktop_app.errors import FORM_PROBLEMS
from desktop_app.ports.desk import Desk
from forms.dossier.procedure import FeeKind, FeeRule, Procedure
from forms.text.figures import dong
from forms.xforms.problem import FormError, Problem


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the file: how many, needed or only in some case, handed in or only shown."""

    name: str
    originals: int
    copies: int
    required: bool
    kind: str
    case: str
    required_in_case: bool = False
    at_most: int = 0


@dataclass(frozen=True, slots=True)
class LookupRow:
    """A paper that data replaces: its name among the papers, and where its data stands."""

    name: str
    database: str


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """One procedure as the clerk reads it; `limit` and `fee` are sentences in Vietnamese."""

    code: str
    name: str
    field: str
    papers: tuple[PaperRow, ...]
    limit: str
    fee: str
    decided_at: str
    form_id: str
    result_name: str
    agency: str
    legal_source: str
    cases: tuple[str, ...] = ()
    lookups: tuple[LookupRow, ...] = ()

    def papers_of(self, case: str) -> tuple[PaperRow, ...]:
        """Return the papers of a case; with none chosen, those of every case."""
        if not self.cases:
            return self.papers
        own = {paper.name for paper in self.papers if case and paper.case == case}
        return tuple(
            paper
            for paper in self.papers
            if (paper.case == case and case) or (not paper.case and paper.name not in own)
        )

    @classmethod
    def of(cls, procedure: Procedure) -> Self:
        """Show a procedure of the catalogue."""
        return cls(
            code=procedure.code,
            name=procedure.name,
            field=procedure.field,
            papers=tuple(
                PaperRow(
                    name=paper.name,
                    originals=paper.originals,
                    copies=paper.copies,
                    required=paper.required,
                    kind=paper.kind.value,
                    case=paper.case,
                    required_in_case=paper.required_in_case,
                    at_most=paper.at_most,
                )
                for paper in procedure.papers
            ),
            limit=procedure.time_limit.label(),
            fee=_fee_sentence(procedure.fee),
            decided_at=procedure.decided_at.value,
            form_id=procedure.form_id or "",
            result_name=procedure.result_name,
            agency=procedure.agency,
            legal_source=procedure.legal_source,
            cases=tuple(case.name for case in procedure.cases),
            lookups=_lookups(procedure),
        )


def _lookups(procedure: Procedure) -> tuple[LookupRow, ...]:
    """Each replaced paper once: lists repeat themselves."""
    rows = {one.name: LookupRow(one.name, one.database) for one in procedure.data_replaces}
    return tuple(rows.values())


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is kept.

    Attributes:
        sha256: 64 hex digits.
        size: In bytes.
        type: The media type found in the content.
        part: Which paper it shows, or empty.
        title: Its name, as data.
        preview: `sha256`, `size` and `type` of its small image, None when it has none.
    """

    sha256: str
    size: int
    type: str
    part: str
    title: str
    preview: Mapping[str, Any] | None = None

    @property
    def hashes(self) -> tuple[str, ...]:
        """The file, and its small image."""
        return (self.sha256,) if self.preview is None else (self.sha256, self.preview["sha256"])


@dataclass(frozen=True, slots=True)
class DraftContent:
    """A form in progress, as typed.

    Attributes:
        applicant: Texts under the keys of ADR 0001 (`birth_date` as typed).
        typed: What `FormEntry.typed()` gave.
        papers: How many of each paper, by name, were handed in.
        return_by: `desk` or `post`.
        place: Where the cursor stood; free for the screen.
        card_warnings: Kept so that a reopened draft still shows them.
        case: Which of the procedure's cases, by name.
        lookups: By name of a paper that data replaces, how its look-up stands.
        channel: How the dossier comes in.
    """

    applicant: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, int] = field(default_factory=dict)
    return_by: str = "desk"
    place: str = ""
    card_warnings: tuple[str, ...] = ()
    case: str = ""
    lookups: Mapping[str, str] = field(default_factory=dict)
    channel: str = "direct"


class AnswersHaveProblems(FormError):  # noqa: N818 - named as the screen says it
    """The e-form is not complete; `problems` go to the screen, never into `str()`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(FORM_PROBLEMS, path=problems[0].path, count=str(len(problems)))
        self.problems = problems


def told_to_forms(desk: Desk) -> dict[str, str]:
    """Return what a form may know of the desk by `property()` and preloads: account and machine."""
    return {"username": desk.shift.user, "deviceid": desk.tag or ""}


def spell_draft(content: DraftContent, files: tuple[Attached, ...]) -> dict[str, Any]:
    """Return the JSON of a draft: what was typed, and the files taken in so far."""
    return {
        **asdict(content),
        "card_warnings": list(content.card_warnings),
        "files": [asdict(f) for f in files],
    }


def read_draft(spelt: Mapping[str, Any]) -> tuple[DraftContent, tuple[Attached, ...]]:
    """Read what `spell_draft` wrote; a draft just begun is an empty object."""
    if not spelt:
        return DraftContent(), ()
    kept = {name: spelt[name] for name in ("applicant", "typed", "papers", "return_by", "place")}
    later = {name: spelt[name] for name in ("case", "lookups", "channel") if name in spelt}
    content = DraftContent(**kept, **later, card_warnings=tuple(spelt["card_warnings"]))
    return content, tuple(Attached(**row) for row in spelt["files"])


def _fee_sentence(rule: FeeRule) -> str:
    money = dong(rule.amount)
    words = {
        FeeKind.FREE: "Không thu",
        FeeKind.FIXED: f"{money} mỗi trường hợp",
        FeeKind.PER_COPY: f"{money} mỗi bản",
        FeeKind.CERTIFIED_COPY: (
            "2.000 đồng mỗi trang, từ trang thứ ba 1.000 đồng, tối đa 200.000 đồng mỗi bản"
        ),
        FeeKind.TABLE: "Theo bảng mức thu của thủ tục",
        FeeKind.FORMULA: "Tính theo câu trả lời trong tờ khai",
        FeeKind.LOCAL: "Theo nghị quyết của Hội đồng nhân dân tỉnh",
        FeeKind.UNKNOWN: "Chưa rõ trong danh mục",
    }[rule.kind]
    if rule.extract_copy:
        words = f"{words}; bản sao trích lục {dong(rule.extract_copy)} mỗi bản"
    return f"{words}. {rule.note}" if rule.note else words
