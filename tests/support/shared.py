"""Reference data beside the repository: input for importers, tests and measurements; it does not ship."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).parents[2].parent / "shared"


def shared(name: str) -> Any:
    """The content of `data/<name>`, from `MOTCUA_SHARED` or `../shared`; a skip that says why when it is absent."""
    folder = Path(os.environ.get("MOTCUA_SHARED") or _BESIDE)
    file = folder / "data" / name
    if not file.exists():
        pytest.skip(f"needs the reference data {name}: neither MOTCUA_SHARED nor ../shared has it")
    return json.loads(file.read_text("utf-8"))
