"""An e-form on the screen: questions, groups and repeats as the form engine states them, one after the other.

It draws snapshots and tells what was typed; it knows no rule of any form. A question keeps its widget from
snapshot to snapshot, so that the keyboard stays where it is while others come and go.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from kivy.metrics import dp
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from desktop_app.ui.kv import load
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.choice import ChoiceRow
from desktop_app.ui.widgets.combo import Hit, SelectField
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.field_row import FieldRow
from desktop_app.ui.widgets.focus import show
from desktop_app.ui.widgets.label import TextLabel
from desktop_app.ui.widgets.range_field import RangeField, spelt
from desktop_app.ui.widgets.text_field import TextField
from desktop_app.ui.widgets.upload_field import UploadField
from forms.xforms.entry import QuestionState

_FEW: Final = 5
_VERY_FEW: Final = 3  # so few are shown even where the form prefers a list: one key takes them
_FEW_LETTERS: Final = 96
_ACKNOWLEDGED: Final = "OK"  # what XForms keeps of a question that is only ticked
_SHORT_KINDS: Final = frozenset({"integer", "decimal", "date", "time", "datetime"})
_PLACES: Final = ("geopoint", "geotrace", "geoshape")
_NO_FILES: Final[Mapping[str, str]] = {}


class GroupTitle(BoxLayout):
    """The name of a group, or of one instance of a repeat with what can be done to it."""

    words = StringProperty("")
    remark = StringProperty("")


class Note(TextLabel):
    """Words of the form itself, between its questions."""


class FormView(BoxLayout):
    """All relevant questions. Dispatches ``on_answer(path, text)`` and ``on_question_left(path)``.

    A question that a file answers dispatches ``on_file(path, file)`` and ``on_file_removed(path)`` instead
    of an answer: the file must be kept first.
    """

    today: Callable[[], date] | None = ObjectProperty(None, allownone=True)
    repeat_remark = StringProperty("")
    acknowledge_words = StringProperty("OK")
    __events__ = ("on_answer", "on_question_left", "on_file", "on_file_removed")

    def __init__(self, **properties: Any) -> None:
        """Make an empty form."""
        super().__init__(**properties)
        self._rows: dict[str, FieldRow] = {}
        self._order: tuple[str, ...] = ()
        self._questions: tuple[QuestionState, ...] = ()
        self._files: Mapping[str, str] = _NO_FILES

    def show_questions(
        self,
        questions: tuple[QuestionState, ...],
        problems: Mapping[str, str],
        files: Mapping[str, str] = _NO_FILES,
    ) -> None:
        """Draw a snapshot.

        Args:
            questions: the relevant questions in order.
            problems: path → sentence, of those that should be seen now.
            files: name of a file → what is told of it beside its name.
        """
        asked = {question.path: question for question in questions}
        for path in [path for path in self._rows if path not in asked]:
            del self._rows[path]
        self._files = files
        for question in questions:
            row = self._rows.get(question.path)
            if row is None or row.kind != _look(question):
                self._rows[question.path] = row = self._make(question)
            self._update(row, question, problems.get(question.path, ""))
        order = tuple(f"{question.path} {_look(question)} {question.group_label}" for question in questions)
        self._questions = questions
        if order != self._order:
            self._order = order
            self._lay_out()

    def focus_question(self, path: str) -> bool:
        """Give the keyboard to a question; False when it is not on the form now."""
        row = self._rows.get(path)
        if row is None or not hasattr(row.control, "focus"):
            return False
        row.control.focus = True
        return True

    def focused_path(self) -> str:
        """Path of the question that has the keyboard, or empty."""
        return next((path for path, row in self._rows.items() if getattr(row.control, "focus", False)), "")

    def control(self, path: str) -> Any:
        """The widget that answers a question."""
        return self._rows[path].control

    def on_answer(self, path: str, text: str) -> None:
        """Something was typed or chosen."""

    def on_question_left(self, path: str) -> None:
        """A question lost the keyboard."""

    def on_file(self, path: str, file: str) -> None:
        """A file was given as the answer of a question."""

    def on_file_removed(self, path: str) -> None:
        """The file of a question is to go."""

    def upload_here(self) -> str:
        """Path of the upload question that has the keyboard, or empty: there a dropped file belongs."""
        path = self.focused_path()
        return path if path and isinstance(self._rows[path].control, UploadField) else ""

    def _lay_out(self) -> None:
        keep = next((row for row in self._rows.values() if getattr(row.control, "focus", False)), None)
        for child in list(self.children):
            if child is not keep:
                self.remove_widget(child)
        heading: tuple[str, Any] = ("", None)
        page: list[Widget] = []
        for question in self._questions:
            now = (question.group_label, question.repeat)
            if now != heading and question.group_label:
                page.append(self._title(question))
            heading = now
            page.append(self._rows[question.path])
        if keep is not None:
            place = page.index(keep)
            for widget in page[:place]:
                self.add_widget(widget)
            self._sink(keep)
            page = page[place + 1 :]
        for widget in page:
            self.add_widget(widget)
        if keep is not None:
            show(keep.control)

    def _sink(self, keep: Widget) -> None:
        """Put the row that kept the keyboard behind those laid out before it, without touching its focus."""
        self.children.remove(keep)
        self.children.insert(0, keep)

    def _title(self, question: QuestionState) -> GroupTitle:
        if question.repeat is None:
            return GroupTitle(words=question.group_label)
        return GroupTitle(words=f"{question.group_label} {question.repeat[1]}", remark=self.repeat_remark)

    def _make(self, question: QuestionState) -> FieldRow:
        control = self._control(question)
        row = FieldRow(control, indent=max(0, question.depth - 1))
        row.kind = _look(question)
        path = question.path
        if isinstance(control, TextField) and not isinstance(control, SelectField):
            control.bind(on_edited=lambda field: self.dispatch("on_answer", path, field.committed_text))
        if isinstance(control, SelectField | ChoiceRow):
            control.bind(on_chosen=lambda _box, value: self.dispatch("on_answer", path, value))
        if isinstance(control, UploadField):
            control.bind(
                on_file=lambda _box, file: self.dispatch("on_file", path, file),
                on_removed=lambda _box: self.dispatch("on_file_removed", path),
            )
        if not isinstance(control, Note):
            control.bind(on_left=lambda _box: self.dispatch("on_question_left", path))
        return row

    def _control(self, question: QuestionState) -> Any:
        look = _look(question)
        makers: dict[str, Callable[[], Any]] = {
            "note": Note,
            "radio": ChoiceRow,
            "boxes": lambda: ChoiceRow(several=True),
            "combo": SelectField,
            "date": lambda: DateField(today=self.today, size_hint_x=None, width=dp(150)),
            "upload": UploadField,
            "range": lambda: RangeField(size_hint_x=None, width=dp(150)),
            **{place: partial(TextField, hint_text=WORDS(f"{place}_hint")) for place in _PLACES},
        }
        make = makers.get(look)
        if make is not None:
            return make()
        field = TextField(multiline="multiline" in question.appearance)
        if look in _SHORT_KINDS:
            field.size_hint_x, field.width = None, dp(150)
        return field

    def _update(self, row: FieldRow, question: QuestionState, problem: str) -> None:
        row.caption = "" if row.kind == "note" else question.label
        row.hint, row.problem = _hint(question), problem
        row.required = question.required and not question.readonly
        control = row.control
        hits = tuple(Hit(choice.value, choice.label) for choice in question.choices)
        if question.kind == "acknowledge":
            hits = (Hit(_ACKNOWLEDGED, self.acknowledge_words),)
        if isinstance(control, Note):
            control.text = question.label if not question.text else f"{question.label} {question.text}"
        elif isinstance(control, ChoiceRow):
            control.choices = hits
            control.show_values(question.text)
            control.readonly = question.readonly
        elif isinstance(control, SelectField):
            control.choices = hits
            if not control.focus:
                label = next((hit.label for hit in hits if hit.value == question.text), question.text)
                control.show_choice(question.text, label)
        elif isinstance(control, UploadField):
            told = "  ·  ".join(filter(None, (question.text, self._files.get(question.text, ""))))
            control.show_file(told, readonly=question.readonly)
        else:
            if isinstance(control, RangeField):
                control.bounds = question.bounds
                row.problem = problem or question.problem or ""
            control.readonly = question.readonly
            control.is_focusable = not question.readonly
            if not control.focus or question.readonly:
                control.show_text(question.text)


def _look(question: QuestionState) -> str:
    """Which widget answers a question: the kind, and for choices how many words there are to show."""
    if question.kind in ("select_multiple", "acknowledge"):
        return "boxes"
    if question.kind == "select_one":
        letters = sum(len(choice.label) + 6 for choice in question.choices)
        few = len(question.choices) <= _FEW and letters <= _FEW_LETTERS
        as_list = "minimal" in question.appearance and len(question.choices) > _VERY_FEW
        return "radio" if few and not as_list else "combo"
    return "range" if question.bounds is not None else question.kind


def _hint(question: QuestionState) -> str:
    """How to answer: the form's own words, then what a scale offers."""
    if question.bounds is None:
        return question.hint
    scale = {name: spelt(getattr(question.bounds, name)) for name in ("start", "end", "step")}
    return "  ·  ".join(filter(None, (question.hint, WORDS("range_hint", **scale))))


load(__file__)
