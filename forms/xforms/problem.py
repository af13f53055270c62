"""What can be wrong: with one answer (a value), or with a form (an exception).

Here live the shapes and nothing that finds or repairs anything. A problem with an answer never stops
anybody; a form that cannot be trusted is refused whole, before its first question is shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from forms.errors import Act, Fault, RuleError


class ProblemKind(StrEnum):
    """Why an answer cannot stand as it is."""

    UNREADABLE = "unreadable"
    REQUIRED = "required"
    CONSTRAINT = "constraint"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one answer, said to the person who typed it.

    Attributes:
        path: Concrete path of the question, `/data/documents[2]/pages`.
        label: The question's label in the entry's language.
        sentence: What is wrong and what to do, in Vietnamese or in the form's own words.
        kind: Which rule was broken.
    """

    path: str
    label: str
    sentence: str
    kind: ProblemKind


class FormError(RuleError):
    """A form, or a set of answers for it, that cannot be used at all.

    `where` holds the place of the trouble (`bind`, `expression`, `row`, `column`), never an answer of a
    citizen.
    """


class ExpressionError(Exception):
    """An expression that cannot be read, or cannot be computed with the answers given.

    Its text is a short English technical reason; whoever knows the bind makes it a `FormError` or a
    `Problem`.
    """


class UnknownFunctionError(ExpressionError):
    """An expression calls a function this program does not have."""


_MEND: Final = "Báo quản trị viên để sửa biểu mẫu rồi nạp lại."


def form_fault(sentence: str, english: str, remedy: str = _MEND) -> Fault:
    """Return a fault of a form, which only an administrator can mend."""
    return Fault(Act.ADMINISTRATOR, sentence, remedy, english)


def answer_fault(sentence: str, english: str, remedy: str) -> Fault:
    """Return a fault of what was handed in for a form, which the clerk can mend."""
    return Fault(Act.CLERK, sentence, remedy, english)
