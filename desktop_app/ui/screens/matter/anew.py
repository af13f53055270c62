"""A new entry filled with what a void dossier holds: the citizen, the answers, the papers handed in.

Reads the form the dossier names: call it on a worker.
"""

from collections.abc import Mapping
from typing import Any

from desktop_app.ui.ports import DraftContent, Office
from desktop_app.ui.values import plain
from forms.dossier.channels import came_by
from forms.errors import RuleError
from forms.xforms.entry import FormEntry


def draft_of(office: Office, dossier_id: str) -> str:
    """Begin a draft from a dossier; the old one stays as it is.

    Returns:
        The draft's id.
    """
    doc = office.read_dossier(dossier_id).doc
    entry = office.start_entry(procedure=str(doc["procedure"]))
    applicant: Mapping[str, Any] = doc.get("applicant") or {}
    office.save_draft(
        entry.draft_id,
        DraftContent(
            applicant={key: plain(value) for key, value in applicant.items()},
            typed=_typed(office, doc),
            papers={
                str(paper["name"]): int(paper["handed_in"])
                for paper in doc.get("papers") or ()
                if paper.get("handed_in")
            },
            return_by=str(doc.get("return_by") or "desk"),
            channel=came_by(doc).value,
        ),
    )
    return entry.draft_id


def _typed(office: Office, doc: Mapping[str, Any]) -> dict[str, str]:
    content, form = doc.get("content") or {}, doc.get("form") or {}
    if not content:
        return {}
    try:
        definition = office.form_kept(str(form.get("id", "")), str(form.get("form_version", "")))
        if definition is None:
            return {}
        return FormEntry.start(definition, now=office.now(), new_uuid=lambda: "", answers=content).typed()
    except (RuleError, OSError):
        return {}  # a form of another version: the citizen and the papers come along all the same
