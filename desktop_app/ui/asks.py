"""What a dialog asks: its fields and their choices; without a toolkit, so that presenters may say it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

Answers = Mapping[str, str]


class Hit(NamedTuple):
    """One line of a list: what it stands for, its words, and a remark beside them."""

    value: str
    label: str
    remark: str = ""


class Ask(NamedTuple):
    """One field of a dialog; with ``choices`` it is a choice, with ``today`` a date, else text.

    What is ``secret`` is shown as dots and wiped from the field once it was used or called off.
    """

    key: str
    label: str
    value: str = ""
    required: bool = True
    choices: tuple[Hit, ...] = ()
    several: bool = False
    lines: bool = False
    today: Callable[[], date] | None = None
    secret: bool = False
