"""Passphrases for commands: from a file, MOTCUA_PASSPHRASE once, or a prompt; never from an argument.

The environment variable is taken out of the environment before any child could inherit it. What is returned
is a bytearray, so that whoever uses it last can overwrite it.
"""

import os
import sys
from collections.abc import MutableMapping
from getpass import getpass
from typing import Final

from desktop_app.cli.answers_file import read_bytes
from desktop_app.errors import DeskError
from forms.errors import Act, Fault

VARIABLE: Final = "MOTCUA_PASSPHRASE"
SECRET_MAX: Final = 1024
NO_SECRET: Final = Fault(
    Act.CLERK,
    "Chưa có mật khẩu cho lệnh này.",
    "Chạy lệnh ở cửa sổ dòng lệnh để được hỏi, hoặc dùng «--passphrase-file» hay biến MOTCUA_PASSPHRASE; "
    "mật khẩu mới thì dùng «--new-passphrase-file».",
    "No passphrase: no file, no variable, no terminal to ask on.",
)


def take_from_environment(environ: MutableMapping[str, str] | None = None) -> bytearray | None:
    """Return the passphrase of the environment and remove it there; None when there is none."""
    value = (os.environ if environ is None else environ).pop(VARIABLE, None)
    return None if value is None else bytearray(value.encode())


def read_secret(file: str, *, prompt: str, given: bytearray | None = None) -> bytearray:
    """Return a passphrase as UTF-8 bytes.

    Args:
        file: A file whose first line it is, or empty.
        prompt: What to ask on the terminal.
        given: What the environment held; used when no file is named.

    Raises:
        DeskError: NO_FILE, or NO_SECRET when there is nobody to ask.
    """
    if file:
        first, _, _ = read_bytes(file, size_max=SECRET_MAX).partition(b"\n")
        return bytearray(first.rstrip(b"\r"))
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise DeskError(NO_SECRET)
    return bytearray(getpass(prompt).encode())
