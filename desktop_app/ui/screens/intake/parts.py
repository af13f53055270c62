"""The parts of the intake screen: applicant, papers, files, and the side that says what it costs and when."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from kivy.metrics import dp
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.kv import load
from desktop_app.ui.ports import AddressFacts, Attached
from desktop_app.ui.screens.intake.presenter import IntakePresenter
from desktop_app.ui.screens.intake.state import APPLICANT_FIELDS, REQUIRED, IntakeState, number_notes
from desktop_app.ui.strings import WORDS, moment, money, size, status_name
from desktop_app.ui.widgets.button import KeyButton, Tick
from desktop_app.ui.widgets.choice import ChoiceRow
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.field_row import FieldRow
from desktop_app.ui.widgets.focus import focus_first
from desktop_app.ui.widgets.label import TextLabel
from desktop_app.ui.widgets.page import FactLine
from desktop_app.ui.widgets.text_field import TextField
from forms.dossier.lookups import LookupStatus


class ApplicantPart(BoxLayout):
    """The citizen card's field and the six fields it fills."""

    notes = StringProperty("")
    earlier = StringProperty("")
    card_done = StringProperty("")
    address_note = StringProperty("")

    def on_kv_post(self, _base: Any) -> None:
        """Build the fields, once the rule of this part has been applied."""
        self.card = TextField(hint_text=WORDS("card_hint"))
        self.ids.fields.add_widget(FieldRow(self.card, caption=WORDS("card")), index=0)
        self._rows: dict[str, FieldRow] = {}
        self._offered: AddressFacts | None = None
        self._choose_commune: Callable[[str], None] = lambda _code: None
        for key in APPLICANT_FIELDS:
            row = FieldRow(_applicant_control(key), caption=WORDS(key), required=key in REQUIRED)
            self._rows[key] = row
            self.ids.fields.add_widget(row)

    def connect(self, ask: IntakePresenter) -> None:
        """Forward the gestures of the fields."""
        self._choose_commune = ask.choose_commune
        self.card.bind(on_entered=lambda field: self._card_entered(ask, field.committed_text))
        for key, row in self._rows.items():
            control = row.control
            if isinstance(control, ChoiceRow):
                control.bind(on_chosen=lambda _row, value, key=key: ask.type_applicant(key, value))
            else:
                control.bind(on_edited=lambda field, key=key: ask.type_applicant(key, field.committed_text))
            control.bind(on_left=partial(self._left, ask, key))

    def set_today(self, today: Callable[[], date]) -> None:
        """Give the date field its today."""
        self._rows["birth_date"].control.today = today

    def focus_field(self, path: str) -> bool:
        """Bring the keyboard to a field by its path; False when there is none."""
        row = self._rows.get(path.removeprefix("/applicant/"))
        if row is None:
            return False
        row.control.focus = True
        return True

    def show(self, state: IntakeState) -> None:
        """Show the applicant."""
        for key, row in self._rows.items():
            text = state.applicant.get(key, "")
            if isinstance(row.control, ChoiceRow):
                row.control.show_values(text)
            elif not row.control.focus:
                row.control.show_text(text)
            row.problem = state.problems.get(f"/applicant/{key}", "")
        self.notes = "\n".join(dict.fromkeys((*state.card_notes, *number_notes(state.applicant))))
        self.earlier = "\n".join(
            WORDS("earlier", number=one.number, procedure=one.procedure_name, status=status_name(one.status))
            for one in state.earlier
        )
        self.card_done = WORDS("card_read") if state.card_read else ""
        self._offer(state.address)

    def _offer(self, address: AddressFacts | None) -> None:
        """Show the communes an address may mean, a button for each."""
        if address == self._offered:
            return
        self._offered = address
        self.ids.communes.clear_widgets()
        choices = address.choices if address else ()
        lines = [WORDS("address_offer"), *(one.sentence for one in choices)]
        self.address_note = "\n".join(lines) if choices else ""
        for one in choices:
            button = KeyButton(caption=one.name, quiet=True)
            button.bind(on_release=lambda _button, code=one.code: self._choose_commune(code))
            self.ids.communes.add_widget(button)

    def _card_entered(self, ask: IntakePresenter, text: str) -> bool:
        self.card.show_text("")
        ask.read_card(text)
        return bool(text.strip())

    @staticmethod
    def _left(ask: IntakePresenter, key: str, _control: Any) -> None:
        ask.leave_applicant(key)


