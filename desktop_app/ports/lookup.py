"""Finding what an order names: a procedure by code, a record by id; refused in one way everywhere."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from desktop_app.errors import NO_SUCH_DOSSIER, DeskError
from desktop_app.ports.desk import FormShelf
from desktop_app.ports.work import UnitOfWork
from forms.dossier.procedure import Procedure
from forms.errors import Fault, Faults, RuleError


def the_procedure(shelf: FormShelf, code: str) -> Procedure:
    """Return a procedure of the catalogue in force today.

    Args:
        shelf: The catalogue.
        code: National code, e.g. `2.000815`.

    Raises:
        RuleError: NO_PROCEDURE.
    """
    found = shelf.catalogue().get(code)
    if found is None:
        raise RuleError(Faults.NO_PROCEDURE.value, procedure=code)
    return found


def procedure_of(shelf: FormShelf, doc: Mapping[str, Any]) -> Procedure:
    """Return the version of its procedure that a dossier keeps: that of the day it was received.

    Args:
        shelf: The catalogue.
        doc: The dossier's document.

    Raises:
        RuleError: NO_PROCEDURE.
    """
    found = shelf.versions().of_dossier(doc)
    if found is None:
        raise RuleError(Faults.NO_PROCEDURE.value, procedure=str(doc.get("procedure")))
    return found


def name_of(shelf: FormShelf, code: str) -> str:
    """Return what a clerk calls a procedure; its code where the list no longer has it."""
    found = shelf.catalogue().get(code)
    return found.short_name if found is not None else code


def the_dossier(work: UnitOfWork, record: UUID) -> Mapping[str, Any]:
    """Return a dossier's document as the clerk sees it.

    Args:
        work: The transaction that runs.
        record: Its id.

    Raises:
        DeskError: NO_SUCH_DOSSIER.
    """
    doc = work.dossiers.get(record)
    if doc is None:
        raise DeskError(NO_SUCH_DOSSIER)
    return doc


def record_id(text: str, fault: Fault = NO_SUCH_DOSSIER) -> UUID:
    """Read the id of a dossier or a draft.

    Args:
        text: Canonical text of a UUID.
        fault: What to say when it is none.

    Raises:
        DeskError: The fault given.
    """
    try:
        return UUID(text)
    except ValueError:
        raise DeskError(fault) from None
