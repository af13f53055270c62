"""What a form is, before anybody answers it.

Here live frozen shapes only. Reading them from XML is `read`'s; answering is `entry`'s.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormDefinition:
    """A form: its name, its questions in order, its rules.

    Attributes:
        id: Form id, as the catalogue names it (`1.001193`).
        version: Edition of the form, as written in the form.
        title: What a person calls it.
        languages: Names of its languages, the default one first.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
