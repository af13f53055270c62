"""The facts at the lower edge of every screen: last contact, sent, waiting, refused. Never a lamp.

Nobody can know that the line is there now; what is known is when the province last answered, and what it
answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.kv import load

if TYPE_CHECKING:
    from desktop_app.ui.ports import SyncFacts


class StatusStrip(BoxLayout):
    """Shows the strip's sentence, and in other ink what a person must act upon."""

    facts = StringProperty("")
    trouble = StringProperty("")
    waiting = StringProperty("")

    def show(self, facts: SyncFacts) -> None:
        """Show what is known."""
        self.facts = facts.sentence
        self.trouble = facts.trouble


load(__file__)
