"""Who may do what."""

from __future__ import annotations

import pytest

from forms.dossier.lifecycle import COMMAND_OF_WIRE
from forms.dossier.roles import VERBS, Role, check_decider, may, may_command
from forms.errors import Faults, RuleError


def test_what_is_unknown_is_denied():
    assert not may("director", "receive_dossier")
    assert not may(Role.CLERK, "format_disk")
    assert not may_command("director", "submit", decided_at="desk")
    assert not may_command(Role.PROVINCE_OFFICER, "erase", decided_at="province")


def test_an_administrator_sees_no_dossier():
    for verb in ("receive_dossier", "read_dossier", "find_dossiers", "print_paper", "decide_dossier"):
        assert not may(Role.ADMINISTRATOR, verb)
        assert may(Role.COMMUNE_OFFICER, verb)


def test_a_clerk_does_not_decide():
    assert may(Role.CLERK, "receive_dossier")
    assert not may(Role.CLERK, "decide_dossier")
    assert not may(Role.CLERK, "add_clerk")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", list(COMMAND_OF_WIRE))
@pytest.mark.parametrize("decided_at", ["desk", "province"])
def test_commands_of_the_wire_follow_who_decides(role, command, decided_at):
    expected = {
        "submit": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR),
        "supplement": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR),
        "deliver_result": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR),
        "withdraw_request": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR),
        "refuse_receipt": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR),
        "hand_over": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR, Role.PROVINCE_OFFICER),
        "serve_now": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR) and decided_at == "desk",
        "require_supplement": role is Role.PROVINCE_OFFICER or (role is Role.COMMUNE_OFFICER and decided_at == "desk"),
        "apologise": role is Role.PROVINCE_OFFICER or (role is Role.COMMUNE_OFFICER and decided_at == "desk"),
        "accept": role is Role.PROVINCE_OFFICER or (role is Role.COMMUNE_OFFICER and decided_at == "desk"),
        "pay": role in (Role.CLERK, Role.COMMUNE_OFFICER, Role.SUPERVISOR),
        "ask_payment": role is Role.PROVINCE_OFFICER or (role is Role.COMMUNE_OFFICER and decided_at == "desk"),
        "decide": role is Role.PROVINCE_OFFICER or (role is Role.COMMUNE_OFFICER and decided_at == "desk"),
    }
    assert may_command(role, command, decided_at=decided_at) is expected[command]


def test_who_received_does_not_decide():
    check_decider("lan", "binh")
    with pytest.raises(RuleError) as caught:
        check_decider("lan", "lan")
    assert caught.value.fault is Faults.RECEIVER_DECIDES.value


def test_every_role_has_verbs():
    assert set(VERBS) == set(Role)
