"""A table of any length that draws only the rows in sight and asks for more as the end comes near.

It holds what it was given and nothing else: no query, no count of what is still in the store.
"""

from collections import OrderedDict
from typing import Any, Final, NamedTuple

from kivy.clock import Clock
from kivy.core.text import Label as TextPicture
from kivy.graphics import Color, Line, Rectangle, RoundedRectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.behaviors import FocusBehavior
from kivy.uix.widget import Widget

from desktop_app.ui.theme import Rgba, T
from desktop_app.ui.widgets.focus import KeyNav

_PICTURES_MAX: Final = 1500
_PAGE_AHEAD: Final = 40
_WHEEL_ROWS: Final = 3


class Column(NamedTuple):
    """A column: ``width`` in dp, ``grow`` its share of the rest, ``look`` as its cells are drawn."""

    title: str
    width: int
    grow: float = 0
    look: str = "text"


class Row(NamedTuple):
    """One row: its key, its cells, the tone of its badge, and the columns whose text is a warning."""

    key: str
    cells: tuple[str, ...]
    tone: str = "plain"
    alarm: frozenset[int] = frozenset()


class _Pictures:
    """Drawn words, the most recently used ones kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], Texture] = OrderedDict()

    def get(self, text: str, width: float, size: float, *, bold: bool = False, font: str = T.font) -> Texture:
        """Draw ``text`` in white, shortened to ``width`` px (0: as wide as it is)."""
        key = (text, int(width), size, bold, font)
        picture = self._kept.get(key)
        if picture is None:
            label = TextPicture(
                text=text, font_size=size, bold=bold, font_name=font, shorten=bool(width),
                shorten_from="right",
                text_size=(int(width) or None, None), max_lines=1, color=(1, 1, 1, 1),
            )  # fmt: skip
            label.refresh()
            picture = self._kept[key] = label.texture
            if len(self._kept) > _PICTURES_MAX:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return picture


class VirtualTable(KeyNav, FocusBehavior, Widget):
    """Rows, header and scrollbar; arrows, pages, wheel and mouse; Enter or a double click activates."""

    columns: tuple[Column, ...] = ObjectProperty(())
    rows: tuple[Row, ...] = ObjectProperty((), rebind=False)
    chosen = NumericProperty(0)
    top = NumericProperty(0.0)
    row_height = NumericProperty(dp(34))
    header = BooleanProperty(True)
    frame = BooleanProperty(True)
    __events__ = ("on_activate", "on_near_end", "on_choose", "on_mark")

    def __init__(self, **properties: Any) -> None:
        """Make an empty table."""
        super().__init__(**properties)
        self._pictures = _Pictures()
        self._draw = Clock.create_trigger(self._redraw, -1)
        for name in ("pos", "size", "columns", "rows", "chosen", "top", "focus", "row_height"):
            self.fbind(name, self._draw)
        self.fbind("rows", self._keep_in_range)

    @property
    def header_height(self) -> float:
        """Height of the column titles, px."""
        return float(dp(30)) if self.header else 0.0

    @property
    def in_sight(self) -> int:
        """How many whole rows fit."""
        return max(1, int((self.height - self.header_height) / self.row_height))

    def choose(self, place: int) -> None:
        """Choose a row by its place and bring it into sight."""
        if not self.rows:
            return
        self.chosen = min(max(0, place), len(self.rows) - 1)
        if self.chosen < self.top:
            self.top = self.chosen
        elif self.chosen >= self.top + self.in_sight:
            self.top = self.chosen - self.in_sight + 1
        self.dispatch("on_choose", self.chosen)
        self._look_ahead()

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Walk by arrows and pages, activate by Enter."""
        if {"ctrl", "alt"} & set(modifiers):
            return super().keyboard_on_key_down(window, keycode, text, modifiers)
        last, page = len(self.rows) - 1, self.in_sight
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -last - 1, "end": last + 1}
        if keycode[1] in steps:
            self.choose(self.chosen + steps[keycode[1]])
            return True
        if keycode[1] in ("enter", "numpadenter"):
            if self.rows:
                self.dispatch("on_activate", self.chosen)
            return True
        if keycode[1] == "spacebar":
            if self.rows:
                self.dispatch("on_mark", self.chosen)
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def on_touch_down(self, touch: Any) -> bool:
        """Choose by mouse, activate by a double click, scroll by the wheel or the bar."""
        if not self.collide_point(*touch.pos):
            return bool(super().on_touch_down(touch))
        if touch.is_mouse_scrolling:
            self._scroll_to(self.top + (_WHEEL_ROWS if touch.button == "scrollup" else -_WHEEL_ROWS))
            return True
        if touch.x > self.right - dp(14) and len(self.rows) > self.in_sight:
            touch.grab(self)
            self._drag(touch.y)
            return True
        place = int(self.top + (self.top_of_rows - touch.y) / self.row_height)
        if touch.y <= self.top_of_rows and 0 <= place < len(self.rows):
            self.choose(place)
            if touch.is_double_tap:
                self.dispatch("on_activate", place)
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: Any) -> bool:
        """Drag the scrollbar."""
        if touch.grab_current is self:
            self._drag(touch.y)
            return True
        return bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: Any) -> bool:
        """Let the scrollbar go."""
        if touch.grab_current is self:
            touch.ungrab(self)
            return True
        return bool(super().on_touch_up(touch))

    def on_activate(self, place: int) -> None:
        """A row was opened."""

    def on_choose(self, place: int) -> None:
        """A row was chosen."""

    def on_mark(self, place: int) -> None:
        """A row is to be marked, or no longer."""

    def on_near_end(self) -> None:
        """The rows in sight come near the last one; another page would be welcome."""

    @property
    def top_of_rows(self) -> float:
        """Upper edge of the first row, px."""
        return float(self.top_y - self.header_height)

    @property
    def top_y(self) -> float:
        """Upper edge of the table, px."""
        return float(self.y + self.height)

    def _keep_in_range(self, *_: Any) -> None:
        self.chosen = min(self.chosen, max(0, len(self.rows) - 1))
        self.top = min(self.top, max(0, len(self.rows) - self.in_sight))

    def _look_ahead(self) -> None:
        if self.top + self.in_sight + _PAGE_AHEAD >= len(self.rows):
            self.dispatch("on_near_end")

    def _scroll_to(self, top: float) -> None:
        self.top = min(max(0, top), max(0, len(self.rows) - self.in_sight))
        self._look_ahead()

    def _drag(self, y: float) -> None:
        share = (self.top_of_rows - y) / max(1, self.height - self.header_height)
        self._scroll_to(round(share * len(self.rows) - self.in_sight / 2))

    def _widths(self) -> list[float]:
        fixed = sum(dp(column.width) for column in self.columns)
        shares = sum(column.grow for column in self.columns) or 1
        spare = max(0, self.width - dp(14) - fixed)
        return [dp(column.width) + spare * column.grow / shares for column in self.columns]

    def _redraw(self, *_: Any) -> None:
        self.canvas.clear()
        widths = self._widths()
        with self.canvas:
            self._paint(T.surface, (self.x, self.y), (self.width, self.height))
            for place in range(int(self.top), min(len(self.rows), int(self.top) + self.in_sight + 1)):
                self._draw_row(place, widths)
            if self.header:
                self._draw_header(widths)
            self._draw_bar()
            if self.frame or self.focus:
                Color(rgba=T.focus if self.focus else T.line)
                Line(rectangle=(self.x, self.y, self.width, self.height), width=dp(1.4) if self.focus else 1)

    def _paint(self, colour: Rgba, pos: tuple[float, float], size: tuple[float, float]) -> None:
        Color(rgba=colour)
        Rectangle(pos=pos, size=size)

    def _draw_header(self, widths: list[float]) -> None:
        y = self.top_of_rows
        self._paint(T.line, (self.x, y), (self.width, self.header_height))
        x = self.x
        for column, width in zip(self.columns, widths, strict=True):
            picture = self._pictures.get(column.title, width - dp(16), T.small, bold=True)
            self._stamp(picture, T.muted, x + dp(10), y + (self.header_height - picture.height) / 2)
            x += width

    def _draw_row(self, place: int, widths: list[float]) -> None:
        row = self.rows[place]
        y = self.top_of_rows - (place - int(self.top) + 1) * self.row_height
        if y < self.y - 1:
            return  # a row that would stick out below is not drawn at all
        self._paint(
            T.chosen if place == self.chosen else (T.stripe if place % 2 else T.surface),
            (self.x, y), (self.width, self.row_height),
        )  # fmt: skip
        if place == self.chosen:
            self._paint(T.accent, (self.x, y), (dp(3), self.row_height))
        x = self.x
        for number, (column, width, text) in enumerate(zip(self.columns, widths, row.cells, strict=True)):
            if text:
                self._draw_cell(column, text, (x + dp(10), y, width - dp(16)), row, alarm=number in row.alarm)
            x += width

    def _draw_cell(
        self, column: Column, text: str, place: tuple[float, float, float], row: Row, *, alarm: bool
    ) -> None:
        x, y, width = place
        if column.look == "badge":
            self._draw_badge(row.tone, text, (x, y, width))
            return
        font = T.signs if column.look == "sign" else T.font
        width = 0 if column.look == "sign" else width  # as wide as it is: a sign cannot be shortened
        picture = self._pictures.get(text, width, T.body, bold=column.look == "strong" or alarm, font=font)
        ink = T.error if alarm else (T.muted if column.look == "muted" else T.text)
        self._stamp(picture, ink, x, y + (self.row_height - picture.height) / 2)

    def _draw_badge(self, name: str, text: str, place: tuple[float, float, float]) -> None:
        x, y, width = place
        tone = T.tones[name]
        sign = self._pictures.get(tone.sign, 0, T.small, font=T.signs) if tone.sign else None
        lead = sign.width + dp(6) if sign else 0
        words = self._pictures.get(text, 0, T.small, bold=True)
        height = dp(22)
        Color(rgba=tone.paper)
        middle = y + self.row_height / 2
        size = (min(width, words.width + lead + dp(18)), height)
        RoundedRectangle(pos=(x, middle - height / 2), size=size, radius=[height / 2])
        if sign is not None:
            self._stamp(sign, tone.ink, x + dp(9), middle - sign.height / 2)
        self._stamp(words, tone.ink, x + dp(9) + lead, middle - words.height / 2)

    def _draw_bar(self) -> None:
        if len(self.rows) <= self.in_sight:
            return
        track = self.height - self.header_height
        height = max(dp(28), track * self.in_sight / len(self.rows))
        share = self.top / max(1, len(self.rows) - self.in_sight)
        Color(rgba=T.edge)
        pos = (self.right - dp(9), self.top_of_rows - height - share * (track - height))
        RoundedRectangle(pos=pos, size=(dp(6), height), radius=[dp(3)])

    def _stamp(self, picture: Texture, colour: Rgba, x: float, y: float) -> None:
        Color(rgba=colour)
        Rectangle(texture=picture, pos=(int(x), int(y)), size=picture.size)
