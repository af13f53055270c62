"""The widgets of two sides: a field before, here and there; and a fact of two dossiers."""

from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.utils import escape_markup

from desktop_app.ui.screens.matter.compare import FieldLine, PairLine, Piece, SideCell
from desktop_app.ui.screens.matter.presenter import MatterPresenter
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T


class ColumnTitles(BoxLayout):
    """What stands in which column."""

    first = StringProperty("")
    second = StringProperty("")
    third = StringProperty("")
    lead = NumericProperty(dp(150))

    def __init__(self, **properties: Any) -> None:
        """Name the columns; two of them leave no room for a third."""
        super().__init__(**properties)
        if not self.third:
            self.remove_widget(self.ids.third)


class SideBox(BoxLayout):
    """What one side says of a field; the mouse may choose it."""

    value = StringProperty("")
    by = StringProperty("")
    standing = StringProperty("")
    chosen = BooleanProperty(False)
    quiet = BooleanProperty(False)
    __events__ = ("on_release",)

    def __init__(self, **properties: Any) -> None:
        """Make an empty box."""
        super().__init__(**properties)
        self._standing = self._chosen_words = ""

    def show(self, cell: SideCell) -> None:
        """Write what the side says."""
        self.value = "".join(_markup(piece) for piece in cell.pieces)
        self.by, self._standing = cell.by, cell.standing
        self._sign()

    def choose(self, words: str) -> None:
        """Frame it as the value that is chosen, and say so; empty words take the frame away."""
        self.chosen, self._chosen_words = bool(words), words
        self._sign()

    def on_touch_down(self, touch: Any) -> bool:
        """Choose this side by a press."""
        if self.collide_point(*touch.pos) and not touch.is_mouse_scrolling:
            self.dispatch("on_release")
        return bool(super().on_touch_down(touch))

    def on_release(self) -> None:
        """The box was pressed."""

    def _sign(self) -> None:
        kept = f"{T.sign('✓')} {self._chosen_words}" if self.chosen else ""
        self.standing = "   ".join(part for part in (_signed(self._standing), kept) if part)


class FieldCompare(BoxLayout):
    """One field of a conflict."""

    label = StringProperty("")
    editing = BooleanProperty(False)

    def __init__(self, line: FieldLine, presenter: MatterPresenter, **properties: Any) -> None:
        """Lay out a field; its sides choose for all fields, its text for itself."""
        super().__init__(label=line.label, **properties)
        self._line = line
        for name, cell in (("base", line.base), ("mine", line.mine), ("theirs", line.theirs)):
            self.ids[name].show(cell)
        for side in ("mine", "theirs"):
            self.ids[side].bind(on_release=lambda _box, side=side: presenter.choose(side))
        self.ids.value.bind(on_edited=lambda field: presenter.edit(line.path, field.committed_text))
        self._presenter = presenter

    def show_choice(self, choice: str) -> None:
        """Frame the side that is chosen but not recorded yet, or open the text to edit."""
        editing = choice == "edited" and self._line.typeable
        if editing and not self.editing:
            self.ids.value.show_text(self._presenter.state.edits.get(self._line.path, ""))
        self.editing = editing
        left_as_mine = choice == "edited" and not self._line.typeable
        words = WORDS("side_kept")
        self.ids.theirs.choose(words if choice == "theirs" else "")
        self.ids.mine.choose(words if choice == "mine" or left_as_mine else "")

    def show_settled(self, choice: str) -> None:
        """Frame the side that was chosen."""
        self.editing = False
        for side in ("mine", "theirs"):
            self.ids[side].choose(WORDS("side_was_kept") if choice == side else "")


class PairRow(BoxLayout):
    """One fact of two dossiers; a sign says whether they agree."""

    label = StringProperty("")
    left = StringProperty("")
    right_text = StringProperty("")
    sign = StringProperty("")
    same = BooleanProperty(False)

    def __init__(self, line: PairLine, **properties: Any) -> None:
        """Lay out a fact."""
        super().__init__(
            label=line.label, left=line.left, right_text=line.right, same=line.same,
            sign=T.sign("=" if line.same else "≠"), **properties,
        )  # fmt: skip


def _markup(piece: Piece) -> str:
    text = escape_markup(piece.text)
    return f"[b][u]{text}[/u][/b]" if piece.differs else text


def _signed(text: str) -> str:
    return "".join(T.sign(letter) if letter == "≠" else escape_markup(letter) for letter in text)
