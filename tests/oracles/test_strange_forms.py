"""JavaRosa judges forms as other people's programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.authoring.check import check_authored
from tests.support.strange_forms import ALIKE, NAMED, REFUSED

from .playing import RefusedError, record
from .score import judged

if TYPE_CHECKING:
    from .judge import JavaRosa

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("javarosa")]


@pytest.mark.parametrize("xml", [*ALIKE.values(), *(xml for _, xml in NAMED.values())], ids=[*ALIKE, *NAMED])
def test_what_both_take_becomes_the_same(java_rosa: JavaRosa, xml: bytes) -> None:
    score = judged(record(java_rosa, xml, seed=1, length=15))
    assert score.wrong == 0, score.told()
    assert score.leaves > 10


@pytest.mark.parametrize("xml", REFUSED.values(), ids=REFUSED.keys())
def test_what_javarosa_refuses_is_refused_here_at_its_place(java_rosa: JavaRosa, xml: bytes) -> None:
    with pytest.raises(RefusedError):
        record(java_rosa, xml, seed=1, length=1)
    findings = check_authored(xml, "strange.xml").findings
    assert [one.blocks for one in findings] == [True]
    assert findings[0].place() or "(" in findings[0].sentence
