"""The originals of which certified copies are asked for, out of the answers of the e-form."""

from collections.abc import Mapping
from typing import Any

from forms.dossier.fees import certified_copies
from forms.dossier.procedure import FeeKind, Procedure
from forms.papers.certification import CertifiedPaper


def certified(procedure: Procedure, answers: Mapping[str, Any]) -> tuple[CertifiedPaper, ...]:
    """Return them with their fee, đồng; empty for any other procedure, and for rows that are not complete.

    Args:
        procedure: The version the dossier keeps.
        answers: Of the e-form.
    """
    if procedure.fee.kind is not FeeKind.CERTIFIED_COPY:
        return ()
    return tuple(
        CertifiedPaper(one.title, one.pages, one.copies, one.fee_each * one.copies)
        for one in certified_copies(answers)
    )
