"""The dialogs of one matter: a reason, and what else a way out needs to know before it is taken."""

from collections.abc import Callable

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.screens.matter.presenter import MatterPresenter
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog


class Questions:
    """Asks, and passes the answers on to the presenter."""

    def __init__(self, matter: MatterPresenter, keyboard: Keyboard) -> None:
        """Ask on behalf of one matter."""
        self._matter, self._keyboard = matter, keyboard

    def asker(self, action: str) -> Callable[[], None]:
        """What a key or button of an action does: check that it may be done, then ask, then do."""
        matter = self._matter
        ways: dict[str, Callable[[], None]] = {
            "undo": lambda: self._reason(action, matter.undo),
            "drop": lambda: self._reason(action, matter.drop),
            "send_again": lambda: self._reason(action, matter.send_again),
            "same_dossier": lambda: self._reason(action, lambda why: matter.link("same", why)),
            "other_dossier": lambda: self._reason(action, lambda why: matter.link("different", why)),
            "close_finding": lambda: self._reason(action, matter.close_finding, "done_about_it"),
            "supplement": lambda: self._reason(action, matter.supplement, "supplement_note"),
            "void_dossier": self._void,
            "rescan": self.rescan,
            "new_from": matter.new_from,
            "open_it": matter.open_it,
        }
        todo = ways[action]

        def act() -> None:
            if matter.may(action):
                todo()

        return act

    def rescan(self, path: str = "") -> None:
        """Ask for the new scan of a damaged file; a file that was dropped is named already."""
        if self._matter.may("rescan"):
            asks = (Ask("file", WORDS("rescan_file"), path, required=False), _reason_ask("reason"))
            self._open(
                "rescan", asks, lambda answers: self._matter.rescan(answers["file"], answers["reason"])
            )

    def _void(self) -> None:
        asks = (_reason_ask("reason"), Ask("basis", WORDS("basis")))
        self._open(
            "void_dossier",
            asks,
            lambda answers: self._matter.void_dossier(answers["reason"], answers["basis"]),
        )

    def _reason(self, action: str, then: Callable[[str], None], label: str = "reason") -> None:
        self._open(action, (_reason_ask(label),), lambda answers: then(answers["reason"]))

    def _open(self, action: str, asks: tuple[Ask, ...], then: Callable[[Answers], None]) -> None:
        Dialog(
            self._keyboard,
            lambda answers: then(answers) if answers is not None else None,
            title=WORDS(f"ask_{action}"), confirm=WORDS(action), asks=asks,
        ).open()  # fmt: skip


def _reason_ask(label: str) -> Ask:
    return Ask("reason", WORDS(label), lines=True)
