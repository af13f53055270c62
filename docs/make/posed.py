"""A posed picture: the sync page in the middle of a reconciliation, which passes too fast to be photographed.

The window is the real one; the round is held still. Run as a program: a window needs a process of its own.
"""

import os
import sys
from pathlib import Path

os.environ["KIVY_GL_BACKEND"] = "sdl2"

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.bootstrap.road import SAID  # isort: skip
from desktop_app.ui.app import MotCuaApp  # isort: skip
from desktop_app.ui.player import photograph  # isort: skip
from desktop_app.ui.ports import LaneFacts, RoundStep  # isort: skip
from sync.core.phases import Phase  # isort: skip
from tests.support.fake_office import PASSPHRASE, FakeGate, FakeOffice, Held, Now  # isort: skip


class Paused(FakeOffice):
    """An office whose round has come to the repair and stays there."""

    def run_round(self, progress, cancelled):  # noqa: ANN001, ANN201, ARG002 - the fake's own shape
        """Tell how far it is; the end is never heard."""
        data, files = LaneFacts(12 << 10, 34 << 10), LaneFacts(0, 1_450_000)
        progress(RoundStep(SAID[Phase.REWIND], data, files, rate_bps=6_200.0, remaining_s=250.0))


def main(picture: Path) -> None:
    """Unlock, go to the sync page, wish for a round, photograph it."""
    office, line = Paused(60), Held()
    window = Harness(MotCuaApp(FakeGate(office), Now(), line))
    window.type(PASSPHRASE)
    window.key("enter")
    window.until(lambda: window.page.scope == "dossiers")
    window.key("f9", "f5")
    office.run_round(window.page._presenter._progress, lambda: False)  # noqa: SLF001 - the round that is held
    window.frames(6)
    photograph(picture)
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
