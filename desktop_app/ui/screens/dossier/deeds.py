"""What may be done with a dossier besides its own keys, and its papers. No toolkit here.

What may be done is the office's word (`DossierView.may`, `list_papers`); anything else is left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from desktop_app.ui.asks import Answers, Ask, Hit
from desktop_app.ui.deeds import Deed, Done, hand_over_asks, lines_of, print_ask
from desktop_app.ui.ports import (
    AnswerLookup,
    ApologiseLate,
    AskSupplement,
    DossierView,
    HandOverDossiers,
    Lookups,
    Office,
    PaperLine,
    PrintPaper,
    WithdrawDossier,
)
from desktop_app.ui.signing import sign_deed
from desktop_app.ui.strings import WORDS
from forms.dossier.calendar import VN, local
from forms.dossier.lookups import ANSWERS, LookupStatus
from forms.dossier.roles import may
from forms.errors import Act, Fault, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_LOOKUPS: Final = Lookups(())
_NOT_A_MOMENT: Final = Fault(
    Act.CLERK,
    "Ngày hoặc giờ hẹn mới không đọc được.",
    "Nhập ngày như 25/11/2026 và giờ như 14:30.",
    "The new due date is not dd/mm/yyyy and hh:mm.",
)


class DossierDeeds:
    """The deeds of one dossier as it was read."""

    def __init__(self, office: Office, view: DossierView, lookups: Lookups = NO_LOOKUPS) -> None:
        """Do through ``office`` what ``view`` allows; ``lookups`` are its own."""
        self._office, self._view, self._lookups = office, view, lookups

    def now(self) -> tuple[Deed, ...]:
        """What may be done now, in the order of a dossier's life."""
        made: Mapping[str, Callable[[], Deed]] = {
            "ask_supplement": self._ask_supplement,
            "apologise_late": self._apologise,
            "hand_over_dossiers": self._hand_over,
            "withdraw_dossier": self._withdraw,
        }
        deeds = tuple(make() for verb, make in made.items() if verb in self._view.may)
        waits = any(row.is_open for row in self._lookups.rows)
        if waits and may(self._office.shift.role, "answer_lookup"):
            return (self._answer_lookup(), *deeds)
        return deeds

    def papers(self, lines: tuple[PaperLine, ...], *, has_signer: bool) -> tuple[Deed, ...]:
        """Its papers, each with the number of its next print, and their signing where the role may sign."""
        printed = tuple(self._paper(line) for line in lines)
        if not lines or not may(self._office.shift.role, "sign_paper"):
            return printed
        return (*printed, sign_deed(self._office, self._view.id, lines, is_set=has_signer))

    def _answer_lookup(self) -> Deed:
        waiting = tuple(row for row in self._lookups.rows if row.is_open)
        asks = (
            Ask("paper", WORDS("lookup_paper"), "0", choices=tuple(
                Hit(str(place), row.paper, row.label) for place, row in enumerate(waiting)
            )),
            Ask("answer", WORDS("lookup_answer"), LookupStatus.DONE.value, choices=tuple(
                Hit(status.value, WORDS(f"lookup_{status.value}")) for status in ANSWERS
            )),
        )  # fmt: skip

        def do(answers: Answers) -> Done:
            paper = waiting[int(answers["paper"])].paper
            self._office.answer_lookup(AnswerLookup(self._view.id, paper, answers["answer"]))
            return Done(WORDS("answer_lookup_done", paper=paper, answer=WORDS(f"lookup_{answers['answer']}")))

        return Deed("answer_lookup", do, asks, remark=WORDS("lookup_waiting", count=len(waiting)))

    def _ask_supplement(self) -> Deed:
        papers: tuple[Any, ...] = tuple(self._view.doc.get("papers") or ())
        looked_up = {row.paper for row in self._lookups.rows}  # asked for where their data does not answer
        lacking = tuple(
            str(one["name"]) for one in papers if not one.get("handed_in") and one["name"] not in looked_up
        )
        proposed = self._lookups.items
        why = WORDS("lookup_reason") if proposed else ""
        asks = [Ask("reason", WORDS("reason"), why, lines=True), print_ask()]
        if self._view.doc.get("supplement_request"):
            asks.insert(1, Ask("override", WORDS("supplement_override"), required=False))
        asks.insert(
            0, Ask("items", WORDS("supplement_items"), "\n".join(proposed), required=not lacking, lines=True)
        )
        if lacking:
            choices = tuple(Hit(str(place), name) for place, name in enumerate(lacking))
            label = WORDS("supplement_not_received")
            asks.insert(0, Ask("papers", label, required=False, choices=choices, several=True))

        def do(answers: Answers) -> Done:
            named = tuple(lacking[int(place)] for place in answers.get("papers", "").split())
            items = (*named, *lines_of(answers["items"]))
            order = AskSupplement(self._view.id, items, answers["reason"], answers.get("override", ""))
            self._office.ask_supplement(order)
            return self._done("ask_supplement", answers, "02")

        return Deed("ask_supplement", do, tuple(asks), remark=WORDS("paper_02"))

    def _apologise(self) -> Deed:
        due = self._view.due_at or self._view.promised_due_at
        hour = f"{local(due):%H:%M}" if due is not None else ""
        asks = (
            Ask("reason", WORDS("reason"), lines=True),
            Ask("day", WORDS("new_day"), today=lambda: self._office.now().date()),
            Ask("time", WORDS("new_time"), hour),
            Ask("signer", WORDS("head_signs"), self._office.shift.name),
            print_ask(),
        )

        def do(answers: Answers) -> Done:
            self._office.apologise_late(self._apology(answers))
            return self._done("apologise_late", answers, "04")

        def check(answers: Answers) -> object:
            return self._office.try_apology(self._apology(answers))

        return Deed("apologise_late", do, asks, check, remark=WORDS("paper_04"))

    def _apology(self, answers: Answers) -> ApologiseLate:
        try:
            text = f"{answers['day']} {answers['time']}"
            due = datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VN)
        except ValueError:
            raise RuleError(_NOT_A_MOMENT) from None
        return ApologiseLate(self._view.id, answers["reason"], due, answers["signer"])

    def _hand_over(self) -> Deed:
        def do(answers: Answers) -> Done:
            self._office.book_hand_over(
                HandOverDossiers((self._view.id,), answers["unit"], answers["taker"], answers["note"])
            )
            return self._done("hand_over_dossiers", answers, "hand_over")

        return Deed("hand_over_dossiers", do, hand_over_asks(), remark=WORDS("paper_hand_over"))

    def _withdraw(self) -> Deed:
        def do(answers: Answers) -> Done:
            self._office.withdraw_dossier(WithdrawDossier(self._view.id, answers["reason"]))
            return self._done("withdraw_dossier", answers, "05")

        asks = (Ask("reason", WORDS("reason"), lines=True), print_ask())
        return Deed("withdraw_dossier", do, asks, remark=WORDS("paper_05"))

    def _paper(self, line: PaperLine) -> Deed:
        name = f"paper_{line.kind}"
        remark = WORDS("paper_again", copy=line.printed + 1) if line.printed else WORDS("paper_first")

        def do(_answers: Answers) -> Done:
            return Done(WORDS("paper_sent", paper=WORDS(name), where=self._print(line.kind)))

        return Deed(name, do, remark=remark)

    def _done(self, name: str, answers: Answers, kind: str) -> Done:
        wanted = answers["print"] == "now"
        return Done(WORDS(f"{name}_done"), (lambda: self._print(kind)) if wanted else None)

    def _print(self, kind: str) -> str:
        return self._office.print_paper(PrintPaper((self._view.id,), kind)).where
