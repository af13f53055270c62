"""A dossier's document in the words of the counter: rows of label and text.

Reads the document of the office and its form; decides nothing. No toolkit here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from desktop_app.ui.form_ports import Forms
from desktop_app.ui.ports import DossierView, Lookups
from desktop_app.ui.strings import WORDS, moment, money, size
from desktop_app.ui.values import instant, plain
from forms.dossier.channels import CameBy, came_by
from forms.dossier.lifecycle import Status
from forms.errors import RuleError
from forms.xforms.entry import FormEntry

_APPLICANT: Final = ("full_name", "citizen_id", "birth_date", "sex", "address", "phone", "email")
NOTHING: Final[Mapping[str, str]] = {}
_NOT_SAID: Final = frozenset({"by", "due_before", "due_after", "supplemented_at"})
"""Accounts, and instants that stand in the history already."""


class FactRow(NamedTuple):
    """One line: what it is, and what it says."""

    label: str
    text: str


class DifferingRow(FactRow):
    """A line of which the province and this machine say different things."""


def applicant_rows(doc: Mapping[str, Any], differ: Mapping[str, str] = NOTHING) -> tuple[FactRow, ...]:
    """Say who asks; fields that are empty are left out.

    Args:
        doc: the dossier's document.
        differ: by path, what both sides say of a field.
    """
    applicant = doc.get("applicant") or {}
    rows = [
        DifferingRow(WORDS(key), differ[path])
        if (path := f"/applicant/{key}") in differ
        else FactRow(WORDS(key), plain(applicant.get(key)))
        for key in _APPLICANT
    ]
    return tuple(row for row in rows if row.text)


def paper_rows(doc: Mapping[str, Any], lookups: Lookups) -> tuple[FactRow, ...]:
    """Say which papers were received, and how many; of those that data replaces, how their look-up stands."""
    status = {row.paper: WORDS(f"lookup_{row.status}") for row in lookups.rows}

    def said(paper: Mapping[str, Any]) -> str:
        if paper.get("handed_in"):
            return WORDS("handed_in", count=paper["handed_in"])
        return status.get(str(paper.get("name")), WORDS("not_handed_in"))

    return tuple(FactRow(str(paper.get("name", "")), said(paper)) for paper in doc.get("papers") or ())


def lookups_said(lookups: Lookups, may: frozenset[str]) -> str:
    """Say which look-ups wait, until when, and what to do; empty where none does.

    Args:
        lookups: of the dossier.
        may: what this user may do with it now.
    """
    waiting = "; ".join(f"{row.paper} ({row.label.lower()})" for row in lookups.rows if row.is_open)
    if not waiting:
        return ""
    words = "lookups_late" if lookups.is_late else "lookups_wait"
    said = WORDS(words, papers=waiting, limit=moment(lookups.latest_at))
    if not lookups.items:
        return said
    return f"{said} {WORDS('lookups_ask' if 'ask_supplement' in may else 'lookups_ask_there')}"


def file_rows(doc: Mapping[str, Any]) -> tuple[FactRow, ...]:
    """Say which files belong to the dossier; a void one is left out."""
    files = [file for file in (doc.get("attachments") or {}).values() if not file.get("void")]
    return tuple(
        FactRow(
            str(file.get("title") or file.get("part") or ""), f"{size(int(file['size']))} · {file['type']}"
        )
        for file in files
    )


def time_rows(view: DossierView) -> tuple[FactRow, ...]:
    """Say numbers and dates, and what the province decided."""
    doc = view.doc
    way = came_by(doc)
    rows = [
        FactRow(WORDS("provisional_number"), view.number),
        FactRow(WORDS("official_code"), view.official_code or WORDS("no_official_code")),
        FactRow(WORDS("received_at"), moment(instant(doc.get("received_at")))),
        FactRow(WORDS("channel"), "" if way is CameBy.DIRECT else WORDS(f"channel_{way.value}")),
        FactRow(WORDS("due_at"), _due(view)),
        FactRow(WORDS("owed"), _owed(view)),
    ]
    if view.due_at and view.promised_due_at and view.due_at != view.promised_due_at:
        rows.append(FactRow(WORDS("promised_due_at"), moment(view.promised_due_at)))
    rows += [FactRow(step.name, WORDS("step_until", moment=moment(step.ends))) for step in view.plan]
    asked = doc.get("payment_request")
    if isinstance(asked, Mapping) and view.status == Status.AWAITING_PAYMENT:
        rows.append(FactRow(WORDS("asked_payment"), f"{money(asked['amount'])} · {asked['title']}"))
    for path, label in (
        ("supplement_request", "asked_supplement"),
        ("decision", "decision"),
        ("result", "result"),
    ):
        text = _told(doc.get(path))
        if text:
            rows.append(FactRow(WORDS(label), text))
    return tuple(row for row in rows if row.text)


def _due(view: DossierView) -> str:
    due = moment(view.due_at or view.promised_due_at)
    is_waiting = view.status in (Status.AWAITING_PAYMENT, Status.AWAITING_SUPPLEMENT)
    return WORDS("clock_stopped", due=due) if due and is_waiting else due


def _owed(view: DossierView) -> str:
    """Say what is still to pay; nothing where nothing is, or where nobody may take it here."""
    if view.owed is None:
        return WORDS("not_known") if "take_fee" in view.may else ""
    return money(view.owed) if view.owed else ""


def form_rows(doc: Mapping[str, Any], now: datetime, forms: Forms) -> tuple[FactRow, ...]:
    """Say the answers of the e-form under its own labels; by their names where it is not at hand.

    Reads the form the dossier names: call it on a worker.
    """
    content = doc.get("content") or {}
    if not content:
        return ()
    form = doc.get("form") or {}
    try:
        definition = forms.form_kept(str(form.get("id", "")), str(form.get("form_version", "")))
        if definition is None:
            return tuple(_by_name(content))
        entry = FormEntry.start(
            definition, now=now, new_uuid=lambda: "", answers=content, language=WORDS.language
        )
    except (RuleError, OSError):
        return tuple(_by_name(content))
    rows: list[FactRow] = []
    instance = ""
    for question in entry.questions():
        if question.repeat is not None and question.repeat[0] != instance:
            instance = question.repeat[0]
            rows.append(FactRow(f"{question.group_label} {question.repeat[1]}", ""))
        text = question.text
        chosen = set(text.split())
        if question.choices:
            text = ", ".join(choice.label for choice in question.choices if choice.value in chosen)
        if text and question.kind != "note":
            rows.append(FactRow(question.label, plain(text)))
    return tuple(rows)


def _by_name(content: Mapping[str, Any], above: str = "") -> list[FactRow]:
    rows: list[FactRow] = []
    for name, value in content.items():
        here = f"{above}{name}"
        if isinstance(value, Mapping):
            rows.extend(_by_name(value, f"{here} / "))
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            for place, one in enumerate(value, start=1):
                rows.extend(_by_name(one, f"{here} {place} / "))
        else:
            rows.append(FactRow(here, plain(value)))
    return rows


def _told(value: Any) -> str:
    """Say a small document (a decision, a request) as one sentence of its texts."""
    if not isinstance(value, Mapping):
        return plain(value)
    outcome = {"granted": WORDS("granted"), "rejected": WORDS("rejected")}
    said = (text for key, text in value.items() if key not in _NOT_SAID)
    parts = [outcome.get(text, text) for text in map(plain, said)]
    return " · ".join(part for part in parts if part)
