"""Runs a program of ours with another dictionary 1: what a dictionary of the measured documents would give.

    python -m benchmarks.dictionary_of FILE python -m sync.province …

The words after the file are the command; the interpreter's name is skipped, so that it can stand before any.
"""

import runpy
import sys
from pathlib import Path
from unittest.mock import patch

from sync.core import codec


def main() -> None:
    """Exchange the dictionary, then be the program."""
    content = Path(sys.argv[1]).read_bytes()
    module = sys.argv[4]
    sys.argv = [module, *sys.argv[5:]]
    with patch.object(codec, "shipped", lambda: {1: content}):
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
