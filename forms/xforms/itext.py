"""Languages of a form and the texts in them.

Here live the table of `<itext>` and the choice of a language. Texts keep their `<output/>` as raw
expressions; who knows the bind compiles them. No XML and no values here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text where a value is shown."""

    expression: str


Pieces = tuple[str | Output, ...]
"""A text as written: words and the values between them."""

@dataclass(frozen=True)
class Texts:
    """The translations of a form.

    Attributes:
        languages: Names as written in the form, the default one first; empty when the form has no
            translations.
        table: Language → text id → the text.
    """

    languages: tuple[str, ...] = ()
    table: Mapping[str, Mapping[str, Pieces]] = field(default_factory=dict)

    def of(self, text_id: str) -> dict[str, Pieces]:
        """Return one text in every language that has it."""
        return {language: self.table[language][text_id] for language in self.languages
                if text_id in self.table[language]}


def choose_language(languages: tuple[str, ...], wanted: str) -> str:
    """Return the language called `wanted`, by name or by the code in parentheses; else the default.

    Args:
        languages: Names such as `Tiếng Việt (vi)`.
        wanted: `vi`, or a whole name.
    """
    for language in languages:
        if wanted == language or language.endswith(f"({wanted})"):
            return language
    return languages[0] if languages else ""
