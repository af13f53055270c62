"""JavaRosa is asked again for every expression of the table of probes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.xforms import probe_form, probes

if TYPE_CHECKING:
    from .conftest import Board
    from .judge import JavaRosa

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("javarosa")]


def test_the_table_of_expressions_is_what_javarosa_says(java_rosa: JavaRosa, board: Board) -> None:
    table = probes()
    assert len(table) >= 200
    said = {expression: "refused" if java_rosa.load(probe_form(expression)) else java_rosa.leaves()["/data/r"].strip()
            for expression, _ in table}
    assert said == {expression: expected.strip() for expression, expected in table}
    board.probes(len(table))
