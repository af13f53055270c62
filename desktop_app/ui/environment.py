"""What the toolkit reads before it is first imported: size, input, log, home.

Here lives the one function that writes those environment variables, and the question whether there is a
screen at all. No toolkit is imported here, so that the entry point can call it before anything else.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

WINDOW_SIZE: Final = (1366, 768)

_FIXED: Final = {
    "KIVY_NO_ARGS": "1",  # our own arguments are not the toolkit's
    "KIVY_NO_CONFIG": "1",  # nothing is read from, or written to, a config.ini
    "KIVY_NO_FILELOG": "1",  # a traceback may hold a citizen's name
    "KIVY_NO_CONSOLELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",  # standard error stays ours: a crash is not silent
    "KCFG_KIVY_LOG_LEVEL": "critical",  # probing for touch screens is not an error of ours
    "KIVY_CLIPBOARD": "sdl2",  # xclip would stay behind as a daemon holding our pipes
    "SDL_VIDEO_X11_WMCLASS": "motcua",
    "SDL_IME_SHOW_UI": "1",
    "KCFG_KIVY_EXIT_ON_ESCAPE": "0",
    "KCFG_INPUT_MOUSE": "mouse,disable_multitouch",  # no red dots on a right click
    "KCFG_GRAPHICS_MULTISAMPLES": "0",
    "KCFG_GRAPHICS_WIDTH": str(WINDOW_SIZE[0]),
    "KCFG_GRAPHICS_HEIGHT": str(WINDOW_SIZE[1]),
    "KCFG_GRAPHICS_MINIMUM_WIDTH": "1024",
    "KCFG_GRAPHICS_MINIMUM_HEIGHT": "640",
    "KCFG_GRAPHICS_MAXFPS": "60",
}


def prepare_environment(home: Path) -> None:
    """Set what the window toolkit reads from the environment; call before it is first imported.

    A variable that somebody already set is left alone: tests choose their own video driver that way.

    Args:
        home: the desk's data folder; the toolkit keeps its icon copy in its subfolder ``window``.
    """
    kivy_home = home / "window"
    kivy_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("KIVY_HOME", str(kivy_home))
    for name, value in _FIXED.items():
        os.environ.setdefault(name, value)


def has_screen() -> bool:
    """Tell whether a window can be seen from this session.

    Without a display the window library would draw into memory: a desk that runs, holds its folder, and that
    nobody sees. Systems other than Linux always have a screen; a named video driver is somebody's own choice.
    """
    if sys.platform != "linux" or os.environ.get("SDL_VIDEODRIVER") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if display is None:
        return False
    x11.XCloseDisplay(ctypes.c_void_p(display))
    return True
