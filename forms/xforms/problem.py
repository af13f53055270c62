"""What can be wrong: with one answer (a value), or with a form (an exception).

Here live the two shapes and nothing that finds or repairs anything. A problem with an answer never stops anybody;
a form that cannot be trusted is refused whole, before its first question is shown.
"""

from dataclasses import dataclass
from enum import StrEnum

from forms.errors import Act, Fault


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


class FormError(Exception):
    """A form, or a set of answers for it, that cannot be used at all.

    Attributes:
        fault: Who must act, and the sentences.
        where: Place of the trouble: `bind`, `expression`, `row`, `column`; never an answer of a citizen.
    """

    def __init__(self, fault: Fault, **where: str) -> None:
        """Keep the fault and the place; `str()` is the English sentence with the place."""
        place = ", ".join(f"{key} {value}" for key, value in where.items())
        super().__init__(f"{fault.english} ({place})" if place else fault.english)
        self.fault = fault
        self.where = where


class ExpressionError(Exception):
    """An expression that cannot be read, or cannot be computed with the answers given.

    Its text is a short English technical reason; whoever knows the bind turns it into a `FormError` or a `Problem`.
    """


def form_fault(sentence: str, english: str, remedy: str = "Báo quản trị để sửa biểu mẫu rồi nạp lại.") -> Fault:
    """Return a fault of a form, which only an administrator can mend."""
    return Fault(Act.ADMINISTRATOR, sentence, remedy, english)
