"""Ask fields, then do a verb: what a menu offers, how it is done, and what is said of it. No toolkit here.

A refusal leaves everything typed where it is. A paper follows its deed: a printer that fails takes
nothing back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.ui.asks import Answers, Ask, Hit
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS


def _nothing() -> None:
    """Nothing follows."""


class Done(NamedTuple):
    """What was done, said; the paper that follows (on a worker, says where it went); what comes then.

    An empty sentence: nothing was changed, something is only shown.
    """

    sentence: str
    paper: Callable[[], str] | None = None
    then: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that may be done now.

    Attributes:
        name: Key of its words; `{name}_do` are those of the button that does it, where it asks anything.
        do: The verb; called on a worker with the answers, raises as verbs do.
        asks: What it needs to know.
        check: Says on a worker, while it is typed, what the verb would refuse; raises as verbs do.
        remark: Beside its words in the menu.
        message: Above the fields.
    """

    name: str
    do: Callable[[Answers], Done]
    asks: tuple[Ask, ...] = ()
    check: Callable[[Answers], object] | None = None
    remark: str = ""
    message: str = ""

    @property
    def hit(self) -> Hit:
        """Its line in a menu."""
        return Hit(self.name, WORDS(self.name), self.remark)


class Doing:
    """Does deeds of one screen; what is asked for hears how it ended."""

    def __init__(self, stage: Stage) -> None:
        """Work on ``stage``."""
        self._stage, self._asking = stage, stage.asking()

    def do(self, deed: Deed, answers: Answers, settled: Callable[[str], None]) -> None:
        """Do a deed.

        Args:
            deed: which.
            answers: what was answered.
            settled: hears an empty text when it is done, else why it is not.
        """

        def done(what: Done) -> None:
            settled("")
            if what.sentence:
                self._stage.notify(what.sentence, False)
                self._stage.changed()
            if what.paper is not None:
                self._print(what.paper, what.sentence)
            what.then()

        self._asking.ask(
            "deed", lambda: deed.do(answers), done, lambda error: settled(str(trouble_of(error)))
        )

    def check(self, deed: Deed, answers: Answers, told: Callable[[str], None]) -> None:
        """Say at once what the verb would refuse; the newest answers count.

        Args:
            deed: which.
            answers: what stands in the fields.
            told: hears what is wrong, or an empty text.
        """
        check = deed.check
        if check is not None:
            self._asking.ask(
                "check", lambda: check(answers), lambda _right: told(""),
                lambda error: told(str(trouble_of(error))),
            )  # fmt: skip

    def say(self, trouble: str) -> None:
        """Tell what went wrong with a deed that asked nothing."""
        if trouble:
            self._stage.notify(trouble, True)

    def _print(self, paper: Callable[[], str], said: str) -> None:
        notify = self._stage.notify
        self._stage.store.run(
            paper,
            lambda where: notify(f"{said} {where}", False),
            lambda error: notify(f"{said} {trouble_of(error)}", True),
        )


def print_ask() -> Ask:
    """Ask whether the paper is printed with the deed."""
    choices = (Hit("now", WORDS("print_now")), Hit("later", WORDS("print_later")))
    return Ask("print", WORDS("print_paper"), "now", choices=choices)


def hand_over_asks() -> tuple[Ask, ...]:
    """Ask who takes what is handed over, for one dossier as for many."""
    return (
        Ask("unit", WORDS("taker_unit")),
        Ask("taker", WORDS("taker"), required=False),
        Ask("note", WORDS("note"), required=False),
        print_ask(),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
