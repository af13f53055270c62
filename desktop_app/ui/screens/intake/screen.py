"""The intake screen: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from desktop_app.ui.deeds import Doing
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.screens.intake.carrying import Carrying
from desktop_app.ui.screens.intake.parts import ApplicantPart, FilesPart, PapersPart, SidePart, files_told
from desktop_app.ui.screens.intake.places import place_of, question_of
from desktop_app.ui.screens.intake.presenter import IntakePresenter
from desktop_app.ui.screens.intake.state import IntakeState
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.dialog import Dialog
from desktop_app.ui.widgets.focus import focus_first
from desktop_app.ui.widgets.menu import DeedMenu
from desktop_app.ui.widgets.page import Page
from forms.dossier.channels import CameBy

__all__ = ["ApplicantPart", "FilesPart", "IntakeScreen", "PapersPart", "SidePart"]


class IntakeScreen(Page):
    """One draft, from the procedure to the receipt."""

    scope = "intake"
    saved = StringProperty("")
    trouble = StringProperty("")
    progress = StringProperty("")
    complete = BooleanProperty(False)
    has_procedure = BooleanProperty(False)
    has_form = BooleanProperty(False)
    form_note = StringProperty("")

    def __init__(self, stage: Stage, keyboard: Keyboard, draft_id: str = "", **properties: Any) -> None:
        """Build the screen for a new draft, or for one to continue."""
        super().__init__(title=WORDS("intake_title"), **properties)
        self._keyboard, self._draft_id, self._is_busy = keyboard, draft_id, False
        self._presenter = IntakePresenter(stage, self.render, self.focus_path)
        self._menu = DeedMenu(keyboard, Doing(stage))
        self._carrying = Carrying(stage, self._ask_carry)
        self._connect(self._presenter, stage)

    @property
    def draft_id(self) -> str:
        """The draft that is open, or empty."""
        return self._presenter.state.draft_id

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the intake."""
        ask, parts = self._presenter, ("procedure", "card", "form", "papers", "file", "return")
        names = ("procedure", "applicant", "form", "papers", "files", "return")
        return {
            "save": ask.save,
            "save_and_print": lambda: ask.save(print_paper=True),
            "first_problem": ask.first_problem,
            "add_repeat": lambda: ask.add_repeat(self.ids.form.focused_path()),
            "remove_repeat": lambda: ask.remove_repeat(self.ids.form.focused_path()),
            "discard": self.ask_discard,
            "deeds": self._ask_deeds,
            "leave": ask.leave,
            **{
                f"part_{name}": partial(self.focus_path, part)
                for name, part in zip(names, parts, strict=True)
            },
        }

    def entered(self) -> None:
        """Begin, or continue."""
        self._carrying.before(self._draft_id, lambda: self._presenter.start(self._draft_id))

    def left(self) -> None:
        """Keep what was typed; no answer matters any more."""
        self._carrying.close()
        self._presenter.close()
        self._keyboard.let_go()

    def keep(self, then: Callable[[], None]) -> None:
        """Have ``then`` called once the draft is on the disk."""
        self._presenter.keep(then)

    def dropped(self, path: str) -> None:
        """A file was dropped: take it into the draft, for the upload question that has the keyboard."""
        self._presenter.attach(path, self.ids.form.upload_here())

    def ask_discard(self) -> None:
        """Ask before a draft is thrown away."""
        Dialog(
            self._keyboard,
            lambda answers: self._presenter.discard() if answers is not None else None,
            title=WORDS("draft_discard_title"),
            message=WORDS("draft_discard_message"),
            confirm=WORDS("draft_discard"),
        ).open()

    def _ask_deeds(self) -> None:
        self._presenter.ask_deeds(lambda deeds: self._menu.offer(WORDS("deeds_title"), deeds))

    def _ask_carry(self, message: str, answered: Callable[[bool], None]) -> None:
        """Ask whether a draft follows its form to the edition in force."""
        Dialog(
            self._keyboard,
            lambda answers: answered(answers is not None),
            title=WORDS("carry_title"),
            message=message,
            confirm=WORDS("carry"),
        ).open()

    def focus_path(self, path: str) -> None:
        """Bring the keyboard to a field by its path, or to the first field of a part."""
        ids, place = self.ids, place_of(path)
        if place in ("procedure", "card", "file", "return"):
            {
                "procedure": ids.procedure,
                "card": ids.applicant.card,
                "file": ids.files.field,
                "return": ids.way,
            }[place].focus = True
        elif place == "papers":
            ids.papers.focus_line(path)
        elif place == "form" or not ids.applicant.focus_field(path):
            target = question_of(path, self._presenter.state.questions)
            if not target or not ids.form.focus_question(target):
                focus_first(ids.form)

    def render(self, state: IntakeState) -> None:
        """Show a state."""
        ids = self.ids
        self._hold_keys(is_busy=state.busy)
        self.saved, self.trouble = state.saved, state.trouble
        self.has_procedure = state.procedure is not None
        self.has_form = bool(state.questions)
        self.complete = self.has_procedure and not state.missing
        self.progress = self._progress(state)
        self._show_procedure(state)
        ids.applicant.show(state)
        self.form_note = state.form_note
        ids.form.show_questions(state.questions, state.problems, files_told(state.files))
        ids.papers.show(state)
        ids.files.show(state)
        ids.way.show_values(state.return_by)
        ids.channel.show_values(state.channel)
        ids.side.show(state)

    def _hold_keys(self, *, is_busy: bool) -> None:
        """A card scanned right behind the Enter that chose the procedure waits for the form to be there."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            (self._keyboard.hold if is_busy else self._keyboard.let_go)()

    def _show_procedure(self, state: IntakeState) -> None:
        field = self.ids.procedure
        field.hits = tuple(
            Hit(
                row.code,
                row.name,
                f"{row.code}{' · ' + WORDS('procedure_with_form') if row.has_form else ''}",
            )
            for row in state.hits
        )
        if (state.procedure is not None and state.procedure.code != field.value) or (
            state.procedure is not None and not field.focus
        ):
            field.show_choice(state.procedure.code, state.procedure.name)

    def _progress(self, state: IntakeState) -> str:
        if state.procedure is None:
            return ""
        return WORDS("problems_left", count=state.missing) if state.missing else WORDS("problems_none")

    def _connect(self, ask: IntakePresenter, stage: Stage) -> None:
        ids = self.ids
        ids.procedure.bind(
            on_query=lambda _box, text: ask.look_up(text),
            on_chosen=lambda _box, code: ask.choose_procedure(code),
        )
        ids.applicant.connect(ask)
        ids.form.today = lambda: stage.office.now().date()
        ids.applicant.set_today(ids.form.today)
        ids.form.bind(
            on_answer=lambda _form, path, text: ask.answer(path, text),
            on_question_left=lambda _form, path: ask.leave_question(path),
            on_file=lambda _form, path, file: ask.attach(file, path),
            on_file_removed=lambda _form, path: ask.remove_file(path),
        )
        ids.papers.tick, ids.papers.turn = ask.tick_paper, ask.turn_lookup
        ids.papers.choose = ask.choose_case
        ids.files.connect(ask)
        way = ids.way
        way.choices = (Hit("desk", WORDS("return_desk")), Hit("post", WORDS("return_post")))
        way.bind(on_chosen=lambda _row, value: ask.set_return(value))
        ids.channel.choices = tuple(Hit(way.value, WORDS(f"channel_{way.value}")) for way in CameBy)
        ids.channel.bind(on_chosen=lambda _row, value: ask.set_channel(value))
        ids.save.bind(on_release=lambda _button: ask.save())
        ids.save_print.bind(on_release=lambda _button: ask.save(print_paper=True))
        ids.deeds.bind(on_release=lambda _button: self._ask_deeds())
        ids.leave.bind(on_release=lambda _button: ask.leave())
        ids.discard.bind(on_release=lambda _button: self.ask_discard())


load(__file__)
