"""Who may do what: the table role × verb, and who may not decide what he received.

Here: roles, the desk's verbs each may perform, the wire's commands each may issue. Not here: how a user
proves a role.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from forms.errors import Faults, RuleError


class Role(StrEnum):
    """What a person is, at the desk or at the province."""

    CLERK = "clerk"
    COMMUNE_OFFICER = "commune_officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    PROVINCE_OFFICER = "province_officer"


_EVERYONE: Final = frozenset(
    {
        "unlock_office",
        "change_password",
        "sync_status",
        "run_round",
        "find_procedures",
        "show_procedure",
        "list_rules",
        "check_form",
        "convert_form",
        "convert_text",
        "find_communes",
        "make_units",
        "read_address",
        "fill_form",
        "list_matters",
        "read_matter",
        "prove_handover",
        "list_packages",
        "show_signer",
    }
)
_READING: Final = frozenset(
    {
        "read_ledger",
        "print_ledger",
        "show_payment_code",
        "find_dossiers",
        "read_dossier",
        "count_work",
        "print_paper",
        "list_papers",
        "print_register",
        "list_books",
        "print_book",
        "list_printed",
    }
)
_SETTLING: Final = frozenset(
    {
        "settle_conflict",
        "undo_settlement",
        "drop_matter",
        "send_again",
        "link_duplicate",
        "void_attachment",
    }
)
_INTAKE: Final = frozenset(
    {
        "identify_citizen",
        "start_entry",
        "save_draft",
        "guide_applicant",
        "discard_draft",
        "list_drafts",
        "attach_scan",
        "receive_dossier",
        "correct_dossier",
        "supplement_dossier",
        "return_result",
        "withdraw_dossier",
        "refuse_receipt",
        "serve_now",
        "hand_over_dossiers",
        "take_fee",
        "close_day",
        "match_bank",
        "enter_book",
        "sign_paper",
        "open_signer",
        "answer_lookup",
        "hand_book",
        "seed_dossiers",
    }
)
VERBS: Final[dict[Role, frozenset[str]]] = {
    Role.CLERK: _EVERYONE | _READING | _INTAKE | _SETTLING,
    Role.COMMUNE_OFFICER: _EVERYONE
    | _READING
    | _INTAKE
    | _SETTLING
    | {"transfer_dossier", "decide_dossier", "ask_supplement", "apologise_late", "ask_payment", "open_book"},
    Role.SUPERVISOR: _EVERYONE
    | _READING
    | _INTAKE
    | _SETTLING
    | {"void_dossier", "refund_fee", "open_book", "take_lost_book"},
    Role.ADMINISTRATOR: _EVERYONE
    | {
        "create_office",
        "enrol_device",
        "add_clerk",
        "verify_audit",
        "count_work",
        "resume_road",
        "close_finding",
        "publish_package",
        "set_signer",
        "open_signer",
        "list_books",
        "take_lost_book",
    },
    Role.PROVINCE_OFFICER: _READING
    | {"decide_dossier", "accept_dossier", "require_supplement", "void_dossier", "requeue_event"},
}

_BY_THE_COUNTER: Final = frozenset(
    {"submit", "supplement", "deliver_result", "withdraw_request", "refuse_receipt", "hand_over", "pay"}
)
_AT_ONCE: Final = frozenset({"serve_now"})
"""By the counter, and only where the desk decides: nobody hands out the province's result."""
_BY_WHO_DECIDES: Final = frozenset({"accept", "decide", "require_supplement", "apologise", "ask_payment"})


def may(role: Role | str, verb: str) -> bool:
    """Tell whether a role may perform a verb; what is unknown is denied.

    Args:
        role: A role or its code name.
        verb: The file name of a use case, e.g. `receive_dossier`.
    """
    try:
        return verb in VERBS[Role(role)]
    except ValueError:
        return False


def may_command(role: Role | str, command: str, *, decided_at: str) -> bool:
    """Tell whether a role may issue a command of the wire; what is unknown is denied.

    Args:
        role: A role or its code name.
        command: The command's name on the wire, e.g. `accept`.
        decided_at: `desk` or `province`, from the catalogue's procedure.
    """
    if role == Role.PROVINCE_OFFICER:
        return command in _BY_WHO_DECIDES | {"hand_over"}
    if role not in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR):
        return False
    if command in _BY_WHO_DECIDES:
        return role == Role.COMMUNE_OFFICER and decided_at == "desk"
    return command in _BY_THE_COUNTER or (command in _AT_ONCE and decided_at == "desk")


def check_decider(received_by: str, decided_by: str) -> None:
    """Who received a dossier does not decide it (decision 10).

    Raises:
        RuleError: Both are the same person.
    """
    if received_by == decided_by:
        raise RuleError(Faults.RECEIVER_DECIDES.value)
