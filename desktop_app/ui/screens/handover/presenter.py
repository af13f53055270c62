"""Thinking of handing the machine in: the proof, read when asked, never kept. No toolkit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.ui.matter_ports import HandoverProof
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, moment, number
from forms.dossier.roles import may


@dataclass(frozen=True, slots=True)
class HandoverState:
    """What the page shows; `proof` is None until the store was asked."""

    proof: HandoverProof | None = None
    stands_on: str = ""
    obstacles: tuple[tuple[str, str], ...] = ()
    drafts: tuple[str, ...] = ()
    trouble: str = ""


class HandoverPresenter:
    """Asks for the proof."""

    def __init__(self, stage: Stage, render: Callable[[HandoverState], None]) -> None:
        """Begin with nothing proved."""
        self._stage, self._render = stage, render
        self._asking = stage.asking()
        self._state = HandoverState()

    def start(self) -> None:
        """Read what this machine holds."""
        if not may(self._stage.office.shift.role, "prove_handover"):
            self._show(trouble=WORDS("handover_not_for_role"))
            return
        self._asking.ask("proof", self._stage.office.prove_handover, self._proved, self._failed)

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def _proved(self, proof: HandoverProof) -> None:
        stands_on = WORDS("handover_never")
        if proof.as_of is not None:
            stands_on = WORDS(
                "handover_as_of",
                at=moment(proof.as_of),
                acked=number(proof.acked),
                last=number(proof.last_seq),
            )
        obstacles = tuple((number(one.count), one.sentence) for one in proof.obstacles)
        self._show(proof=proof, stands_on=stands_on, obstacles=obstacles, drafts=proof.drafts, trouble="")

    def _failed(self, error: BaseException) -> None:
        self._show(proof=None, trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)
