"""A number on a scale: typed, or moved along the scale by the arrows."""

from decimal import Decimal, InvalidOperation
from typing import Any

from kivy.properties import ObjectProperty

from desktop_app.ui.widgets.text_field import TextField
from forms.xforms.definition import Bounds


class RangeField(TextField):
    """A field for a number of a range; Left and Right change it by one step and stop at the ends."""

    bounds: Bounds | None = ObjectProperty(None, allownone=True)

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Left and Right move by a step."""
        way = {"left": -1, "right": 1}.get(keycode[1], 0)
        if (
            way
            and self.bounds is not None
            and not self.readonly
            and not {"ctrl", "alt", "shift"} & set(modifiers)
        ):
            self.text = spelt(moved(self.text, way, self.bounds))
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)


def moved(text: str, way: int, bounds: Bounds) -> Decimal:
    """Return the number one step further on the scale.

    Args:
        text: what stands in the field; what is no number begins at the start.
        way: 1 up, -1 down.
        bounds: the scale.
    """
    start, end, step = (Decimal(str(one)) for one in (bounds.start, bounds.end, bounds.step))
    low, high = sorted((start, end))
    try:
        here = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return start
    return min(max(here + way * abs(step), low), high) if here.is_finite() else start


def spelt(number: Decimal | float) -> str:
    """Write a number as it is typed: decimal comma, no idle zeros."""
    plain = f"{Decimal(str(number)):f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
