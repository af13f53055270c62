"""Xem thủ tục: what the citizen must bring, how long it takes, what it costs, who decides."""

from desktop_app.ports import FormShelf
from desktop_app.ports.entry import ProcedureFacts
from desktop_app.ports.lookup import the_procedure


def show_procedure(code: str, shelf: FormShelf) -> ProcedureFacts:
    """Return one procedure of the catalogue in force.

    Args:
        code: National code, e.g. `2.000815`.
        shelf: The catalogue.

    Raises:
        RuleError: No such procedure.
    """
    return ProcedureFacts.of(the_procedure(shelf, code))
