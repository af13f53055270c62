"""The words by which a dossier is found: everything this machine knows of it, folded, each once.

What a document holds and where is `docs/adr/0001`; how words are looked up is `queries`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from forms.dossier.procedure import Procedure
from forms.text.fold import fold_words

LETTERS_MAX: Final = 4_000
"""The most one dossier adds to the index; what is asked for most stands first: only long answers are cut."""
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'’ʼ‘`´", " "))
_PERSON: Final = ("full_name", "citizen_id", "phone", "email", "birth_date", "address")


def search_text(doc: Mapping[str, Any], procedure: Procedure | None) -> str:
    """Return the folded words of a document: persons, numbers, procedure, outcome, files, answers, notes.

    Args:
        doc: The document.
        procedure: The version of its procedure, for its names; None where nobody here knows it.
    """
    found = dict.fromkeys(word for text in _texts(doc, procedure) for word in _words(text))
    text = " ".join(found)
    return text if len(text) <= LETTERS_MAX else text[:LETTERS_MAX].rpartition(" ")[0]


def _texts(doc: Mapping[str, Any], procedure: Procedure | None) -> Iterator[str]:
    for place in ("applicant", "principal", "contact"):
        yield from _of(doc, place, *_PERSON)
    yield from (str(doc.get(name) or "") for name in ("number", "official_code", "procedure"))
    if procedure is not None:
        yield from (procedure.short_name, procedure.name)
    yield from _of(doc, "decision", "result_number", "signer", "summary")
    yield from _of(doc, "result", "receiver", "signer")
    for file in (doc.get("attachments") or {}).values():
        yield str(file.get("title") or "")
    yield from _answers(doc.get("content"))
    for note in doc.get("notes") or ():
        yield str(note.get("text") or "")


def _of(doc: Mapping[str, Any], place: str, *names: str) -> Iterator[str]:
    facts = doc.get(place) or {}
    return (str(facts.get(name) or "") for name in names)


def _answers(value: Any) -> Iterator[str]:
    """Yield every text of the e-form, however deep in groups and repeats."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _answers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _answers(inner)


def _words(text: str) -> Iterator[str]:
    yield from fold_words(text)
    # H’Mẫu is one word, hmau; whoever types only "mẫu" should meet her too
    parted = text.translate(_APOSTROPHES)
    if parted != text:
        yield from fold_words(parted)
