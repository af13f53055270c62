"""JavaRosa as a judge: the library inside pyxform's validator, driven by a small program compiled here.

One JVM answers for many forms, one line a command. `time_answers` measures it for the benchmarks.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Self

from forms.xforms.reading import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OK, MISSING, VIOLATED = "0", "1", "2"
STAGES = ("RAW", "PLAIN", "SETTLED", "FRESH")
SOURCES = Path(__file__).parent / "javarosa"

Leaves = dict[str, str]
"""Path of a relevant leaf → its text."""


class JavaRosaError(Exception):
    """JavaRosa broke while it computed; the text is its own."""


class UnavailableError(Exception):
    """Why there is no JavaRosa here."""


@dataclass(frozen=True)
class Asked:
    """A question as JavaRosa asks it: its kind, and value and label of each choice."""

    path: str
    control: str
    type: str
    required: bool
    readonly: bool
    choices: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, parts: Sequence[str]) -> Self:
        path, control, kind, required, readonly, *choices = parts
        pairs = tuple(zip(choices[::2], choices[1::2], strict=True))
        return cls(path, control, kind, required == "1", readonly == "1", pairs)


@dataclass(frozen=True)
class Look:
    """A running form as seen by whoever looks.

    Attributes:
        raw: Leaves before anything was visited.
        plain: Leaves after every question was visited.
        settled: With what follows from choices dropped at the visit.
        fresh: With every rule and every list of choices computed again.
        stale: How many questions were asked otherwise before that.
        asked: The questions, in order.
        lists: Paths of the repeats that offer another instance.
    """

    raw: Leaves
    plain: Leaves
    settled: Leaves
    fresh: Leaves
    stale: int
    asked: tuple[Asked, ...]
    lists: tuple[str, ...]


class JavaRosa:
    """A conversation with the driver."""

    def __init__(self, classpath: str, folder: Path) -> None:
        java = ["java", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "-Dfile.encoding=UTF-8",
                "-Duser.timezone=Asia/Ho_Chi_Minh", "-Duser.language=en", "-cp", classpath, "Driver"]
        self._folder = folder
        self._log = (folder / "log.txt").open("w")
        self._driver = subprocess.Popen(java, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
                                        text=True, encoding="utf-8")

    def ask(self, *parts: str) -> list[str]:
        """Say one command; return the lines of its answer, `FAILED…` when JavaRosa could not do it."""
        assert self._driver.stdin and self._driver.stdout
        self._driver.stdin.write("\t".join(map(escaped, parts)) + "\n")
        self._driver.stdin.flush()
        return list(iter(lambda: self._driver.stdout.readline().rstrip("\n"), "END"))

    def load(self, xml: bytes, beside: Mapping[str, bytes] | None = None) -> str:
        """Start a form; return `""`, or why JavaRosa refuses it.

        Args:
            xml: The XForm.
            beside: Name → bytes of the files it names.
        """
        for name, content in {"form.xml": xml, **(beside or {})}.items():
            (self._folder / name).write_bytes(content)
        answer = self.ask("FORM", str(self._folder / "form.xml"))
        return "" if answer == [OK] else answer[0].partition("\t")[2] or "refused"

    def now(self) -> datetime:
        return datetime.fromtimestamp(int(self.ask("NOW")[0]) / 1000, LOCAL)

    def leaves(self) -> Leaves:
        """Relevant leaves as they stand, nothing visited."""
        return dict(_pair(line.split("\t")) for line in self.ask("LEAVES"))

    def look(self) -> Look:
        """Visit every question and tell what stands there."""
        rows = [line.split("\t") for line in self.ask("LOOK")]
        if rows and rows[0][0] == "FAILED":
            raise JavaRosaError(rows[0][1])
        stages = {stage: dict(_pair(row[1:]) for row in rows if row[0] == stage) for stage in STAGES}
        for before, stage in pairwise(STAGES):
            stages[stage] = stages[stage] or stages[before]
        asked = tuple(Asked.of([*row[1:6], *map(unescaped, row[6:])]) for row in rows if row[0] == "ASK")
        stale = next(int(row[1]) for row in rows if row[0] == "STALE")
        return Look(*(stages[stage] for stage in STAGES), stale, asked, tuple(row[1] for row in rows if row[0] == "LIST"))

    def time_answers(self, path: str, values: Sequence[str]) -> list[int]:
        """Answer one question of the loaded form with each value; return nanoseconds of each."""
        return [int(line) for line in self.ask("TIME", path, *values)]

    def close(self) -> None:
        assert self._driver.stdin and self._driver.stdout
        self._driver.stdin.close()
        self._driver.wait(10)
        self._driver.stdout.close()
        self._log.close()


def _pair(row: Sequence[str]) -> tuple[str, str]:
    return row[0], unescaped(row[1])


_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def escaped(text: str) -> str:
    for plain, code in _ESCAPES:
        text = text.replace(plain, code)
    return text


def unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    parts = text.split("\\\\")
    for plain, code in _ESCAPES[1:]:
        parts = [part.replace(code, plain) for part in parts]
    return "\\".join(parts)


@contextmanager
def java_rosa(folder: Path) -> Iterator[JavaRosa]:
    """Compile the driver in a folder and start it.

    Raises:
        UnavailableError: No JDK, or no JavaRosa; the text says which.
    """
    if not (shutil.which("java") and shutil.which("javac")):
        raise UnavailableError("JavaRosa needs a JVM with javac; none is installed")
    try:
        jar = Path(str(files("pyxform"))) / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    except ModuleNotFoundError as exc:
        raise UnavailableError("JavaRosa comes inside pyxform, which is not installed") from exc
    if not jar.exists():
        raise UnavailableError("this pyxform carries no JavaRosa")
    sources = map(str, sorted(SOURCES.glob("*.java")))
    subprocess.run(["javac", "-encoding", "UTF-8", "-d", str(folder), "-cp", str(jar), *sources], check=True)
    judge = JavaRosa(f"{folder}:{jar}", folder)
    try:
        yield judge
    finally:
        judge.close()


def time_answers(xml: bytes, path: str, values: Sequence[str], beside: Mapping[str, bytes] | None = None) -> list[int]:
    """Return how long JavaRosa takes to answer one question with each value in turn.

    Args:
        xml: The XForm.
        path: Concrete path of a question.
        values: Texts as they stand in a record (ISO dates, decimal point); let the first hundreds warm the JVM.
        beside: Name → bytes of the files the form names.

    Returns:
        Nanoseconds of each answer, from the call until all that follows is computed.

    Raises:
        UnavailableError: No JDK, or no JavaRosa.
    """
    with tempfile.TemporaryDirectory() as folder, java_rosa(Path(folder)) as judge:
        refused = judge.load(xml, beside)
        if refused:
            raise ValueError(refused)
        return judge.time_answers(path, values)
