"""Thinking of one matter: what is chosen, what may be done, and the orders that do it. No toolkit here.

A choice is only shown until it is recorded with a reason; leaving the screen decides nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.ui.matter_ports import (
    Choice,
    CloseFinding,
    DropMatter,
    LinkDuplicate,
    MatterClass,
    MatterView,
    SendAgain,
    SettleConflict,
    UndoSettlement,
    VoidAttachment,
    VoidDossier,
)
from desktop_app.ui.ports import SupplementDossier
from desktop_app.ui.screens.matter.anew import draft_of
from desktop_app.ui.screens.matter.compare import FieldLine, PairLine, field_line, pair_lines, shown
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, moment
from desktop_app.ui.values import as_kept
from forms.dossier.roles import may

VERB_OF: Final = {
    "keep_theirs": "settle_conflict",
    "use_mine": "settle_conflict",
    "edit_values": "settle_conflict",
    "undo": "undo_settlement",
    "same_dossier": "link_duplicate",
    "other_dossier": "link_duplicate",
    "supplement": "supplement_dossier",
    "rescan": "void_attachment",
    "send_again": "send_again",
    "drop": "drop_matter",
    "void_dossier": "void_dossier",
    "close_finding": "close_finding",
}


@dataclass(frozen=True, slots=True)
class MatterState:
    """What the screen shows.

    Attributes:
        view: The matter; None until it was read.
        fields: Of a conflict, side by side.
        pairs: Of two dossiers, side by side.
        choice: Empty until a person chose: theirs, mine or edited; nothing is recorded by it.
        edits: Text of each field while they are edited, by path.
        settled: Who chose what, when and why; empty while it is open.
        actions: Those of the shortcut table that may be taken now.
    """

    view: MatterView | None = None
    fields: tuple[FieldLine, ...] = ()
    pairs: tuple[PairLine, ...] = ()
    choice: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)
    settled: str = ""
    actions: frozenset[str] = frozenset()
    busy: bool = True
    trouble: str = ""


class MatterPresenter:
    """Reads one matter, keeps what is chosen on the screen, and passes on what is confirmed."""

    def __init__(self, stage: Stage, key: str, render: Callable[[MatterState], None]) -> None:
        """Begin with nothing read; :meth:`start` reads."""
        self._stage, self._key, self._render = stage, key, render
        self._asking = stage.asking()
        self._state = MatterState()

    @property
    def state(self) -> MatterState:
        """What is shown now."""
        return self._state

    def start(self) -> None:
        """Read the matter; a choice that was not recorded is forgotten."""
        self._asking.ask("read", lambda: self._stage.office.read_matter(self._key), self._read, self._failed)

    def reload(self) -> None:
        """Something changed in the store: read again, unless a person is choosing."""
        if not self._state.choice and not self._state.busy:
            self.start()

    def may(self, action: str) -> bool:
        """Tell whether an action may be taken now; say so when it may not."""
        if action in self._state.actions:
            return True
        if self._state.view is not None:
            self._stage.notify(WORDS("matter_not_now"), True)
        return False

    def choose(self, choice: str) -> None:
        """Choose a side of a conflict, or to edit; nothing is recorded yet."""
        if not self._state.busy and "keep_theirs" in self._state.actions and self._state.view is not None:
            start = {one.path: shown(one.mine) for one in self._state.view.fields}
            self._show(choice=choice, edits=self._state.edits or start, trouble="")

    def edit(self, path: str, text: str) -> None:
        """A field was typed in; nothing is drawn anew."""
        self._state = replace(self._state, edits={**self._state.edits, path: text})

    def settle(self, reason: str) -> None:
        """Record what is chosen, with the reason."""
        state = self._state
        if state.view is None or not self.may("keep_theirs"):
            return
        if not state.choice:
            self._show(trouble=WORDS("choose_first"))
        elif not reason.strip():
            self._show(trouble=WORDS("reason_first"))
        else:
            values = self._values() if state.choice == Choice.EDITED else {}
            order = SettleConflict(self._key, Choice(state.choice), reason.strip(), values, state.view.rev)
            self._do("matter_settled", lambda: self._stage.office.settle_conflict(order))

    def undo(self, reason: str) -> None:
        """Open it again."""
        order = UndoSettlement(self._key, reason)
        self._do("matter_reopened", lambda: self._stage.office.undo_settlement(order))

    def drop(self, reason: str) -> None:
        """Leave it at what the province said."""
        order = DropMatter(self._key, reason)
        self._do("matter_dropped", lambda: self._stage.office.drop_matter(order))

    def send_again(self, reason: str) -> None:
        """Do it once more as who sits here."""
        order = SendAgain(self._key, reason)
        self._do("matter_again", lambda: self._stage.office.send_again(order))

    def close_finding(self, reason: str) -> None:
        """Say what was done about a finding."""
        order = CloseFinding(self._key, reason)
        self._do("finding_closed", lambda: self._stage.office.close_finding(order))

    def link(self, outcome: str, reason: str) -> None:
        """Say of two dossiers whether they are one: `same` or `different`."""
        sides = self._state.view.sides if self._state.view is not None else ()
        order = LinkDuplicate(sides[0].dossier_id, sides[1].dossier_id, outcome, reason)
        self._do("matter_settled", lambda: self._stage.office.link_duplicate(order))

    def void_dossier(self, reason: str, basis: str) -> None:
        """Declare the dossier void."""
        order = VoidDossier(self._dossier_id, reason, basis)
        self._do("matter_voided", lambda: self._stage.office.void_dossier(order))

    def supplement(self, note: str) -> None:
        """Hand in the change as a supplement."""
        order = SupplementDossier(self._dossier_id, note, {})
        self._do("supplemented", lambda: self._stage.office.supplement_dossier(order))

    def rescan(self, file: str, reason: str) -> None:
        """Take the damaged file out of use, after a new one was taken in where one is named."""
        view, office = self._state.view, self._stage.office
        if view is None:
            return
        order = VoidAttachment(self._dossier_id, view.sha256, reason)

        def work() -> None:
            if file:
                office.attach_file(order.dossier_id, file, title=view.file_title)
            office.void_attachment(order)

        self._do("matter_rescanned", work)

    def new_from(self) -> None:
        """Begin a dossier from what this one holds, and go there."""
        office, dossier_id = self._stage.office, self._dossier_id
        self._asking.ask(
            "do",
            lambda: draft_of(office, dossier_id),
            lambda draft: self._stage.go("intake", draft),
            self._failed,
        )

    def open_it(self) -> None:
        """Open the dossier, or the book, that the matter is about."""
        view = self._state.view
        if view is not None:
            self._stage.go("books" if view.row.is_book else "dossier", view.row.dossier_id)

    def leave(self) -> None:
        """Back to the list; what was not recorded is not decided."""
        self._stage.go("matters", self._key)

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    @property
    def _dossier_id(self) -> str:
        return self._state.view.row.dossier_id if self._state.view is not None else ""

    def _values(self) -> dict[str, object]:
        view = self._state.view
        fields = view.fields if view is not None else ()
        typed = {line.path for line in self._state.fields if line.typeable}
        return {
            one.path: as_kept(one.path, one.mine.value, self._state.edits[one.path])
            if one.path in typed
            else one.mine.value
            for one in fields
        }

    def _do(self, words: str, work: Callable[[], None]) -> None:
        if self._state.busy:
            return
        self._show(busy=True, trouble="")

        def done(_nothing: None) -> None:
            self._stage.notify(WORDS(words), False)
            self.start()
            self._stage.changed()

        self._asking.ask("do", work, done, self._failed)

    def _read(self, view: MatterView) -> None:
        self._show(
            view=view,
            fields=tuple(field_line(one) for one in view.fields),
            pairs=pair_lines(*view.sides) if len(view.sides) == 2 else (),  # noqa: PLR2004 - a pair
            choice="", edits={}, settled=_settled(view), actions=self._actions(view), busy=False, trouble="",
        )  # fmt: skip

    def _actions(self, view: MatterView) -> frozenset[str]:
        actions = {action for action, verb in VERB_OF.items() if verb in view.may}
        if "keep_theirs" in actions:
            actions.discard("drop")  # to keep the province's value is the same, said better
        role = self._stage.office.shift.role
        if view.row.is_book and may(role, "list_books"):
            actions.add("open_it")
        elif view.row.dossier_id and may(role, "read_dossier"):
            actions.add("open_it")
            if view.row.kind is MatterClass.VOIDED and may(role, "start_entry"):
                actions.add("new_from")
        return frozenset(actions)

    def _failed(self, error: BaseException) -> None:
        self._show(busy=False, trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)


def _settled(view: MatterView) -> str:
    how = view.settled
    if how is None:
        return ""
    return WORDS(
        "matter_was_settled",
        choice=WORDS(f"choice_{how.choice.value}"),
        by=how.by,
        at=moment(how.at),
        reason=how.reason,
    )
