"""What the office needs and the unlock screen does not, loaded while the passphrase is being typed.

Whoever uses one of these imports it at the place of use and finds it there; nothing is decided here.
"""

from importlib import import_module
from typing import Final

AFTERWARDS: Final = (
    "importlib.metadata",
    "desktop_app.storage.replica",
    "desktop_app.storage.matters",
    "desktop_app.storage.upstream",
    "desktop_app.storage.packages",
    "desktop_app.bootstrap.opening",
    "forms.xforms.read",
    "desktop_app.bootstrap.shelf",
    "desktop_app.runtime.schedule",
    "forms.papers.pdf",
    "desktop_app.devices.page_image",
    "sync.transport.http",
)
"""In the order of need."""


def load_afterwards() -> None:
    """Load them; takes some tenths of a second, so not on the thread of the window."""
    for name in AFTERWARDS:
        import_module(name)
