"""Xem hồ sơ: facts, truth, history, and what this user may do next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from desktop_app import ports
from desktop_app.errors import NO_SUCH_DOSSIER, DeskError
from desktop_app.ports import Desk, FormShelf, HistoryLine, Queries, Truth
from desktop_app.ports.clock import clock_sentence
from desktop_app.ports.lookup import name_of
from desktop_app.ports.matter_words import DEED_SAID, why_said
from desktop_app.ports.paying import NOBODY_PAYS
from desktop_app.ports.taking import owed_now
from forms.codes.receipt_qr import read_receipt
from forms.dossier.calendar import WorkCalendar, local
from forms.dossier.lifecycle import LABEL_VI, Command, Status, allowed
from forms.dossier.postponement import due_on_receipt
from forms.dossier.procedure import DecidedAt
from forms.dossier.roles import may
from forms.dossier.steps import StepTime, plan_of

_RECEIPT: Final = "MC1."
_OUTCOME_SAID: Final[Mapping[str, str]] = {"granted": "đồng ý", "rejected": "không đồng ý"}
_CHOSEN_SAID: Final[Mapping[str, str]] = {
    "theirs": "Giữ giá trị của tỉnh",
    "mine": "Dùng giá trị của máy này",
    "edited": "Ghi giá trị khác",
    "dropped": "Giữ theo tỉnh",
    "again": "Gửi lại",
}
_PROVINCE_SAID: Final = "Hệ thống tỉnh"
_TRUTH_SAID: Final[Mapping[Truth, str]] = {
    Truth.DRAFT: "Bản nháp, chưa tiếp nhận",
    Truth.WAITING: "Đã lưu trên máy này, chờ gửi lên tỉnh",
    Truth.SENDING: "Đang gửi lên tỉnh",
    Truth.UNKNOWN: "Đã gửi, chưa có trả lời của tỉnh; máy sẽ tự hỏi lại",
    Truth.ACCEPTED: "Tỉnh đã nhận",
    Truth.REFUSED: "Tỉnh từ chối; cần sửa rồi gửi lại",
}
_NEXT: Final[Mapping[str, Command]] = {
    "transfer_dossier": Command.TRANSFER,
    "supplement_dossier": Command.SUPPLEMENT,
    "return_result": Command.RETURN_RESULT,
    "ask_supplement": Command.ASK_SUPPLEMENT,
    "apologise_late": Command.APOLOGISE,
    "ask_payment": Command.ASK_PAYMENT,
    "withdraw_dossier": Command.STOP,
    "hand_over_dossiers": Command.HAND_OVER,
}
_PAPERS: Final = frozenset({"print_paper", "list_papers", "attach_scan"})
_OF_THE_DESK: Final = frozenset(
    {"transfer_dossier", "decide_dossier", "ask_supplement", "apologise_late", "ask_payment"}
)
"""What only who decides here may do; elsewhere the province does it."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened: sentence in Vietnamese, who, when, and what the province said of it.

    `verdict` is empty while none is known, else ok, conflict, rejected or quarantined; `why` is its sentence.
    """

    at: datetime
    actor: str
    sentence: str
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the province refused, and the field to correct (JSON Pointer, may be empty)."""

    sentence: str
    path: str


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier to show.

    Attributes:
        id: Its UUID.
        doc: The document of ADR 0001, own pending events included.
        number: Provisional number.
        official_code: Empty until the province gave one.
        procedure_name: As the catalogue names it.
        status: Code name of the national status.
        status_label: Its label.
        truth: Where it really stands.
        truth_sentence: The same, said to a clerk.
        due_at: As the province keeps it, local.
        promised_due_at: As printed on the receipt.
        due_notice: Empty unless the two differ.
        history: What happened, the oldest first.
        refusal: The open refusal, or None.
        may: Verbs that this user may do now.
        clock_notice: Empty unless the desk's clock seemed wrong when it was received.
        owed: Đồng still to pay; None where the fee cannot be told.
        plan: Until when it must be handed on, and the steps of its procedure, while it is open.
    """

    id: str
    doc: Mapping[str, Any]
    number: str
    official_code: str
    procedure_name: str
    status: str
    status_label: str
    truth: str
    truth_sentence: str
    due_at: datetime | None
    promised_due_at: datetime | None
    due_notice: str
    history: tuple[HistoryRow, ...]
    refusal: Refusal | None
    may: frozenset[str]
    clock_notice: str = ""
    owed: int | None = 0
    plan: tuple[StepTime, ...] = ()


def read_dossier(
    key: str, desk: Desk, queries: Queries, shelf: FormShelf, calendar: WorkCalendar
) -> DossierView:
    """Open a dossier.

    Args:
        key: Its id, provisional number, official code, or the text of its receipt's QR.
        desk: The shift.
        queries: The read side of the store.
        shelf: The catalogue.
        calendar: The office's calendar.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: A receipt's text that is not one of ours.
    """
    desk.require("read_dossier")
    wanted = key.strip()
    if wanted.startswith(_RECEIPT):
        wanted = str(read_receipt(wanted).dossier_id)
    record = queries.resolve(wanted)
    view = queries.read(record) if record is not None else None
    if view is None:
        raise DeskError(NO_SUCH_DOSSIER)
    return replace(_shown(view, desk, shelf), plan=_plan(view.doc, shelf, calendar))


def _shown(view: ports.DossierView, desk: Desk, shelf: FormShelf) -> DossierView:
    doc = view.doc
    status = Status(doc["status"])
    due, promised = _instant(doc.get("due_at")), _instant(doc.get("promised_due_at"))
    code = str(doc.get("official_code") or "")
    said, owed = _TRUTH_SAID[view.truth], _owed(doc, shelf)
    return DossierView(
        id=str(view.id),
        doc=doc,
        number=doc["number"],
        official_code=code,
        procedure_name=name_of(shelf, doc["procedure"]),
        status=status.value,
        status_label=LABEL_VI[status],
        truth=view.truth.value,
        truth_sentence=f"{said}, mã hồ sơ {code}" if view.truth is Truth.ACCEPTED and code else said,
        due_at=due,
        promised_due_at=_instant(due_on_receipt(doc)),
        due_notice=_due_notice(due, promised),
        history=tuple(_history_row(line, view.names) for line in view.history),
        refusal=_refusal(view),
        may=_may(view, owed, desk, shelf),
        clock_notice=clock_sentence(_drift(doc)),
        owed=owed,
    )


def _plan(doc: Mapping[str, Any], shelf: FormShelf, calendar: WorkCalendar) -> tuple[StepTime, ...]:
    procedure = shelf.versions().of_dossier(doc)
    return () if procedure is None else plan_of(doc, procedure, calendar)


def _owed(doc: Mapping[str, Any], shelf: FormShelf) -> int | None:
    if doc["status"] in NOBODY_PAYS:
        return 0
    of = owed_now(doc, shelf)
    return of.open if of is not None and (of.open or of.is_certain) else None


def _drift(doc: Mapping[str, Any]) -> int:
    drift = (doc.get("clock") or {}).get("drift_s", 0)
    return drift if isinstance(drift, int) else 0


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _due_notice(due: datetime | None, promised: datetime | None) -> str:
    if due is None or promised is None or due == promised:
        return ""
    return f"Tỉnh ghi hạn trả {due:%H:%M %d/%m/%Y}, khác ngày đã hẹn trên giấy {promised:%H:%M %d/%m/%Y}."


def _history_row(line: HistoryLine, names: Mapping[str, str]) -> HistoryRow:
    return HistoryRow(
        at=local(datetime.fromisoformat(line.at)),
        actor=_who(line, names),
        sentence=_sentence(line),
        verdict=line.verdict or "",
        why=_why(line),
    )


def _who(line: HistoryLine, names: Mapping[str, str]) -> str:
    """Name who acted: a person of this office, an officer as the act names them, or the province."""
    if line.actor in names:
        return names[line.actor]
    args = line.payload.get("args", {}) if line.kind == "cmd" else {}
    return str(args.get("officer") or args.get("signer") or _PROVINCE_SAID)


def _sentence(line: HistoryLine) -> str:
    payload = line.payload
    if line.kind == "cmd":
        said = DEED_SAID.get(payload["name"], payload["name"])
        outcome = _OUTCOME_SAID.get(payload["args"].get("outcome", ""))
        return f"{said}: {outcome}" if outcome else said
    said = DEED_SAID.get(line.kind, line.kind)
    if line.kind == "code.assign":
        return f"{said} {payload['code']}"
    if line.kind == "note":
        chosen = _CHOSEN_SAID.get(str(payload.get("choice")), "Mở lại" if "reopens" in payload else said)
        return f"{chosen}: {payload['text']}"
    if line.kind == "dossier.void":
        return f"{said}: {payload.get('reason', '')} ({payload.get('basis', '')})"
    return said


def _why(line: HistoryLine) -> str:
    said = line.why or {}
    return why_said(str(said.get("text") or ""), str(said.get("why") or ""))


def _refusal(view: ports.DossierView) -> Refusal | None:
    if view.truth is not Truth.REFUSED:
        return None
    for line in reversed(view.history):
        if line.verdict == "rejected":
            paths = (line.why or {}).get("paths") or [""]
            return Refusal(_why(line) or "Tỉnh từ chối hồ sơ này.", str(paths[0]))
    return Refusal("Tỉnh từ chối hồ sơ này.", "")


def _paying(owed: int | None) -> frozenset[str]:
    """Return what may be done about money: nothing where nothing is owed, no code of an unknown sum."""
    if owed is None:
        return frozenset({"take_fee"})
    return frozenset({"take_fee", "show_payment_code"}) if owed else frozenset()


def _may(view: ports.DossierView, owed: int | None, desk: Desk, shelf: FormShelf) -> frozenset[str]:
    doc, user, role = view.doc, desk.shift.user, desk.shift.role
    status = Status(doc["status"])
    procedure = shelf.versions().of_dossier(doc)
    next_ones = {verb for verb, command in _NEXT.items() if command in allowed(status)}
    open_to = next_ones | _PAPERS | _paying(owed)
    if status is Status.VOIDED:
        open_to.discard("attach_scan")
    elif any("void" not in file for file in (doc.get("attachments") or {}).values()):
        open_to.add("void_attachment")
    if Command.VOID in allowed(status):
        open_to.add("void_dossier")
    if status in (Status.DRAFT, Status.RECEIVED):
        open_to.add("correct_dossier")
    if status in (Status.RECEIVED, Status.PROCESSING):
        open_to.add("decide_dossier")
    if doc.get("apology") is not None:
        open_to.discard("apologise_late")
    if procedure is None or procedure.decided_at is not DecidedAt.DESK:
        open_to -= _OF_THE_DESK
    elif doc["received_by"] == user:
        open_to -= {"transfer_dossier", "decide_dossier"}
    return frozenset(verb for verb in open_to if may(role, verb))
