"""One question on a screen: words on the left, field on the right, hint and problem below the field."""

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget
from kivy.utils import escape_markup

from desktop_app.ui.kv import load


class FieldRow(BoxLayout):
    """A labelled field. The field itself is ``control``; the row never writes into it but its error frame."""

    caption = StringProperty("")
    marked = StringProperty("")
    hint = StringProperty("")
    problem = StringProperty("")
    required = BooleanProperty(False)
    indent = NumericProperty(0)
    control: Any = ObjectProperty(None)

    def __init__(self, control: Widget, **properties: Any) -> None:
        """Put a label before ``control``."""
        super().__init__(**properties)
        self.control = control
        self.ids.right.add_widget(control, index=len(self.ids.right.children))
        for name in ("caption", "required"):
            self.fbind(name, self._write)
        self.fbind("problem", self._frame)
        self._write()
        self._frame()

    def _write(self, *_: Any) -> None:
        star = " [color=#B3261E]*[/color]" if self.required else ""
        self.marked = f"{escape_markup(self.caption)}{star}"

    def _frame(self, *_: Any) -> None:
        if hasattr(self.control, "error"):
            self.control.error = bool(self.problem)


load(__file__)
