"""Thinking of the list: what is looked for, which pages are here, what a row says. No toolkit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.ui.asks import Answers
from desktop_app.ui.deeds import Deed
from desktop_app.ui.ports import DossierPage, DossierRow, DraftRow, FindDossiers, PrintPaper, SyncFacts
from desktop_app.ui.screens.dossiers.alarms import Alarm, alarms
from desktop_app.ui.screens.dossiers.batch import QUIET, Batch, Progress
from desktop_app.ui.screens.dossiers.deeds import ListDeeds
from desktop_app.ui.signing import unlocking
from desktop_app.ui.signing_ports import NO_SIGNER, SigningPlace, SignPaper
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, moment, status_name
from forms.dossier.roles import may
from forms.errors import RuleError

PAGE: Final = 200
KINDS: Final = ("01", "02", "03", "04", "05", "06", "fee", "hand_over", "certification")
"""Papers that are printed of many."""
FILTERS: Final = {
    "all": FindDossiers(),
    "draft": None,
    "waiting": FindDossiers(truth="waiting"),
    "unknown": FindDossiers(truth="unknown"),
    "accepted": FindDossiers(truth="accepted"),
    "refused": FindDossiers(truth="refused"),
    "supplement": FindDossiers(status="awaiting_supplement"),
    "decided": FindDossiers(status="decided"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line: a dossier or a draft, in the words of the table."""

    id: str
    draft: bool
    cells: tuple[str, ...]
    truth: str
    late: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class DossiersState:
    """What the list shows. ``first`` counts new searches: the table then goes back to its top."""

    text: str = ""
    chosen_filter: str = "all"
    rows: tuple[ListRow, ...] = ()
    more: bool = False
    first: int = 0
    caption: str = ""
    trouble: str = ""
    alarms: tuple[Alarm, ...] = ()
    marked: frozenset[str] = frozenset()
    batch: Progress = QUIET


