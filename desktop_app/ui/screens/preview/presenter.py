"""Thinking of the preview: a form from a file, tried as a clerk would, then published. No toolkit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.ui.form_ports import FormPreview, Published
from desktop_app.ui.stage import PreviewStage, trouble_of
from desktop_app.ui.strings import WORDS, day
from forms.authoring.finding import Finding
from forms.dossier.roles import may
from forms.xforms.entry import FormEntry, QuestionState
from forms.xforms.reading import read_date


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as it is shown: place, what is wrong, what to write instead."""

    place: str
    sentence: str
    repair: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class PreviewState:
    """What the page shows."""

    heading: str = ""
    summary: str = ""
    questions: tuple[QuestionState, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    may_publish: bool = False
    trouble: str = ""


class PreviewPresenter:
    """Checks the file, lets it be tried, publishes it."""

    def __init__(self, stage: PreviewStage, path: str, render: Callable[[PreviewState], None]) -> None:
        """Begin with nothing read."""
        self._stage, self._path, self._render = stage, path, render
        self._asking = stage.asking()
        self._state = PreviewState()
        self._entry: FormEntry | None = None
        self._visited: set[str] = set()

    def start(self) -> None:
        """Read the file, again after it was mended."""
        office, path = self._stage.office, self._path
        self._asking.ask("preview", lambda: office.preview_form(path), self._read, self._failed)

    def close(self) -> None:
        """The screen is left."""
        self._asking.close()

    def answer(self, path: str, text: str) -> None:
        """Try an answer."""
        if self._entry is not None:
            self._entry.answer(path, text)
            self._look()

    def leave_question(self, path: str) -> None:
        """A question was left: from now on its problem shows."""
        self._visited.add(path)
        self._look()

    def add_repeat(self) -> None:
        """Add an entry to the last open list."""
        lists = [one for one in self._entry.repeats() if not one.fixed] if self._entry else []
        if self._entry is not None and lists:
            self._entry.add_repeat(lists[-1].path)
            self._look()

    def publish(self, effective_from: str, source: str) -> None:
        """Publish the file as it is now.

        Args:
            effective_from: The first day, dd/mm/yyyy.
            source: The decision it rests on.
        """
        try:
            first: date = read_date(effective_from)
        except ValueError as error:
            self._show(trouble=str(error))
            return
        office, path = self._stage.office, self._path
        work = lambda: office.publish_form(path, first, source)  # noqa: E731 - one call, away from the window
        self._asking.ask("publish", work, self._published, self._failed)

    def suggested_day(self) -> str:
        """The day a dialog begins with: today."""
        return day(self._stage.office.now())

    def _read(self, preview: FormPreview) -> None:
        self._entry = preview.entry
        self._visited.clear()
        may_publish = preview.entry is not None and may(self._stage.office.shift.role, "publish_package")
        edition = WORDS("preview_edition", form=preview.id, version=preview.version or "–")
        blocking = sum(one.blocks for one in preview.findings)
        summary = WORDS("preview_blocked", count=blocking) if blocking else WORDS("preview_usable")
        self._state = PreviewState(
            heading=f"{preview.title} · {edition}" if preview.id else preview.name,
            summary=summary,
            remarks=tuple(map(_remark, preview.findings)),
            may_publish=may_publish,
        )
        self._look()

    def _look(self) -> None:
        if self._entry is None:
            self._show()
            return
        problems = {one.path: one.sentence for one in self._entry.problems() if one.path in self._visited}
        self._show(questions=self._entry.questions(), problems=tuple(problems.items()), trouble="")

    def _published(self, done: Published) -> None:
        first = f"{date.fromisoformat(done.effective_from):%d/%m/%Y}"
        text = WORDS("preview_published", version=done.edition, day=first)
        self._stage.notify(text, False)
        self._stage.go("dossiers", "")

    def _failed(self, error: BaseException) -> None:
        self._show(trouble=str(trouble_of(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # names are the state's own
        self._render(self._state)


def _remark(finding: Finding) -> Remark:
    return Remark(finding.place(), finding.sentence, finding.repair, finding.blocks)
