"""Thinking of the intake screen: one draft from the procedure to the receipt. No toolkit here.

Everything typed goes into the draft first; a check never stands between a key and the disk.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop_app.ui.deeds import Deed
from desktop_app.ui.ports import (
    AddressFacts,
    DraftContent,
    Entry,
    Identified,
    ReceiveDossier,
)
from desktop_app.ui.screens.intake.address import asked, rewritten
from desktop_app.ui.screens.intake.autosave import Autosave
from desktop_app.ui.screens.intake.deeds import IntakeDeeds
from desktop_app.ui.screens.intake.filing import Filing
from desktop_app.ui.screens.intake.handing import Handing
from desktop_app.ui.screens.intake.open_form import OpenForm
from desktop_app.ui.screens.intake.receiving import Receiving
from desktop_app.ui.screens.intake.state import (
    IntakeState,
    applicant_problems,
)
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, clock_time


class IntakePresenter:
    """One intake; ``render`` shows a state, ``focus`` brings the keyboard to a path."""

    def __init__(
        self, stage: Stage, render: Callable[[IntakeState], None], focus: Callable[[str], None]
    ) -> None:
        """Begin an intake without a procedure; :meth:`reopen` continues a draft instead."""
        self._stage, self._render, self._focus = stage, render, focus
        self._asking = stage.asking()
        self._state = IntakeState()
        self._form = OpenForm()
        self._autosave: Autosave | None = None
        self._handing = Handing()
        self._filing = Filing(stage, self._asking, lambda: self._state, self._show, self._answer_now)
        self._visited: set[str] = set()
        self._tried = False
        self._place = ""
        self._settled = ""

    @property
    def state(self) -> IntakeState:
        """What is shown now."""
        return self._state

    def start(self, draft_id: str = "") -> None:
        """Begin anew, or reopen a draft exactly as it was typed."""
        if draft_id:
            self._open("", draft_id)
        else:
            self._show()
            self.look_up("")
            self._focus("procedure")

    def look_up(self, text: str) -> None:
        """Search the catalogue for the type-ahead list."""
        self._asking.ask(
            "procedures", lambda: self._stage.office.find_procedures(text),
            lambda hits: self._show(hits=hits), self._failed,
        )  # fmt: skip

    def choose_procedure(self, code: str) -> None:
        """Begin a draft of a procedure; the applicant's fields already typed come along."""
        if not code or (self._state.procedure is not None and self._state.procedure.code == code):
            return
        if self._autosave is not None:
            self._autosave.settle(lambda: None)
        self._open(code, "")

    def read_card(self, text: str) -> None:
        """Fill the applicant from a scanned or pasted card."""
        if text.strip():
            self._show(busy=True)
            self._asking.ask(
                "card", lambda: self._stage.office.identify_citizen(text), self._identified, self._card_bad
            )

    def type_applicant(self, key: str, text: str) -> None:
        """A field of the applicant changed by a key."""
        self._state = replace(self._state, applicant={**self._state.applicant, key: text})
        self._typed(f"/applicant/{key}")

    def leave_applicant(self, key: str) -> None:
        """A field of the applicant was left: from now on its problem shows."""
        self._place = f"/applicant/{key}"
        self._visited.add(self._place)
        self._fill_form()
        self._left()
        if key == "address":
            self._read_address()

    def choose_commune(self, code: str) -> None:
        """Write the address with a commune that was offered."""
        if text := rewritten(self._state.address, code):
            self._settled, self._state = text, replace(self._state, address=None)
            self.type_applicant("address", text)
            self.leave_applicant("address")

    def answer(self, path: str, text: str) -> None:
        """A question of the e-form was answered, exactly as typed."""
        self._form.answer(path, text)
        self._typed(path)

    def leave_question(self, path: str) -> None:
        """A question of the e-form was left."""
        self._place = path
        self._visited.add(path)
        self._left()

    def add_repeat(self, near: str) -> None:
        """Add an entry to the list that the question ``near`` belongs to, or to the form's first list."""
        first = self._form.add_repeat(near)
        if first:
            self._typed(first)
            self._focus(first)

    def remove_repeat(self, near: str) -> None:
        """Remove the entry of a list that the question ``near`` stands in, unless it is the only one."""
        if self._form.remove_repeat(near):
            self._typed(near)
            self._left()

    def tick_paper(self, name: str) -> None:
        """Tick or untick a paper; one tick stands for the number the procedure asks for."""
        self._handed(lambda: self._handing.tick(name))

    def turn_lookup(self, name: str) -> None:
        """Say the next state of the look-up that stands for a paper."""
        self._handed(lambda: self._handing.turn(name))

    def choose_case(self, name: str) -> None:
        """Choose which of the procedure's cases this is; its papers and its limit follow."""
        self._handed(lambda: self._handing.choose(name))

    def set_channel(self, channel: str) -> None:
        """Choose how the dossier came in; its fee may be another."""
        self._handed(lambda: self._handing.come_by(channel))

    def _handed(self, change: Callable[[], None]) -> None:
        if self._state.procedure is not None:
            change()
            self._typed("papers")
            self._left()

    def set_return(self, way: str) -> None:
        """Choose how the result is fetched: ``desk`` or ``post``."""
        self._state = replace(self._state, return_by=way)
        self._typed("return")
        self._left()

    def attach(self, path: str, question: str = "") -> None:
        """Take a file into the draft, as the answer of an upload question where one is named."""
        self._filing.attach(path, question)

    def remove_file(self, question: str) -> None:
        """Take the file of a question out again."""
        self._filing.remove(question)

    def detach(self, sha256: str) -> None:
        """Take a file out of the draft again."""
        self._filing.detach(sha256)

    def ask_deeds(self, show: Callable[[tuple[Deed, ...]], None]) -> None:
        """Have shown what else may be done with the draft, once it is on the disk."""
        if self._state.procedure is None or self._autosave is None:
            self._focus("procedure")
            self._stage.notify(WORDS("choose_procedure_first"), True)
        elif deeds := IntakeDeeds(self._stage, self._state, self._form.answers(), self._stop_saving).now():
            self._autosave.settle(lambda: show(deeds))
        else:
            self._stage.notify(WORDS("not_allowed_now"), True)

    def first_problem(self) -> None:
        """Go to the first field that needs a look; from now on all problems show."""
        self._tried = True
        self._show()
        for path in self._all_problems():
            self._focus(path)
            return

    def save(self, *, print_paper: bool = False) -> None:
        """Receive the dossier, and print its receipt; with problems left, go to the first one instead."""
        procedure = self._state.procedure
        if procedure is None or self._autosave is None:
            self._focus("procedure")
            self._stage.notify(WORDS("choose_procedure_first"), True)
            return
        if self._state.busy:
            return
        if problems := self._all_problems():
            self.first_problem()
            self._stage.notify(WORDS("problems_left", count=len(problems)), True)
            return
        self._show(busy=True, trouble="")
        self._autosave.settle(lambda: self._receive(procedure.code, print_paper=print_paper))

    def leave(self) -> None:
        """Back to the list; the draft stays."""
        if self._autosave is not None:
            self._autosave.settle(lambda: None)
        self._stage.go("dossiers", "")

    def discard(self) -> None:
        """Throw the draft away; the screen asked before."""
        if self._autosave is None:
            self._stage.go("dossiers", "")
            return
        self._autosave.stop()
        draft_id = self._state.draft_id
        self._asking.ask(
            "discard", lambda: self._stage.office.discard_draft(draft_id), self._discarded, self._failed
        )

    def keep(self, then: Callable[[], None]) -> None:
        """Have ``then`` called once everything typed is on the disk; at once where nothing is open."""
        if self._autosave is None:
            then()
        else:
            self._autosave.settle(then)

    def close(self) -> None:
        """The screen is left; a save that is under way ends all the same."""
        if self._autosave is not None:
            self._autosave.left()
        self._asking.close()

    def content(self) -> DraftContent:
        """Everything as typed, for the draft."""
        return DraftContent(
            applicant=dict(self._state.applicant),
            typed=self._form.typed(),
            papers=dict(self._handing.counts),
            case=self._handing.case,
            lookups=dict(self._handing.lookups),
            channel=self._handing.channel,
            return_by=self._state.return_by,
            place=self._place,
            card_warnings=self._state.card_notes,
        )

    def _open(self, code: str, draft_id: str) -> None:
        office = self._stage.office
        self._show(busy=True, trouble="")
        self._asking.ask(
            "entry", lambda: office.start_entry(procedure=code, draft_id=draft_id), self._opened, self._failed
        )

    def _opened(self, entry: Entry) -> None:
        if self._autosave is not None:
            self._autosave.left()
        self._form = OpenForm(entry.form)
        self._filing.troubles.clear()
        kept_in = entry.content
        self._handing = Handing.of(entry.procedure, kept_in)
        self._autosave = Autosave(self._stage, entry.draft_id, self.content, self._kept)
        self._tried, self._place = False, entry.content.place
        kept = kept_in.applicant if entry.reopened else {**kept_in.applicant, **self._state.applicant}
        self._show(
            draft_id=entry.draft_id, procedure=entry.procedure, applicant=dict(kept), files=entry.attachments,
            return_by=entry.content.return_by, busy=False, card_notes=entry.content.card_warnings or
            self._state.card_notes, saved=WORDS("draft_reopened") if entry.reopened else "",
        )  # fmt: skip
        if not entry.reopened and kept:
            self._fill_form()
            self._typed("applicant")
        self._quote()
        self._focus(entry.content.place if entry.reopened else "card")

    def _identified(self, citizen: Identified) -> None:
        applicant = {
            **self._state.applicant,
            **{key: text for key, text in citizen.applicant.items() if text},
        }
        notes = (*citizen.warnings, *citizen.extra)
        self._state = replace(
            self._state, applicant=applicant, card_notes=notes, earlier=citizen.earlier, card_read=True,
            trouble="", busy=False,
        )  # fmt: skip
        self._fill_form()
        self._typed("applicant")
        self._left()
        self._read_address()
        self._focus("/applicant/phone")

    def _read_address(self) -> None:
        text, office = self._state.applicant.get("address", ""), self._stage.office
        if not text or text != self._settled:
            self._asking.ask("address", lambda: office.read_address(text), self._offer_communes, self._failed)

    def _offer_communes(self, facts: AddressFacts) -> None:
        self._show(address=asked(facts))

    def _card_bad(self, error: BaseException) -> None:
        self._show(card_notes=(str(trouble_of(error)),), card_read=False, busy=False)

    def _fill_form(self) -> None:
        self._form.fill(self._state.applicant)
        self._show()

    def _typed(self, _what: str) -> None:
        if self._autosave is not None:
            self._autosave.typed()
        self._show(saved=WORDS("draft_saving") if self._autosave is not None else "")

    def _left(self) -> None:
        if self._autosave is not None:
            self._autosave.left()
            self._quote()
        self._show()

    def _kept(self, error: BaseException | None) -> None:
        if error is not None:
            self._show(saved="", trouble=str(trouble_of(error)), busy=False)
            return
        self._show(saved=WORDS("draft_saved", time=clock_time(self._stage.office.now())))

    def _quote(self) -> None:
        if self._state.procedure is None:
            return
        code, answers = self._state.procedure.code, self._form.answers()
        office, case, channel = self._stage.office, self._handing.case, self._handing.channel
        self._asking.ask(
            "quote", lambda: office.quote_dossier(code, answers, case, channel),
            lambda quote: self._show(quote=quote), lambda _unclear: None,
        )  # fmt: skip

    def _answer_now(self, path: str, text: str) -> None:
        self.answer(path, text)
        self.leave_question(path)

    def _receive(self, code: str, *, print_paper: bool) -> None:
        order = ReceiveDossier(
            procedure=code,
            applicant={key: text.strip() for key, text in self._state.applicant.items() if text.strip()},
            answers=self._form.answers(),
            papers={name: count for name, count in self._handing.counts.items() if count},
            case=self._handing.case,
            lookups=dict(self._handing.lookups),
            channel=self._handing.channel,
            return_by=self._state.return_by,
            draft_id=self._state.draft_id,
        )
        receiving = Receiving(self._stage, self._asking)
        receiving.run(order, self._stop_saving, self._refused, print_paper=print_paper)

    def _stop_saving(self) -> None:
        if self._autosave is not None:
            self._autosave.stop()

    def _refused(self, error: BaseException) -> None:
        trouble = trouble_of(error)
        self._show(busy=False, trouble=str(trouble))
        if trouble.path:
            self._focus(trouble.path)

    def _discarded(self, _gone: None) -> None:
        self._stage.notify(WORDS("draft_discarded"), False)
        self._stage.changed()
        self._stage.go("dossiers", "")

    def _failed(self, error: BaseException) -> None:
        self._show(busy=False, trouble=str(trouble_of(error)))

    def _all_problems(self) -> dict[str, str]:
        found = applicant_problems(self._state.applicant)
        found.update(self._form.problems())
        found.update(self._handing.problems())
        return found

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        problems = self._all_problems() if self._state.procedure is not None else {}
        self._state = replace(
            self._state,
            questions=self._form.questions(),
            cases=self._handing.cases(),
            channel=self._handing.channel,
            papers=self._handing.lines(),
            form_note=self._form.note(),
            problems=(problems if self._tried else self._seen(problems)) | self._filing.troubles,
            missing=len(problems),
        )
        self._render(self._state)

    def _seen(self, problems: Mapping[str, str]) -> dict[str, str]:
        """Problems of fields the clerk has been in; an untouched form is not painted red."""
        return {path: sentence for path, sentence in problems.items() if path in self._visited}
