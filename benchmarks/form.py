"""A form of 300 questions with 200 calculations: answering one question, and opening it, against JavaRosa.

JavaRosa is the library inside pyxform's validator, driven by the judge of `tests/oracles`; its JVM is warm
before anything counts. Both are given the same form and the same texts. Without a JVM the rows say so.
"""

import gc
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import Row, percentile, spread, tell
from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form
from forms.xforms.reading import LOCAL

QUESTIONS, CALCULATIONS, GROUP = 300, 200, 30
HUB = "/data/g0/q0"
LIMIT, TARGET_MS, OPEN_MS = 3.0, 16.0, 300.0
WARM = 2_000
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=LOCAL)


def place(number: int) -> str:
    """Path of a question: groups of 30."""
    return f"/data/g{number // GROUP}/q{number}"


def a_form(questions: int = QUESTIONS, calculations: int = CALCULATIONS) -> bytes:
    """A form whose every calculation reads the first question, three others and mostly the one before."""
    groups = [(f"g{n // GROUP}", range(n, min(n + GROUP, questions))) for n in range(0, questions, GROUP)]
    nodes = "".join(f"<{name}>{''.join(f'<q{n}/>' for n in held)}</{name}>" for name, held in groups)
    nodes += "".join(f"<c{n}/>" for n in range(calculations))
    binds = "".join(f'<bind nodeset="{place(n)}" type="int"{_rules(n)}/>' for n in range(questions))
    binds += "".join(_calculation(n, questions) for n in range(calculations))
    body = "".join(
        f'<group ref="/data/{name}"><label>Phần {name}</label>{"".join(map(_question, held))}</group>'
        for name, held in groups
    )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        f'<h:title>Dài</h:title><model><instance><data id="long" version="1">{nodes}</data></instance>'
        f"{binds}</model></h:head><h:body>{body}</h:body></h:html>"
    ).encode()


def _question(number: int) -> str:
    return f'<input ref="{place(number)}"><label>Câu hỏi số {number + 1}</label></input>'


def _rules(number: int) -> str:
    before = place(number - 1)
    rules = ' constraint=". &gt;= 0 and . &lt; 1000000"' if number % 3 == 0 else ""
    return rules + (f" relevant=\"{before} = '' or {before} &gt;= 0\"" if number % 5 == 4 else "")


def _calculation(number: int, questions: int) -> str:
    read = [place((number * 7 + step) % (questions - 1) + 1) for step in range(3)]
    before = f" + number(/data/c{number - 1})" if number % 10 else ""
    formula = (
        f"if({HUB} &gt; {number}, coalesce({read[0]}, 0) * 2, coalesce({read[1]}, 1)) "
        f"+ round(coalesce({read[2]}, 0) div 3, 2){before}"
    )
    return f'<bind nodeset="/data/c{number}" type="decimal" calculate="{formula}"/>'


def texts(many: int) -> list[str]:
    """Answers that differ from one to the next."""
    return list(itertools.islice(itertools.cycle(str(number) for number in range(3, 180, 7)), many))


@contextmanager
def judge() -> Iterator[Any]:
    """JavaRosa in a process of its own, or the reason why there is none."""
    try:
        from tests.oracles import judge as oracles
    except ImportError as exc:
        yield f"no judge here: {exc}"
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            with oracles.java_rosa(Path(folder)) as running:
                yield running
        except oracles.UnavailableError as reason:
            yield str(reason)


def timed(call: Callable[[], object]) -> float:
    """How long a call takes, in milliseconds."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1e3


def opened(xml: bytes) -> FormEntry:
    """Read a form, begin an entry, look at its questions: what a clerk waits for."""
    entry = FormEntry.start(read_form(xml), now=NOW, new_uuid=lambda: "00000000-0000-4000-8000-000000000000")
    entry.questions()
    return entry


Times = list[float]


def answers(entry: FormEntry, java: Any, paths: list[str], runs: int) -> tuple[Times, Times, Times]:
    """Time answers here, the same with the look of the screen, and in JavaRosa, question by question."""
    alone: Times = []
    seen: Times = []
    theirs: Times = []
    for path in paths:
        for text in texts(runs):
            alone.append(timed(lambda path=path, text=text: entry.answer(path, text)))
            seen.append(alone[-1] + timed(entry.questions))
        if not isinstance(java, str):
            theirs += [taken / 1e6 for taken in java.time_answers(path, texts(runs))]
    return alone, seen, theirs


def row(what: str, ours: list[float], theirs: list[float], java: Any, **more: Any) -> Row:
    """One line: the 95th percentile of both."""
    missing = java if isinstance(java, str) else ""
    said = f"; JavaRosa {spread(theirs)}" if theirs else ""
    return Row(
        what=what,
        ours=percentile(ours, 0.95),
        base=percentile(theirs, 0.95) if theirs else 0.0,
        base_name=f"JavaRosa was not asked: {missing}" if missing else "JavaRosa, the same form and answers",
        unit="ms",
        note=f"min/median/max {spread(ours)}{said}; {len(ours)} runs",
        **more,
    )


def rows(runs: int) -> list[Row]:
    """Measure answering, then opening."""
    xml = a_form()
    entry = opened(xml)
    ordinary = [place(number) for number in range(10, QUESTIONS, 29)]
    with judge() as java:
        if not isinstance(java, str):
            print(java.load(xml) or "", file=sys.stderr, end="")
            for path in (HUB, *ordinary[:2]):
                java.time_answers(path, texts(WARM))
        gc.collect()
        few, few_seen, few_theirs = answers(entry, java, ordinary, max(runs // 4, 5))
        all_, all_seen, all_theirs = answers(entry, java, [HUB], runs)
        ours = [timed(lambda: opened(xml)) for _ in range(max(runs // 10, 5))]
        loads = [timed(lambda: java.load(xml)) for _ in ours] if not isinstance(java, str) else []
        long = a_form(5_000, 1_000)
        longest = [timed(lambda: opened(long)) for _ in range(3)]
        long_loads = [timed(lambda: java.load(long)) for _ in longest] if not isinstance(java, str) else []
    limit = LIMIT if few_theirs else None
    goal = "answer one question, 300 questions with 200 calculations, p95"
    return [
        row("answer one question on which few calculations hang, p95", few, few_theirs, java, limit=limit),
        row("answer the question on which all 200 hang, p95", all_, all_theirs, java, limit=limit),
        row("any of them, and the screen's look at all questions, p95", few_seen + all_seen,
            few_theirs + all_theirs, java, goal=goal, target=TARGET_MS),
        row("open the form: read, begin, look; p95", ours, loads, java, goal="open it", target=OPEN_MS),
        row("open a form of 5,000 questions with 1,000 calculations, p95", longest, long_loads, java),
    ]


if __name__ == "__main__":
    tell(rows, runs=200)
