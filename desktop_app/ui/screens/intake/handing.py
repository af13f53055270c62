"""What is handed in at one intake, and how it came: case, papers, look-ups, channel. No toolkit here.

Which papers a case has is the catalogue's; here is only what the clerk did with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.ui.ports import DraftContent, PaperRow, ProcedureFacts
from desktop_app.ui.screens.intake.state import CaseLine, PaperLine, paper_detail, usual_count
from desktop_app.ui.strings import WORDS
from forms.dossier.channels import CameBy
from forms.dossier.lookups import STANDS_FOR_PAPER, LookupStatus

_TURN: Final = tuple(LookupStatus)[1:] + tuple(LookupStatus)[:1]
"""In the order one key goes through them: what was looked up first."""


@dataclass(slots=True)
class Handing:
    """Ticks, case, look-ups and channel of one draft."""

    facts: ProcedureFacts | None = None
    counts: dict[str, int] = field(default_factory=dict)
    case: str = ""
    lookups: dict[str, str] = field(default_factory=dict)
    channel: str = CameBy.DIRECT.value

    @classmethod
    def of(cls, facts: ProcedureFacts, draft: DraftContent) -> "Handing":
        """Take up what a draft keeps."""
        return cls(facts, dict(draft.papers), draft.case, dict(draft.lookups), draft.channel)

    def come_by(self, channel: str) -> None:
        """Choose how the dossier came in."""
        self.channel = channel

    def papers(self) -> tuple[PaperRow, ...]:
        """The papers of the case; where none is chosen yet, those of every case."""
        return self.facts.papers_of(self.case) if self.facts is not None else ()

    def tick(self, name: str) -> None:
        """Tick or untick a paper; one tick stands for the number the procedure asks for."""
        paper = next(paper for paper in self.papers() if paper.name == name)
        self.counts[name] = 0 if self.counts.get(name) else usual_count(paper)

    def choose(self, case: str) -> None:
        """Choose a case; papers it does not have are no longer ticked."""
        self.case = case
        names = {paper.name for paper in self.papers()}
        self.counts = {name: count for name, count in self.counts.items() if name in names}

    def turn(self, name: str) -> None:
        """Say the next state of a look-up."""
        self.lookups[name] = _TURN[(_TURN.index(self.status(name)) + 1) % len(_TURN)].value

    def status(self, name: str) -> LookupStatus:
        """How a look-up stands: as the clerk said, else it waits until the paper itself is handed in."""
        usual = LookupStatus.NOT_NEEDED if self.counts.get(name) else LookupStatus.PENDING
        return LookupStatus(self.lookups.get(name, usual))

    def cases(self) -> tuple[CaseLine, ...]:
        """The cases to choose from."""
        names = self.facts.cases if self.facts is not None else ()
        return tuple(CaseLine(name, chosen=name == self.case) for name in names)

    def lines(self) -> tuple[PaperLine, ...]:
        """The papers with what was handed in of them, then look-ups that stand for no paper of the list."""
        if self.facts is None:
            return ()
        databases = {row.name: row.database for row in self.facts.lookups}
        lines = [self._line(paper, databases.get(paper.name, "")) for paper in self.papers()]
        known = {paper.name for paper in self.facts.papers}
        lines += [
            PaperLine(name, "", False, 0, database, self.status(name), is_paper=False)
            for name, database in databases.items()
            if name not in known
        ]
        return tuple(lines)

    def _line(self, paper: PaperRow, database: str) -> PaperLine:
        lookup = self.status(paper.name) if database else None
        required = (paper.required or paper.required_in_case) and lookup not in STANDS_FOR_PAPER
        count = self.counts.get(paper.name, 0)
        return PaperLine(paper.name, paper_detail(paper), required, count, database=database, lookup=lookup)

    def problems(self) -> Mapping[str, str]:
        """What is missing, by path."""
        found = {}
        if self.facts is not None and self.facts.cases and not self.case:
            found["papers/"] = WORDS("case_missing")
        missing = [line for line in self.lines() if line.required and not line.count]
        found.update({f"papers/{line.name}": WORDS("not_handed_in") for line in missing})
        return found
