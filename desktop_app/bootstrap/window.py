"""The program as a window: one desk per folder, two workers, background rounds between unlocking and locking.

The toolkit is imported here at the last moment, after its environment is set; no widget is known.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop_app.bootstrap.afterwards import load_afterwards
from desktop_app.bootstrap.house import House
from desktop_app.errors import DeskError
from desktop_app.runtime.lock import harden, start_anew
from desktop_app.runtime.log import Log
from desktop_app.runtime.single import SingleDesk
from desktop_app.runtime.tasks import STOP_S, Worker, Workers
from desktop_app.ui.environment import has_screen, prepare_environment
from forms.errors import Act, Fault

if TYPE_CHECKING:
    from desktop_app.bootstrap.office import Office
    from desktop_app.runtime.schedule import Rounds
    from desktop_app.ui.app import MotCuaApp

FIRST_ROUND_S = 2.0
"""After unlocking: the list is on the screen before the line is used."""

NO_SCREEN = Fault(
    Act.ADMINISTRATOR,
    "Phiên làm việc này không có màn hình nên không mở được cửa sổ.",
    "Đăng nhập vào màn hình của máy rồi mở lại; không có màn hình vẫn dùng được lệnh, xem «motcua --help».",
    "No display can be reached from this session.",
)


class Window:
    """The verbs of the program itself: `desk`, `form preview` and `demo`."""

    def __init__(self, house: House, home: Path) -> None:
        self._house, self._home = house, home

    def open_window(self, play: str) -> int:
        """Show the desk until it is closed.

        Args:
            play: A file of gestures that the window carries out by itself, or empty.

        Returns:
            The exit code: 0, or 1 when a gesture failed.

        Raises:
            DeskError: NO_SCREEN, DESK_IN_USE.
        """
        if not has_screen():
            raise DeskError(NO_SCREEN)
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        prepare_environment(self._home)
        harden()
        single = SingleDesk(self._home)
        with single:
            return self._run(single, play)

    def preview_form(self, file: str) -> int:
        """Show the form in a file as a clerk would see it, without a store, until the window is closed.

        Returns:
            The exit code: 0.

        Raises:
            DeskError: NO_SCREEN.
        """
        if not has_screen():
            raise DeskError(NO_SCREEN)
        with TemporaryDirectory(prefix="motcua-") as place:
            prepare_environment(Path(place))
            from desktop_app.ui.author import AuthorApp  # noqa: PLC0415 - the toolkit, after its environment
            from desktop_app.ui.post import post  # noqa: PLC0415 - the toolkit, after its environment

            worker = Worker("motcua-form", post)
            try:
                AuthorApp(self._house.author(), worker, file).run()
            finally:
                worker.stop()
        return 0

    def run_demo(self, out: str) -> int:
        """Play one counter morning against a province of its own."""
        from desktop_app.cli.demo.morning import run_demo  # noqa: PLC0415 - drags in what no desk needs

        return run_demo(out)

    def _run(self, single: SingleDesk, play: str) -> int:
        from desktop_app.ui.app import MotCuaApp  # noqa: PLC0415 - the toolkit, after its environment
        from desktop_app.ui.post import post  # noqa: PLC0415 - the toolkit, after its environment

        workers = Workers(post)
        log = Log(self._home / "log")
        background = Background(self._house, log)

        def start_again() -> None:
            """Leave nothing of the unlocked time in memory."""
            workers.line.stop(STOP_S)
            single.__exit__()
            start_anew()

        app = MotCuaApp(
            self._house.gate(self._home),
            workers.store,
            workers.line,
            opened=lambda office: background.begin(office, app),
            locked=None if play else start_again,
        )

        app.look_with(workers.glances)

        def prepare() -> None:
            """Have ready what follows the unlock screen, and write down which program this is."""
            from importlib.metadata import version  # noqa: PLC0415 - drags in the reading of mail

            load_afterwards()
            log.note("window", code=version("motcua"))

        # the screens after it, not beside it: no module is loaded by two threads at once
        app.shown = lambda: workers.store.run(prepare, lambda _: app.navigation.load_pages(), _nothing)
        try:
            if play:
                from desktop_app.ui.player import play_file  # noqa: PLC0415 - the toolkit again

                return play_file(app, Path(play))
            app.run()
        finally:
            background.end()
            workers.stop()
            background.leave()
            log.close()
        return 0


class Background:
    """Rounds of one unlocked time; they end before the store is closed (LOCK-2)."""

    def __init__(self, house: House, log: Log) -> None:
        self._house, self._log = house, log
        self._rounds: Rounds | None = None
        self._office: Office | None = None
        self._is_ending = False

    def begin(self, office: object, app: "MotCuaApp") -> None:
        """Start rounds for an office that was unlocked; none before its machine is enrolled."""
        from desktop_app.bootstrap.office import Office  # noqa: PLC0415 - loaded: this is one
        from desktop_app.runtime.schedule import BROKEN_S, Rounds  # noqa: PLC0415 - drags in the scheduler

        if not isinstance(office, Office):
            return
        self._office = office
        if not office.shift.enrolled:
            return
        self._is_ending = False
        office.before_close = self.end

        def one_round() -> float:
            result = office.run_round(_quiet, lambda: self._is_ending, by_hand=False)
            self._log.note("round", phase=result.phase, seconds=result.seconds, count=result.sent)
            next_s = result.next_try_s or BROKEN_S
            self._next_in(next_s)
            app.changed()
            return next_s

        def broke(error: Exception) -> None:
            self._log.trouble("round", error)
            self._next_in(BROKEN_S)
            app.changed()

        self._next_in(FIRST_ROUND_S)
        self._rounds = Rounds(one_round, broke, self._house.clock.now)
        self._rounds.start(FIRST_ROUND_S)

    def end(self) -> None:
        """Ask the round that runs to end, wait for it, begin no other."""
        rounds, self._rounds = self._rounds, None
        self._is_ending = True
        if rounds is not None:
            rounds.stop()

    def leave(self) -> None:
        """Close an office that the window left open; its workers have ended."""
        if self._office is not None:
            self._office.close()

    def _next_in(self, seconds: float) -> None:
        if self._office is not None:
            self._office.next_round_at = self._house.clock.now() + timedelta(seconds=seconds)


def _nothing(_: object) -> None:
    """Nobody waits for it: what is missing is loaded where it is used, and says there why it cannot be."""


def _quiet(_: object) -> None:
    """Background rounds tell nobody each step; the status strip shows the facts."""
