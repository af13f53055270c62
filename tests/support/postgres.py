"""A private PostgreSQL for the tests: a server of our own in a folder of its own, reached by a socket only.

It is started at the first wish of a process and ends with it, also when that is killed. Each test gets databases of its
own, copied from templates. Nothing listens on the network; fsync is on, as at a province.
"""

import atexit
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from sync.province.stores.postgres.ledger import PostgresLedger
from sync.province.stores.postgres.store import PostgresStore

SETTINGS = {
    "listen_addresses": "", "max_connections": "60", "shared_buffers": "32MB", "deadlock_timeout": "200ms",
    "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off", "logging_collector": "off",
}  # fmt: skip


ROOM = 1 << 30
PREFIX = "mcpg"


class Server:
    """A running server.

    Args:
        folder: an empty folder of its own; its path must be short, the socket stands in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self._names = folder, count()
        self._held = (folder / "held").open("w")  # a sweep of a later process sees that somebody lives here
        fcntl.flock(self._held, fcntl.LOCK_EX)
        self._as = _somebody_harmless(folder)
        self._run("initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self._process = self._start()

    def address(self, name: str) -> str:
        """Address of a database."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def new(self, template: str = "template0") -> str:
        """Make a database out of a template; return its address."""
        name = f"t{next(self._names)}"
        self._order(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def copy(self, address: str) -> str:
        """Copy a database nobody is connected to, as a backup would; return the copy's address."""
        return self.new(_name(address))

    def drop(self, address: str) -> None:
        """Drop a database, whoever is still connected."""
        self._order(f"DROP DATABASE {_name(address)} WITH (FORCE)")

    def crash(self) -> None:
        """Kill the server as a power cut would (its processes, not the machine's cache), and start it again."""
        self._process.send_signal(signal.SIGQUIT)  # immediate shutdown: no checkpoint, recovery at the next start
        self._process.wait(30)
        self._process = self._start()

    def stop(self) -> None:
        """End the server and take its folder away."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._held.close()

    def _order(self, order: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(order)

    def _start(self) -> subprocess.Popen[bytes]:
        words = [*(self._as or ["setpriv"]), "--pdeathsig", "QUIT"]  # it ends with whoever started it
        given = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        command = [*words, _binary("postgres"), "-D", self.folder / "data", "-k", self.folder, *given]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        for _ in range(300):
            try:
                psycopg.connect(self.address("postgres")).close()
            except psycopg.OperationalError:
                if process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return process
        raise AssertionError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")

    def _run(self, program: str, *words: object) -> None:
        subprocess.run(
            [*self._as, _binary(program), *map(str, words)], check=True, capture_output=True, cwd=self.folder
        )


@cache
def server() -> Server:
    """The server of this process."""
    room = _room()
    _sweep(Path(room))
    made = Server(Path(tempfile.mkdtemp(prefix=PREFIX, dir=room)))
    atexit.register(made.stop)
    return made


def _sweep(room: Path) -> None:
    """Take away what tests left that were killed: folders whose holder is gone."""
    for held in room.glob(f"{PREFIX}*/held"):
        with suppress(OSError), held.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(held.parent, ignore_errors=True)


def _room() -> str:
    """Where the folder goes: in memory where there is some; what a killed program wrote is there as on a disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy else "/tmp"


@cache
def _template(kind: type[PostgresStore] | type[PostgresLedger]) -> str:
    address = server().new()
    kind(address, create=True).close()
    return _name(address)


@contextmanager
def a_database(kind: type[PostgresStore] | type[PostgresLedger]) -> Iterator[str]:
    """A fresh database with the tables of a store or a ledger; its address."""
    address = server().new(_template(kind))
    try:
        yield address
    finally:
        server().drop(address)


def _name(address: str) -> str:
    return urlsplit(address).path.lstrip("/")


def _binary(name: str) -> Path:
    """Find a program of the server; Debian keeps them out of PATH."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))[::-1]
    config = shutil.which("pg_config")
    if config:
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout
        folders.insert(0, Path(told.strip()))
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    raise AssertionError("the tests need PostgreSQL's server programs: apt-get install postgresql")


def _somebody_harmless(folder: Path) -> list[str]:
    """The server refuses to run as root: hand the folder to somebody else, and say how to become him."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    who = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, who.pw_uid, who.pw_gid)
    return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
