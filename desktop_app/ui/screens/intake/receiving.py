"""The end of an intake: received, told, printed, shown. No toolkit here.

The paper follows the dossier: a printer that fails takes nothing back.
"""

from collections.abc import Callable

from desktop_app.ui.asking import Asking, Failed
from desktop_app.ui.ports import Printed, Receipt, ReceiveDossier
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, moment


class Receiving:
    """Receives one dossier for one intake."""

    def __init__(self, stage: Stage, asking: Asking) -> None:
        """Work on ``stage``, with the questions of the screen."""
        self._stage, self._asking = stage, asking

    def run(
        self, order: ReceiveDossier, received: Callable[[], None], refused: Failed, *, print_paper: bool
    ) -> None:
        """Receive, tell the number, print if wanted, and show the dossier.

        Args:
            order: what is received.
            received: hears at once that the draft is a dossier now.
            refused: hears why it is not.
            print_paper: whether the receipt is printed.
        """
        office = self._stage.office

        def done(receipt: Receipt) -> None:
            received()
            self._told(receipt, print_paper=print_paper)

        self._asking.ask("receive", lambda: office.receive_dossier(order), done, refused)

    def _told(self, receipt: Receipt, *, print_paper: bool) -> None:
        sentence = WORDS("received", number=receipt.number, due=moment(receipt.due_at))
        said = " ".join((sentence, *receipt.warnings))
        self._stage.notify(said, False)
        self._stage.changed()
        if print_paper:
            self._print(receipt.dossier_id, said)
        self._stage.go("dossier", receipt.dossier_id)

    def _print(self, dossier_id: str, said: str) -> None:
        office, notify = self._stage.office, self._stage.notify

        def printed(paper: Printed) -> None:
            notify(f"{said} {paper.where}", False)

        self._stage.store.run(
            lambda: office.print_receipt(dossier_id),
            printed,
            lambda error: notify(f"{said} {trouble_of(error)}", True),
        )
