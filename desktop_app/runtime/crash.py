"""What happens to an exception nobody caught: a report without a word of a citizen, and a calm sentence.

The report holds code places and classes only: an exception's text may quote a form (FILE-7).
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

_SENTENCE = (
    "Một Cửa gặp lỗi và phải dừng. Những gì đã lưu vẫn nguyên vẹn. "
    "Mở lại chương trình; nếu lặp lại, gửi tệp báo lỗi này cho quản trị viên:"
)


def report(error: BaseException, version: str, at: datetime) -> dict[str, object]:
    """Describe a crash by its places.

    Args:
        error: What nobody caught.
        version: Of the program.
        at: When.

    Returns:
        Version, instant, chain of error classes with file, line and function of each frame.
    """
    chain: list[dict[str, object]] = []
    current: BaseException | None = error
    while current is not None:
        chain.append({"error": type(current).__name__, "frames": _frames(current.__traceback__)})
        current = current.__cause__ or current.__context__
    return {"version": version, "at": at.isoformat(), "chain": chain}


def install(folder: Path, version: str, now: Callable[[], datetime], show: Callable[[str], None]) -> None:
    """Catch what nobody caught, on every thread.

    Args:
        folder: Where reports go.
        version: Of the program.
        now: The clock.
        show: Says a sentence to the person: a dialog, or the terminal.
    """

    def caught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        show(f"{_SENTENCE} {write(folder, report(error, version, now()))}")

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(args.exc_type, args.exc_value, args.exc_traceback)


def write(folder: Path, described: dict[str, object]) -> Path:
    """Store a report; returns its file, named by the instant."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = "".join(letter for letter in str(described["at"]) if letter.isdigit())
    path = folder / f"crash-{stamp}.json"
    path.write_text(json.dumps(described, indent=1), encoding="utf-8")
    return path


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found
