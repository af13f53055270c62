"""The table of moves."""

from __future__ import annotations

import pytest

from forms.dossier.lifecycle import (
    COMMAND_OF_WIRE,
    ENDS,
    LABEL_VI,
    MOVES,
    Command,
    Status,
    allowed,
    move,
    picture,
)
from forms.errors import Faults, RuleError


def test_every_status_has_a_label():
    assert set(LABEL_VI) == set(Status)


def test_the_usual_way_from_counter_to_result():
    status = Status.DRAFT
    for name in ("submit", "accept", "require_supplement", "supplement", "decide", "deliver_result"):
        status = move(status, COMMAND_OF_WIRE[name])
    assert status is Status.RETURNED


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("command", list(Command))
def test_a_status_moves_only_along_the_table(status, command):
    if (status, command) in MOVES:
        assert move(status, command) is MOVES[status, command]
    else:
        with pytest.raises(RuleError) as caught:
            move(status, command)
        assert caught.value.fault is Faults.ILLEGAL_MOVE.value


def test_a_decided_dossier_can_no_longer_be_stopped():
    assert Command.STOP not in allowed(Status.DECIDED)
    assert Command.WITHDRAW not in allowed(Status.DECIDED)


def test_from_an_end_only_a_wrong_result_leads_back():
    leaving = {(at, command) for (at, command) in MOVES if at in ENDS}
    assert leaving == {(Status.RETURNED, Command.CORRECT_RESULT)}


def test_every_status_but_the_start_can_be_reached():
    reached = set(MOVES.values()) | {Status.DRAFT, Status.SUBMITTED}
    assert reached == set(Status)


def test_wire_commands_map_one_to_one():
    assert len(set(COMMAND_OF_WIRE.values())) == len(COMMAND_OF_WIRE) == 13


def test_the_picture_shows_every_move():
    drawn = picture()
    assert drawn.startswith("stateDiagram-v2\n")
    for (at, command), to in MOVES.items():
        line = next(line for line in drawn.splitlines() if line.strip().startswith(f"{at} --> {to}:"))
        assert command in line