class DossiersPresenter:
    """Searches as the clerk types; pages as the table nears its end."""

    def __init__(self, stage: Stage, render: Callable[[DossiersState], None]) -> None:
        """Begin with an empty list; nothing is asked before :meth:`start`."""
        self._stage, self._render = stage, render
        self._asking = stage.asking()
        self._state = DossiersState()
        self._next = ""
        self._loading = False
        self._batch = Batch(stage, self._went_on)
        self._is_left = False

    def start(self) -> None:
        """Show what must be known first, and the newest dossiers."""
        self._look()
        self._ask_facts()

    def search(self, text: str) -> None:
        """Look for a text, without diacritics, in everything this machine has."""
        if text.strip() != self._state.text:
            self._state = replace(self._state, text=text.strip())
            self._look()

    def choose_filter(self, name: str) -> None:
        """Show only some of the dossiers."""
        self._state = replace(self._state, chosen_filter=name)
        self._look()

    def step_filter(self, step: int) -> None:
        """Go to a neighbouring filter; the row of filters is a circle."""
        names = list(FILTERS)
        self.choose_filter(names[(names.index(self._state.chosen_filter) + step) % len(names)])

    def near_end(self) -> None:
        """The table nears its last row: fetch the next page, once."""
        if self._next and not self._loading:
            self._ask(self._next)

    def open(self, place: int) -> None:
        """Open the dossier or the draft of a row."""
        if 0 <= place < len(self._state.rows):
            row = self._state.rows[place]
            self._stage.go("intake" if row.draft else "dossier", row.id)

    def mark(self, place: int) -> None:
        """Mark the dossier of a row for printing, or no longer; a draft has no paper."""
        if 0 <= place < len(self._state.rows) and not self._state.rows[place].draft:
            marked = self._state.marked ^ {self._state.rows[place].id}
            self._show(marked=marked)

    def may_do(self, verb: str) -> bool:
        """Tell whether rows are marked and a verb may be done for them; say what is missing."""
        if not may(self._stage.office.shift.role, verb):
            self._stage.notify(WORDS("not_allowed_now"), True)
        elif not self._state.marked:
            self._stage.notify(WORDS("mark_first"), True)
        else:
            return not self._state.batch.running
        return False

    def deeds(self) -> tuple[Deed, ...]:
        """What may be done with the marked rows, and with the register; say so where it is nothing."""
        made = ListDeeds(self._stage.office, self._marked(), lambda: self._show(marked=frozenset())).now()
        if not made:
            self._stage.notify(WORDS("not_allowed_now"), True)
        return made

    def print_marked(self, kind: str) -> None:
        """Print a paper of every marked dossier, in the order of the list."""
        office = self._stage.office
        self._batch.begin(self._marked(), lambda one: office.print_paper(PrintPaper((one,), kind)))

    def ask_signer(self, has_key: Callable[[], None]) -> None:
        """Go on where this machine has a key; else say who gives it one."""
        asked = self._stage.office.show_signer

        def known(place: SigningPlace) -> None:
            if place.is_set:
                has_key()
            else:
                self._stage.notify(str(trouble_of(RuleError(NO_SIGNER))), True)

        self._asking.ask("signer", asked, known, self._failed)

    def sign_marked(self, kind: str, answers: Answers, settled: Callable[[str], None]) -> None:
        """Open the key with one PIN, then sign a paper of every marked dossier; the key is closed at the end.

        Args:
            kind: of the paper.
            answers: with the PIN.
            settled: hears an empty text when the key is open, else why it is not.
        """
        office = self._stage.office

        def opened(_certificate: object) -> None:
            settled("")
            if self._is_left:
                self._close_key()
            else:
                self._batch.begin(
                    self._marked(), lambda one: office.sign_paper(SignPaper(one, kind)), "signing"
                )

        self._stage.store.run(
            unlocking(office, answers), opened, lambda error: settled(str(trouble_of(error)))
        )

    def _marked(self) -> tuple[str, ...]:
        listed = tuple(row.id for row in self._state.rows if row.id in self._state.marked)
        return (*listed, *sorted(self._state.marked - set(listed)))

    def stop_batch(self) -> None:
        """Begin no further one."""
        self._batch.stop()

    def reload(self) -> None:
        """Read the facts and the first page again."""
        self._look()
        self._ask_facts()

    def close(self) -> None:
        """The screen is left."""
        self._is_left = True
        self._batch.stop()
        self._asking.close()

    def _went_on(self, at: Progress) -> None:
        if at.running:
            self._show(batch=at)
            return
        if at.words == "signing":
            self._close_key()
        stopped = at.done < at.total
        ended = "stopped" if stopped else "done"
        said = WORDS(f"{at.words}_{ended}", done=at.succeeded, total=at.total)
        if at.left:
            said = f"{said} {WORDS(f'{at.words}_failed', count=len(at.left), why=at.why)}"
        self._stage.notify(said, stopped or bool(at.left))
        self._show(batch=at, marked=self._state.marked if stopped else frozenset(at.left))

    def _close_key(self) -> None:
        self._stage.store.run(self._stage.office.close_signer, _nothing, _nothing)

    def _look(self) -> None:
        self._ask("")

    def _ask_facts(self) -> None:
        self._asking.ask("facts", self._stage.office.sync_status, self._known, lambda _unread: None)

    def _known(self, facts: SyncFacts) -> None:
        self._show(alarms=alarms(facts))

    def _ask(self, after: str) -> None:
        if not may(self._stage.office.shift.role, "find_dossiers"):
            self._show(trouble=WORDS("dossiers_not_for_role"))  # unasked, or each reload would be a denial
            return
        self._loading = True
        order = FILTERS[self._state.chosen_filter]
        text, office = self._state.text, self._stage.office
        with_drafts = not after and self._state.chosen_filter in ("all", "draft")

        def work() -> tuple[tuple[DraftRow, ...], DossierPage]:
            drafts = office.list_drafts(text) if with_drafts else ()
            if order is None:
                return drafts, DossierPage(rows=(), next="")
            return drafts, office.find_dossiers(replace(order, text=text, after=after, limit=PAGE))

        self._asking.ask("list", work, lambda answer: self._found(after, *answer), self._failed)

    def _found(self, after: str, drafts: tuple[DraftRow, ...], page: DossierPage) -> None:
        self._loading = False
        self._next = page.next
        fresh = tuple(_dossier_row(row) for row in page.rows)
        if not after:
            fresh = tuple(_draft_row(draft) for draft in drafts) + fresh
        rows = self._state.rows + fresh if after else fresh
        self._show(rows=rows, more=bool(page.next), first=self._state.first + (not after), trouble="")

    def _failed(self, error: BaseException) -> None:
        self._loading = False
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        marked = self._state.marked
        rows = tuple(
            row if row.marked == (row.id in marked) else replace(row, marked=row.id in marked)
            for row in self._state.rows
        )
        self._state = replace(self._state, rows=rows)
        self._state = replace(self._state, caption=self._caption())
        self._render(self._state)

    def _caption(self) -> str:
        state = self._state
        if state.trouble:
            return state.trouble
        if not state.rows:
            searched = state.text or state.chosen_filter != "all"
            return WORDS("dossiers_none" if searched else "dossiers_empty")
        if state.marked:
            return WORDS("marked", count=len(state.marked))
        drafts = sum(row.draft for row in state.rows)
        words = WORDS(
            "dossiers_shown_more" if state.more else "dossiers_shown", shown=len(state.rows) - drafts
        )
        return f"{WORDS('dossiers_drafts', count=drafts)} · {words}" if drafts else words


def _dossier_row(row: DossierRow) -> ListRow:
    cells = (
        row.official_code or row.number,
        row.applicant,
        row.procedure_name,
        status_name(row.status),
        WORDS(f"truth_{row.truth}"),
        moment(row.received_at),
        moment(row.due_at),
    )
    return ListRow(row.id, draft=False, cells=cells, truth=row.truth, late=row.late)


def _draft_row(draft: DraftRow) -> ListRow:
    cells = (
        "–",
        draft.applicant or WORDS("draft_without_name"),
        draft.procedure_name,
        WORDS("truth_draft"),
        WORDS("truth_draft"),
        moment(draft.saved_at),
        "",
    )
    return ListRow(draft.id, draft=True, cells=cells, truth="draft")


def _nothing(_: object) -> None:
    """A key that does not close by itself is closed when the desk is locked."""
