"""What may be done about a dossier's money: ask for it, show the code to pay by, take it, spare somebody.

Here: what each asks and says. Not here: what is owed (`DossierView.owed` is the office's word), the picture
of the code (`widgets.payment_code`). No toolkit here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.ui.asks import Answers, Ask, Hit
from desktop_app.ui.cash_ports import AskPayment, PaymentCode, TakeFee, TakenFee
from desktop_app.ui.deeds import Deed, Done, print_ask
from desktop_app.ui.ports import DossierView, Office, PrintPaper
from desktop_app.ui.strings import WORDS, moment, money
from forms.dossier.fee_parts import Ground
from forms.errors import Act, Fault, RuleError
from forms.money.ledger import recorded_exemption
from forms.text.figures import read_dong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Rows = tuple[tuple[bool, ...], ...]
"""The squares of a code, True for dark."""

_NOT_A_SUM: Final = Fault(
    Act.CLERK,
    "Số tiền không đọc được.",
    "Nhập số đồng bằng chữ số, ví dụ 70.000.",
    "The sum is not a whole number of đồng.",
)


class PaymentDeeds:
    """The deeds of one dossier's money, as it was read; ``show`` shows a code and its squares."""

    def __init__(self, office: Office, view: DossierView, show: Callable[[PaymentCode, Rows], None]) -> None:
        """Do through ``office`` what ``view`` allows."""
        self._office, self._view, self._show = office, view, show

    def now(self) -> tuple[Deed, ...]:
        """What may be done now."""
        made: Mapping[str, Callable[[], Deed]] = {
            "ask_payment": self._ask_payment,
            "show_payment_code": self._code,
            "take_fee": self._take,
        }
        deeds = [make() for verb, make in made.items() if verb in self._view.may]
        if "take_fee" in self._view.may and recorded_exemption(self._view.doc) is None:
            deeds.append(self._spare())
        return tuple(deeds)

    def _ask_payment(self) -> Deed:
        asks = (Ask("amount", WORDS("amount_asked")), Ask("title", WORDS("asked_for")), print_ask())

        def do(answers: Answers) -> Done:
            self._office.ask_payment(AskPayment(self._view.id, _sum(answers["amount"]), answers["title"]))
            paper = (lambda: self._print("notice")) if answers["print"] == "now" else None
            return Done(WORDS("ask_payment_done"), paper)

        return Deed("ask_payment", do, asks, remark=WORDS("paper_notice"))

    def _code(self) -> Deed:
        def do(_answers: Answers) -> Done:
            from forms.papers.qr import squares  # noqa: PLC0415 - drags in the library of codes

            code = self._office.show_payment_code(self._view.id)
            rows = squares(code.text)
            return Done("", then=lambda: self._show(code, rows))

        return Deed("show_payment_code", do, remark=money(self._view.owed or 0))

    def _take(self) -> Deed:
        asks = (*self._amount_ask(), _method_ask(), print_ask())

        def do(answers: Answers) -> Done:
            return self._taken(self._office.take_fee(self._order(answers)), answers)

        return Deed("take_fee", do, asks, remark=WORDS("paper_fee"), message=self._owed())

    def _spare(self) -> Deed:
        grounds = tuple(Hit(ground.value, WORDS(f"ground_{ground.value}")) for ground in Ground)
        asks = (
            Ask("ground", WORDS("ground"), choices=grounds),
            Ask("reason", WORDS("spare_reason")),
            Ask("evidence", WORDS("spare_evidence")),
            *self._amount_ask(),
            _method_ask(),
            print_ask(),
        )

        def do(answers: Answers) -> Done:
            return self._taken(self._office.take_fee(self._order(answers)), answers)

        message = f"{self._owed()} {WORDS('spare_rest')}"
        return Deed("spare_fee", do, asks, remark=WORDS("spare_remark"), message=message)

    def _order(self, answers: Answers) -> TakeFee:
        return TakeFee(
            self._view.id,
            answers["method"],
            _sum(answers["amount"]) if "amount" in answers else None,
            ground=answers.get("ground", ""),
            reason=answers.get("reason", ""),
            evidence=answers.get("evidence", ""),
        )

    def _taken(self, taken: TakenFee, answers: Answers) -> Done:
        said = []
        if taken.exempted or not taken.receipt_no:
            said.append(WORDS("fee_spared", amount=money(taken.exempted)))
        if taken.receipt_no:
            said.append(WORDS("fee_taken_now", amount=money(taken.amount), receipt=taken.receipt_no))
        if taken.due_at is not None:
            said.append(WORDS("due_counted_anew", due=moment(taken.due_at)))
        if taken.notice:
            said.append(taken.notice)
        wanted = answers["print"] == "now" and taken.receipt_no
        return Done(" ".join(said), (lambda: self._print("fee")) if wanted else None)

    def _owed(self) -> str:
        owed = self._view.owed
        return WORDS("fee_not_known") if owed is None else WORDS("fee_owed", amount=money(owed))

    def _amount_ask(self) -> tuple[Ask, ...]:
        return (Ask("amount", WORDS("amount_taken")),) if self._view.owed is None else ()

    def _print(self, kind: str) -> str:
        return self._office.print_paper(PrintPaper((self._view.id,), kind)).where


def _method_ask() -> Ask:
    choices = (Hit("cash", WORDS("cash_cash")), Hit("transfer", WORDS("transfer_seen")))
    return Ask("method", WORDS("pay_method"), "cash", choices=choices)


def _sum(text: str) -> int:
    amount = read_dong(text)
    if amount is None:
        raise RuleError(_NOT_A_SUM)
    return amount
