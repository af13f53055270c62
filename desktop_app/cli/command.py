"""What a command is: its words, its arguments, and how it asks verbs; no command is named here."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

Ask = Callable[..., Any]
"""`ask(verb, *orders)`: calls the verb of this name; the one way out of this room."""


class Needs(Enum):
    """What must stand ready before a command may ask."""

    SHELF = auto()
    """Only what is shipped: catalogue and forms. No store, no passphrase."""
    LISTS = auto()
    """The lists in force: of the office whose user is named (`--as`); what ships where nobody is."""
    FOLDER = auto()
    """A data folder that holds no office yet, and a passphrase for the first administrator."""
    OFFICE = auto()
    """An unlocked office: a user and a passphrase."""
    WINDOW = auto()
    """The program itself: the window, the demo."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as argparse takes it: its flags (or its name) and the keywords of `add_argument`."""

    flags: tuple[str, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table: `motcua <words> <arguments>` runs `run` and prints what it returns."""

    words: tuple[str, ...]
    needs: Needs
    help: str
    run: Callable[[Ask, Namespace], Mapping[str, Any]]
    arguments: tuple[Argument, ...] = ()


def argument(*flags: str, **options: Any) -> Argument:
    """Describe one argument, in the words of argparse."""
    return Argument(flags, options)
