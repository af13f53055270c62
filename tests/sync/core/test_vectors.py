"""docs/adr/0002 says what the code does, byte for byte."""

from pathlib import Path

import pytest

from tests.sync.core.vectors import vectors

PAGE = (Path(__file__).parents[3] / "docs/adr/0002-bytes-under-signatures.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "value"), vectors().items(), ids=lambda text: text[:24])
def test_the_page_holds_the_value_the_code_computes(name, value):
    assert f"{name:<26}{value}\n" in PAGE
