"""One table of shortcuts, and the stack of scopes that decides who hears a key.

The table is what F1 shows and what buttons print beside their caption; a test refuses a key that means two
things in one scope. Typing, Tab and the arrows belong to the widgets, not to this table.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from kivy.clock import Clock
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
    Shortcut("everywhere", "go_matters", "f10"),
    Shortcut("everywhere", "go_printed", "f11"),
    Shortcut("everywhere", "go_cash", "ctrl+p"),
    Shortcut("everywhere", "go_books", "ctrl+j"),
    Shortcut("everywhere", "go_rules", "ctrl+q"),
    Shortcut("everywhere", "language", "f12"),
    Shortcut("everywhere", "lock", "ctrl+l"),
    Shortcut("unlock", "unlock", "enter"),
    Shortcut("dossiers", "search", "ctrl+f"),
    Shortcut("dossiers", "open_dossier", "enter"),
    Shortcut("dossiers", "reload", "f5"),
    Shortcut("dossiers", "print_marked", "ctrl+i"),
    Shortcut("dossiers", "sign_marked", "ctrl+y"),
    Shortcut("dossiers", "deeds", "ctrl+k"),
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
    Shortcut("intake", "deeds", "ctrl+k"),
    Shortcut("intake", "leave", "escape"),
    Shortcut("dossier", "fix_field", "f4"),
    Shortcut("dossier", "reload", "f5"),
    Shortcut("dossier", "decide", "f6"),
    Shortcut("dossier", "return_result", "f7"),
    Shortcut("dossier", "reprint", "f8"),
    Shortcut("dossier", "deeds", "ctrl+k"),
    Shortcut("dossier", "papers", "ctrl+i"),
    Shortcut("dossier", "transfer", "ctrl+t"),
    Shortcut("dossier", "supplement", "ctrl+b"),
    Shortcut("dossier", "open_matter", "ctrl+m"),
    Shortcut("dossier", "scroll_down", "pagedown"),
    Shortcut("dossier", "scroll_up", "pageup"),
    Shortcut("dossier", "leave", "escape"),
    Shortcut("matters", "open_matter", "enter"),
    Shortcut("matters", "reload", "f5"),
    Shortcut("matters", "previous_filter", "alt+left"),
    Shortcut("matters", "next_filter", "alt+right"),
    Shortcut("matters", "leave", "escape"),
    Shortcut("matter", "reload", "f5"),
    Shortcut("matter", "keep_theirs", "f6"),
    Shortcut("matter", "use_mine", "f7"),
    Shortcut("matter", "edit_values", "f4"),
    Shortcut("matter", "settle", "ctrl+s"),
    Shortcut("matter", "undo", "f8"),
    Shortcut("matter", "same_dossier", "ctrl+t"),
    Shortcut("matter", "other_dossier", "ctrl+k"),
    Shortcut("matter", "supplement", "ctrl+b"),
    Shortcut("matter", "new_from", "ctrl+n"),
    Shortcut("matter", "rescan", "ctrl+u"),
    Shortcut("matter", "send_again", "ctrl+g"),
    Shortcut("matter", "drop", "ctrl+d"),
    Shortcut("matter", "void_dossier", "ctrl+h"),
    Shortcut("matter", "close_finding", "ctrl+e"),
    Shortcut("matter", "open_it", "ctrl+o"),
    Shortcut("matter", "to_matters", "escape"),
    Shortcut("printed", "open_dossier", "enter"),
    Shortcut("printed", "reload", "f5"),
    Shortcut("printed", "handover", "f7"),
    Shortcut("printed", "export", "ctrl+e"),
    Shortcut("printed", "previous_filter", "alt+left"),
    Shortcut("printed", "next_filter", "alt+right"),
    Shortcut("printed", "leave", "escape"),
    Shortcut("cash", "open_dossier", "enter"),
    Shortcut("cash", "reload", "f5"),
    Shortcut("cash", "take_fee", "f6"),
    Shortcut("cash", "refund_fee", "f7"),
    Shortcut("cash", "close_day", "f8"),
    Shortcut("cash", "match_bank", "ctrl+b"),
    Shortcut("cash", "previous_filter", "alt+left"),
    Shortcut("cash", "next_filter", "alt+right"),
    Shortcut("cash", "leave", "escape"),
    Shortcut("books", "show_book", "enter"),
    Shortcut("books", "reload", "f5"),
    Shortcut("books", "open_book", "f6"),
    Shortcut("books", "enter_book", "f7"),
    Shortcut("books", "print_book", "f8"),
    Shortcut("books", "hand_book", "ctrl+b"),
    Shortcut("books", "take_lost_book", "ctrl+t"),
    Shortcut("books", "previous_filter", "alt+left"),
    Shortcut("books", "next_filter", "alt+right"),
    Shortcut("books", "leave", "escape"),
    Shortcut("handover", "prove_again", "f5"),
    Shortcut("handover", "to_printed", "escape"),
    Shortcut("preview", "publish", "f8"),
    Shortcut("preview", "reload", "f5"),
    Shortcut("preview", "add_repeat", "ctrl+enter"),
    Shortcut("preview", "leave", "escape"),
    Shortcut("sync", "sync_now", "f5"),
    Shortcut("sync", "handover", "f7"),
    Shortcut("sync", "cancel_sync", "ctrl+d"),
    Shortcut("sync", "leave", "escape"),
    Shortcut("rules", "open_row", "enter"),
    Shortcut("rules", "add_off", "f6"),
    Shortcut("rules", "add_worked", "f7"),
    Shortcut("rules", "set_signer", "f8"),
    Shortcut("rules", "publish_file", "ctrl+g"),
    Shortcut("rules", "open_review", "ctrl+o"),
    Shortcut("rules", "reload", "f5"),
    Shortcut("rules", "previous_filter", "alt+left"),
    Shortcut("rules", "next_filter", "alt+right"),
    Shortcut("rules", "leave", "escape"),
    Shortcut("review", "answer_flag", "enter"),
    Shortcut("review", "answer_kind", "f6"),
    Shortcut("review", "all_kinds", "f7"),
    Shortcut("review", "pack_review", "ctrl+s"),
    Shortcut("review", "open_review", "ctrl+o"),
    Shortcut("review", "reload", "f5"),
    Shortcut("review", "previous_filter", "alt+left"),
    Shortcut("review", "next_filter", "alt+right"),
    Shortcut("review", "to_rules", "escape"),
    *(Shortcut("menu", f"choose_{digit}", str(digit)) for digit in range(1, 10)),
    Shortcut("menu", "cancel", "escape"),
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
_IN_FRONT: Final = frozenset({"dialog", "menu"})
"""Below one of these nobody hears anything."""
_FIRST_NUMPAD_KEY: Final = 256
_LAST_NUMPAD_KEY: Final = 272
_ASCII: Final = range(33, 127)
_SPACE: Final = 32
_A_SHORTCUT: Final = object()
_TYPED: Final = ("on_key_down", "on_key_up", "on_textinput", "on_textedit")
PATIENCE_S: Final = 2.0
"""A keyboard that is dead for longer is worse than a lost letter."""


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
    """Who hears a shortcut: the scope on top; below a dialog nobody hears anything.

    Text input stays on while the keyboard moves, so two more things are decided here: the letter of a key
    that moved it (the 3 of Alt+3) is nobody's, and what is typed while its field is not there yet waits.
    """

    def __init__(self) -> None:
        """Listen to the window until :meth:`close`."""
        self._scopes: list[tuple[str, Mapping[str, Callable[[], object]]]] = []
        self.touched: Callable[[], None] = lambda: None
        self.claimed: Callable[[str | None], bool] = lambda _combo: False
        self.focused: Callable[[], object] = lambda: None
        self._waiting = Waiting()
        self._pressed_last: tuple[str, object] = ("", None)
        Window.bind(on_key_down=self._pressed, on_key_up=self._released, on_textinput=self._typed)

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

    def hold(self) -> None:
        """Let what is typed wait until :meth:`let_go`: the field it is meant for is not there yet."""
        self._waiting.begin()

    def let_go(self) -> None:
        """Give what waits to whoever has the keyboard at the next frame."""
        self._waiting.end()

    def close(self) -> None:
        """Stop listening."""
        self._waiting.forget()
        Window.unbind(on_key_down=self._pressed, on_key_up=self._released, on_textinput=self._typed)

    def _pressed(
        self, _window: object, key: int, _scancode: int, _codepoint: str | None, modifiers: list[str]
    ) -> bool:
        self.touched()
        letter = chr(key) if key in _ASCII or key == _SPACE else ""
        self._pressed_last = (letter, self.focused())
        combo = combo_of(key, modifiers)
        if self.claimed(combo):
            return False
        for scope, handlers in reversed(self._scopes):
            for shortcut in SHORTCUTS:
                if shortcut.scope == scope and shortcut.combo == combo and shortcut.action in handlers:
                    self._pressed_last = (letter, _A_SHORTCUT)
                    handlers[shortcut.action]()
                    return True
            if scope in _IN_FRONT:
                return False
        return False

    def _released(self, *_: object) -> None:
        self._pressed_last = ("", None)

    def _typed(self, _window: object, text: str) -> bool:
        """Swallow the letter that comes with a key which was a shortcut, or moved the keyboard."""
        letter, had = self._pressed_last
        self._pressed_last = ("", None)
        return bool(letter) and text.lower() == letter and self.focused() is not had


class Waiting:
    """Keys and letters that came too early, in order; for no longer than ``PATIENCE_S``."""

    def __init__(self) -> None:
        """Begin with nothing held."""
        self._kept: list[tuple[str, tuple[Any, ...]]] = []
        self._is_holding = False
        self._end: Any = None
        self._heard = {event: self._keeper(event) for event in _TYPED}

    def begin(self) -> None:
        """Hold what comes from now on; bound last, it is heard first."""
        self._replay_after(PATIENCE_S)
        if not self._is_holding:
            self._is_holding = True
            Window.bind(**self._heard)

    def end(self) -> None:
        """Replay at the next frame."""
        if self._is_holding:
            self._replay_after(0)

    def forget(self) -> None:
        """Throw away what is held and hold no more."""
        self._kept.clear()
        self._replay()

    def _keeper(self, event: str) -> Callable[..., bool]:
        def keep(_window: object, *args: Any) -> bool:
            self._kept.append((event, args))
            return True

        return keep

    def _replay_after(self, seconds: float) -> None:
        if self._end is not None:
            self._end.cancel()
        self._end = Clock.schedule_once(self._replay, seconds)

    def _replay(self, *_: object) -> None:
        if self._end is not None:
            self._end.cancel()
        self._is_holding = False
        Window.unbind(**self._heard)
        while self._kept and not self._is_holding:
            event, args = self._kept.pop(0)
            if not Window.dispatch(event, *args) and event == "on_key_down":
                Window.dispatch("on_keyboard", *args)  # as the window itself does
