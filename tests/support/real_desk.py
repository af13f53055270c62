"""The window of a founded, enrolled desk on its real store, and the way through its gate by keys."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.ui.app import MotCuaApp
from desktop_app.ui.strings import WORDS
from tests.support.counter import Counter
from tests.support.fake_office import Now
from tests.support.kivy_harness import Harness
from tests.support.office import PASSPHRASE, cheap_guesses


@contextmanager
def real_desk(counter: Counter) -> Iterator[Harness]:
    """Show the gate; ``offices`` keeps those that were opened behind it. Language and last office are put back."""
    offices: list = []
    with cheap_guesses():
        window = Harness(MotCuaApp(counter.house.gate(counter.home), Now(), Now(), opened=offices.append))
        window.offices = offices
        yield window
    WORDS.language = "vi"
    window.close()
    offices[-1].close()


def unlock(window: Harness, name: str) -> None:
    """Open the office as the first person found by a name."""
    window.until(lambda: window.page.scope == "unlock")
    window.key("shift+tab")
    window.type(name)
    window.key("enter")
    window.type(PASSPHRASE)
    window.key("enter")
    window.until(lambda: window.page.scope == "dossiers")
