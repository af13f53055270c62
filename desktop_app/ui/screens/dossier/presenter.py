"""Thinking of the dossier screen: its truth, and what this user may do with it now. No toolkit here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from desktop_app.ui.cash_ports import PaymentCode
from desktop_app.ui.deeds import Deed
from desktop_app.ui.ports import (
    CorrectDossier,
    DecideDossier,
    DossierView,
    Lookups,
    Printed,
    ReturnResult,
    SupplementDossier,
)
from desktop_app.ui.screens.dossier.deeds import NO_LOOKUPS, DossierDeeds
from desktop_app.ui.screens.dossier.differing import Differing, differing
from desktop_app.ui.screens.dossier.facts import (
    FactRow,
    applicant_rows,
    file_rows,
    form_rows,
    lookups_said,
    paper_rows,
    time_rows,
)
from desktop_app.ui.screens.dossier.payments import PaymentDeeds, Rows
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS
from desktop_app.ui.values import as_kept, plain
from forms.dossier.pointer import get_path

VERB_OF: Final = {
    "papers": "list_papers",
    "fix_field": "correct_dossier",
    "decide": "decide_dossier",
    "return_result": "return_result",
    "reprint": "print_paper",
    "transfer": "transfer_dossier",
    "supplement": "supplement_dossier",
}


@dataclass(frozen=True, slots=True)
class DossierState:
    """What the screen shows; ``actions`` are those of the shortcut table that may be taken now."""

    view: DossierView | None = None
    applicant: tuple[FactRow, ...] = ()
    times: tuple[FactRow, ...] = ()
    form: tuple[FactRow, ...] = ()
    papers: tuple[FactRow, ...] = ()
    files: tuple[FactRow, ...] = ()
    differ: str = ""
    lookups: str = ""
    lookups_late: bool = False
    actions: frozenset[str] = frozenset()
    busy: bool = False
    trouble: str = ""


class Fix(NamedTuple):
    """The field the province refused: where, what it is called, what it says, and why it was refused."""

    path: str
    label: str
    value: str
    why: str


class DossierPresenter:
    """Reads one dossier and passes gestures on to the verbs."""

    def __init__(self, stage: Stage, dossier_id: str, render: Callable[[DossierState], None]) -> None:
        """Begin with nothing read; :meth:`start` reads."""
        self._stage, self._id, self._render = stage, dossier_id, render
        self._asking = stage.asking()
        self._state = DossierState(busy=True)
        self._matter, self._lookups = "", NO_LOOKUPS

    def start(self) -> None:
        """Read the dossier and its form."""
        office, dossier_id = self._stage.office, self._id

        def work() -> tuple[DossierView, tuple[FactRow, ...], Differing, Lookups]:
            view = office.read_dossier(dossier_id)
            form = form_rows(view.doc, office.now(), office)
            return view, form, differing(office, view.id), office.show_lookups(view.id)

        self._asking.ask("read", work, lambda answer: self._read(*answer), self._failed)

    def may(self, action: str) -> bool:
        """Tell whether an action may be taken now; say so when it may not."""
        if action in self._state.actions:
            return True
        if self._state.view is not None:
            self._stage.notify(WORDS("not_allowed_now"), True)
        return False

    def fix(self) -> Fix | None:
        """The field to correct, or None when the province named none."""
        view = self._state.view
        if view is None or view.refusal is None or not view.refusal.path:
            return None
        path = view.refusal.path
        value = _value_at(view.doc, path)
        return Fix(path, self._label_of(path), plain(value), view.refusal.sentence)

    def papers_not_received(self) -> tuple[str, ...]:
        """Names of the papers of which none has been handed in."""
        doc = self._state.view.doc if self._state.view is not None else {}
        return tuple(str(paper["name"]) for paper in _papers(doc) if not paper.get("handed_in"))

    def correct(self, path: str, text: str) -> None:
        """Put the corrected value in place of the refused one and hand the dossier in again."""
        before = _value_at(self._state.view.doc, path) if self._state.view is not None else None
        order = CorrectDossier(self._id, {path: as_kept(path, before, text)})
        self._do("fixed", lambda: self._stage.office.correct_dossier(order))

    def receive_papers(self, names: str | tuple[str, ...]) -> None:
        """Correct the list of papers: these were handed in now."""
        order = CorrectDossier(self._id, self._papers_with(tuple(names)))
        self._do("fixed", lambda: self._stage.office.correct_dossier(order))

    def decide(self, answers: Mapping[str, str]) -> None:
        """Decide at the desk."""
        order = DecideDossier(
            self._id,
            answers["outcome"],
            answers["summary"],
            answers.get("result_number", ""),
            answers.get("signer", ""),
        )
        self._do("decided", lambda: self._stage.office.decide_dossier(order))

    def return_result(self, answers: Mapping[str, str]) -> None:
        """Give the result to the citizen."""
        order = ReturnResult(self._id, answers["receiver"], answers.get("signer", ""))
        self._do("returned", lambda: self._stage.office.return_result(order))

    def supplement(self, note: str, papers: tuple[str, ...], file: str = "") -> None:
        """Hand in what was asked for: words, papers, and a file by its path."""
        order = SupplementDossier(self._id, note, self._papers_with(papers) if papers else {})
        office = self._stage.office

        def work() -> None:
            if file:
                office.attach_file(self._id, file)
            office.supplement_dossier(order)

        self._do("supplemented", work)

    def attach(self, path: str) -> None:
        """Take a file into the dossier."""
        self._do("file_taken", lambda: self._attach(path))

    def transfer(self) -> None:
        """Pass the dossier on to the officer who decides at the desk."""
        self._do("transferred", lambda: self._stage.office.transfer_dossier(self._id))

    def reprint(self) -> None:
        """Print the receipt again; the paper says that it is a copy."""
        self._asking.ask(
            "print", lambda: self._stage.office.print_receipt(self._id), self._printed, self._failed
        )

    def deeds(self, show: Callable[[PaymentCode, Rows], None]) -> tuple[Deed, ...]:
        """What else may be done now; ``show`` shows a code to pay by."""
        view = self._state.view
        return self._deeds_of(view, show) if view is not None else ()

    def ask_papers(self, show: Callable[[tuple[Deed, ...]], None]) -> None:
        """Have the papers shown that may be printed now."""
        office, view = self._stage.office, self._state.view
        if view is not None:
            made = DossierDeeds(office, view)
            self._asking.ask(
                "papers",
                lambda: (office.list_papers(view.id), office.show_signer().is_set),
                lambda answer: show(made.papers(answer[0], has_signer=answer[1])),
                self._failed,
            )

    def open_matter(self) -> None:
        """Go to the matter that asks which of two values is right."""
        self._stage.go("matter", self._matter)

    def leave(self) -> None:
        """Back to the list."""
        self._stage.go("dossiers", "")

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def _attach(self, path: str) -> None:
        self._stage.office.attach_file(self._id, path)

    def _do(self, words: str, work: Callable[[], None]) -> None:
        if self._state.busy:
            return
        self._show(busy=True, trouble="")

        def done(_nothing: None) -> None:
            self._stage.notify(WORDS(words), False)
            self._stage.changed()
            self.start()

        self._asking.ask("do", work, done, self._failed)

    def _read(
        self, view: DossierView, form: tuple[FactRow, ...], differ: Differing, lookups: Lookups
    ) -> None:
        self._matter, self._lookups = differ.matter, lookups
        actions = {action for action, verb in VERB_OF.items() if verb in view.may}
        if view.refusal is None:
            actions.discard("fix_field")
        if self._deeds_of(view, lambda _code, _rows: None):
            actions.add("deeds")
        if differ.matter:
            actions.add("open_matter")
        self._show(
            view=view, applicant=applicant_rows(view.doc, differ.said), differ=differ.sentence,
            times=time_rows(view), form=form,
            lookups=lookups_said(lookups, view.may), lookups_late=lookups.is_late,
            papers=paper_rows(view.doc, lookups), files=file_rows(view.doc),
            actions=frozenset(actions), busy=False,
        )  # fmt: skip

    def _deeds_of(self, view: DossierView, show: Callable[[PaymentCode, Rows], None]) -> tuple[Deed, ...]:
        office = self._stage.office
        return (*DossierDeeds(office, view, self._lookups).now(), *PaymentDeeds(office, view, show).now())

    def _printed(self, paper: Printed) -> None:
        self._stage.notify(WORDS("printed", where=paper.where), False)

    def _failed(self, error: BaseException) -> None:
        self._show(busy=False, trouble=str(trouble_of(error)))

    def _papers_with(self, names: tuple[str, ...]) -> dict[str, object]:
        doc = self._state.view.doc if self._state.view is not None else {}
        wanted = set(names)
        return {
            "/papers": [
                {**paper, "handed_in": max(1, int(paper.get("originals", 0)) + int(paper.get("copies", 0)))}
                if paper["name"] in wanted
                else dict(paper)
                for paper in _papers(doc)
            ]
        }

    def _label_of(self, path: str) -> str:
        key = path.rsplit("/", 1)[-1]
        try:
            return WORDS(key)
        except KeyError:
            return key

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)


def _papers(doc: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(doc.get("papers") or ())


def _value_at(doc: Mapping[str, Any], path: str) -> Any:
    return get_path(doc, path)
