"""What ends at the counter without a dossier being processed: guiding, refusing, serving at once.

No toolkit here. The draft is on the disk before a menu opens; guiding and refusing leave it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desktop_app.ui.asks import Answers, Ask
from desktop_app.ui.deeds import Deed, Done, lines_of, print_ask
from desktop_app.ui.ports import GuideApplicant, PrintPaper, RefuseReceipt, ServeNow
from desktop_app.ui.strings import WORDS
from desktop_app.ui.values import as_kept
from forms.dossier.roles import may
from forms.errors import Act, Fault, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop_app.ui.screens.intake.state import IntakeState
    from desktop_app.ui.stage import Stage

_NOT_A_SUM: Final = Fault(
    Act.CLERK,
    "Lệ phí phải là số đồng.",
    "Nhập chữ số, ví dụ 8000; không thu thì nhập 0.",
    "The fee is not a whole number of đồng.",
)


class IntakeDeeds:
    """The deeds of one draft as it stands."""

    def __init__(
        self, stage: Stage, state: IntakeState, answers: Mapping[str, Any], gone: Callable[[], None]
    ) -> None:
        """Do on ``stage`` what ``state`` says.

        Args:
            stage: of the screen.
            state: the draft; its procedure is chosen.
            answers: of the e-form as it stands; empty without one.
            gone: hears that the draft is to be saved no more.
        """
        self._stage, self._office, self._state, self._gone = stage, stage.office, state, gone
        self._answers = answers
        self._code = state.procedure.code if state.procedure is not None else ""

    def now(self) -> tuple[Deed, ...]:
        """What this person may do with this procedure."""
        procedure, role = self._state.procedure, self._office.shift.role
        if procedure is None:
            return ()
        deeds = [self._guide(), self._refuse()]
        if procedure.decided_at == "desk":
            deeds.append(self._serve())
        return tuple(deed for deed in deeds if may(role, deed.name))

    def _guide(self) -> Deed:
        missing = [line.name for line in self._state.papers if line.required and not line.count]

        def do(answers: Answers) -> Done:
            order = GuideApplicant(self._state.draft_id, lines_of(answers["items"]), answers["reason"])
            where = self._office.guide_applicant(order).where
            return Done(f"{WORDS('guide_applicant_done')} {where}")

        asks = (
            Ask("items", WORDS("guide_items"), "\n".join(missing), lines=True),
            Ask("reason", WORDS("reason"), WORDS("guide_reason"), lines=True),
        )
        return Deed("guide_applicant", do, asks, remark=WORDS("paper_02"))

    def _refuse(self) -> Deed:
        def do(answers: Answers) -> Done:
            order = RefuseReceipt(self._code, self._applicant(), lines_of(answers["reasons"]))
            refused = self._office.refuse_receipt(order)
            sentence = WORDS("refuse_receipt_done", number=refused.number)
            return Done(sentence, self._paper(refused.dossier_id, "03", answers))

        asks = (Ask("reasons", WORDS("refuse_reasons"), lines=True), print_ask())
        return Deed("refuse_receipt", do, asks, remark=WORDS("paper_03"))

    def _serve(self) -> Deed:
        name = self._state.applicant.get("full_name", "")

        def do(answers: Answers) -> Done:
            fee = answers["fee"].replace(".", "").strip()
            if not (fee.isascii() and fee.isdigit()):
                raise RuleError(_NOT_A_SUM)
            order = ServeNow(
                self._code,
                self._applicant(),
                answers["signer"],
                answers["receiver"],
                int(fee),
                answers["fee_receipt_no"],
                self._answers,
                self._state.draft_id,
                papers={line.name: line.count for line in self._state.papers if line.count},
                case=next((case.name for case in self._state.cases if case.chosen), ""),
                lookups={line.name: line.lookup.value for line in self._state.papers if line.lookup},
            )
            served = self._office.serve_now(order)
            said = (WORDS("serve_now_done", number=served.number), served.notice)
            return Done(" ".join(filter(None, said)), None, lambda: self._served(served.dossier_id))

        asks = (
            Ask("signer", WORDS("signer"), self._office.shift.name),
            Ask("receiver", WORDS("receiver"), name),
            Ask("fee", WORDS("fee_taken"), "0"),
            Ask("fee_receipt_no", WORDS("fee_receipt_no"), required=False),
        )
        return Deed("serve_now", do, asks)

    def _served(self, dossier_id: str) -> None:
        """The draft has become a dossier that is closed already."""
        self._gone()
        self._stage.changed()
        self._stage.go("dossier", dossier_id)

    def _applicant(self) -> dict[str, str]:
        typed = {key: text.strip() for key, text in self._state.applicant.items() if text.strip()}
        return {key: str(as_kept(f"/applicant/{key}", "", text)) for key, text in typed.items()}

    def _paper(self, dossier_id: str, kind: str, answers: Answers) -> Callable[[], str] | None:
        if answers["print"] != "now":
            return None
        return lambda: self._office.print_paper(PrintPaper((dossier_id,), kind)).where
