"""One window for all tests of this folder: the toolkit has one per process."""

import pytest

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.ui.app import MotCuaApp  # isort: skip
from desktop_app.ui.strings import WORDS  # isort: skip
from tests.support.fake_office import PASSPHRASE, FakeGate, FakeOffice, Now  # isort: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/ui/" in str(item.path):
            item.add_marker(pytest.mark.ui)
            item.add_marker(pytest.mark.xdist_group("ui"))


@pytest.fixture
def office():
    return FakeOffice(430)


@pytest.fixture
def locked(office):
    """The window before anybody has unlocked."""
    harness = Harness(MotCuaApp(FakeGate(office), Now(), Now()))
    harness.office = office
    yield harness
    WORDS.language = "vi"
    harness.close()


@pytest.fixture
def ui(locked):
    """The window on the list of dossiers."""
    locked.type(PASSPHRASE)
    locked.key("enter")
    locked.until(lambda: locked.page.scope == "dossiers")
    return locked
