"""Which part of the intake screen a path belongs to, and which question a fault's pointer means."""

import re

from forms.xforms.entry import QuestionState


def place_of(path: str) -> str:
    """Name the part of the screen a path belongs to."""
    if path.startswith(("papers", "/papers")):
        return "papers"
    if path.startswith("/applicant"):
        return "applicant"
    return path if path in ("procedure", "card", "file", "return") else "form"


def question_of(path: str, questions: tuple[QuestionState, ...]) -> str:
    """Find the question a path means.

    Args:
        path: a question's own path, or a pointer into the document such as ``/content/documents/0/pages``.
        questions: the questions on the form now.

    Returns:
        The question's path, or empty.
    """
    if not path.startswith("/content/"):
        return path if any(question.path == path for question in questions) else ""
    counted = re.sub(r"/(\d+)(?=/|$)", lambda found: f"[{int(found[1]) + 1}]", path.removeprefix("/content"))
    for question in questions:
        below_root = question.path[question.path.find("/", 1) :]
        if below_root == counted:
            return question.path
    return ""
