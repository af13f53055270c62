"""Thinking of the unlock screen: who may come in, and what went wrong when they could not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop_app.ui.asking import Asking, Tasks
from desktop_app.ui.stage import trouble_of
from desktop_app.ui.strings import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.ports import Gate, GateFacts, GateUser, Office


@dataclass(frozen=True, slots=True)
class UnlockState:
    """What the unlock screen shows."""

    office_name: str = ""
    users: tuple[GateUser, ...] = ()
    chosen: str = ""
    busy: bool = False
    ready: bool = False
    trouble: str = ""


class UnlockPresenter:
    """Asks the gate; hands the opened office on."""

    def __init__(
        self,
        gate: Gate,
        tasks: Tasks,
        render: Callable[[UnlockState], None],
        opened: Callable[[Office], None],
    ) -> None:
        """Begin with nothing known.

        Args:
            gate: the locked desk.
            tasks: the worker beside the store.
            render: shows a state.
            opened: receives the office once it is open.
        """
        self._gate, self._render, self._opened = gate, render, opened
        self._asking = Asking(tasks)
        self._state = UnlockState()

    def start(self) -> None:
        """Learn who may come in."""
        self._asking.ask("facts", self._gate.facts, self._learned, self._failed)

    def choose(self, user: str) -> None:
        """Somebody of the list stands here."""
        self._show(chosen=user, trouble="")

    def unlock(self, passphrase: bytearray) -> None:
        """Try the passphrase; the bytes are the gate's to overwrite from here on."""
        if self._state.busy or not self._state.ready:
            return
        if not passphrase:
            self._show(trouble=WORDS("unlock_empty"))
            return
        self._show(busy=True, trouble="")
        user = self._state.chosen
        self._asking.ask("unlock", lambda: self._gate.unlock(user, passphrase), self._in, self._failed)

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def _learned(self, facts: GateFacts) -> None:
        if not facts.created or not facts.users:
            missing = "unlock_no_users" if facts.created else "unlock_not_created"
            self._show(office_name=facts.office_name, trouble=WORDS(missing))
            return
        self._show(
            office_name=facts.office_name,
            users=facts.users,
            chosen=facts.users[0].user,
            ready=True,
            trouble="",
        )

    def _in(self, office: Office) -> None:
        self._show(busy=False)
        self._opened(office)

    def _failed(self, error: BaseException) -> None:
        self._show(busy=False, trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)
