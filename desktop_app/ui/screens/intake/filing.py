"""Files of one intake: those that answer a question of the form, and the rest. No toolkit here.

A file is in the draft's store before its name becomes an answer: a cut between the two loses no file.
"""

from collections.abc import Callable, Iterable

from desktop_app.ui.asking import Asking
from desktop_app.ui.ports import Attached
from desktop_app.ui.screens.intake.state import IntakeState
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS
from forms.xforms.entry import QuestionState

_UPLOAD = "upload"


class Filing:
    """Takes files into a draft and out of it."""

    def __init__(
        self,
        stage: Stage,
        asking: Asking,
        state: Callable[[], IntakeState],
        show: Callable[..., None],
        answer: Callable[[str, str], None],
    ) -> None:
        """Work for one screen.

        Args:
            stage: its world.
            asking: its questions.
            state: what it shows now.
            show: changes that.
            answer: answers a question of the form and keeps it at once.
        """
        self._stage, self._asking = stage, asking
        self._state, self._show, self._answer = state, show, answer
        self.troubles: dict[str, str] = {}
        """By question: why its file was not taken."""

    def attach(self, path: str, question: str = "") -> None:
        """Take a file into the draft, as the answer of an upload question where one is named."""
        if not path.strip():
            return
        state, office = self._state(), self._stage.office
        if not state.draft_id:
            self._stage.notify(WORDS("choose_procedure_first"), True)
            return
        asked = next((one for one in self._uploads() if one.path == question), None)
        title = _free_title(path.strip().replace("\\", "/").rpartition("/")[2], state.files)
        media = asked.media if asked is not None else ""
        self._asking.ask(
            f"attach {path} {question}",
            lambda: office.attach_file(state.draft_id, path.strip(), title=title, media=media),
            lambda file: self._attached(file, asked),
            lambda error: self._refused(error, asked),
        )

    def remove(self, question: str) -> None:
        """Take the file of a question out again."""
        asked = next((one for one in self._uploads() if one.path == question), None)
        self.troubles.pop(question, None)
        if asked is not None:
            self._answer(question, "")
            self._drop_unused(asked.text)

    def detach(self, sha256: str) -> None:
        """Take a file out of the draft; a question that it answered is open again."""
        files = self._state().files
        for file in files:
            for question in self._uploads() if file.sha256 == sha256 else ():
                if question.text == file.title:
                    self._answer(question.path, "")
        draft_id, office = self._state().draft_id, self._stage.office
        rest = tuple(file for file in files if file.sha256 != sha256)
        self._asking.ask(
            f"detach {sha256}",
            lambda: office.detach_file(draft_id, sha256),
            lambda _gone: self._show(files=rest),
            lambda error: self._show(trouble=str(trouble_of(error))),
        )

    def _attached(self, file: Attached, asked: QuestionState | None) -> None:
        files = self._state().files
        known = next((one for one in files if one.sha256 == file.sha256), None)
        self._show(files=(*(one for one in files if one is not known), file), file_trouble="")
        for question in self._uploads() if known is not None and known.title != file.title else ():
            if known is not None and question.text == known.title:  # the same bytes under a new name
                self._answer(question.path, file.title)
        if asked is not None:
            self.troubles.pop(asked.path, None)
            self._answer(asked.path, file.title)
            if asked.text != file.title:
                self._drop_unused(asked.text)
        self._stage.notify(WORDS("file_attached", title=file.title), False)

    def _refused(self, error: BaseException, asked: QuestionState | None) -> None:
        sentence = str(trouble_of(error))
        if asked is None:
            self._show(file_trouble=sentence)
            return
        self.troubles[asked.path] = sentence
        self._show()

    def _drop_unused(self, title: str) -> None:
        """Take a file out that answered a question and answers none now."""
        if title and not any(one.text == title for one in self._uploads()):
            for file in self._state().files:
                if file.title == title:
                    self.detach(file.sha256)

    def _uploads(self) -> tuple[QuestionState, ...]:
        return tuple(one for one in self._state().questions if one.kind == _UPLOAD)


def _free_title(name: str, files: Iterable[Attached]) -> str:
    """Return a name that no other file of the draft has: an answer must mean one file."""
    taken, title, count = {file.title for file in files}, name, 1
    stem, dot, ending = name.rpartition(".")
    while title in taken:
        count += 1
        title = f"{stem} ({count}).{ending}" if stem and dot else f"{name} ({count})"
    return title
