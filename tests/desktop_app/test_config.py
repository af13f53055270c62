"""The settings come back as written, hold no secret, and a torn file is said clearly."""

from pathlib import Path

import pytest

from desktop_app.config import FILE, Settings, read_settings, write_settings
from desktop_app.errors import BAD_SETTINGS, DeskError

ODD = Settings(office='Trung tâm "Ea Kao"\nSố 1\\2', commune="Phường Ea Kao", province_url="https://localhost:1", phone="\u200b\x07")


def test_without_a_file_the_usual_ones_are_in_force(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize("settings", [Settings(), ODD])
def test_they_come_back_exactly_as_written(tmp_path: Path, settings: Settings) -> None:
    write_settings(tmp_path / "home", settings)
    assert read_settings(tmp_path / "home") == settings
    assert [path.name for path in (tmp_path / "home").iterdir()] == [FILE]


@pytest.mark.parametrize(("text", "place"), [("office = ", "TOMLDecodeError"), ("passphrase = 'x'", "passphrase"),
                                             ("office = 3", "office"), ("\xff", "UnicodeDecodeError")])
def test_a_file_that_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(DeskError) as wrong:
        read_settings(tmp_path)
    assert (wrong.value.fault, wrong.value.where) == (BAD_SETTINGS, {"place": place})
