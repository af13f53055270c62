"""The frame around every screen, and which screen is in it: bar above, strip below, one page between.

It knows the screens and how each is made; no screen knows another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kivy.clock import Clock
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.keyboard import SHORTCUTS, Keyboard, key_label
from desktop_app.ui.kv import load
from desktop_app.ui.screens.unlock.screen import UnlockScreen
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.button import signed
from desktop_app.ui.widgets.dialog import Dialog
from desktop_app.ui.widgets.focus import current_scope, focus_first, focused, pop_scope, push_scope
from desktop_app.ui.widgets.label import Section, TextLabel
from forms.dossier.roles import may

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop_app.ui.asking import Tasks
    from desktop_app.ui.ports import Gate, LastRound, Office, SyncFacts
    from desktop_app.ui.stage import Stage
    from desktop_app.ui.widgets.page import Page


class Tab(BoxLayout):
    """One destination of the bar, with its key; the mouse may press it, the keyboard has the key."""

    caption = StringProperty("")
    action = StringProperty("")
    here = BooleanProperty(False)
    offered = BooleanProperty(True)
    __events__ = ("on_release",)

    def on_touch_down(self, touch: Any) -> bool:
        """Press."""
        if self.collide_point(*touch.pos):
            self.dispatch("on_release")
            return True
        return bool(super().on_touch_down(touch))

    def on_release(self) -> None:
        """The tab was pressed."""


class Frame(BoxLayout):
    """The window's content."""

    office_name = StringProperty("")
    user_line = StringProperty("")
    unlocked = BooleanProperty(False)

    def show_shift(self, office: Office | None) -> None:
        """Name the office and who works here; nothing while the desk is locked."""
        self.unlocked = office is not None
        if office is not None:
            who = office.shift
            self.office_name = who.office_name
            self.user_line = f"{who.name} · {WORDS(f'role_{who.role}')}"
            for name, verb in _RIGHTS.items():
                self.ids[f"tab_{name}"].offered = may(who.role, verb)


class KeyColumns(BoxLayout):
    """The shortcut table as people read it: one column a scope."""

    def add_scope(self, scope: str) -> None:
        """Add the keys of a scope."""
        column = KeyColumn()
        column.add_widget(Section(text=WORDS(f"scope_{scope}")))
        for one in SHORTCUTS:
            if one.scope == scope:
                line = KeyLine(key=signed(key_label(one.action, scope)), words=WORDS(one.action))
                column.add_widget(line)
        column.bind(height=self._grow)
        self.add_widget(column)

    def _grow(self, *_: Any) -> None:
        self.height = max(column.height for column in self.children)


class KeyColumn(BoxLayout):
    """The keys of one scope."""


class KeyLine(BoxLayout):
    """A key and what it does."""

    key = StringProperty("")
    words = StringProperty("")


def _dossiers(stage: Stage, keyboard: Keyboard, _what: str) -> Page:
    from desktop_app.ui.screens.dossiers.screen import DossiersScreen  # noqa: PLC0415 - after the gate

    return DossiersScreen(stage, keyboard)


