"""A question that a file answers: its path typed, chosen from a list, or dropped on the window.

The list shows folders and scans, the newest first; it is the house's own, so that no key leaves the keyboard.
A folder is looked at beside the window: one that hangs (a stick, a share of the network) holds nothing up.
"""

from pathlib import Path
from typing import Any, ClassVar, Final

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.asking import Tasks
from desktop_app.ui.kv import load
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.combo import ComboField, Hit

_KNOWN: Final = frozenset({".jpg", ".jpeg", ".png", ".pdf", ".tif", ".tiff"})
_HITS_MAX: Final = 200


class PathField(ComboField):
    """A path with the files that begin like it. Dispatches ``on_file`` with the one that was chosen."""

    __events__ = ("on_file",)
    folder: ClassVar[Path | None] = None
    """Where the last file came from."""
    tasks: ClassVar[Tasks | None] = None
    """Looks at folders, away from the window; the app gives it."""

    def __init__(self, **properties: Any) -> None:
        """Make an empty field."""
        self._looking = set[str]()
        self._shown, self._asked = "", ""
        super().__init__(**properties)

    def on_query(self, text: str) -> None:
        """Ask what begins with the path typed so far; a folder is looked at once at a time."""
        self._asked = text
        place, _ = _place_of(text)
        if place != self._shown:
            self.hits = ()
        if PathField.tasks is not None and place and place not in self._looking:
            self._looking.add(place)
            PathField.tasks.run(
                lambda: scans_in(place),
                lambda found: self._found(place, found),
                lambda _error: self._found(place, ()),
            )

    def on_chosen(self, value: str) -> None:
        """Open a folder, or give the file."""
        if value.endswith("/"):
            self.show_text(value)
            self.cursor = self.get_cursor_from_index(len(value))
            self.hits = ()
            self.open_list()
        else:
            self.give(value)

    def on_entered(self) -> None:
        """Take the path as typed; with nothing typed go on."""
        path = self.committed_text.strip()
        if path:
            self.give(path)
        else:
            self.move_focus(1)

    def give(self, path: str) -> None:
        """Hand a path over, and be empty for the next."""
        PathField.folder = Path(path).parent
        self.show_choice("", "")
        self.dispatch("on_file", path)

    def on_file(self, path: str) -> None:
        """A file was chosen."""

    def _found(self, place: str, found: tuple[Hit, ...]) -> None:
        self._looking.discard(place)
        now, begins = _place_of(self._asked)
        if now == place:
            self._shown = place
            self.hits = tuple(hit for hit in found if hit.label.casefold().startswith(begins))[:_HITS_MAX]


class UploadField(BoxLayout):
    """The field, what was given, and two buttons. Dispatches ``on_file`` (path) and ``on_removed``."""

    told = StringProperty("")
    error = BooleanProperty(False)
    __events__ = ("on_file", "on_removed", "on_left")

    def __init__(self, **properties: Any) -> None:
        """Make a question without a file."""
        super().__init__(**properties)
        self.path = PathField(hint_text=WORDS("upload_hint"))
        self.browse = KeyButton(caption=WORDS("upload_choose"))
        self.away = KeyButton(caption=WORDS("upload_remove"), quiet=True)
        for widget in (self.path, self.browse):
            self.ids.entry.add_widget(widget)
        self.path.bind(
            on_file=lambda _field, path: self.dispatch("on_file", path),
            on_left=lambda _field: self.dispatch("on_left"),
        )
        self.browse.bind(on_release=lambda _button: self._browse())
        self.away.bind(on_release=lambda _button: self.dispatch("on_removed"))
        self.fbind("error", lambda _box, error: setattr(self.path, "error", error))

    @property
    def focus(self) -> bool:
        """Whether the keyboard is in this question; set it to bring it here."""
        return any(one.focus for one in (self.path, self.browse, self.away))

    @focus.setter
    def focus(self, value: bool) -> None:
        self.path.focus = value

    def show_file(self, told: str, *, readonly: bool) -> None:
        """Say what was given; empty for nothing."""
        self.told = told
        self.path.readonly = self.browse.disabled = self.away.disabled = readonly
        shown = self.away.parent is not None
        if bool(told) != shown:
            if told:
                self.ids.given.add_widget(self.away)
            else:
                self.ids.given.remove_widget(self.away)

    def on_file(self, path: str) -> None:
        """A file was given."""

    def on_removed(self) -> None:
        """The file is to go."""

    def on_left(self) -> None:
        """The field lost the keyboard."""

    def _browse(self) -> None:
        self.path.focus = True
        self.path.show_choice("", "")
        self.path.open_list()


def scans_in(place: str) -> tuple[Hit, ...]:
    """Return the folders, then the scans of a folder; the newest first, nothing where it cannot be read.

    Args:
        place: the folder; looking may take as long as its disk or share pleases.
    """
    try:
        found = [
            (entry.is_dir(), entry.stat().st_mtime, entry)
            for entry in Path(place).iterdir()
            if not entry.name.startswith(".")
        ]
    except OSError:
        return ()
    found.sort(key=lambda one: (not one[0], -one[1]))
    return tuple(
        Hit(f"{path}/", f"{path.name}/") if is_folder else Hit(str(path), path.name)
        for is_folder, _, path in found
        if is_folder or path.suffix.casefold() in _KNOWN
    )


def _place_of(text: str) -> tuple[str, str]:
    """Take a path apart: its folder, and how the name begins; with nothing typed the last folder."""
    if not text:
        return f"{PathField.folder or Path.home()}/", ""
    place = text[: text.rfind("/") + 1]
    return place, text.removeprefix(place).casefold()


load(__file__)
