"""The words of the line in English, and the English names of the national statuses."""

from typing import Final

ENGLISH_LINE: Final[dict[str, str]] = {
    # strip
    "strip_unheard": "Round {at} did not reach the province: {why}",
    # sync
    "sync_title": "Exchange with the province",
    "sync_last_contact": "Last contact",
    "sync_never": "No contact yet",
    "sync_sent": "Sent",
    "sync_sent_of": "{sent} of {handed_in} dossiers",
    "sync_waiting": "Waiting",
    "sync_unknown": "No answer yet",
    "sync_refused": "Refused",
    "sync_conflicts": "To be compared",
    "sync_files": "Files waiting",
    "sync_bytes": "Carried",
    "sync_bytes_line": "up {up} · down {down}",
    "sync_not_enrolled": "This machine is not enrolled. The administrator runs “motcua enrol”.",
    "sync_running": "Exchanging with the province…",
    "sync_idle": "Rounds run by themselves; F5 runs one now. Reception never waits for the line.",
    "sync_last_round": "Last round",
    "round_line": (
        "sent {sent} · accepted {accepted} · refused {refused} · pulled {pulled} · "
        "{trips} round trips · {seconds} s"
    ),
    "sync_stopping": "Stopping after this step…",
}

ENGLISH_STATUSES: Final[dict[str, str]] = {
    "draft": "Draft",
    "submitted": "Submitted",
    "received": "Received",
    "refused": "Not received",
    "processing": "In progress",
    "awaiting_supplement": "Supplement asked",
    "awaiting_payment": "Payment asked",
    "withdrawn": "Withdrawn by the citizen",
    "stopped": "Stopped",
    "decided": "Decided",
    "returned": "Result returned",
}
"""The law names them in Vietnamese only (`forms.dossier.lifecycle`); these are for who reads English."""
