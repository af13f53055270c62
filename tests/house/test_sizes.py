"""The house keeps itself small: a file fits two screens, a function is one thought."""

import ast
from pathlib import Path
from statistics import quantiles

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("forms", "sync", "desktop_app")
FILE_HARD, FUNCTION_HARD, TEST_HARD = 400, 60, 400

SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_reason_and_says_it_first(path):
    assert _lines(path) <= FILE_HARD, "split it by reason"
    tree = ast.parse(path.read_text("utf-8"))
    if tree.body:
        assert ast.get_docstring(tree), "a module opens with what lives here"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= FUNCTION_HARD, f"{node.name} has {length} lines"


def test_most_files_fit_one_screen_and_nearly_all_fit_two():
    sizes = sorted(_lines(path) for path in SOURCES if _lines(path) > 3)
    deciles = quantiles(sizes, n=10)
    assert deciles[4] <= 150
    assert deciles[8] <= 280


def test_every_room_says_in_a_sentence_what_lives_there():
    for init in (path for path in SOURCES if path.name == "__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text("utf-8"))), f"{init.relative_to(ROOT)} is silent"
