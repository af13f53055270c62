"""Sentences as a table in a dialog: any number of them, read by arrows and pages, the chosen one in full."""

from collections.abc import Callable
from typing import Any, Final

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.dialog import Dialog
from desktop_app.ui.widgets.label import TextLabel
from desktop_app.ui.widgets.table import Column, Row, VirtualTable

_ROWS_IN_SIGHT: Final = 9
_ARROW: Final = ("→", "›")
"""The verbs' sentences have arrows; the font of the window has only the smaller one."""


class LinesBox(BoxLayout):
    """The table and, below it, the whole of the chosen line."""

    def __init__(self, lines: tuple[str, ...], **properties: Any) -> None:
        """Build it; without lines it says that nothing changes."""
        super().__init__(orientation="vertical", size_hint_y=None, spacing=dp(8), **properties)
        self.bind(minimum_height=self.setter("height"))
        self._lines = tuple(line.replace(*_ARROW) for line in lines) or (WORDS("lines_none"),)
        rows = min(_ROWS_IN_SIGHT, len(self._lines))
        table = VirtualTable(header=False, size_hint_y=None, row_height=dp(28))
        table.height = rows * table.row_height + dp(2)
        table.columns = (Column("", 10, 1),)
        table.rows = tuple(Row(str(place), (line,)) for place, line in enumerate(self._lines))
        self._whole = TextLabel(color=T.muted)
        table.bind(on_choose=lambda _table, place: self._show(place))
        self.add_widget(table)
        self.add_widget(self._whole)
        self._show(0)

    def _show(self, place: int) -> None:
        of = WORDS("lines_place", place=place + 1, total=len(self._lines))
        self._whole.text = f"{of}  {self._lines[place]}"


def ask_about(
    keyboard: Keyboard,
    then: Callable[[], None],
    *,
    title: str,
    message: str,
    lines: tuple[str, ...],
    confirm: str = "",
) -> Dialog:
    """Open a dialog over lines.

    Args:
        keyboard: whose shortcuts stay silent below it.
        then: called when it is confirmed; not called when it is called off or there is nothing to confirm.
        title: what it is about.
        message: a sentence above the lines, in markup: what is not ours must be escaped.
        lines: as they are.
        confirm: caption of the button; empty where the lines are only shown.
    """

    def answered(answers: object) -> None:
        if answers is not None and confirm:
            then()

    dialog = Dialog(keyboard, answered, title=title, message=message, confirm=confirm)
    dialog.ids.fields.add_widget(LinesBox(lines))
    return dialog.open()
