"""Loading kv files: once each, by path.

The toolkit doubles every child of a rule that it loads twice; so nobody else calls the builder.
"""

from pathlib import Path

from kivy.lang import Builder

_loaded: set[Path] = set()


def load(module_file: str) -> None:
    """Load the ``.kv`` file that stands beside a module, unless it was loaded before.

    Args:
        module_file: the ``__file__`` of the module.
    """
    path = Path(module_file).with_suffix(".kv").resolve()
    if path not in _loaded:
        _loaded.add(path)
        Builder.load_file(str(path))
