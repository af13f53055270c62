"""Colours, type sizes and distances of the whole window, once; kv files read them as ``T``.

Nothing else in the window states a colour. Truth is never told by colour alone: every tone goes with a word
and a sign, and the tones keep their order of lightness for people who see red and green alike.
"""

from typing import Final, NamedTuple

from kivy.lang.parser import global_idmap
from kivy.metrics import dp, sp
from kivy.utils import get_color_from_hex as rgba

Rgba = list[float]


class Tone(NamedTuple):
    """The look of one state: ink on paper, with a sign that is not a colour."""

    ink: Rgba
    paper: Rgba
    sign: str


def _tone(ink: str, paper: str, sign: str) -> Tone:
    return Tone(rgba(ink), rgba(paper), sign)


class Theme:
    """The numbers of the look. Contrast of every ink on its paper is 4.5:1 or better (WCAG 2.2 AA)."""

    desk = rgba("#EDF1F5")
    surface = rgba("#FFFFFF")
    sunken = rgba("#F5F7FA")
    header = rgba("#17375E")
    header_ink = rgba("#FFFFFF")
    header_dim = rgba("#B9CBE2")
    header_here = rgba("#2A5288")
    text = rgba("#17212B")
    muted = rgba("#566372")
    faint = rgba("#8A97A5")
    line = rgba("#D3DBE4")
    edge = rgba("#9AA8B7")
    accent = rgba("#0B5394")
    accent_ink = rgba("#FFFFFF")
    focus = rgba("#E07B00")
    error = rgba("#B3261E")
    error_paper = rgba("#FDECEA")
    warning = rgba("#7A4D00")
    warning_paper = rgba("#FFF4DC")
    chosen = rgba("#D6E6F7")
    stripe = rgba("#F8FAFC")
    shade = rgba("#0B1A2B99")
    code_ink = rgba("#000000")
    code_paper = rgba("#FFFFFF")  # a scanner wants dark on light, whatever the window looks like

    tones: Final = {
        "draft": _tone("#4A5663", "#E6EBF0", "○"),
        "waiting": _tone("#7A4D00", "#FFEFCC", "◔"),
        "sending": _tone("#0B5394", "#DCEBFA", "▲"),
        "unknown": _tone("#5B3B8C", "#EBE3F7", "?"),
        "accepted": _tone("#0B5F4B", "#D5F0E7", "✓"),
        "refused": _tone("#A11E16", "#FBE1DF", "✗"),
        "plain": _tone("#17212B", "#E6EBF0", ""),
        "printed_waiting": _tone("#7A4D00", "#FFEFCC", "◔"),
        "printed_sending": _tone("#0B5394", "#DCEBFA", "▲"),
        "printed_unknown": _tone("#5B3B8C", "#EBE3F7", "?"),
        "printed_accepted": _tone("#0B5F4B", "#D5F0E7", "✓"),
        "printed_refused": _tone("#A11E16", "#FBE1DF", "✗"),
        "printed_quarantined": _tone("#5B3B8C", "#EBE3F7", "?"),
        "printed_voided": _tone("#4A5663", "#E6EBF0", "∅"),
        "printed_unexplained": _tone("#A11E16", "#FBE1DF", "✗"),
        "matter_C3": _tone("#7A4D00", "#FFEFCC", "≠"),
        "matter_C4": _tone("#A11E16", "#FBE1DF", "✗"),
        "matter_C5": _tone("#A11E16", "#FBE1DF", "✗"),
        "matter_C6": _tone("#4A5663", "#E6EBF0", "∅"),
        "matter_C7": _tone("#0B5394", "#DCEBFA", "№"),
        "matter_C8": _tone("#0B5394", "#DCEBFA", "≈"),
        "matter_C9": _tone("#7A4D00", "#FFEFCC", "◔"),
        "matter_C10": _tone("#5B3B8C", "#EBE3F7", "▲"),
        "matter_C11": _tone("#5B3B8C", "#EBE3F7", "?"),
        "rule_default": _tone("#7A4D00", "#FFEFCC", "?"),
        "rule_set": _tone("#0B5F4B", "#D5F0E7", "✓"),
        "rule_elsewhere": _tone("#4A5663", "#E6EBF0", "○"),
        "day_off": _tone("#A11E16", "#FBE1DF", "∅"),
        "day_worked": _tone("#0B5F4B", "#D5F0E7", "✓"),
        "package": _tone("#0B5394", "#DCEBFA", "№"),
        "book_here": _tone("#0B5F4B", "#D5F0E7", "✓"),
        "book_there": _tone("#4A5663", "#E6EBF0", "○"),
        "book_waiting": _tone("#7A4D00", "#FFEFCC", "◔"),
        "book_full": _tone("#A11E16", "#FBE1DF", "✗"),
        "flag_waiting": _tone("#7A4D00", "#FFEFCC", "◔"),
        "flag_answered": _tone("#0B5F4B", "#D5F0E7", "✓"),
        "matter_lookup": _tone("#0B5394", "#DCEBFA", "?"),
        "matter_refused": _tone("#A11E16", "#FBE1DF", "✗"),
    }

    font = "Roboto"
    signs = "DejaVuSans"  # Roboto has no ticks or arrows, and the toolkit no fallback

    @property
    def small(self) -> float:
        """Captions and keys, px."""
        return float(sp(12))

    @property
    def body(self) -> float:
        """Running text, px."""
        return float(sp(14))

    @property
    def strong(self) -> float:
        """Section titles, px."""
        return float(sp(16))

    @property
    def title(self) -> float:
        """Screen titles, px."""
        return float(sp(20))

    @property
    def number(self) -> float:
        """The one figure a page is about, px."""
        return float(sp(26))

    @property
    def gap(self) -> float:
        """The unit of distance, px; every other distance is a multiple of it."""
        return float(dp(4))

    @property
    def row(self) -> float:
        """Height of a field or a button, px."""
        return float(dp(32))

    def sign(self, text: str) -> str:
        """Mark a sign for a label with markup, in the font that has it."""
        return f"[font={self.signs}]{text}[/font]"


T: Final = Theme()
global_idmap["T"] = T
