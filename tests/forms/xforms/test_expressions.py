"""Expressions give what JavaRosa gives; what it refuses is refused, and never computed to something else."""

from __future__ import annotations

import pytest

from forms.xforms.problem import FormError, ProblemKind
from forms.xforms.read import read_form
from forms.xforms.tree import find
from forms.xforms.values import stored
from tests.support.xforms import probe_form, probes, start


def computed(expression: str) -> str:
    try:
        entry = start(read_form(probe_form(expression)))
    except FormError:
        return "refused"
    if any(problem.kind is ProblemKind.FORM for problem in entry.problems()):
        return "refused"
    return stored(find(entry._live.root, "/data/r").value)


@pytest.mark.parametrize(("expression", "expected"), probes())
def test_an_expression_gives_what_javarosa_gives(expression: str, expected: str) -> None:
    assert computed(expression) == expected
