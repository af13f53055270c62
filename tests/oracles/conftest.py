"""JavaRosa as a judge: the library inside pyxform's validator, driven by a small program compiled here."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


class JavaRosa:
    """A conversation with the driver: one command, its answers."""

    def __init__(self, classpath: str, log: Path) -> None:
        java = ["java", "-Xshare:auto", "-Dfile.encoding=UTF-8", "-Duser.timezone=Asia/Ho_Chi_Minh", "-cp", classpath, "Driver"]
        self._log = log.open("w")
        self._driver = subprocess.Popen(java, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
                                        text=True, encoding="utf-8")

    def ask(self, *parts: str) -> list[str]:
        assert self._driver.stdin and self._driver.stdout
        self._driver.stdin.write("\t".join(parts) + "\n")
        self._driver.stdin.flush()
        return list(iter(lambda: self._driver.stdout.readline().rstrip("\n"), "END"))

    def nodes(self) -> dict[str, str]:
        """Relevant leaves and their values."""
        rows = [line.split("\t") for line in self.ask("DUMP")]
        return {path: value for _, path, relevant, value in rows if relevant == "1"}

    def close(self) -> None:
        assert self._driver.stdin and self._driver.stdout
        self._driver.stdin.close()
        self._driver.wait(10)
        self._driver.stdout.close()
        self._log.close()


@pytest.fixture(scope="session")
def java_rosa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaRosa]:
    if not (shutil.which("java") and shutil.which("javac")):
        pytest.skip("JavaRosa needs a JVM with javac; none is installed")
    pytest.importorskip("pyxform", reason="JavaRosa comes inside pyxform")
    jar = Path(str(files("pyxform"))) / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    if not jar.exists():
        pytest.skip("this pyxform carries no JavaRosa")
    classes = tmp_path_factory.mktemp("javarosa")
    source = Path(__file__).parent / "javarosa" / "Driver.java"
    subprocess.run(["javac", "-encoding", "UTF-8", "-d", str(classes), "-cp", str(jar), str(source)], check=True)
    judge = JavaRosa(f"{classes}:{jar}", classes / "log.txt")
    yield judge
    judge.close()
