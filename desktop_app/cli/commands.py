"""The table of commands: what `motcua` understands, in the order its help shows."""

from typing import Final

from desktop_app.cli import (
    book_commands,
    cash_commands,
    catalogue_commands,
    dossier_commands,
    form_commands,
    matter_commands,
    office_commands,
    paper_commands,
    rules_commands,
    text_commands,
)
from desktop_app.cli.command import Command

COMMANDS: Final[tuple[Command, ...]] = (
    *office_commands.COMMANDS,
    *form_commands.COMMANDS,
    *catalogue_commands.COMMANDS,
    *dossier_commands.COMMANDS,
    *matter_commands.COMMANDS,
    *rules_commands.COMMANDS,
    *paper_commands.COMMANDS,
    *book_commands.COMMANDS,
    *cash_commands.COMMANDS,
    *text_commands.COMMANDS,
)
