"""The dialogs of the dossier screen: what a verb needs to know before it is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_app.ui.cash_ports import PaymentCode
from desktop_app.ui.deeds import Deed
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.screens.dossier.payments import Rows
from desktop_app.ui.screens.dossier.presenter import DossierPresenter
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog, say
from desktop_app.ui.widgets.menu import DeedMenu
from desktop_app.ui.widgets.payment_code import PaymentCodeDialog

if TYPE_CHECKING:
    from desktop_app.ui.ports import DossierView


class Questions:
    """Asks, and passes the answers on to the presenter."""

    def __init__(self, ask: DossierPresenter, keyboard: Keyboard, user_name: str, menu: DeedMenu) -> None:
        """Ask in the name of ``user_name``, who signs unless another name is typed."""
        self._ask, self._keyboard, self._user_name, self._menu = ask, keyboard, user_name, menu
        self.view: DossierView | None = None

    def asker(self, action: str) -> Callable[[], None]:
        """What a key or button of an action does: check that it may be done, then ask, then do."""
        ways: dict[str, Callable[[], None]] = {
            "fix_field": self._fix,
            "decide": self._decide,
            "return_result": self._return,
            "supplement": self._supplement,
            "transfer": self._ask.transfer,
            "reprint": self._ask.reprint,
            "open_matter": self._ask.open_matter,
            "deeds": lambda: self._menu.offer(WORDS("deeds_title"), self._ask.deeds(self._show_code)),
            "papers": lambda: self._ask.ask_papers(self._offer_papers),
        }
        todo = ways[action]

        def act() -> None:
            if self._ask.may(action):
                todo()

        return act

    def _show_code(self, code: PaymentCode, rows: Rows) -> None:
        PaymentCodeDialog(self._keyboard, code, rows).open()

    def _offer_papers(self, papers: tuple[Deed, ...]) -> None:
        self._menu.offer(WORDS("papers_title"), papers)

    def _open(
        self, title: str, confirm: str, asks: tuple[Ask, ...], then: Callable[[Answers], None], **more: Any
    ) -> None:
        Dialog(
            self._keyboard,
            lambda answers: then(answers) if answers is not None else None,
            title=WORDS(title), confirm=WORDS(confirm), asks=asks, **more,
        ).open()  # fmt: skip

    def _fix(self) -> None:
        fix = self._ask.fix()
        if fix is None:
            reason = (
                self.view.refusal.sentence if self.view is not None and self.view.refusal is not None else ""
            )
            say(self._keyboard, WORDS("fix_title"), f"{reason} {WORDS('no_fix_path')}".strip())
        elif fix.path.startswith("/papers"):
            asks = (self._papers_ask(required=True),)
            self._open(
                "fix_title", "fix_confirm", asks,
                lambda answers: self._ask.receive_papers(self._names(answers["papers"])), message=fix.why,
            )  # fmt: skip
        else:
            asks = (Ask("value", fix.label, fix.value),)
            self._open(
                "fix_title", "fix_confirm", asks,
                lambda answers: self._ask.correct(fix.path, answers["value"]), message=fix.why,
            )  # fmt: skip

    def _decide(self) -> None:
        outcomes = (Hit("granted", WORDS("granted")), Hit("rejected", WORDS("rejected")))
        asks = (
            Ask("outcome", WORDS("outcome"), "granted", choices=outcomes),
            Ask("summary", WORDS("summary"), lines=True),
            Ask("result_number", WORDS("result_number"), required=False),
            Ask("signer", WORDS("signer"), self._user_name),
        )
        self._open("decide_title", "decide_confirm", asks, self._ask.decide)

    def _return(self) -> None:
        applicant: Any = self.view.doc.get("applicant", {}) if self.view is not None else {}
        name = str(applicant.get("full_name", ""))
        asks = (Ask("receiver", WORDS("receiver"), name), Ask("signer", WORDS("return_signer"), name))
        self._open("return_title", "return_confirm", asks, self._ask.return_result)

    def _supplement(self) -> None:
        request: Any = self.view.doc.get("supplement_request") if self.view is not None else None
        wanted = ""
        if isinstance(request, dict):
            listed = request.get("items") or ()
            wanted = " · ".join([*map(str, listed), str(request.get("reason", ""))]).strip(" ·")
        asks: tuple[Ask, ...] = (Ask("note", WORDS("supplement_note"), lines=True),)
        if self._ask.papers_not_received():
            asks = (*asks, self._papers_ask(required=False))
        asks = (*asks, Ask("file", WORDS("supplement_file"), required=False))
        self._open(
            "supplement_title", "supplement_confirm", asks,
            self._supplemented,
            message=wanted,
        )  # fmt: skip

    def _supplemented(self, answers: Answers) -> None:
        papers = self._names(answers.get("papers", ""))
        self._ask.supplement(answers["note"], papers, answers["file"])

    def _papers_ask(self, *, required: bool) -> Ask:
        choices = tuple(Hit(str(place), name) for place, name in enumerate(self._ask.papers_not_received()))
        return Ask("papers", WORDS("supplement_papers"), required=required, choices=choices, several=True)

    def _names(self, places: str) -> tuple[str, ...]:
        names = self._ask.papers_not_received()
        return tuple(names[int(place)] for place in places.split())
