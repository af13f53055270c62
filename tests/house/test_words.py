"""The words of the glossary are used, and the banned ones are not."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("forms", "sync", "desktop_app")
BANNED = {"utils", "util", "manager", "helper", "helpers", "common", "misc"}
# On the road a session is what the web calls one (a browser's cookie, a pool of connections); the desk has shifts.
BANNED_IN = {"forms": BANNED | {"session"}, "sync": BANNED, "desktop_app": BANNED | {"session"}}
TEXT_ENDINGS = {".py", ".md", ".kv", ".sql", ".json", ".html", ".css", ".sh", ".toml", ".xml"}


def _names(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_no_name_is_a_drawer_for_anything():
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert path.stem not in BANNED_IN[room], path
            for name in _names(ast.parse(path.read_text("utf-8"))):
                words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}
                assert not words & BANNED_IN[room], f"{path.relative_to(ROOT)}: {name}"


@pytest.mark.parametrize("room", [*ROOMS, "docs", "tests"])
def test_text_is_stored_composed(room):
    for path in (ROOT / room).rglob("*"):
        if path.suffix in TEXT_ENDINGS:
            text = path.read_text("utf-8")
            assert text == unicodedata.normalize("NFC", text) or "nfd" in path.stem, path


def test_packaging_is_never_a_python_package():
    # it would hide the library of that name and break the test runner itself
    assert not (ROOT / "packaging" / "__init__.py").exists()
