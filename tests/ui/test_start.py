"""What begins with the first picture of the locked desk: the rest of the program loads, once."""

from __future__ import annotations

import itertools

import pytest

from desktop_app.ui.app import MotCuaApp
from tests.support.fake_office import PASSPHRASE, FakeGate, FakeOffice, Now
from tests.support.kivy_harness import Harness


@pytest.fixture
def watched():
    seen: list[str] = []
    app = MotCuaApp(FakeGate(FakeOffice(3)), Now(), Now())
    app.shown = lambda: seen.append(app.navigation.page.office_name)
    harness = Harness(app)
    yield harness, seen
    harness.close()


def test_the_rest_begins_once_and_only_when_the_screen_shows_who_may_come_in(watched) -> None:
    harness, seen = watched
    harness.frames(6)
    assert seen == [harness.page.office_name]
    assert seen != [""]
    harness.type(PASSPHRASE)
    harness.key("enter")
    harness.until(lambda: harness.page.scope == "dossiers")
    assert len(seen) == 1


def test_the_screens_behind_the_gate_load_one_between_two_pictures(watched, monkeypatch) -> None:
    from desktop_app.ui import navigation

    harness, _ = watched
    loaded: list[str] = []
    monkeypatch.setattr(navigation, "import_module", loaded.append)
    harness.app.navigation.load_pages()
    counts = []
    for _ in range(2 * len(navigation._SCREENS)):
        harness.frames(1)
        counts.append(len(loaded))
    names = (
        "dossiers", "intake", "dossier", "matters", "matter", "printed", "cash", "books", "handover", "preview", "sync",
        "rules", "review",
    )  # fmt: skip
    assert loaded == [f"desktop_app.ui.screens.{name}.screen" for name in names]
    assert all(after - before <= 1 for before, after in itertools.pairwise(counts))
