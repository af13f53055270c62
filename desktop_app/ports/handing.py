"""What was handed over the counter, as the dossier keeps it: the papers of its case and how look-ups stand.

Shared by the verbs that make a dossier. Not here: which papers a case has (`forms.dossier.procedure`).
"""

from collections.abc import Mapping

from forms.dossier.dossier import HandedPaper
from forms.dossier.faults import TOO_MANY_HANDED
from forms.dossier.lookups import LookupStatus
from forms.dossier.procedure import Procedure
from forms.errors import Faults, RuleError


def handed_papers(
    procedure: Procedure, case: str, counts: Mapping[str, int] | None, lookups: Mapping[str, str]
) -> tuple[HandedPaper, ...]:
    """Return the papers of the case, and those that only a look-up stands for.

    Args:
        procedure: The version in force.
        case: Which of its cases; empty where it has none.
        counts: By name how many were handed in; None for all required ones.
        lookups: By name of a paper that data replaces, how its look-up stands. One neither named here nor
            handed in waits for its look-up.

    Raises:
        RuleError: INCOMPLETE for a state of a look-up that is none; TOO_MANY_HANDED beyond a paper's limit
            (NĐ 118/2025 Đ5).
    """
    papers = procedure.papers_for(case)
    for paper in papers:
        if paper.at_most and (counts or {}).get(paper.name, 0) > paper.at_most:
            raise RuleError(TOO_MANY_HANDED, paper=paper.name, at_most=str(paper.at_most))
    if counts is None:
        counts = {paper.name: 1 for paper in papers if paper.required or paper.required_in_case}
    replaced = {one.name for one in procedure.data_replaces}
    asked = [(paper.name, paper.originals, paper.copies) for paper in papers]
    asked += [(name, 0, 0) for name in sorted(replaced - {paper.name for paper in procedure.papers})]
    return tuple(
        HandedPaper(
            name,
            originals,
            copies,
            handed_in=counts.get(name, 0) > 0,
            lookup_status=_state(name, counts, lookups) if name in replaced else LookupStatus.NOT_NEEDED,
        )
        for name, originals, copies in asked
    )


def _state(name: str, counts: Mapping[str, int], lookups: Mapping[str, str]) -> LookupStatus:
    usual = LookupStatus.NOT_NEEDED if counts.get(name) else LookupStatus.PENDING
    try:
        return LookupStatus(lookups.get(name, usual))
    except ValueError:
        raise RuleError(Faults.INCOMPLETE.value, field="lookups") from None
