"""A display for the demo: the one that is there, or a virtual one of our own. Nothing here knows the desk."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.errors import DeskError
from forms.errors import Act, Fault

SCREEN = "1366x768x24"
NO_DISPLAY = Fault(
    Act.ADMINISTRATOR,
    "Máy này không có màn hình, cũng không có Xvfb để tạo màn hình ảo.",
    "Cài gói xvfb (apt-get install xvfb) rồi chạy lại.",
    "No display and no Xvfb to make one.",
)


@contextmanager
def a_display(*, is_virtual: bool = False) -> Iterator[dict[str, str]]:
    """Yield the environment a window needs.

    Args:
        is_virtual: take a virtual display even where a real one is there.

    Raises:
        DeskError: NO_DISPLAY.
    """
    if os.environ.get("DISPLAY") and not is_virtual:
        yield {}
        return
    server = shutil.which("Xvfb")
    if server is None:
        raise DeskError(NO_DISPLAY)
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    child = subprocess.Popen(  # noqa: S603 - our own fixed command
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        yield {"DISPLAY": f":{_number(reading)}", "SDL_VIDEODRIVER": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
    finally:
        os.close(reading)
        child.terminate()
        child.wait(10)


def _number(reading: int) -> int:
    """The display's number; read to the newline, or the server dies of a closed pipe."""
    text = b""
    while not text.endswith(b"\n"):
        piece = os.read(reading, 16)
        if not piece:
            break
        text += piece
    return int(text)
