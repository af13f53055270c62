"""The files beside a form: its lists in `jr://file-csv/x.csv`, read when it names them and not before."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from desktop_app.cli.answers_file import read_bytes

LIST_MAX: Final = 10 << 20
"""The largest list that is read, in bytes: the form engine's ceiling."""


FORM_MAX: Final = 10 << 20
"""The largest form file that is read, in bytes: an XLSForm's ceiling; an XForm's own is lower."""


def form_file(file: str) -> "tuple[bytes, str, Beside]":
    """Return a form's bytes, its name, and the lists beside it.

    Raises:
        DeskError: NO_FILE.
    """
    return read_bytes(file, size_max=FORM_MAX), Path(file).name, Beside(file)


class Beside(Mapping[str, bytes]):
    """Name → content of the files in the folder of a form; a name with a path in it is never there."""

    def __init__(self, form: str) -> None:
        self._folder = Path(form).parent

    def __getitem__(self, name: str) -> bytes:
        if name not in set(self):
            raise KeyError(name)
        return read_bytes(str(self._folder / name), size_max=LIST_MAX)

    def __iter__(self) -> Iterator[str]:
        return (file.name for file in self._folder.iterdir() if file.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)
