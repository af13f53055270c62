"""A reviewed import → a package of procedures; and the look that every such package gets when it arrives.

Here: flags and answers travel inside the package, so that every desk can see what was doubted and who said
what. Not here: the wrapping (`package`), the answers themselves (`review`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.catalogue.faults import UNANSWERED
from forms.catalogue.package import Head, pack_json
from forms.catalogue.read import read_edition
from forms.catalogue.review import Review, read_answers
from forms.catalogue.traps import Choice
from forms.dossier.fees import FIRST_PAGE_FEE
from forms.dossier.procedure import FeeKind
from forms.errors import RuleError

if TYPE_CHECKING:
    from forms.catalogue.drafting import Entry
    from forms.catalogue.package import Package
    from forms.catalogue.versions import Edition, Versions
    from forms.dossier.procedure import Procedure


def package_of(review: Review, head: Head, known: Versions) -> bytes:
    """Write the package of everything that is fully answered.

    Args:
        review: The review.
        head: Edition and date of effect.
        known: The versions before it: what no export says stays as it is in force.

    Raises:
        RuleError: As `Review.publishable`.
    """
    entries, answers = review.publishable()
    priced = {answer.code for answer in answers if answer.choice is Choice.SET and answer.sets == "fee"}
    entries = [
        _kept(entry, known.in_force(entry["code"], head.effective_from), is_priced=entry["code"] in priced)
        for entry in entries
    ]
    codes = {entry["code"] for entry in entries}
    flags = [{"id": flag.id, "detail": flag.detail} for flag in review.flags if flag.code in codes]
    content = {"procedures": entries, "flags": flags, "answers": [answer.spelt() for answer in answers]}
    return pack_json(head, content)


def _kept(entry: Entry, old: Procedure | None, *, is_priced: bool) -> Entry:
    """Return an entry with what the province's export has no column for: e-form, who decides, clock, steps.

    The price of certified copies, too: an export names its first page only; and that of an extract's copy.
    A fee that the reviewer typed stands as typed.
    """
    if old is None:
        return entry
    kept: Entry = {"decided_at": old.decided_at.value}
    if old.form_id:
        kept["form"] = old.form_id
    if old.supplement_clock:
        kept["supplement_clock"] = old.supplement_clock
    if old.steps:
        kept["steps"] = [{"name": step.name, "days": str(step.days)} for step in old.steps]
    said = entry["fee"]
    if is_priced:
        return {**entry, **kept}
    if old.fee.kind is FeeKind.CERTIFIED_COPY and said.get("amount") == FIRST_PAGE_FEE:
        kept["fee"] = {"kind": FeeKind.CERTIFIED_COPY.value, "note": said.get("note", "")}
    elif old.fee.extract_copy:
        kept["fee"] = {"extract_copy": old.fee.extract_copy, **said}
    return {**entry, **kept}


def check_edition(package: Package) -> Edition:
    """Check a package of procedures: every record readable, every flag it names answered by a person.

    Raises:
        RuleError: As `read_edition`; UNANSWERED.
    """
    edition = read_edition(package)
    content: dict[str, Any] = package.content()
    answers = {answer.flag: answer for answer in read_answers(content.get("answers", []))}
    flags = content.get("flags", [])
    if not isinstance(flags, list):
        raise RuleError(UNANSWERED, field="flags")
    for flag in flags:
        answer = answers.get(str(flag.get("id"))) if isinstance(flag, dict) else None
        if answer is None or not answer.person.strip() or not answer.reason.strip():
            raise RuleError(UNANSWERED, flag=str(flag.get("id")) if isinstance(flag, dict) else "-")
    return edition
