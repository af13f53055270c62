"""A draft of an older edition is reopened: say what the newer one does, ask the clerk. No toolkit here."""

from collections.abc import Callable

from desktop_app.ui.form_ports import DraftCarriedOver
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS

_NAMED = 6


class Carrying:
    """Stands before the opening of a draft."""

    def __init__(self, stage: Stage, ask: Callable[[str, Callable[[bool], None]], None]) -> None:
        """Take the stage, and who asks: `ask(message, answered)`."""
        self._stage, self._ask = stage, ask
        self._asking = stage.asking()

    def before(self, draft_id: str, then: Callable[[], None]) -> None:
        """Have ``then`` called once the draft stands in the edition the clerk wants.

        Args:
            draft_id: the draft; empty for a new entry, which asks nothing.
            then: opens it.
        """
        if not draft_id:
            then()
            return
        office = self._stage.office

        def looked(found: DraftCarriedOver) -> None:
            if found.before == found.after:
                then()
            else:
                self._ask(message_of(found), answered)

        def answered(wanted: bool) -> None:  # noqa: FBT001 - the dialog's answer
            if wanted:
                self._asking.ask("carry", lambda: office.carry_over_draft(draft_id), carried, unread)
            else:
                then()

        def carried(_done: DraftCarriedOver) -> None:
            then()

        def unread(_error: BaseException) -> None:
            then()  # the opening itself says what is wrong

        self._asking.ask("look", lambda: office.carry_over_draft(draft_id, only_look=True), looked, unread)

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()


def message_of(found: DraftCarriedOver) -> str:
    """Say what would move and what would have to be given anew, the first few by name."""
    said = [WORDS("carry_message", before=found.before or "–", after=found.after)]
    if found.moved:
        said.append(WORDS("carry_moved", names=", ".join(one.label for one in found.moved[:_NAMED])))
    said += [f"{one.label}: {one.value}. {one.sentence}" for one in found.lost[:_NAMED]]
    if len(found.lost) > _NAMED:
        said.append(WORDS("carry_more", count=len(found.lost) - _NAMED))
    return "\n".join(said)
