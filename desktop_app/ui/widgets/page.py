"""What every screen is to the window: a scope of keys, an entrance, an exit. No screen's own thinking."""

from collections.abc import Callable, Mapping

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.kv import load


class Page(BoxLayout):
    """A screen. ``scope`` names its part of the shortcut table, ``title`` stands in the window's bar."""

    scope = ""
    title = StringProperty("")

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """What the keys of its scope do, by action."""
        return {}

    def entered(self) -> None:
        """The page is in the window now."""

    def left(self) -> None:
        """The page leaves the window; it keeps what must be kept."""

    def keep(self, then: Callable[[], None]) -> None:
        """Have ``then`` called once nothing typed here could be lost."""
        then()

    def dropped(self, path: str) -> None:
        """A file was dropped on the window."""


class Card(BoxLayout):
    """A white sheet on the desk."""


class FactLine(BoxLayout):
    """A label and what it says, in two columns; on yellow where two sides say different things."""

    label = StringProperty("")
    text = StringProperty("")
    differs = BooleanProperty(False)


class Notice(BoxLayout):
    """A sentence that wants attention; ``kind`` is error, warning or calm, an empty text takes no space."""

    text = StringProperty("")
    kind = StringProperty("error")


load(__file__)
