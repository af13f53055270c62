"""`motcua`: parse, ask one verb, print one object, exit with a code that says who must act.

No verb and no store is known here; the `House` given by the program's entry opens them. Exit codes: 0 ok, 2
usage, 3 refused by a rule, 4 province not reached, 5 integrity; 141 done, yet nobody reads the answer
(`| head`).
"""

import os
import sys
from argparse import SUPPRESS, ArgumentError, ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, cast

from desktop_app.cli.answers_file import BAD_ANSWERS, NO_FILE, NO_SUCH_PAPER
from desktop_app.cli.command import Command, Needs
from desktop_app.cli.commands import commands_of
from desktop_app.cli.json_out import as_json, as_text, refusal, refusal_text
from desktop_app.cli.secret import NO_SECRET, read_secret, take_from_environment
from desktop_app.errors import exit_code
from forms.catalogue.xlsform import NO_PYXFORM

OK: Final = 0
USAGE: Final = 2
INTERRUPTED: Final = 130
UNREAD: Final = 141
"""128 and SIGPIPE: as a shell tells of a program whose reader went away."""
_MISUSED: Final = frozenset({NO_SECRET, NO_FILE, BAD_ANSWERS, NO_SUCH_PAPER, NO_PYXFORM})
"""Faults of what was given to the command, and of what is installed: the command was used wrongly."""


class Closing(Protocol):
    """Something with verbs that must be closed."""

    def close(self) -> None:
        """Lock it again."""


class House(Protocol):
    """What the program's entry offers to commands."""

    def folder(self, home: Path | None) -> Path:
        """Return the data folder: the one named, else the user's own."""

    def shelf(self) -> object:
        """Return the verbs that need no store."""

    def founding(self, home: Path) -> object:
        """Return the verbs that make an office in an empty folder."""

    def program(self, home: Path) -> object:
        """Return the verbs that run the program itself: window, demo."""

    def find_office(self, home: Path) -> None:
        """Refuse a folder without an office, before anybody is asked for a passphrase."""

    def open_office(self, home: Path, user: str, passphrase: bytearray) -> Closing:
        """Unlock the office."""


def main(argv: Sequence[str], house: House) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name.
        house: Where verbs come from.

    Returns:
        The exit code.
    """
    args = _parser(commands_of(_word(argv))).parse_args(argv)
    try:
        result = dict(_run(args.command, args, house))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        said = refusal(error)
        if said is None:
            raise
        if args.json:
            _tell(as_json(said))
        else:
            print(refusal_text(said), file=sys.stderr)
        return USAGE if getattr(error, "fault", None) in _MISUSED else exit_code(error)
    code = int(result.pop("exit_code", OK))
    return code if _tell(as_json(result) if args.json else as_text(result)) else UNREAD


def _tell(text: str) -> bool:
    """Print; False where the reader has gone, and then nothing of the rest is tried at exit either."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _run(command: Command, args: Namespace, house: House) -> Mapping[str, Any]:
    passphrase = take_from_environment()
    home = house.folder(args.home)
    if command.needs is Needs.SHELF or (command.needs is Needs.LISTS and not args.user_name):
        return command.run(_asking(house.shelf()), args)
    if command.needs is Needs.WINDOW:
        return command.run(_asking(house.program(home)), args)
    if command.needs is not Needs.FOLDER:
        house.find_office(home)
    args.passphrase = read_secret(args.passphrase_file, prompt="Mật khẩu: ", given=passphrase)
    if command.needs is Needs.FOLDER:
        return command.run(_asking(house.founding(home)), args)
    kept = bytearray(args.passphrase)
    office = house.open_office(home, args.user_name, args.passphrase)
    args.passphrase = kept
    try:
        return command.run(_asking(office), args)
    finally:
        kept[:] = bytes(len(kept))
        office.close()


def _asking(verbs: object) -> Any:
    def ask(verb: str, *orders: Any) -> Any:
        return getattr(verbs, verb)(*orders)

    return ask


def _word(argv: Sequence[str]) -> str | None:
    before = ArgumentParser(add_help=False, exit_on_error=False)
    _everywhere(before, top=True)
    before.add_argument("word", nargs="?")
    try:
        return cast("str | None", before.parse_known_args(argv)[0].word)
    except ArgumentError:
        return None  # the whole parser says what is wrong


def _parser(commands: Sequence[Command]) -> ArgumentParser:
    parser = ArgumentParser(prog="motcua", description="Một Cửa: quầy một cửa của xã, làm được khi mất mạng.")
    _everywhere(parser, top=True)
    groups: dict[str, Any] = {}
    words = parser.add_subparsers(required=True, metavar="LỆNH")
    for command in commands:
        *group, last = command.words
        place = words
        if group:
            if group[0] not in groups:
                within = ", ".join(each.words[-1] for each in commands if each.words[0] == group[0])
                of_group = words.add_parser(group[0], help=f"gồm: {within}")
                groups[group[0]] = of_group.add_subparsers(required=True, metavar="LỆNH")
            place = groups[group[0]]
        one = place.add_parser(last, help=command.help, description=command.help)
        _everywhere(one, top=False)
        for argument in command.arguments:
            one.add_argument(*argument.flags, **argument.options)
        one.set_defaults(command=command)
    return parser


def _everywhere(parser: ArgumentParser, *, top: bool) -> None:
    """Let the common options stand before or after the command's words."""

    def default(value: Any) -> Any:
        return value if top else SUPPRESS

    parser.add_argument("--home", type=Path, default=default(None), metavar="DIR", help="thư mục dữ liệu")
    parser.add_argument("--json", action="store_true", default=default(False), help="in một đối tượng JSON")
    parser.add_argument("--as", dest="user_name", default=default(""), metavar="USER", help="ai đang làm")
    parser.add_argument("--passphrase-file", default=default(""), metavar="FILE", help="tệp chứa mật khẩu")
