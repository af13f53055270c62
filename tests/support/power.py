"""Power cuts from a record: every write and fsync of a program, played again up to any moment on a disk that forgets.

What was written since a file's last fsync may be there, be missing or be torn at a sector; what happened to names
since the folder's last fsync may have happened up to any point. The record is strace's.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
_WRITING = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "mkdir")
_NAMED = {"fsync": "sync", "fdatasync": "sync", "mkdir": "mkdir", "unlink": "unlink", "unlinkat": "unlink"}
_CALLS = "openat,write,pwrite64,lseek,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir"
_LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True)
class Did:
    """One recorded act: what, on which file or folder, where, with which bytes (`to`: the new name of a rename)."""

    what: str
    path: str
    at: int = 0
    data: bytes = b""
    to: str = ""


def can_record() -> str:
    """Say why nothing can be recorded here, or nothing."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:80]}"


def tracing(log: Path) -> list[str]:
    """Return the words before a command that write down all it does to files."""
    return ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", str(log)]


def record(command: Sequence[str], log: Path, cwd: Path) -> list[Did]:
    """Run a program and return what it did to files, in order; what it says on its output is `say`."""
    subprocess.run([*tracing(log), *command], check=True, cwd=cwd, timeout=120, stdout=subprocess.PIPE)
    with log.open(encoding="ascii") as lines:
        return list(_read(lines))


def counted(log: Path, home: Path) -> list[tuple[str, int]]:
    """Return the calls that wrote under a folder between "armed" and "disarmed": name, and the how-manieth of it."""
    nth, found, armed = Counter[str](), list[tuple[str, int]](), False
    for line in log.read_text("ascii").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        nth[match[1]] += 1
        given = _plain("".join(re.findall(r"(?:\\x[0-9a-f]{2})+", match[2][:2000])))
        if match[2].startswith("1<"):
            armed = b"armed" in given and b"disarmed" not in given if b"armed" in given else armed
        elif armed and str(home).encode() in given and match[1] in _WRITING and b"-shm" not in given:
            found.append((match[1], nth[match[1]]))
    return found


def _read(lines: Iterator[str]) -> Iterator[Did]:
    places = dict[str, int]()
    for line in lines:
        match = _LINE.match(line)
        if match is not None and int(match[3]) >= 0:
            yield from _did(match[1], match[2], int(match[3]), places)


def _did(name: str, given: str, result: int, places: dict[str, int]) -> Iterator[Did]:
    """One call as an act; `places` remembers where the next plain write of a file goes."""
    texts = [_plain(text) for text in _TEXT.findall(given)]
    held = _FD.match(given)
    path = _plain(held[2]).decode() if held else texts[0].decode()
    at = places.get(path, 0)
    if name in ("openat", "lseek"):
        places[texts[0].decode() if name == "openat" else path] = 0 if name == "openat" else result
    if name == "openat" and "O_CREAT" in given:
        yield Did("open", texts[0].decode(), at=int("O_TRUNC" in given))
    elif name == "write" and held and held[1] == "1":
        yield Did("say", "", data=texts[0])
    elif name == "write":
        places[path] = at + result
        yield Did("write", path, at, texts[0])
    elif name in ("pwrite64", "ftruncate"):
        data = texts[0] if texts else b""
        yield Did("write" if texts else "cut", path, int(given.rsplit(",", 1)[1]), data)
    elif name.startswith("rename"):
        yield Did("rename", texts[0].decode(), to=texts[1].decode())
    elif name in _NAMED:
        yield Did(_NAMED[name], path)


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    since: list[Did] = field(default_factory=list)


class ForgetfulDisk:
    """A folder as a disk holds it: what is safe, and what came since the last fsync."""

    def __init__(self, copy: Path, name: Path) -> None:
        """Begin with a copied folder, under the name it had when the record was made."""
        self._root = name
        self._safe_names: dict[str, _File | None] = {}
        for path in (copy, *sorted(copy.rglob("*"))):
            file = None if path.is_dir() else _File(bytearray(path.read_bytes()))
            self._safe_names[str(name / path.relative_to(copy))] = file
        self._names = dict(self._safe_names)
        self._renamed: list[tuple[str, str, _File | None]] = []

    def do(self, did: Did) -> None:
        """Let one recorded act happen."""
        if not did.path.startswith(str(self._root)):
            return
        if did.what in ("write", "cut"):
            self._file(did.path).since.append(did)
        elif did.what == "sync":
            self._sync(did.path)
        elif did.what == "open":
            if did.path not in self._names:
                self._name(did.path, _File())
            elif did.at:
                self._file(did.path).since.append(Did("cut", did.path))
        elif did.what == "mkdir":
            self._name(did.path, None)
        elif did.what == "rename":
            self._name(did.to, self._names[did.path])
            self._name(did.path, gone=True)
        else:
            self._name(did.path, gone=True)

    def safe(self, path: Path) -> bytes:
        """Return what of a file no power cut can take away."""
        return bytes(self._file(str(path)).safe)

    def after_a_cut(self, into: Path, rng: Random) -> None:
        """Write what a power cut at this moment may leave into an empty folder."""
        names = dict(self._safe_names)
        for path, how, file in self._renamed[: rng.randrange(len(self._renamed) + 1)]:
            _rename(names, path, how, file)
        for path, file in sorted(names.items(), key=lambda pair: pair[0]):
            there = into / Path(path).relative_to(self._root)
            if file is None:
                there.mkdir(exist_ok=True)
            elif not path.endswith("-shm"):  # memory that the system shares: gone with the power
                there.write_bytes(_left(file, rng))

    def _file(self, path: str) -> _File:
        file = self._names[path]
        assert file is not None, path
        return file

    def _name(self, path: str, file: _File | None = None, *, gone: bool = False) -> None:
        how = "gone" if gone else "there"
        self._renamed.append((path, how, file))
        _rename(self._names, path, how, file)

    def _sync(self, path: str) -> None:
        """A file's bytes are safe, and its name with all that happened to names before it (a journal's order)."""
        file = self._names.get(path)
        through = 0
        if file is None:
            through = len(self._renamed)
        else:
            file.safe = _applied(file.safe, file.since)
            file.since = []
            born = [n for n, (_path, _how, born) in enumerate(self._renamed, 1) if born is file]
            through = born[0] if born else 0
        for path_, how, one in self._renamed[:through]:
            _rename(self._safe_names, path_, how, one)
        self._renamed = self._renamed[through:]


def _rename(names: dict[str, _File | None], path: str, how: str, file: _File | None) -> None:
    if how == "gone":
        names.pop(path, None)
    else:
        names[path] = file


def _left(file: _File, rng: Random) -> bytes:
    """Each write since the last fsync is there, missing or torn; a disk may also have kept none or all of them."""
    mood = rng.choice(("none", "all", "some", "some"))
    kept = list[Did]()
    for did in file.since:
        fate = mood if mood != "some" else rng.choice(("all", "none", "torn"))
        if fate == "all":
            kept.append(did)
        elif fate == "torn" and did.what == "write":
            cut = rng.randrange(len(did.data) // SECTOR + 1) * SECTOR
            kept.append(Did("write", did.path, did.at, did.data[:cut]))
    return bytes(_applied(file.safe, kept))


def _applied(content: bytearray, acts: Sequence[Did]) -> bytearray:
    content = bytearray(content)
    for did in acts:
        if did.what == "cut":
            content = content[: did.at].ljust(did.at, b"\0")
        else:
            content[len(content) :] = bytes(max(0, did.at - len(content)))
            content[did.at : did.at + len(did.data)] = did.data
    return content
