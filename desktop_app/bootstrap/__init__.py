"""Where the desk is wired: clock and store, verbs and window, and the only place that knows a transport.

`house` opens and creates, `opening` leads from the open store to the `office` with every verb, `road` carries
rounds. Nothing is decided here. Only the house is loaded with the program; the office when it is needed.
"""

from desktop_app.bootstrap.house import House

__all__ = ["House"]
