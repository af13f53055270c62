"""The facts at the lower edge of every screen: last contact, sent, waiting, refused. Never a lamp.

Nobody can know that the line is there now; what is known is when the province last answered, and what it
answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.kv import load
from desktop_app.ui.strings import WORDS, clock_time

if TYPE_CHECKING:
    from desktop_app.ui.ports import LastRound, SyncFacts


class StatusStrip(BoxLayout):
    """Shows the strip's sentence, why the last round found nobody, and what a person must act upon."""

    facts = StringProperty("")
    trouble = StringProperty("")
    waiting = StringProperty("")

    def show(self, facts: SyncFacts, last: LastRound | None) -> None:
        """Show what is known, and what the last round says unless the province answered it."""
        self.facts = facts.sentence
        self.trouble = facts.trouble
        self.waiting = ""
        if last is not None and not last.contact and not facts.trouble:
            self.waiting = WORDS("strip_unheard", at=clock_time(last.at), why=last.sentence)


load(__file__)
