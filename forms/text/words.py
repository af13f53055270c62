"""Numbers and sums in words, as papers print them.

Here: whole numbers up to 10^18, đồng. Not here: figures (`figures`), dates (`dates`).
Source: the table of spellings in use, tests/forms/text/test_words.py; which of two words stands is `Wording`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9
_MOST: Final = 10**18
_ONE, _FOUR, _FIVE = 1, 4, 5


@dataclass(frozen=True, slots=True)
class Wording:
    """Which of two words in use is written; an office chooses.

    Attributes:
        odd: Before a lone last digit: 105 is `một trăm linh năm` or `… lẻ năm`.
        thousand: `nghìn` or `ngàn`.
        four: Last digit after `mươi`: 24 is `hai mươi tư` or `… bốn`.
    """

    odd: Literal["linh", "lẻ"] = "linh"
    thousand: Literal["nghìn", "ngàn"] = "nghìn"
    four: Literal["tư", "bốn"] = "tư"


USUAL: Final = Wording()


def in_words(number: int, wording: Wording = USUAL) -> str:
    """Write a whole number in words.

    Empty groups of three are silent, every other group after the first is told with its hundreds:
    1.000.005 is `một triệu không trăm linh năm`.

    Args:
        number: From -10^18 to 10^18.
        wording: Which of two words.

    Raises:
        ValueError: Beyond 10^18.
    """
    if abs(number) > _MOST:
        raise ValueError("numbers are written in words up to 10^18")
    if number == 0:
        return _DIGITS[0]
    said = _whole(abs(number), wording, inner=False)
    return " ".join(["âm", *said] if number < 0 else said)


def dong_in_words(amount: int, wording: Wording = USUAL, *, even: bool = False) -> str:
    """Write a sum as receipts do: `Mười sáu nghìn đồng`.

    Args:
        amount: Đồng.
        wording: Which of two words.
        even: Add `chẵn`, so that nothing can be written behind it.

    Raises:
        ValueError: Beyond 10^18.
    """
    said = in_words(amount, wording)
    return f"{said[0].upper()}{said[1:]} đồng{' chẵn' if even else ''}"


def _whole(number: int, wording: Wording, *, inner: bool) -> list[str]:
    """Tell a number above zero; `inner` when greater groups stand before it."""
    billions, rest = divmod(number, _BILLION)
    said = [*_whole(billions, wording, inner=inner), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, wording.thousand), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            said += _group(group, wording, inner=inner or bool(said))
            said += [name] if name else []
    return said


def _group(group: int, wording: Wording, *, inner: bool) -> list[str]:
    """Tell 1 to 999; `inner` tells the hundreds even when there are none."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or inner else []
    if tens > 1:
        said += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        said += ["mười"]
    elif ones and said:
        said += [wording.odd]
    if ones:
        said += [_last(tens, ones, wording)]
    return said


def _last(tens: int, ones: int, wording: Wording) -> str:
    if tens > 1 and ones == _ONE:
        return "mốt"
    if tens > 1 and ones == _FOUR:
        return wording.four
    if tens and ones == _FIVE:
        return "lăm"
    return _DIGITS[ones]
