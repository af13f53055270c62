"""JavaRosa judges random forms under random answers, beside a null engine that only stores them.

The same forms every time, so that the house stays green or red for a reason; `MOTCUA_ORACLE_FORMS` (`make weather`)
asks for as many others.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .judge import JavaRosaError
from .playing import RefusedError, record
from .random_forms import FILES, xforms
from .score import judged, judged_null

if TYPE_CHECKING:
    from .conftest import Board
    from .judge import JavaRosa

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("javarosa")]

HOUSE = 90
FORMS = int(os.environ.get("MOTCUA_ORACLE_FORMS", HOUSE))


def test_generated_forms_behave_as_in_javarosa_and_a_store_of_answers_does_not(java_rosa: JavaRosa, board: Board) -> None:
    @settings(max_examples=FORMS, deadline=None, database=None, derandomize=FORMS == HOUSE, print_blob=True,
              suppress_health_check=list(HealthCheck))
    @given(xforms(), st.integers(0, 2**32 - 1), st.integers(10, 24))
    def play(xml: bytes, seed: int, steps: int) -> None:
        try:
            recording = record(java_rosa, xml, seed, steps, FILES)
        except (RefusedError, JavaRosaError):   # not a form JavaRosa can judge
            board.unjudged("generated")
            return
        score = judged(recording)
        board.add("generated", score, judged_null(recording))
        assert score.wrong == 0, score.told() + "\n" + xml.decode()

    play()
    engine, null, unjudged = board.of("generated")
    assert engine.forms >= 60
    assert unjudged <= FORMS / 20
    assert engine.good_forms == engine.forms
    assert null.good_forms <= engine.forms / 3
    assert null.good_steps <= engine.steps / 3
    assert all(engine.named[name] for name in ("sum", "choice"))
