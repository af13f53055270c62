"""The tables of docs/sync.md and docs/lines.md name tests: each name leads to a test that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:[a-z_]+/)+[\w*]+\.py)(?:::(\w+))?`")


def named(page):
    text = (ROOT / "docs" / page).read_text("utf-8")
    section = text[text.index("Every promise names its test" if page == "sync.md" else "## Promises and tests") :]
    return sorted({match.groups() for match in NAMED.finditer(section)}, key=str)


@pytest.mark.parametrize("page", ["sync.md", "lines.md"])
def test_every_named_test_exists(page):
    missing = []
    for path, name in named(page):
        file = ROOT / "tests" / path.removeprefix("tests/")
        text = file.read_text("utf-8") if file.exists() else ""
        if not text or (name and not re.search(rf"(def|class) {name}\b", text)):
            missing.append(f"{path}::{name}")
    assert missing == []


def test_every_invariant_and_every_failure_has_a_row():
    text = (ROOT / "docs/sync.md").read_text("utf-8")
    assert [n for n in range(1, 19) if f"| I{n} |" not in text] == []
    assert [n for n in range(1, 21) if f"| F{n} |" not in text] == []


def test_every_safeguard_and_look_that_a_row_names_is_there():
    text = (ROOT / "docs/sync.md").read_text("utf-8")
    section = text[text.index("Every promise names its test") :]
    simulation = "".join(path.read_text("utf-8") for path in (ROOT / "tests/simulation").glob("*.py"))
    for switch in re.findall(r"ablation ((?:`\w+`(?:, )?)+)", section):
        for name in re.findall(r"`(\w+)`", switch):
            assert f"def _{name}(patch)" in simulation, name
    for look in re.findall(r"simulator ((?:`_\w+`(?:, )?)+)", section):
        for name in re.findall(r"`(\w+)`", look):
            assert f"def {name}(" in simulation, name
