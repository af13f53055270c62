"""Words on the screen: text that wraps, single lines that shorten, titles, and a badge with a sign."""

from typing import Any

from kivy.properties import ColorProperty, StringProperty
from kivy.uix.label import Label
from kivy.utils import escape_markup

from desktop_app.ui.kv import load
from desktop_app.ui.theme import T


class TextLabel(Label):
    """Running text; wraps at its width and is as high as it needs."""


class OneLine(Label):
    """One line; what does not fit is shortened with dots."""


class Title(OneLine):
    """The name of a screen."""


class Section(OneLine):
    """The name of a part of a screen."""


class Badge(Label):
    """A state in words with its sign, on its own paper."""

    tone = StringProperty("plain")
    words = StringProperty("")
    ink = ColorProperty(T.text)
    paper = ColorProperty(T.line)

    def __init__(self, **properties: Any) -> None:
        """Make a badge; ``tone`` is one of the theme's tones."""
        super().__init__(**properties)
        self.fbind("tone", self._paint)
        self.fbind("words", self._paint)
        self._paint()

    def _paint(self, *_: Any) -> None:
        tone = T.tones[self.tone]
        sign = f"{T.sign(tone.sign)}  " if tone.sign else ""
        self.ink, self.paper = tone.ink, tone.paper
        self.text = f"{sign}{escape_markup(self.words)}" if self.words else ""


load(__file__)