def _intake(stage: Stage, keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.intake.screen import IntakeScreen  # noqa: PLC0415 - after the gate

    return IntakeScreen(stage, keyboard, what)


def _dossier(stage: Stage, keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.dossier.screen import DossierScreen  # noqa: PLC0415 - after the gate

    return DossierScreen(stage, keyboard, what)


def _matters(stage: Stage, _keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.matters.screen import MattersScreen  # noqa: PLC0415 - after the gate

    return MattersScreen(stage, what)


def _matter(stage: Stage, keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.matter.screen import MatterScreen  # noqa: PLC0415 - after the gate

    return MatterScreen(stage, keyboard, what)


def _printed(stage: Stage, keyboard: Keyboard, _what: str) -> Page:
    from desktop_app.ui.screens.printed.screen import PrintedScreen  # noqa: PLC0415 - after the gate

    return PrintedScreen(stage, keyboard)


def _cash(stage: Stage, keyboard: Keyboard, _what: str) -> Page:
    from desktop_app.ui.screens.cash.screen import CashScreen  # noqa: PLC0415 - after the gate

    return CashScreen(stage, keyboard)


def _books(stage: Stage, keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.books.screen import BooksScreen  # noqa: PLC0415 - after the gate

    return BooksScreen(stage, keyboard, what)


def _handover(stage: Stage, _keyboard: Keyboard, _what: str) -> Page:
    from desktop_app.ui.screens.handover.screen import HandoverScreen  # noqa: PLC0415 - after the gate

    return HandoverScreen(stage)


def _rules(stage: Stage, keyboard: Keyboard, _what: str) -> Page:
    from desktop_app.ui.screens.rules.screen import RulesScreen  # noqa: PLC0415 - after the gate

    return RulesScreen(stage, keyboard)


def _review(stage: Stage, keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.review.screen import ReviewScreen  # noqa: PLC0415 - after the gate

    return ReviewScreen(stage, keyboard, what)


def _preview(stage: Stage, keyboard: Keyboard, what: str) -> Page:
    from desktop_app.ui.screens.preview.screen import PreviewScreen  # noqa: PLC0415 - after the gate

    return PreviewScreen(stage, keyboard, what)


def _sync(stage: Stage, _keyboard: Keyboard, _what: str) -> Page:
    from desktop_app.ui.screens.sync.screen import SyncScreen  # noqa: PLC0415 - after the gate

    return SyncScreen(stage)


_PAGES: Final[Mapping[str, Callable[[Stage, Keyboard, str], Page]]] = {
    "dossiers": _dossiers,
    "intake": _intake,
    "dossier": _dossier,
    "matters": _matters,
    "matter": _matter,
    "printed": _printed,
    "cash": _cash,
    "books": _books,
    "handover": _handover,
    "preview": _preview,
    "sync": _sync,
    "rules": _rules,
    "review": _review,
}
TABS: Final = ("dossiers", "intake", "matters", "printed", "sync", "rules")
_RIGHTS: Final = {"intake": "receive_dossier", "printed": "list_printed", "rules": "publish_package"}
"""Tabs that only some roles see, and the verb that says which; their keys work all the same."""
_UNDER: Final = {
    "dossier": "dossiers", "matter": "matters", "handover": "printed", "cash": "printed", "books": "printed",
    "review": "rules", "preview": "dossiers",
}  # fmt: skip
"""Screens without a tab of their own, and the tab they belong to."""
_SCREENS: Final = tuple(f"desktop_app.ui.screens.{name}.screen" for name in _PAGES)


class Navigation:
    """Shows one page at a time and gives it the keyboard."""

    def __init__(self, frame: Frame, keyboard: Keyboard) -> None:
        """Begin with an empty frame."""
        self.frame, self.keyboard = frame, keyboard
        self.page: Page | None = None
        self._target = ("", "")
        self._tabs = {name: frame.ids[f"tab_{name}"] for name in TABS}

    def show_gate(self, gate: Gate, tasks: Tasks, opened: Callable[[Office], None]) -> None:
        """Show the unlock screen."""
        self.frame.show_shift(None)
        self._show(UnlockScreen(gate, tasks, opened), ("unlock", ""))

    def go(self, stage: Stage, name: str, what: str = "") -> None:
        """Leave the page that is shown for another.

        Args:
            stage: the world of the new page.
            name: of a screen, such as dossiers or matter.
            what: the dossier, the draft, the matter or the book to open.
        """
        self.frame.show_shift(stage.office)
        self._show(_PAGES[name](stage, self.keyboard, what), (name, what))

    @property
    def is_ready(self) -> bool:
        """Whether the shown page has what it asked for first."""
        return bool(getattr(self.page, "is_ready", True))

    def load_pages(self) -> None:
        """Load the screens behind the gate, one between two pictures, so that typing never waits for all."""
        names = iter(_SCREENS)

        def load_one(_elapsed: float) -> None:
            name = next(names, "")
            if name:
                import_module(name)
                Clock.schedule_once(load_one)

        Clock.schedule_once(load_one)

    def again(self, stage: Stage) -> None:
        """Build the shown page anew, in the language in use."""
        name, what = self._target
        draft = getattr(self.page, "draft_id", "")
        if name != "unlock":
            self.go(stage, name, draft or what)

    def reload(self) -> None:
        """Have the shown page read again, if it shows what may have changed."""
        reload = getattr(self.page, "reload", None)
        if reload is not None:
            reload()

    def show_facts(self, facts: SyncFacts, last: LastRound | None) -> None:
        """Write the strip."""
        self.frame.ids.strip.show(facts, last)

    def help(self) -> None:
        """Show every key that means something now."""
        if self.page is None:
            return
        scopes = ("everywhere", self.page.scope) if self.frame.unlocked else (self.page.scope,)
        dialog = Dialog(self.keyboard, lambda _none: None, title=WORDS("help"))
        columns = KeyColumns()
        for scope in scopes:
            columns.add_scope(scope)
        dialog.ids.fields.add_widget(columns)
        dialog.ids.fields.add_widget(TextLabel(text=WORDS("help_note"), color=T.muted))
        dialog.open()

    def _show(self, page: Page, target: tuple[str, str]) -> None:
        holder = self.frame.ids.holder
        if self.page is not None:
            here = focused()
            if here is not None:
                here.focus = False
            self.page.left()
            self.keyboard.pop(self.page.scope)
            pop_scope(self.page)
            holder.remove_widget(self.page)
        self.page, self._target = page, target
        holder.add_widget(page)
        self.keyboard.push(page.scope, page.shortcuts())
        push_scope(page)
        for name, tab in self._tabs.items():
            tab.here = name == _UNDER.get(page.scope, page.scope)
        page.entered()

    def tab_pressed(self) -> bool:
        """With nothing focused, Tab begins at the first field."""
        scope = current_scope()
        if focused() is None and scope is not None:
            focus_first(scope)
            return True
        return False


load(__file__)
