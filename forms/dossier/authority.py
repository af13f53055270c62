"""Who owns which path of a dossier's document (docs/adr/0001).

Here: the table. Not here: how it is enforced (sync's merge, `projection`).
"""

from __future__ import annotations

from typing import Final

BIRTH: Final = "birth"
CLERK: Final = "clerk"
CONTACT: Final = "contact"
APPEND: Final = "append"
ATTACHMENTS: Final = "attachments"
PROVINCE: Final = "province"
SUPERVISOR: Final = "supervisor"
"""Written by `dossier.void` and `link.duplicate` only, of a desk or of the province."""

AUTHORITY: Final[tuple[tuple[str, str], ...]] = (
    ("/procedure", BIRTH),
    ("/procedure_edition", BIRTH),
    ("/number", BIRTH),
    ("/office", BIRTH),
    ("/received_at", BIRTH),
    ("/received_by", BIRTH),
    ("/clock", BIRTH),
    ("/applicant", CLERK),
    ("/principal", CLERK),
    ("/content", CLERK),
    ("/form", CLERK),
    ("/case", CLERK),
    ("/channel", CLERK),
    ("/papers", CLERK),
    ("/sets", CLERK),
    ("/return_by", CLERK),
    ("/promised_due_at", CLERK),
    ("/extension", CLERK),
    ("/contact", CONTACT),
    ("/lookups", CONTACT),
    ("/fees", APPEND),
    ("/notes", APPEND),
    ("/attachments", ATTACHMENTS),
    ("/void", SUPERVISOR),
    ("/links", SUPERVISOR),
    ("/status", PROVINCE),
    ("/official_code", PROVINCE),
    ("/due_at", PROVINCE),
    ("/officer", PROVINCE),
    ("/supplement_request", PROVINCE),
    ("/decision", PROVINCE),
    ("/result", PROVINCE),
    ("/refusal", PROVINCE),
    ("/hand_overs", PROVINCE),
    ("/apology", PROVINCE),
    ("/receipt_due_at", PROVINCE),
    ("/payment_request", PROVINCE),
)
_OWNER: Final = dict(AUTHORITY)
PROVINCE_PATHS: Final = tuple(path for path, owner in AUTHORITY if owner == PROVINCE)


def owner_of(path: str) -> str | None:
    """Return the owner of a path, or None when the table does not know its first step.

    Args:
        path: A JSON Pointer, e.g. `/applicant/phone`.
    """
    head = path.split("/", 2)[:2]
    return _OWNER.get("/".join(head))
