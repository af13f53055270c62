"""The one opener of the province's SQLite files: the wheel's SQLite, checked, with every pragma read back.

The standard library's sqlite3 is not used: old versions damage a WAL that two connections share (DB-1).
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection as Connection  # noqa: PLC0414, TC002 - the rooms' one name for it

from sync.core.errors import Corrupt, Incompatible, Offline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
}
"""What must be in force: WAL and FULL, so that an acknowledged commit survives a power cut (G6, I8)."""

OLDEST: Final = (3, 51, 3)
FAULTY: Final = (3, 52)
OLDEST_CIPHER: Final = (4, 7)


def check_library() -> None:
    """Refuse a SQLite whose WAL can be damaged (DB-1).

    Raises:
        Incompatible: SQLite older than 3.51.3 or 3.52.x, or SQLCipher older than 4.7.
    """
    probe = dbapi2.connect(":memory:")
    cipher = next(probe.execute("PRAGMA cipher_version"))[0]
    probe.close()
    found = tuple(int(part) for part in dbapi2.sqlite_version.split("."))
    cipher_found = tuple(int(part) for part in cipher.split()[0].split(".")[:2])
    if found < OLDEST or found[:2] == FAULTY or cipher_found < OLDEST_CIPHER:
        raise Incompatible(
            f"SQLite {dbapi2.sqlite_version} / SQLCipher {cipher} is refused",
            sentence=f"Thư viện SQLite {dbapi2.sqlite_version} không an toàn cho dữ liệu.",
            remedy="Cài lại chương trình đúng bản khoá (uv sync --frozen).",
        )


def open_file(path: Path, *, create: bool = False) -> Connection:
    """Open one file; nothing is created unless asked.

    Args:
        path: the file.
        create: make a new one; an existing file is refused.

    Returns:
        A connection in autocommit mode that any one thread at a time may use.

    Raises:
        Corrupt: the file is missing, damaged, or a pragma did not take.
        FileExistsError: `create` and the file is there.
    """
    if create and path.exists():
        raise FileExistsError(path)
    mode = "rwc" if create else "rw"
    try:
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=5.0,
            check_same_thread=False,
        )
    except dbapi2.OperationalError as fault:
        raise _damaged(path) from fault
    try:
        if create:
            path.chmod(0o600)
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        for name, value in PRAGMAS.items():
            if next(connection.execute(f"PRAGMA {name}"))[0] != value:
                raise _damaged(path)
    except dbapi2.DatabaseError as fault:
        connection.close()
        raise _damaged(path) from fault
    return connection


@contextmanager
def transaction(connection: Connection, begin: str) -> Iterator[None]:
    """Run a block as one transaction: durable when it ends, undone by an exception.

    Args:
        connection: in autocommit mode.
        begin: `BEGIN` to look, `BEGIN IMMEDIATE` to write.

    Raises:
        Offline: somebody has been writing for more than five seconds, the disk is full, a look took too long;
            nothing was done.
        Corrupt: the file is damaged.
    """
    with said_on_the_road():
        connection.execute(begin)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def said_on_the_road() -> Iterator[None]:
    """Say in the road's own words what SQLite refuses: what waiting may mend, and what it will not.

    Raises:
        Offline: busy, the disk is full, a look took too long.
        Corrupt: the file is damaged.
    """
    try:
        yield
    except dbapi2.OperationalError as fault:
        raise Offline(
            f"the store refused: {getattr(fault, 'sqlite_errorname', 'operational error')}",
            sentence="Kho dữ liệu của tỉnh đang bận hoặc ổ đĩa đã đầy.",
            remedy="Đợi một lát rồi thực hiện lại; nếu vẫn vậy, báo quản trị viên kiểm tra ổ đĩa.",
        ) from fault
    except dbapi2.DatabaseError as fault:
        if type(fault) is not dbapi2.DatabaseError:  # a mistake of ours, not of the disk
            raise
        raise Corrupt(
            f"the store refused: {getattr(fault, 'sqlite_errorname', 'damaged')}",
            sentence="Kho dữ liệu của tỉnh bị hỏng.",
            remedy="Quản trị viên dừng máy chủ, giữ lại tệp hỏng và khôi phục từ bản sao lưu.",
        ) from fault


class Connections:
    """Connections to one file, kept open, lent to one block at a time; SQLite's lock orders the writers (G6).

    Args:
        path: the file.
        create: make it; an existing one is refused.

    Raises:
        Corrupt: the file is missing or damaged.
        Incompatible: SQLite is too old.
        FileExistsError: `create` and the file is there.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        check_library()
        self._path = path
        self._free: deque[Connection] = deque([open_file(path, create=create)])

    @contextmanager
    def one(self) -> Iterator[Connection]:
        """Lend a connection in autocommit mode."""
        try:
            connection = self._free.pop()
        except IndexError:
            connection = open_file(self._path)
        try:
            yield connection
        finally:
            self._free.append(connection)

    @contextmanager
    def transaction(self, begin: str) -> Iterator[Connection]:
        """Run a block as one transaction.

        Args:
            begin: `BEGIN` to look, `BEGIN IMMEDIATE` to write.

        Raises:
            Offline: the store is busy or the disk is full; nothing was done.
        """
        with self.one() as connection, transaction(connection, begin):
            yield connection

    def close(self) -> None:
        """Fold the WAL into the file and close; a block that is still open keeps its connection."""
        while self._free:
            connection = self._free.pop()
            if not self._free:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()


def _damaged(path: Path) -> Corrupt:
    return Corrupt(
        f"{path.name} cannot be opened",
        sentence=f"Không mở được kho dữ liệu {path.name} của tỉnh.",
        remedy="Kiểm tra thư mục --home; nếu tệp bị hỏng, khôi phục từ bản sao lưu.",
    )
