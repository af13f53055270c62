"""What may be done from the list besides: hand over what is marked, print the register. No toolkit here."""

from collections.abc import Callable

from desktop_app.ui.asks import Answers
from desktop_app.ui.deeds import Deed, Done, hand_over_asks
from desktop_app.ui.period import period_asks, period_of
from desktop_app.ui.ports import HandOverDossiers, Office, PrintRegister
from desktop_app.ui.strings import WORDS
from forms.dossier.calendar import VN
from forms.dossier.roles import may


class ListDeeds:
    """The deeds of the list as it is marked now."""

    def __init__(self, office: Office, marked: tuple[str, ...], unmark: Callable[[], None]) -> None:
        """Do through ``office``; ``unmark`` is called once the marked dossiers were handed over."""
        self._office, self._marked, self._unmark = office, marked, unmark

    def now(self) -> tuple[Deed, ...]:
        """What this person may do now; handing over needs marks."""
        role, made = self._office.shift.role, list[Deed]()
        if self._marked and may(role, "hand_over_dossiers"):
            made.append(self._hand_over())
        if may(role, "print_register"):
            made.append(self._register())
        return tuple(made)

    def _hand_over(self) -> Deed:
        def do(answers: Answers) -> Done:
            order = HandOverDossiers(self._marked, answers["unit"], answers["taker"], answers["note"])
            handed = self._office.book_hand_over(order)
            said = " ".join(filter(None, (WORDS("handed_over_many", count=handed.count), handed.notice)))
            wanted = answers["print"] == "now"
            paper = (lambda: self._office.print_hand_over(handed)) if wanted else None
            return Done(said, paper, self._unmark)

        remark = WORDS("marked", count=len(self._marked))
        return Deed("hand_over_dossiers", do, hand_over_asks(), remark=remark, message=remark)

    def _register(self) -> Deed:
        today = self._office.now().astimezone(VN).date()
        asks = period_asks(today, today.replace(day=1), today)

        def do(answers: Answers) -> Done:
            first, last = period_of(answers)
            printed = self._office.print_register(PrintRegister(first or today, last or today))
            return Done(WORDS("register_printed", rows=printed.rows, where=printed.where))

        return Deed("print_register", do, asks, remark=WORDS("paper_07"))

