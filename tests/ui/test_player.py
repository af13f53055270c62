"""The player: gestures from a file arrive as a person's would, and a step that cannot be played is named."""

import json

import pytest

from desktop_app.ui.player import Player, StepFailed
from tests.support.fake_office import PASSPHRASE

MANY = 5_000_000  # frames; the player keeps a human pace, and frames without work are cheap


def played(locked, steps, until):
    player = Player(locked.app, steps)
    player.start()
    locked.until(lambda: player.failure or until(), frames=MANY)
    return player


def test_a_play_unlocks_and_goes_to_the_intake(locked):
    steps = [
        {"do": "wait", "screen": "unlock"},
        {"do": "type", "text": PASSPHRASE},
        {"do": "key", "keys": "enter"},
        {"do": "wait", "for": {"text": "Nguyễn Thị Thử Nghiệm"}, "seconds": 5},
        {"do": "key", "keys": "f2"},
    ]
    player = played(locked, steps, lambda: locked.page.scope == "intake")
    assert player.failure == ""


def test_what_does_not_come_names_its_step_and_ends_the_play(locked, capsys):
    steps = [{"do": "say", "line": "bắt đầu"}, {"do": "wait", "screen": "sync", "seconds": 0.05}]
    player = played(locked, steps, lambda: False)
    assert player.failure.startswith("Step 2 ")
    assert "bắt đầu" in capsys.readouterr().out


def test_an_unknown_step_is_refused(locked):
    player = played(locked, [{"do": "dance"}], lambda: False)
    assert "unknown step" in player.failure


def test_a_passphrase_being_typed_is_no_word_in_sight(locked):
    locked.type("bi mat thu nghiem")
    player = played(locked, [{"do": "wait", "for": {"text": "bi mat"}, "seconds": 0.05}], lambda: False)
    assert player.failure
    assert "bi mat thu nghiem" not in player.failure


def test_a_file_that_is_no_play_is_refused(locked, tmp_path):
    path = tmp_path / "play.json"
    path.write_text(json.dumps({"do": "key"}), "utf-8")
    with pytest.raises(StepFailed):
        Player.read(locked.app, path)
