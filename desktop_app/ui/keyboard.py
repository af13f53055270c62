"""One table of shortcuts, and the stack of scopes that decides who hears a key.

The table is what F1 shows and what buttons print beside their caption; a test refuses a key that means two
things in one scope. Typing, Tab and the arrows belong to the widgets, not to this table.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from kivy.core.window import Window


class Shortcut(NamedTuple):
    """One key of one scope. ``action`` is also the key of its words in the strings."""

    scope: str
    action: str
    combo: str


SHORTCUTS: Final = (
    Shortcut("everywhere", "help", "f1"),
    Shortcut("everywhere", "new_intake", "f2"),
    Shortcut("everywhere", "go_dossiers", "f3"),
    Shortcut("everywhere", "go_sync", "f9"),
    Shortcut("everywhere", "language", "f12"),
    Shortcut("everywhere", "lock", "ctrl+l"),
    Shortcut("unlock", "unlock", "enter"),
    Shortcut("dossiers", "search", "ctrl+f"),
    Shortcut("dossiers", "open_dossier", "enter"),
    Shortcut("dossiers", "reload", "f5"),
    Shortcut("dossiers", "previous_filter", "alt+left"),
    Shortcut("dossiers", "next_filter", "alt+right"),
    Shortcut("intake", "save", "ctrl+s"),
    Shortcut("intake", "save_and_print", "f8"),
    Shortcut("intake", "part_procedure", "alt+1"),
    Shortcut("intake", "part_applicant", "alt+2"),
    Shortcut("intake", "part_form", "alt+3"),
    Shortcut("intake", "part_papers", "alt+4"),
    Shortcut("intake", "part_files", "alt+5"),
    Shortcut("intake", "part_return", "alt+6"),
    Shortcut("intake", "first_problem", "f4"),
    Shortcut("intake", "add_repeat", "ctrl+enter"),
    Shortcut("intake", "remove_repeat", "ctrl+delete"),
    Shortcut("intake", "discard", "ctrl+d"),
    Shortcut("intake", "leave", "escape"),
    Shortcut("dossier", "fix_field", "f4"),
    Shortcut("dossier", "reload", "f5"),
    Shortcut("dossier", "decide", "f6"),
    Shortcut("dossier", "return_result", "f7"),
    Shortcut("dossier", "reprint", "f8"),
    Shortcut("dossier", "transfer", "ctrl+t"),
    Shortcut("dossier", "supplement", "ctrl+b"),
    Shortcut("dossier", "scroll_down", "pagedown"),
    Shortcut("dossier", "scroll_up", "pageup"),
    Shortcut("dossier", "leave", "escape"),
    Shortcut("sync", "sync_now", "f5"),
    Shortcut("sync", "cancel_sync", "ctrl+d"),
    Shortcut("sync", "leave", "escape"),
    Shortcut("dialog", "confirm", "ctrl+enter"),
    Shortcut("dialog", "cancel", "escape"),
)

_NAMES: Final = {
    **{281 + number: f"f{number}" for number in range(1, 13)},
    8: "backspace",
    9: "tab",
    13: "enter",
    27: "escape",
    32: "spacebar",
    127: "delete",
    271: "enter",
    273: "up",
    274: "down",
    275: "right",
    276: "left",
    280: "pageup",
    281: "pagedown",
}
_FIRST_NUMPAD_KEY: Final = 256
_LAST_NUMPAD_KEY: Final = 272
_ASCII: Final = range(33, 127)


def combo_of(key: int, modifiers: list[str]) -> str | None:
    """Name a key press the way the table does.

    Num lock and caps lock are ignored; so is the Alt that the window library reports with keys of the number
    pad.

    Args:
        key: the window library's key code.
        modifiers: the modifiers it reports.

    Returns:
        Such as ``ctrl+s``, or None for a key that has no name here.
    """
    name = _NAMES.get(key) or (chr(key) if key in _ASCII else None)
    if name is None:
        return None
    numpad = _FIRST_NUMPAD_KEY <= key <= _LAST_NUMPAD_KEY
    held = [part for part in ("ctrl", "alt", "shift") if part in modifiers and not (numpad and part == "alt")]
    return "+".join([*held, name])


def key_label(action: str, scope: str) -> str:
    """Give the key of an action as people read it, such as ``Ctrl+S``; empty when it has none."""
    for shortcut in SHORTCUTS:
        if shortcut.action == action and shortcut.scope in (scope, "everywhere"):
            named = {
                "escape": "Esc",
                "spacebar": "Space",
                "left": "←",
                "right": "→",
                "pagedown": "PgDn",
                "pageup": "PgUp",
            }
            parts = shortcut.combo.split("+")
            return "+".join(named.get(part, part.capitalize()) for part in parts)
    return ""


class Keyboard:
    """Who hears a shortcut: the scope on top; below a dialog nobody hears anything."""

    def __init__(self) -> None:
        """Listen to the window until :meth:`close`."""
        self._scopes: list[tuple[str, Mapping[str, Callable[[], object]]]] = []
        self.touched: Callable[[], None] = lambda: None
        self.claimed: Callable[[str | None], bool] = lambda _combo: False
        Window.bind(on_key_down=self._pressed)

    def push(self, scope: str, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Let a scope hear its keys, above those pushed before.

        Args:
            scope: a scope of the table.
            handlers: action → what to call.
        """
        self._scopes.append((scope, handlers))

    def pop(self, scope: str) -> None:
        """Take the uppermost scope of that name away."""
        for place in range(len(self._scopes) - 1, -1, -1):
            if self._scopes[place][0] == scope:
                del self._scopes[place]
                return

    def close(self) -> None:
        """Stop listening."""
        Window.unbind(on_key_down=self._pressed)

    def _pressed(
        self, _window: object, key: int, _scancode: int, _codepoint: str | None, modifiers: list[str]
    ) -> bool:
        self.touched()
        combo = combo_of(key, modifiers)
        if self.claimed(combo):
            return False
        for scope, handlers in reversed(self._scopes):
            for shortcut in SHORTCUTS:
                if shortcut.scope == scope and shortcut.combo == combo and shortcut.action in handlers:
                    handlers[shortcut.action]()
                    return True
            if scope == "dialog":
                return False
        return False
