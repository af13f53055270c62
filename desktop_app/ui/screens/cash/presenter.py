"""Thinking of the cash ledger: today's entries, and what is done with them. No toolkit here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from desktop_app.ui.cash_ports import (
    BankReport,
    CashEntry,
    CloseDay,
    Closing,
    LedgerPage,
    ReadLedger,
    RefundFee,
    TakeFee,
    TakenFee,
    read_count,
)
from desktop_app.ui.listed.presenter import Line, ListPresenter, Shown
from desktop_app.ui.strings import WORDS, moment, money, number
from forms.text.figures import read_dong

Done = TypeVar("Done")
PAGE: Final = 100
FILTERS: Final = {"all": "", "cash": "cash", "transfer": "transfer"}


class CashPresenter(ListPresenter[LedgerPage, int]):
    """Lists today's entries of this machine, the newest first; marked is what the province did not take."""

    verb = "read_ledger"
    denied = "cash_not_for_role"
    filters = tuple(FILTERS)
    begin = 0

    def fetch(self, chosen: str, after: int) -> LedgerPage:
        """Read one page of a filter."""
        return self._stage.office.read_ledger(ReadLedger(method=FILTERS[chosen], after=after, limit=PAGE))

    def say(self, page: LedgerPage) -> Shown[int]:
        """Put a page into its words."""
        counts = dict.fromkeys(FILTERS, 0) | {self._state.chosen_filter: page.sums.entries}
        closed = any(closing.drawer.clerk == self._stage.office.shift.user for closing in page.closings)
        caption = WORDS(
            "cash_shown_closed" if closed else "cash_shown",
            day=f"{page.day:%d/%m/%Y}",
            cash=money(page.sums.cash),
            transfers=money(page.sums.transfers),
        )
        waiting = WORDS("cash_unclosed", day=f"{page.unclosed[0][0]:%d/%m/%Y}") if page.unclosed else ""
        return Shown(tuple(_line(row) for row in page.rows), page.next, counts, caption, waiting)

    def open(self, place: int) -> None:
        """Open the dossier of a row."""
        if key := self.key_at(place):
            self._stage.go("dossier", key.split()[0])

    def take(self, key: str, method: str, amount: str) -> None:
        """Take what a dossier owes, found by any of its names; the amount only where the fee is not known."""
        office = self._stage.office

        def take() -> TakenFee:
            return office.take_fee(TakeFee(office.read_dossier(key).id, method, read_dong(amount)))

        self._do(take, lambda taken: self._said("cash_taken", taken))

    def refund(self, place: int, reason: str) -> None:
        """Return the entry of a row."""
        dossier, _, receipt = self.key_at(place).partition(" ")
        if receipt:
            order = RefundFee(dossier, receipt, reason)
            self._do(
                lambda: self._stage.office.refund_fee(order), lambda taken: self._said("cash_back", taken)
            )

    def close_day(self, counted: str, change: str, reason: str) -> None:
        """Close today's drawer."""

        def close() -> Closing:
            lying = read_dong(change) or 0
            return self._stage.office.close_day(CloseDay(read_count(counted), change=lying, reason=reason))

        def closed(closing: Closing) -> None:
            self._stage.notify(WORDS("cash_closed", difference=money(closing.difference)), False)

        self._do(close, closed)

    def match(self, path: str, confirm: Callable[[str], None]) -> None:
        """Read a statement; where something is proposed, have a person confirm it.

        Args:
            path: Of the file.
            confirm: Asks, with the sentence given; answers by `accept`.
        """

        def matched(report: BankReport) -> None:
            said = _report(report)
            if any(row.kind == "proposed" for row in report.rows):
                confirm(said)
            else:
                self._stage.notify(said, bool(report.bad))

        self._do(lambda: self._stage.office.match_bank_file(path), matched, again=False)

    def accept(self, path: str) -> None:
        """Book every proposal of a statement."""

        def booked(report: BankReport) -> None:
            self._stage.notify(WORDS("cash_booked", count=number(len(report.booked))), False)

        self._do(lambda: self._stage.office.match_bank_file(path, accepts_all=True), booked)

    def _said(self, words: str, taken: TakenFee) -> None:
        said = WORDS(words, amount=money(abs(taken.amount)), receipt=taken.receipt_no)
        self._stage.notify(f"{said}. {taken.notice}" if taken.notice else said, bool(taken.notice))

    def _do(self, work: Callable[[], Done], done: Callable[[Done], None], *, again: bool = True) -> None:
        def finished(result: Done) -> None:
            done(result)
            if again:
                self._stage.changed()
                self.start()

        self._asking.ask("do", work, finished, self._failed)


def _line(row: CashEntry) -> Line:
    entry = row.entry
    kind = "returned" if entry.amount < 0 else entry.method
    cells = (
        entry.receipt_no or "–",
        row.number or "–",
        row.payer or "–",
        entry.title,
        WORDS(f"cash_{kind}"),
        money(entry.amount),
        moment(datetime.fromisoformat(row.at)),
    )
    tone = {"cash": "accepted", "transfer": "sending", "returned": "refused"}[kind]
    return Line(f"{row.dossier_id} {entry.receipt_no}".strip(), cells, tone, row.is_refused)


def _report(report: BankReport) -> str:
    proposed = sum(row.kind == "proposed" for row in report.rows)
    others = sum(row.kind not in ("proposed", "booked") for row in report.rows)
    return WORDS(
        "cash_matched", proposed=number(proposed), others=number(others), bad=number(len(report.bad))
    )
