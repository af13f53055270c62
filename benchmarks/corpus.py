"""The documents that are measured with: somebody else's where there are any, else our own invented ones.

`MOTCUA_BENCH_CORPUS` names a file of JSON lines, or a Python file with `make_doc(i, seed)` and
`change_doc(doc, rev, seed)`; without it `../shared/bench/corpus.py` is taken where it exists. Two seeds (or
two halves of a file) are kept apart: one is sent, the other trains dictionaries.
"""

import importlib.util
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from docs.make.mornings import bodies

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared" / "bench" / "corpus.py"
SENT, APART = 1, 2
"""The seeds: what is sent, and what trains."""
Doc = dict[str, Any]


@dataclass(frozen=True)
class Corpus:
    """Documents by number and seed, and what an edit makes of one.

    Attributes:
        name: where they come from, for the note of a row.
    """

    name: str
    _module: ModuleType | None
    _lines: tuple[str, ...]

    def doc(self, i: int, seed: int = SENT) -> Doc:
        """Return document `i` of a seed."""
        if self._module is not None:
            return dict(self._module.make_doc(i, seed))
        half = len(self._lines) // 2
        return dict(json.loads(self._lines[(seed - 1) * half + i % half]))

    def docs(self, count: int, seed: int = SENT) -> Iterator[Doc]:
        """Return the first documents of a seed."""
        return (self.doc(i, seed) for i in range(count))

    def changed(self, doc: Doc, seed: int = SENT) -> Doc:
        """Return the document after a typical edit."""
        if self._module is not None:
            return dict(self._module.change_doc(doc, 2, seed))
        name = next(name for name, value in doc.items() if isinstance(value, str))
        return {**doc, name: f"{doc[name]} (sửa)"}


@cache
def corpus() -> Corpus:
    """Open the corpus."""
    given = os.environ.get("MOTCUA_BENCH_CORPUS", "")
    path = Path(given) if given else BESIDE
    if path.suffix == ".py" and path.exists():
        spec = importlib.util.spec_from_file_location("bench_corpus", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return Corpus(path.name, module, ())
    if given:
        return Corpus(path.name, None, tuple(path.read_text("utf-8").splitlines()))
    return Corpus("our own invented dossiers", None, tuple(_own()))


def spelled(doc: Doc) -> bytes:
    """Spell a document as plain JSON without spaces, as a base would send it."""
    return json.dumps(doc, ensure_ascii=False, separators=(",", ":")).encode()


def lawful(value: Any) -> Any:
    """Write floats as text: what is hashed has one spelling."""
    if isinstance(value, float):
        return str(value)
    if isinstance(value, dict):
        return {name: lawful(inner) for name, inner in value.items()}
    return [lawful(inner) for inner in value] if isinstance(value, list) else value


def reception(doc: Doc, n: int, commune: str, clerk: str) -> Doc:
    """Return the payload of a `dossier.new` that carries a document as its content."""
    born = {
        "procedure": "1.000656",
        "number": f"T-{commune}-K7Q2-{n:05d}-0000",
        "office": commune,
        "received_at": f"2026-11-20T{8 + n // 360 % 8:02d}:{n // 6 % 60:02d}:{n * 10 % 60:02d}+07:00",
        "received_by": clerk,
    }
    return {"doc": born | {"content": lawful(doc)}}


def difference(before: Any, after: Any, path: str = "") -> Doc:
    """Return what a form would book of an edit: path to new value, lists by place."""
    if isinstance(before, dict) and isinstance(after, dict):
        changes: Doc = {}
        for name in after:
            changes |= difference(before.get(name), after[name], f"{path}/{name}")
        return changes
    if isinstance(before, list) and isinstance(after, list) and len(after) >= len(before):
        changes = {}
        for place, inner in enumerate(after):
            known = before[place] if place < len(before) else None
            changes |= difference(known, inner, f"{path}/{place}") if known else {f"{path}/{place}": inner}
        return changes
    return {} if before == after else {path: after}


def _own(count: int = 2_000) -> Iterator[str]:
    """Invented receptions of our own counter, as JSON lines; their ids come from the dice of the corpus."""
    dice = Random("motcua/bench/corpus")
    for n, body in enumerate(bodies("motcua/bench", count)):
        if n % 5 == 1:
            doc = json.loads(body.split(b"\n")[1])["payload"]["doc"]
            yield json.dumps({"id": f"{dice.getrandbits(128):032x}", **doc}, ensure_ascii=False)
