"""A refusal by role leaves a trace, whichever verb refused: one audit entry in its own transaction (AUD-4).

Who may do what is asked by each verb itself; here is only the one place where its refusal is noticed.
"""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, Protocol, TypeVar

from desktop_app.errors import NOT_ALLOWED, DeskError


class NotesDenials(Protocol):
    """An office that can write down that somebody was refused."""

    def note_denial(self, verb: str) -> None:
        """Enter that the person at the desk may not perform this verb."""


T = TypeVar("T", bound=NotesDenials)


def noting_denials(office: type[T]) -> type[T]:
    """Have every verb of an office note a refusal by role before it is passed on."""
    inherited = {name: verb for base in reversed(office.__mro__) for name, verb in vars(base).items()}
    for name, verb in {**inherited, **vars(office)}.items():
        if isinstance(verb, FunctionType) and not name.startswith("_"):
            setattr(office, name, _noting(verb))
    return office


def _noting(verb: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(verb)
    def ask(office: NotesDenials, *order: Any, **more: Any) -> Any:
        try:
            return verb(office, *order, **more)
        except DeskError as error:
            if error.fault == NOT_ALLOWED:
                office.note_denial(error.where["verb"])
            raise

    return ask
