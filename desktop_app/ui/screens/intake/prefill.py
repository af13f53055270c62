"""What the e-form takes over from the applicant; the form says which question takes which field."""

from collections.abc import Mapping

from forms.text.fold import fold
from forms.xforms.entry import FormEntry, QuestionState


class Prefill:
    """Fills questions from the applicant, again when that is corrected; never over the clerk's words."""

    def __init__(self) -> None:
        """Nothing has been filled yet."""
        self._filled: dict[str, str] = {}

    def fill(self, form: FormEntry, applicant: Mapping[str, str]) -> None:
        """Fill what is empty or was filled from here and not touched since.

        Args:
            form: the entry whose questions are filled.
            applicant: fields by key (``full_name``, ``birth_date`` …), as typed.
        """
        for question in form.questions():
            key = (question.prefill or "").removeprefix("applicant/")
            text = _offered(question, applicant.get(key, "").strip()) if question.prefill else ""
            if not text or question.readonly or question.text == text:
                continue
            if not question.text or question.text == self._filled.get(question.path):
                form.answer(question.path, text)
                self._filled[question.path] = text


def _offered(question: QuestionState, text: str) -> str:
    """Say a field as the question wants it: for choices the value whose label it is, else the text."""
    if not question.choices:
        return text
    wanted = fold(text)
    found = [
        choice.value for choice in question.choices if wanted in (fold(choice.label), fold(choice.value))
    ]
    return found[0] if found else ""
