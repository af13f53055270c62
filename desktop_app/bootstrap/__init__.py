"""Where the desk is wired: clock and store, verbs and window, and the only place that knows a transport.

`house` opens and creates, `office` binds every verb, `road` carries rounds. Nothing is decided here.
"""

from desktop_app.bootstrap.house import House
from desktop_app.bootstrap.office import Office

__all__ = ["House", "Office"]
