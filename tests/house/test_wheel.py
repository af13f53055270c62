"""What an office installs: the wheel holds every file of the three packages, and a desk runs without the extras."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("forms", "sync", "desktop_app")
EXTRAS = ("fastapi", "starlette", "uvicorn", "jinja2", "python_multipart", "cryptography", "pyxform", "openpyxl")


def test_the_wheel_holds_every_file_of_the_packages(tmp_path):
    copy = tmp_path / "copy"
    skip = shutil.ignore_patterns("__pycache__")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=skip)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    words = [sys.executable, "-c", build, str(tmp_path)]
    subprocess.run(words, cwd=copy, check=True, capture_output=True, timeout=120)
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = set(wheel.namelist())
    ours = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours <= packed, sorted(ours - packed)


@pytest.mark.parametrize(
    "words", [["procedures", "find", "khai sinh"], ["form", "check", "form.xml"], ["init", "--commune", "24184"]]
)
def test_a_desk_runs_where_no_extra_is_installed(words, tmp_path):
    shutil.copy(ROOT / "forms/catalogue/data/forms/2.000815@1.xml", tmp_path / "form.xml")
    (tmp_path / "secret").write_text("mat khau thu nghiem")
    refuse = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({EXTRAS!r}))\n"
        "from desktop_app.__main__ import main\n"
        "main()\n"
    )
    given = ["--home", str(tmp_path / "desk"), "--passphrase-file", str(tmp_path / "secret"), "--json", *words]
    ran = subprocess.run(
        [sys.executable, "-c", refuse, *given],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
