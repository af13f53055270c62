"""Where the keyboard goes: Tab inside one scope, focus kept in view, Escape never drops it.

The toolkit lets Tab leave a dialog and lets Escape blur a field; both are decided here instead.
"""

from collections.abc import Iterator
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.behaviors import FocusBehavior
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

_stack: list[Widget] = []


def push_scope(root: Widget) -> None:
    """Let Tab walk inside ``root`` only, until :func:`pop_scope`."""
    _stack.append(root)


def pop_scope(root: Widget) -> None:
    """Give Tab back to what had it before ``root``."""
    if root in _stack:
        _stack.remove(root)


def current_scope() -> Widget | None:
    """The widget inside which Tab walks now."""
    return _stack[-1] if _stack else None


def focused() -> Any:
    """The widget that has the keyboard, or None."""
    return next((widget for widget in FocusBehavior._keyboards.values() if widget), None)  # noqa: SLF001 - no public way


def claims(combo: str | None) -> bool:
    """Tell whether the widget that has the keyboard wants a key for itself, as an open list wants Escape."""
    wants = getattr(focused(), "claims_key", None)
    return bool(wants is not None and wants(combo))


def focusables(root: Widget) -> list[Any]:
    """All widgets below ``root`` that may take the keyboard, in the order of the page."""
    return list(_walk(root))


def focus_first(root: Widget) -> None:
    """Give the keyboard to the first widget of ``root`` that takes it."""
    for widget in _walk(root):
        widget.focus = True
        return


def _walk(root: Widget) -> Iterator[Any]:
    if root.disabled or not root.opacity:
        return
    if isinstance(root, FocusBehavior) and root.is_focusable and root.width > 1 and root.height > 1:
        yield root
    for child in reversed(root.children):
        yield from _walk(child)


class KeyNav:
    """A widget in the tab order of its scope; stands before the toolkit's `FocusBehavior` among the bases.

    It is no `FocusBehavior` itself: the toolkit finds properties in the direct bases of a widget only.
    """

    focus: bool

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Walk with Tab and Shift+Tab, stay with Escape; everything else is the widget's own."""
        if keycode[1] == "escape":
            return True
        if keycode[1] == "tab" and not {"ctrl", "alt"} & set(modifiers):
            self.move_focus(-1 if "shift" in modifiers else 1)
            return True
        return bool(super().keyboard_on_key_down(window, keycode, text, modifiers))  # type: ignore[misc]  # the next base has it

    def keyboard_on_key_up(self, _window: Any, _keycode: tuple[int, str]) -> bool:
        """Keep the focus when Escape is released: leaving is the screen's business."""
        return False

    def move_focus(self, step: int) -> None:
        """Give the keyboard to a neighbour of the same scope.

        Args:
            step: 1 for the next one, -1 for the one before; the walk is a circle.
        """
        scope = current_scope()
        around = focusables(scope) if scope is not None else []
        if self not in around:
            return
        neighbour = around[(around.index(self) + step) % len(around)]
        if neighbour is not self:
            self.focus = False
            neighbour.focus = True
            if isinstance(neighbour, KeyNav):
                neighbour.reached_by_key()

    def reached_by_key(self) -> None:
        """Hear that Tab or Enter brought the keyboard here."""

    def on_focus(self, _widget: Any, value: bool) -> None:  # noqa: FBT001 - the toolkit's signature
        """Bring what took the keyboard into view."""
        if value:
            Clock.schedule_once(lambda _elapsed: show(self), 0)


def show(widget: Any) -> None:
    """Scroll every scrolling parent so that the widget can be seen."""
    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        if isinstance(parent, ScrollView) and parent.children:
            inner = parent.children[0]
            if inner.height > parent.height:
                parent.scroll_to(widget, padding=dp(48), animate=False)
            return
        parent = parent.parent
