"""Forms that somebody brought: `MOTCUA_FORMS=folder pytest tests/oracles/test_brought_forms.py`.

None is in this repository. Each `.xml` and `.xlsx` below the folder is checked as `motcua form check` does: taken or refused in
words with a place, within seconds, never broken. What JavaRosa takes too is played in both.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest

from forms.authoring.check import check_authored
from forms.catalogue.xlsform import is_form
from forms.errors import RuleError

from .judge import JavaRosaError
from .playing import record
from .score import judged, judged_null

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .conftest import Board
    from .judge import JavaRosa

FOLDER = os.environ.get("MOTCUA_FORMS", "")
XFORMS = b"http://www.w3.org/2002/xforms"
LIST = re.compile(rb"jr://file(?:-csv)?/([^\"'/\\]+)")
SECONDS = 10.0
"""Nobody waits longer; on an idle machine one is enough."""

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("javarosa"),
              pytest.mark.skipif(not FOLDER, reason="MOTCUA_FORMS names no folder of forms that somebody brought")]


def brought() -> Iterator[Path]:
    """Files that may be forms."""
    for file in sorted(Path(FOLDER).rglob("*")) if FOLDER else ():
        kind = file.suffix.lower()
        if kind in {".xlsx", ".xml"} and (is_form(raw := file.read_bytes()) and (kind == ".xlsx" or XFORMS in raw)):
            yield file


def beside(raw: bytes, file: Path) -> Mapping[str, bytes]:
    """The lists a form names: the one in its folder, else a short one of that name."""
    found = {}
    for name in {match.decode() for match in LIST.findall(raw)}:
        there = file.parent / name
        rows = ("a", "b")
        items = "".join(f"<item><name>{row}</name><label>{row}</label></item>" for row in rows)
        short = "name,label\n" + "".join(f"{row},{row}\n" for row in rows) if name.endswith(".csv") else f"<root>{items}</root>"
        found[name] = there.read_bytes() if there.is_file() else short.encode()
    return found


def told(raw: bytes, file: Path) -> tuple[bytes, list[str]]:
    """The XForm where the desk takes the file, else what it says: sentence, place and repair of each refusal."""
    try:
        checked = check_authored(raw, file.name, beside(raw, file))
    except RuleError as refused:
        return b"", [refused.fault.sentence, refused.fault.remedy]
    blocking = [one for one in checked.findings if one.blocks]
    for one in blocking:
        assert one.sentence
        assert one.repair
        assert one.place() or "(" in one.sentence or one.code == "file"
    return checked.xml, [one.sentence for one in blocking]


@pytest.mark.parametrize("file", brought(), ids=lambda file: file.name)
def test_a_form_that_somebody_brought_is_taken_as_javarosa_takes_it_or_told_why_not(
        java_rosa: JavaRosa, board: Board, file: Path) -> None:
    raw = file.read_bytes()
    started = process_time()
    xml, why = told(raw, file)
    assert process_time() - started < SECONDS
    assert xml or why
    there = java_rosa.load(xml or raw, beside(xml or raw, file)) if xml or file.suffix == ".xml" else "not asked"
    board.counts["taken by both" if xml and not there else "refused there only" if xml else
                 "refused by both" if there else "refused here only"] += 1
    if not xml or there:
        return
    for seed in (1, 2):
        try:
            recording = record(java_rosa, xml, seed, 20, beside(xml, file))
        except JavaRosaError:
            board.unjudged("brought")
            continue
        score = judged(recording)
        board.add("brought", score, judged_null(recording))
        assert score.wrong == 0, score.told()
