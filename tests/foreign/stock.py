"""Stock JavaScript programs for tests: installed once beside their lock file, run by node."""

import subprocess
from pathlib import Path

from filelock import FileLock

HERE = Path(__file__).parent


def node(script: str, *words: str, **given: object) -> subprocess.Popen[str]:
    """Start one of the scripts of this folder; what it imports is what the lock file names."""
    with FileLock(HERE / ".installing"):
        if not (HERE / "node_modules" / ".package-lock.json").is_file():
            install = ["npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]
            subprocess.run(install, cwd=HERE, check=True, capture_output=True, timeout=300)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(["node", script, *words], cwd=HERE, **pipes, **given)