class PapersPart(BoxLayout):
    """The cases to choose from, the papers to tick, the look-ups that stand for papers."""

    tick: Callable[[str], None]
    turn: Callable[[str], None]
    choose: Callable[[str], None]

    def __init__(self, **properties: Any) -> None:
        """Begin with an empty list."""
        super().__init__(**properties)
        self._shown: object = None
        self._cases: dict[str, Tick] = {}
        self._ticks: dict[str, Tick] = {}
        self._lookups: dict[str, Tick] = {}

    def show(self, state: IntakeState) -> None:
        """Show cases, papers and look-ups of the procedure."""
        shape = [case.name for case in state.cases], [(line.name, line.database) for line in state.papers]
        if shape != self._shown:
            self._shown = shape
            self._build(state)
        for case in state.cases:
            self._cases[case.name].words, self._cases[case.name].on = case.name, case.chosen
        for line in state.papers:
            if line.name in self._ticks:
                named = f"{line.name} *" if line.required else line.name
                self._ticks[line.name].words = "  –  ".join(filter(None, (named, line.detail)))
                self._ticks[line.name].on = bool(line.count)
            if line.lookup is not None:
                status = WORDS(f"lookup_{line.lookup.value}")
                said = WORDS("lookup_line", database=line.database, status=status)
                named = "" if line.is_paper else line.name
                self._lookups[line.name].words = "  –  ".join(filter(None, (named, said)))
                self._lookups[line.name].on = line.lookup is LookupStatus.DONE

    def _build(self, state: IntakeState) -> None:
        self.clear_widgets()
        self._cases = {case.name: self._line(self.choose, case.name) for case in state.cases}
        for tick in self._cases.values():
            tick.radio = True
        self._ticks, self._lookups = {}, {}
        for line in state.papers:
            if line.is_paper:
                self._ticks[line.name] = self._line(self.tick, line.name)
            if line.lookup is not None:
                self._lookups[line.name] = self._line(self.turn, line.name)
        if not state.papers and state.procedure is not None:
            self.add_widget(TextLabel(text=WORDS("papers_none")))

    def _line(self, pressed: Callable[[str], None], name: str) -> Tick:
        tick = Tick()
        tick.bind(on_release=lambda _tick: pressed(name))
        self.add_widget(tick)
        return tick

    def focus_line(self, path: str) -> None:
        """Bring the keyboard to a paper by its path, or to the first one."""
        tick = self._ticks.get(path.removeprefix("papers/"))
        if tick is not None:
            tick.focus = True
        else:
            focus_first(self)


class FilesPart(BoxLayout):
    """The files of the draft, and a field for one more."""

    trouble = StringProperty("")

    def on_kv_post(self, _base: Any) -> None:
        """Build the field, once the rule of this part has been applied."""
        self.field = TextField(hint_text=WORDS("file_hint"))
        self.ids.entry.add_widget(FieldRow(self.field, caption=WORDS("file_path")))
        self._shown: tuple[str, ...] = ()
        self._ask: IntakePresenter

    def connect(self, ask: IntakePresenter) -> None:
        """Forward the path that was entered."""
        self._ask = ask
        self.field.bind(on_entered=lambda field: self._entered(field.committed_text))

    def show(self, state: IntakeState) -> None:
        """Show the files."""
        self.trouble = state.file_trouble
        hashes = tuple(file.sha256 for file in state.files)
        if hashes == self._shown:
            return
        self._shown = hashes
        self.ids.list.clear_widgets()
        for file in state.files:
            words = WORDS("file_line", title=file.title, size=size(file.size), type=file.type)
            line = BoxLayout(size_hint_y=None, height=dp(30), spacing=dp(10))
            line.add_widget(TextLabel(text=words, pos_hint={"center_y": 0.5}))
            away = KeyButton(caption="×", quiet=True)
            away.bind(on_release=lambda _button, sha256=file.sha256: self._ask.detach(sha256))
            line.add_widget(away)
            self.ids.list.add_widget(line)

    def _entered(self, path: str) -> bool:
        self._ask.attach(path)
        self.field.show_text("")
        return bool(path.strip())


class SidePart(BoxLayout):
    """What the procedure asks, when it is due and what it costs; live."""

    due = StringProperty("")
    fee = StringProperty("")
    lines = StringProperty("")
    warning = StringProperty("")

    def __init__(self, **properties: Any) -> None:
        """Begin without a procedure."""
        super().__init__(**properties)
        self._code = ""

    def show(self, state: IntakeState) -> None:
        """Show due date, fee and the facts of the procedure."""
        quote, facts = state.quote, state.procedure
        if quote is not None:
            self.due = moment(quote.due_at) or WORDS("side_due_none")
            self.fee = money(quote.fee) if quote.fee_certain else WORDS("side_fee_by_hand")
            self.warning = quote.clock_warning
            self.lines = "\n".join(f"{line.title}: {money(line.amount)}" for line in quote.lines)
        if facts is None or facts.code == self._code:
            return
        self._code = facts.code
        self.ids.facts.clear_widgets()
        rows = (
            ("side_limit", facts.limit),
            ("side_fee_rule", facts.fee),
            ("side_agency", facts.agency),
            ("side_decider", WORDS(f"decided_{facts.decided_at}")),
            ("side_result", facts.result_name),
            ("side_legal", facts.legal_source.split("; http")[0]),
        )
        for label, text in rows:
            if text:
                self.ids.facts.add_widget(FactLine(label=WORDS(label), text=text))


def files_told(files: tuple[Attached, ...]) -> dict[str, str]:
    """Say size and type of each file, by its name."""
    return {file.title: f"{size(file.size)} · {file.type}" for file in files}


def _applicant_control(key: str) -> Any:
    if key == "sex":
        return ChoiceRow(choices=(Hit("Nam", WORDS("male")), Hit("Nữ", WORDS("female"))))
    if key == "birth_date":
        return DateField(size_hint_x=None, width=dp(150))
    field = TextField()
    if key in ("citizen_id", "phone"):
        field.size_hint_x, field.width = None, dp(190)
    return field


load(__file__)
