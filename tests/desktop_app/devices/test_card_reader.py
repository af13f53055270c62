"""A scanner types faster than anyone; a clerk is never taken for one."""

from desktop_app.devices.card_reader import Wedge

CARD = "066190000001|231234567|Nguyễn Thị Thử|01011990|Nữ|Buôn Thử|01012022"


def typed(wedge: Wedge, text: str, gap_s: float) -> list[str | None]:
    return [wedge.key(letter, n * gap_s) for n, letter in enumerate(text, 100)]


def test_a_burst_that_ends_with_a_line_is_a_scan() -> None:
    wedge = Wedge()
    answers = typed(wedge, CARD + "\r", 0.01)
    assert answers[:-1] == [None] * len(CARD)
    assert answers[-1] == CARD


def test_a_person_is_no_scanner_however_long_the_line() -> None:
    wedge = Wedge()
    assert set(typed(wedge, CARD + "\n", 0.08)) == {None}
    assert not wedge.scanning


def test_a_short_burst_is_no_scan_and_nothing_of_it_stays() -> None:
    wedge = Wedge()
    assert set(typed(wedge, "abc\n", 0.01)) == {None}
    assert typed(wedge, CARD + "\n", 0.01)[-1] == CARD


def test_while_a_scan_runs_it_says_so() -> None:
    wedge = Wedge()
    typed(wedge, CARD, 0.01)
    assert wedge.scanning
    assert wedge.key("x", 900.0) is None
    assert not wedge.scanning
