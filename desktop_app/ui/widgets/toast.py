"""A short notice that comes and goes by itself; it never asks and never takes the keyboard."""

from typing import Any, Final

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import BooleanProperty
from kivy.uix.label import Label

from desktop_app.ui.kv import load

_SHOWN_S: Final = 5.0


class Toast(Label):
    """One notice above the buttons of the screen; a newer one takes the place of an older."""

    alarm = BooleanProperty(False)
    _now: "Toast | None" = None

    @classmethod
    def show(cls, text: str, *, alarm: bool = False) -> "Toast":
        """Show ``text`` for a few seconds; ``alarm`` says that something went wrong."""
        cls.hide()
        toast = cls(text=text, alarm=alarm)
        cls._now = toast
        Window.add_widget(toast)
        toast.fbind("size", toast._place)
        Window.bind(size=toast._place)
        toast._place()
        Clock.schedule_once(toast.go, _SHOWN_S * (2 if alarm else 1))
        return toast

    @classmethod
    def hide(cls) -> None:
        """Take the notice away, if there is one."""
        if cls._now is not None:
            cls._now.go()

    @classmethod
    def text_shown(cls) -> str:
        """What the notice says now; empty when there is none."""
        return str(cls._now.text) if cls._now is not None else ""

    def _place(self, *_: Any) -> None:
        self.pos = ((Window.width - self.width) / 2, dp(92))

    def go(self, *_: Any) -> None:
        """Go away, whether the time is over or not."""
        if self.parent is not None:
            Window.remove_widget(self)
        Window.unbind(size=self._place)
        if Toast._now is self:
            Toast._now = None


load(__file__)
