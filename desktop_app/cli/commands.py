"""The table of commands: which words `motcua` understands, and the room that holds each.

A room brings the verbs' orders with it, and with them half the law. Only the room of the word that was said
is loaded: the window stands sooner, and so does every command.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from desktop_app.cli.command import Command

_ROOMS: Final[Mapping[str, tuple[str, ...]]] = {
    "office": ("init", "enrol", "staff", "passphrase", "sync", "audit", "count", "seed", "desk", "demo"),
    "form": ("procedures", "form"),
    "catalogue": ("catalogue",),
    "dossier": (
        "card", "draft", "receive", "lookup", "find", "show", "attach", "correct", "transfer", "decide",
        "supplement", "return", "print",
    ),
    "matter": ("matters", "void", "link", "detach", "printed", "handover"),
    "rules": ("days", "settings"),
    "paper": (
        "paper", "register", "hand-over", "guide", "refuse", "serve", "ask-supplement", "apologise",
        "withdraw",
    ),
    "signing": ("signer", "sign", "sign-file"),
    "book": ("book",),
    "cash": ("cash",),
    "text": ("text", "units"),
}  # fmt: skip
"""Rooms in the order of the help; the first words of the commands in each."""


def commands_of(word: str | None) -> tuple[Command, ...]:
    """Return the commands of the room that holds a word; all of them where no room does.

    Args:
        word: the first word after the program's name and its options; None: nothing was said.
    """
    rooms = [room for room, words in _ROOMS.items() if word in words] or list(_ROOMS)
    loaded = (import_module(f"desktop_app.cli.{room}_commands").COMMANDS for room in rooms)
    return tuple(command for commands in loaded for command in commands)
